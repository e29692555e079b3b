import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LedgerUnavailableError } from '../../src/deletion/ledger.ts';
import { openLedger } from '../../src/ledger/open-ledger.ts';
import { CANARY } from '../support/secrets.ts';
import { change, newName } from './ledger-suite.ts';

const quiet = { warn() {} };
const nothing = async () => {};

it('Opens a file by its path', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-open-'));
  const url = `sqlite:${join(folder, 'ledger.db')}`;
  const row = newName();
  const [first] = await openLedger(url, quiet, nothing);
  await first.compareAndSet(row, change(null, 'a.1'));
  await first.close();
  const [second] = await openLedger(url, quiet, nothing);
  expect((await second.read(row))?.row.version).toBe('a.1');
  await second.close();
  rmSync(folder, { recursive: true });
});

it('Says that a ledger in memory forgets', async () => {
  const said: unknown[] = [];
  const warn = (message: unknown) => said.push(message);
  const [ledger] = await openLedger('memory:', { warn } as never, nothing);
  expect(said).toEqual([expect.stringMatching(/forgets every deletion/)]);
  await ledger.close();
});

it.each([
  [`postgres://user:${CANARY}@127.0.0.1:1/db`, /ECONNREFUSED/],
  [`redis://user:${CANARY}@127.0.0.1:1`, /ECONNREFUSED/],
  [`postgres://user:${CANARY}@localhost:1/db`, /ECONNREFUSED/],
  ['sqlite:/dev/null/ledger.db', /ENOTDIR|EEXIST|not a directory/],
])('Gives up on %s after a while, with the cause and without the password', async (url, cause) => {
  const opening = openLedger(url, quiet, nothing, 300);
  await expect(opening).rejects.toThrow(LedgerUnavailableError);
  await expect(opening).rejects.toThrow(cause);
  const fault = await opening.catch((thrown: Error) => thrown);
  expect(`${fault} ${JSON.stringify(fault)} ${(fault as Error).cause}`).not.toContain(CANARY);
});

it('Gives up at once where no try can help', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-open-'));
  const startedAt = performance.now();
  await expect(openLedger(`sqlite:${folder}`, quiet, nothing, 60_000)).rejects.toMatchObject({
    code: 'LEDGER_UNAVAILABLE',
  });
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  rmSync(folder, { recursive: true });
});

it('Waits for a ledger that goes away after its first answer, too', async () => {
  let tries = 0;
  const [ledger, begun] = await openLedger('memory:', quiet, async () => {
    tries += 1;
    if (tries === 1) throw new LedgerUnavailableError('The ledger could not be used');
    return 'begun';
  });
  expect([begun, tries]).toEqual(['begun', 2]);
  await ledger.close();
});

it('Says what is wrong with the secret of a ledger that answers, at once', async () => {
  const wrong = new LedgerUnavailableError('LEDGER_SECRET is missing', { final: true });
  const opening = openLedger('memory:', quiet, () => Promise.reject(wrong), 60_000);
  await expect(opening).rejects.toThrow('The ledger (LEDGER_URL) cannot be used: LEDGER_SECRET is missing');
});
