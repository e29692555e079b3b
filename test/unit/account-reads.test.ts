import { expect, it } from 'vitest';
import { denied } from '../../src/access/access.ts';
import { createCallerAccess } from '../../src/access/caller-access.ts';
import { createAccountReads } from '../../src/accounts/account-reads.ts';
import { type AccountSource, read } from '../../src/accounts/account-source.ts';
import { PROVIDERS } from '../../src/providers/index.ts';

const authorize = createCallerAccess(PROVIDERS)({ authorization: null, forProvider: () => 'Bearer any' });

const audit = { refused() {}, read() {} };

/** A provider that answers when the test says so, and counts what it is asked. */
function createSlowReader() {
  const asked: (() => void)[] = [];
  const reader: AccountSource = {
    account: () => new Promise((resolve) => asked.push(() => resolve(read(null)))),
    page: async () => read({ accounts: [], next: null }),
  };
  return { reader, asked };
}

it('a provider that hangs gets 500 reads at once of all requests together, and the other has its room', async () => {
  const [sequence, nuvion] = [createSlowReader(), createSlowReader()];
  const readers = new Map([
    ['SEQUENCE', sequence.reader],
    ['NUVION', nuvion.reader],
  ]);
  const openReads = createAccountReads({ readers, maxReads: 100, timeoutMs: 1_000 });
  const ten = (provider: 'SEQUENCE' | 'NUVION') => {
    const reads = openReads({ requestId: 'request', authorize, audit });
    return Promise.all(Array.from({ length: 10 }, (_, n) => reads.account(provider, `acc_${n}`)));
  };
  const hanging = Array.from({ length: 50 }, () => ten('SEQUENCE'));
  await expect.poll(() => sequence.asked.length).toBe(500);

  const refused = { kind: 'refused', code: 'PROVIDER_UNAVAILABLE' };
  expect(await ten('SEQUENCE')).toMatchObject(Array.from({ length: 10 }, () => refused));
  expect(sequence.asked).toHaveLength(500);

  const other = ten('NUVION');
  await expect.poll(() => nuvion.asked.length).toBe(10);
  for (const answer of [...sequence.asked, ...nuvion.asked]) answer();
  await Promise.all([...hanging, other]);

  const after = ten('SEQUENCE');
  await expect.poll(() => sequence.asked.length).toBe(510);
  for (const answer of sequence.asked.slice(500)) answer();
  expect(await after).toEqual(Array.from({ length: 10 }, () => read(null)));
});

it('what a caller may not read does not count against what it may', async () => {
  const { reader, asked } = createSlowReader();
  const openReads = createAccountReads({
    readers: new Map([['SEQUENCE', reader]]),
    maxReads: 1,
    timeoutMs: 1_000,
  });
  const reads = openReads({
    requestId: 'request',
    audit,
    authorize: async (_provider, _scope, accountId) =>
      accountId === 'acc_mine'
        ? {
            kind: 'granted',
            credential: 'ApiKey own',
            heldBy: 'gateway',
            caller: ['subject'],
            upstreamKey: (key) => key,
            covers: () => true,
          }
        : denied('FORBIDDEN', 'Not this one.', { reason: 'wrong_account' }),
  });
  expect(await reads.account('SEQUENCE', 'acc_other')).toMatchObject({ kind: 'refused', code: 'FORBIDDEN' });
  const mine = reads.account('SEQUENCE', 'acc_mine');
  await expect.poll(() => asked.length).toBe(1);
  asked[0]?.();
  expect(await mine).toEqual(read(null));
});
