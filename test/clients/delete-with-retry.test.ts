import {
  type Answer,
  type Attempt,
  createIntention,
  deleteWithRetry,
  memoryStorage,
  pendingIntentions,
  type RetryOptions,
} from 'accounts-gateway-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const ACCOUNT = { provider: 'NUVION', accountId: 'acc_1' } as const;
const SUCCESS = { __typename: 'DeleteAccountSuccess' };
const LATER = { __typename: 'OutcomeUnknownError', code: 'OUTCOME_UNKNOWN', retry: 'SAME_KEY', retryAfterMs: 5_000 };
const CUT = new TypeError('fetch failed');
const WRONG_ENUM = { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] };
const withStatus = (status: number, headers = {}) => ({ response: { status, headers: new Headers(headers) } });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Gives the answers of a script, its last line for ever; what is not an answer is thrown, and null never comes. */
async function follow(script: readonly (object | null)[], options: RetryOptions<Answer> = {}) {
  const storage = memoryStorage();
  const intention = createIntention(storage, ACCOUNT);
  const keys: string[] = [];
  const attempts: Attempt<Answer>[] = [];
  const startedAt = Date.now();
  const running = deleteWithRetry<Answer>(
    intention,
    async ({ idempotencyKey }) => {
      const next = script[Math.min(keys.push(idempotencyKey), script.length) - 1];
      if (next === null) return new Promise<Answer>(() => {});
      if (next !== undefined && '__typename' in next) return next as Answer;
      throw next;
    },
    { ...options, onAttempt: (attempt) => attempts.push(attempt) },
  ).catch((fault: unknown) => fault);
  await vi.runAllTimersAsync();
  return {
    outcome: await running,
    sent: keys.length,
    sameKey: keys.every((key) => key === intention.input.idempotencyKey),
    waits: attempts.map(({ nextInMs }) => nextInMs),
    attempts,
    isKept: pendingIntentions(storage).length === 1,
    tookMs: Date.now() - startedAt,
    timers: vi.getTimerCount(),
  };
}

describe('a deletion with retries', () => {
  it.each([
    SUCCESS,
    { __typename: 'AccountNotFoundError', retry: 'NEVER' },
    { __typename: 'DeletionRejectedError', retry: 'NEW_KEY' },
  ])('ends with the first final answer, and drops the key: $__typename', async (answer) => {
    expect(await follow([answer, SUCCESS])).toMatchObject({ outcome: answer, sent: 1, isKept: false, waits: [null] });
  });

  it('does not take advice that it does not know for final', async () => {
    const answer = { __typename: 'AccountFrozenError', retry: 'SOMETHING_NEW' };
    expect(await follow([answer, SUCCESS])).toMatchObject({ outcome: answer, sent: 1, isKept: true });
  });

  it('goes on with the same key, and not before it is asked to', async () => {
    const { waits, attempts, ...rest } = await follow([LATER, CUT, SUCCESS]);
    expect(rest).toMatchObject({ outcome: SUCCESS, sent: 3, sameKey: true, isKept: false, timers: 0 });
    expect(waits[0]).toBeGreaterThanOrEqual(5_000);
    expect(waits[0]).toBeLessThan(5_500);
    expect(waits[1]).toBeGreaterThan(0);
    expect(attempts).toMatchObject([
      { number: 1, answer: LATER, fault: null },
      { number: 2, answer: null, fault: CUT },
      { number: 3, answer: SUCCESS, fault: null, nextInMs: null },
    ]);
  });

  it.each([
    ['a cut network', CUT],
    ['a 500', withStatus(500)],
    ['a 503 of the gateway', { errors: [{ extensions: { code: 'OVERLOADED' } }], ...withStatus(503) }],
    ['a 429 of a proxy', withStatus(429)],
    ['a page in place of an answer', withStatus(200)],
    ["a fault of a router's", { errors: [{ message: 'x', extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' } }] }],
  ])('is repeated after %s', async (_, fault) => {
    expect(await follow([fault, SUCCESS])).toMatchObject({ outcome: SUCCESS, sent: 2, sameKey: true });
  });

  it("waits as long as a proxy's Retry-After says", async () => {
    const { waits } = await follow([withStatus(503, { 'retry-after': '7' }), SUCCESS]);
    expect(waits[0]).toBeGreaterThanOrEqual(7_000);
  });

  it.each([
    ['a wrong enum', WRONG_ENUM],
    [
      'a document that does not fit the schema',
      { graphQLErrors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    ],
    ['a status 400', { statusCode: 400 }],
    ['too many deletions', { response: { status: 400, errors: [{ extensions: { code: 'TOO_MANY_DELETIONS' } }] } }],
  ])('is not repeated after %s, and its key is dropped: nothing came of it', async (_, fault) => {
    expect(await follow([fault, SUCCESS])).toMatchObject({ outcome: fault, sent: 1, isKept: false, waits: [null] });
  });

  it.each([
    ['an error of a field', { errors: [{ path: ['deleteAccount'], extensions: { code: 'BAD_USER_INPUT' } }] }],
    ['an error with a path, and a status 400', { graphQLErrors: [{ path: ['other', 0] }], ...withStatus(400) }],
    ['an error beside data', { ...WRONG_ENUM, data: { deleteAccount: SUCCESS } }],
    ["an error beside data, as graphql-request's", { response: { ...WRONG_ENUM, data: { other: null } } }],
  ])('keeps the key after %s: the operation was begun', async (_, fault) => {
    expect(await follow([fault, SUCCESS])).toMatchObject({ outcome: fault, sent: 1, isKept: true });
  });

  it('keeps the key when the caller cannot take the answer', async () => {
    const storage = memoryStorage();
    const onAttempt = () => {
      throw new Error('a bug');
    };
    const run = deleteWithRetry(createIntention(storage, ACCOUNT), async () => SUCCESS as Answer, { onAttempt });
    await expect(run).rejects.toThrow('a bug');
    expect(pendingIntentions(storage)).toHaveLength(1);
  });

  it('gives the answer also when the key cannot be removed', async () => {
    const storage = memoryStorage();
    storage.removeItem = () => {
      throw new Error('denied');
    };
    expect(await deleteWithRetry(createIntention(storage, ACCOUNT), async () => SUCCESS as Answer)).toBe(SUCCESS);
  });

  it('keeps the key when an earlier request may have been executed', async () => {
    expect(await follow([CUT, WRONG_ENUM])).toMatchObject({ outcome: WRONG_ENUM, sent: 2, isKept: true });
  });

  it.each([
    ['a 401 of a proxy', withStatus(401)],
    ["a router's own refusal", { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }],
    ['a wrong URL', { statusCode: 404 }],
  ])('is not repeated after %s, and its key is kept', async (_, fault) => {
    expect(await follow([fault, SUCCESS])).toMatchObject({ outcome: fault, sent: 1, isKept: true });
  });

  it.each([
    { ...LATER, retryAfterMs: 3_600_000 },
    { ...LATER, code: 'UNAUTHORIZED' },
    { ...LATER, code: 'FORBIDDEN' },
  ])('is given back to the user, with the key kept: $code after $retryAfterMs ms', async (answer) => {
    expect(await follow([answer, SUCCESS])).toMatchObject({ outcome: answer, sent: 1, isKept: true, tookMs: 0 });
  });
});

describe('the bounds', () => {
  it.each([
    ['an answer that stays open', { ...LATER, retryAfterMs: 10 }],
    ['a network that stays down', CUT],
  ])('on requests: %s', async (_, last) => {
    expect(await follow([last])).toMatchObject({ outcome: last, sent: 5, sameKey: true, isKept: true });
    expect(await follow([last], { maxAttempts: 2 })).toMatchObject({ sent: 2 });
  });

  it('on time: an answer that never comes', async () => {
    const { outcome, ...rest } = await follow([null], { timeoutMs: 30_000 });
    expect(outcome).toMatchObject({ name: 'TimeoutError' });
    expect(rest).toMatchObject({ sent: 1, isKept: true, tookMs: 30_000 });
  });

  it.each([Number.POSITIVE_INFINITY, 2 ** 31])('on time: %d ms is no time that is over at once', async (timeoutMs) => {
    vi.useRealTimers(); // Those of a machine cannot be so long; the false ones can.
    const success = async () => SUCCESS as Answer;
    const late = () => new Promise<Answer>((resolve) => void setTimeout(resolve, 20, SUCCESS));
    for (const send of [success, late]) {
      const run = deleteWithRetry(createIntention(memoryStorage(), ACCOUNT), send, { timeoutMs });
      expect(await run).toBe(SUCCESS);
    }
  });

  it('on time: no wait that is longer than what is left', async () => {
    expect(await follow([LATER], { timeoutMs: 12_000 })).toMatchObject({ outcome: LATER, sent: 3, isKept: true });
  });

  it.each([
    ['while a request runs', [null]],
    ['while it waits', [{ ...LATER, retryAfterMs: 60_000 }]],
  ])('by the caller %s', async (_, script) => {
    const giveUp = new AbortController();
    setTimeout(() => giveUp.abort('enough'), 1_000);
    const { outcome, sent, isKept, tookMs } = await follow(script, { signal: giveUp.signal });
    expect({ outcome, sent, isKept, tookMs }).toEqual({ outcome: 'enough', sent: 1, isKept: true, tookMs: 1_000 });
  });

  it('by a caller who gave up before', async () => {
    expect(await follow([SUCCESS], { signal: AbortSignal.abort('enough') })).toMatchObject({
      outcome: 'enough',
      sent: 0,
    });
  });
});
