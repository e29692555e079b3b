import { describe, expect, it } from 'vitest';
import { type FaultName, faultyAccountId } from '../../src/providers/shared/simulation/faults.ts';
import { createStorage, HEADERS, startSandbox } from '../support/start-sandbox.ts';
import { type Answer, createIntention, deleteWithRetry, type Intention } from './delete-with-retry.ts';

const ACCOUNT = { provider: 'NUVION', accountId: 'acc_1' } as const;
const SUCCESS = { __typename: 'DeleteAccountSuccess' };
const LATER = { __typename: 'OutcomeUnknownError', code: 'OUTCOME_UNKNOWN', retry: 'SAME_KEY', retryAfterMs: 5_000 };

/** Runs the pattern against answers that are given; an Error is an answer that never came. */
async function follow(...script: readonly (Answer | Error)[]) {
  const storage = createStorage();
  const intention = createIntention(storage, ACCOUNT);
  const keys: string[] = [];
  const waits: number[] = [];
  const send = async (input: Intention['input']) => {
    const next = script[Math.min(keys.push(input.idempotencyKey), script.length) - 1];
    if (next instanceof Error) throw next;
    return next as Answer;
  };
  const outcome = await deleteWithRetry(intention, send, async (ms) => waits.push(ms)).catch((fault) => fault);
  const key = intention.input.idempotencyKey;
  return { outcome, sent: keys.length, waits, sameKey: keys.every((each) => each === key), key, storage };
}

describe('an intention', () => {
  it('has one key through double clicks and reloads, and another for another account', () => {
    const storage = createStorage();
    const keys = [1, 2].map(() => createIntention(storage, ACCOUNT).input.idempotencyKey);
    expect(keys[0]).toBe(keys[1]);
    expect(createIntention(storage, { ...ACCOUNT, accountId: 'acc_2' }).input.idempotencyKey).not.toBe(keys[0]);
    expect(createIntention(storage, { ...ACCOUNT, provider: 'SEQUENCE' }).input.idempotencyKey).not.toBe(keys[0]);
  });

  it.each([
    SUCCESS,
    { __typename: 'AccountNotFoundError', retry: 'NEVER' },
    { __typename: 'DeletionRejectedError', retry: 'NEW_KEY' },
    { __typename: 'AccountFrozenError', retry: 'SOMETHING_NEW' },
  ])('ends with the first final answer: $__typename', async (answer) => {
    const { outcome, sent, key, storage } = await follow(answer, SUCCESS);
    expect({ outcome, sent }).toEqual({ outcome: answer, sent: 1 });
    expect(createIntention(storage, ACCOUNT).input.idempotencyKey).not.toBe(key);
  });
});

describe('a retry', () => {
  it('has the same key, and comes not before it is told to', async () => {
    const { outcome, sent, waits, sameKey } = await follow(LATER, new Error('cut'), SUCCESS);
    expect({ outcome, sent, sameKey }).toEqual({ outcome: SUCCESS, sent: 3, sameKey: true });
    expect(waits[0]).toBe(5_000);
    expect(waits[1]).toBeGreaterThanOrEqual(400);
    expect(waits[1]).toBeLessThan(800);
  });

  it.each([
    ['an answer that stays open', LATER],
    ['a network that stays away', new Error('cut')],
  ])('is not made for ever, and the key is kept: %s', async (_, last) => {
    const { outcome, sent, key, sameKey, storage } = await follow(last);
    expect({ outcome, sent, sameKey }).toEqual({ outcome: last, sent: 4, sameKey: true });
    expect(createIntention(storage, ACCOUNT).input.idempotencyKey).toBe(key);
  });

  it.each([
    { ...LATER, retryAfterMs: 3_600_000 },
    { ...LATER, code: 'UNAUTHORIZED' },
    { ...LATER, code: 'FORBIDDEN' },
  ])('is left to the user, with the key kept: $code after $retryAfterMs ms', async (answer) => {
    const { outcome, sent, key, storage } = await follow(answer);
    expect({ outcome, sent }).toEqual({ outcome: answer, sent: 1 });
    expect(createIntention(storage, ACCOUNT).input.idempotencyKey).toBe(key);
  });
});

describe('in front of the sandbox', () => {
  const QUERY = `mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) {
    __typename ... on DeleteAccountError { code retry retryAfterMs } } }`;

  const sendTo = (url: string) => async (input: Intention['input']) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...HEADERS },
      body: JSON.stringify({ query: QUERY, variables: { input } }),
    });
    const { data } = (await response.json()) as { data: { deleteAccount: Answer } };
    return data.deleteAccount;
  };

  it.each<[FaultName, 'SEQUENCE' | 'NUVION', { asked: number; deletes: number; reads: number }]>([
    ['lost_answer', 'NUVION', { asked: 1, deletes: 1, reads: 1 }],
    ['lost_answer', 'SEQUENCE', { asked: 1, deletes: 2, reads: 0 }],
    ['lost_request', 'SEQUENCE', { asked: 1, deletes: 2, reads: 0 }],
    ['cut_off', 'NUVION', { asked: 1, deletes: 1, reads: 1 }],
  ])('%s at %s costs %j, one key and one deletion', async (fault, provider, cost) => {
    await using sandbox = await startSandbox();
    const accountId = faultyAccountId(fault);
    const intention = createIntention(createStorage(), { provider, accountId });
    const answer = await deleteWithRetry(intention, sendTo(sandbox.gateway.url));
    expect(answer.__typename).toBe('DeleteAccountSuccess');

    const { requests, effects, answered } = sandbox.seen(accountId);
    const count = (wanted: string) => requests.filter(({ method }) => method === wanted).length;
    expect({ asked: answered.length, deletes: count('DELETE'), reads: count('GET') }).toEqual(cost);
    expect(effects).toEqual([intention.input.idempotencyKey]);
  });

  it('a deletion that could not be finished goes on with its key on another day', async () => {
    await using sandbox = await startSandbox();
    const storage = createStorage();
    const account = { provider: 'SEQUENCE', accountId: 'acc_server_error' } as const;
    const attempt = () =>
      deleteWithRetry(createIntention(storage, account), sendTo(sandbox.gateway.url), async () => {});
    const key = createIntention(storage, account).input.idempotencyKey;

    expect(await attempt()).toMatchObject({ code: 'OUTCOME_UNKNOWN', retry: 'SAME_KEY' });
    expect(sandbox.seen(account.accountId).effects).toEqual([]);
    sandbox.sequence.fail(account.accountId, { executes: true, answer: 'truth', times: 0, shows: 'healed' });
    expect(await attempt()).toEqual(SUCCESS);

    const { requests, effects, answered } = sandbox.seen(account.accountId);
    expect(answered).toHaveLength(5);
    expect(effects).toEqual([key]);
    const deletes = requests.filter(({ method }) => method === 'DELETE');
    expect(new Set(deletes.map((request) => request.key))).toEqual(new Set([key]));
  });
});
