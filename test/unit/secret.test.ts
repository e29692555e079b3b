import { expect, it } from 'vitest';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.ts';
import { openSecret } from '../../src/ledger/secret.ts';

const GIVEN = 'a secret of thirty-two bytes or more';
const ANOTHER = 'another secret of thirty-two bytes or more';

it('A ledger without a secret gets one, and every process finds it', async () => {
  const ledger = createMemoryLedger();
  const made = await openSecret(ledger, undefined);
  expect(Buffer.from(made, 'base64url')).toHaveLength(32);
  expect(await openSecret(ledger, undefined)).toBe(made);
});

it('A given secret is not kept in the ledger, only a check of it', async () => {
  const ledger = createMemoryLedger();
  expect(await openSecret(ledger, GIVEN)).toBe(GIVEN);
  expect(await openSecret(ledger, GIVEN)).toBe(GIVEN);
  expect(await ledger.identity('')).not.toContain(GIVEN);
});

it.each([
  ['another one', GIVEN, ANOTHER],
  ['a line end behind it', GIVEN, `${GIVEN}\n`],
  ['none, where there was one', GIVEN, undefined],
  ['one, where the ledger has made its own', undefined, GIVEN],
])('A process with %s does not start', async (_what, before, now) => {
  const ledger = createMemoryLedger();
  await openSecret(ledger, before);
  await expect(openSecret(ledger, now)).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE', final: true });
});
