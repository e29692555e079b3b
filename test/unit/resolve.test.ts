import { describe, expect, it } from 'vitest';
import { readRecord } from '../../src/deletion/read-record.ts';
import { type Resolution, resolveLostAnswer } from '../../src/deletion/resolve-lost-answer.ts';
import { command, createTestCore, exchange } from '../support/core.ts';

const DAY = 24 * 60 * 60 * 1000;
const asked = command('NUVION');
const BOTH: readonly Resolution[] = ['gone', 'not-executed'];

/** A deletion whose answer was lost just now, and a way to end it by hand. */
async function lost() {
  const core = createTestCore();
  core.NUVION.exchanges.push(() => {
    core.clock.advance(25_000); // no time to recover
    return exchange.lost;
  });
  await core.deleteAccount(asked);
  return { core, end: (how: Resolution) => end(core, how) };
}

async function end(core: ReturnType<typeof createTestCore>, how: Resolution) {
  const standing = await readRecord(core.ledger, asked.id);
  if (standing === null) throw new Error('There is no record');
  return (await resolveLostAnswer(core.deps, { id: asked.id, standing }, how)).kind;
}

describe('a lost answer that a person ends', () => {
  it('is settled as a success, by that word, for as long as the record would have been kept', async () => {
    const { core, end } = await lost();
    core.clock.advance(30_000);
    expect(await end('gone')).toBe('done');
    core.clock.advance(29 * DAY);
    expect(await core.deleteAccount(asked)).toMatchObject({
      outcome: { code: 'DELETED', evidence: 'ATTESTED' },
      replayed: true,
      attempts: 1,
    });
    expect([core.NUVION.deletes.length, core.NUVION.reads]).toEqual([1, 0]);
  });

  it('frees the key when nothing was executed', async () => {
    const { core, end } = await lost();
    core.clock.advance(30_000);
    expect(await end('not-executed')).toBe('done');
    expect(await core.record(asked.id)).toBeNull();
    core.NUVION.exchanges.push(exchange.deleted);
    expect(await core.deleteAccount(asked)).toMatchObject({ outcome: { evidence: 'RESPONSE' }, attempts: 1 });
  });

  it.each(BOTH)('is not ended as %s before the lost request has had its time', async (how) => {
    const { core, end } = await lost();
    core.clock.advance(29_999);
    const before = await core.record(asked.id);
    expect(await end(how)).toBe('taken-over');
    expect(await core.record(asked.id)).toEqual(before);
    core.clock.advance(1);
    expect(await end(how)).toBe('done');
  });

  it.each(BOTH)('is not ended as %s while somebody runs it', async (how) => {
    const { core, end } = await lost();
    core.clock.advance(30_000);
    core.NUVION.sightings.push(async () => {
      const before = await core.record(asked.id);
      expect(await end(how)).toBe('taken-over');
      expect(await core.record(asked.id)).toEqual(before);
      return { kind: 'deleted', deletion: { type: 'PermanentDeletion', permanent: true } };
    });
    expect(await core.deleteAccount(asked)).toMatchObject({ outcome: { evidence: 'OBSERVED' } });
    expect(await end(how)).toBe('taken-over');
  });

  it.each(BOTH)('is not ended as %s when a caller was faster', async (how) => {
    const { core } = await lost();
    core.clock.advance(30_000);
    const standing = await readRecord(core.ledger, asked.id);
    if (standing === null) throw new Error('There is no record');
    core.NUVION.sightings.push({ kind: 'deleted', deletion: { type: 'PermanentDeletion', permanent: true } });
    await core.deleteAccount(asked);
    expect(await resolveLostAnswer(core.deps, { id: asked.id, standing }, how)).toMatchObject({ kind: 'taken-over' });
    expect(await core.deleteAccount(asked)).toMatchObject({ outcome: { evidence: 'OBSERVED' }, replayed: true });
  });
});
