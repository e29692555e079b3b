import { describe, expect, it } from 'vitest';
import type { SoftDeletion } from '../../src/deletion/deletion.ts';
import { type DeletionId, UnreadableRecordError } from '../../src/deletion/ledger.ts';
import type { Settlement } from '../../src/deletion/settlement.ts';
import { parseLossless } from '../../src/json/lossless-json.ts';
import { createVault } from '../../src/settlements/vault.ts';

const id: DeletionId = { caller: 'caller', provider: 'NUVION', key: 'key' };
const meta = parseLossless('{"limit":1000.50,"name":"Sparkonto"}') as Record<string, unknown>;
const settlement: Settlement = {
  accountId: 'acc_1',
  attempts: 2,
  outcome: {
    code: 'DELETED',
    evidence: 'OBSERVED',
    deletion: {
      type: 'SoftDeletion',
      permanent: false,
      message: null,
      deletedAt: '2026-01-01T00:00:00.000Z',
      account: null,
      cascade: null,
      entityImpact: null,
      reversal: null,
      ...({ meta } as object),
    } as SoftDeletion,
  },
};

describe.each([
  ['with LEDGER_SECRET', true],
  ['without', false],
])('a sealed settlement, %s', (_what, encrypt) => {
  const vault = createVault('secret', encrypt);

  it('comes out as it went in, to the digit', () => {
    const opened = vault.open(id, vault.seal(id, settlement));
    expect(JSON.stringify(opened)).toBe(JSON.stringify(settlement));
    expect(JSON.stringify(opened)).toContain('1000.50');
  });

  it('is bound to its deletion', () => {
    const sealed = vault.seal(id, settlement);
    for (const other of [{ caller: 'x' }, { key: 'x' }, { provider: 'SEQUENCE' as const }]) {
      expect(() => vault.open({ ...id, ...other }, sealed)).toThrow(UnreadableRecordError);
    }
  });

  it('opens with its own secret only', () => {
    const sealed = vault.seal(id, settlement);
    expect(() => createVault('another', encrypt).open(id, sealed)).toThrow(UnreadableRecordError);
    expect(() => createVault('secret', !encrypt).open(id, sealed)).toThrow(UnreadableRecordError);
  });

  it('shows every change of one character', () => {
    const sealed = vault.seal(id, settlement);
    for (let at = 0; at < sealed.length; at += 7) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
      expect(() => vault.open(id, changed), `at ${at}`).toThrow(UnreadableRecordError);
    }
  });

  it('shows a change of bits that do not count', () => {
    const sealed = vault.seal(id, settlement);
    const at = encrypt ? sealed.length - 1 : sealed.indexOf('.', 3) - 1;
    for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
      const changed = `${sealed.slice(0, at)}${letter}${sealed.slice(at + 1)}`;
      if (changed !== sealed) expect(() => vault.open(id, changed), letter).toThrow(UnreadableRecordError);
    }
  });

  it.each(['', 'e1.', 'm1.', 'm1.x', 'e1.AAAA', 'm1..{}', '{}'])('is not %j', (sealed) => {
    expect(() => vault.open(id, sealed)).toThrow(UnreadableRecordError);
  });

  it(encrypt ? 'cannot be read without the secret' : 'can be read by whoever runs the ledger', () => {
    expect(vault.seal(id, settlement).includes('acc_1')).toBe(!encrypt);
  });
});
