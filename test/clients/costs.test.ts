import { createFetchTransport, createIntention, deleteWithRetry, memoryStorage } from 'accounts-gateway-client';
import { describe, expect, it } from 'vitest';
import { type FaultName, faultyAccountId } from '../../src/providers/shared/simulation/faults.ts';
import { HEADERS, startSandbox } from '../support/start-sandbox.ts';

const connect = (url: string) => createFetchTransport({ url, headers: () => HEADERS });

describe('against a real gateway', () => {
  it.each<[FaultName, 'SEQUENCE' | 'NUVION', { asked: number; deletes: number; reads: number }]>([
    ['lost_answer', 'NUVION', { asked: 1, deletes: 1, reads: 1 }],
    ['lost_answer', 'SEQUENCE', { asked: 1, deletes: 2, reads: 0 }],
    ['lost_request', 'SEQUENCE', { asked: 1, deletes: 2, reads: 0 }],
    ['cut_off', 'NUVION', { asked: 1, deletes: 1, reads: 1 }],
  ])('%s at %s costs %j, one key and one deletion', async (fault, provider, cost) => {
    await using sandbox = await startSandbox();
    const accountId = faultyAccountId(fault);
    const intention = createIntention(memoryStorage(), { provider, accountId });
    const answer = await deleteWithRetry(intention, connect(sandbox.gateway.url).send);
    expect(answer.__typename).toBe('DeleteAccountSuccess');

    const { requests, effects, answered } = sandbox.seen(accountId);
    const count = (wanted: string) => requests.filter(({ method }) => method === wanted).length;
    expect({ asked: answered.length, deletes: count('DELETE'), reads: count('GET') }).toEqual(cost);
    expect(effects).toEqual([intention.input.idempotencyKey]);
  });

  it('a deletion that could not be finished goes on with its key later, and the record can be read', async () => {
    await using sandbox = await startSandbox();
    const storage = memoryStorage();
    const account = { provider: 'SEQUENCE', accountId: 'acc_server_error' } as const;
    const { send, read } = connect(sandbox.gateway.url);
    const attempt = () => deleteWithRetry(createIntention(storage, account), send, { maxAttempts: 1 });
    const { input } = createIntention(storage, account);
    const status = async () => (await read(input, new AbortController().signal))?.status;

    expect(await attempt()).toMatchObject({ code: 'OUTCOME_UNKNOWN', retry: 'SAME_KEY' });
    expect(sandbox.seen(account.accountId).effects).toEqual([]);
    expect(await status()).toBe('UNKNOWN');
    sandbox.sequence.fail(account.accountId, { executes: true, answer: 'truth', times: 0, shows: 'healed' });
    expect(await attempt()).toMatchObject({ __typename: 'DeleteAccountSuccess' });
    expect(await status()).toBe('SETTLED');

    const { requests, effects, answered } = sandbox.seen(account.accountId);
    expect(answered).toHaveLength(2);
    expect(effects).toEqual([input.idempotencyKey]);
    const deletes = requests.filter(({ method }) => method === 'DELETE');
    expect(new Set(deletes.map(({ key }) => key))).toEqual(new Set([input.idempotencyKey]));
  });
});
