import {
  type Answer,
  createIntention,
  deleteWithRetry,
  goneAccountId,
  type Intention,
  memoryStorage,
  type Transport,
} from 'accounts-gateway-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEADERS, type Sandbox, startSandbox } from '../support/start-sandbox.ts';
import { answers, startUpstream } from '../support/upstream.ts';

/** A recipe, as the suite uses it. */
export interface Recipe {
  delete(intention: Intention): Promise<Answer>;
}

/** A client that keeps what it read. */
export interface CachingRecipe extends Recipe {
  /** Puts a Nuvion account into the cache. */
  read(accountId: string): Promise<unknown>;
  /** What the cache holds of the account: null when nothing. */
  cached(accountId: string): unknown;
}

type Connect<R> = (url: string, headers: Record<string, string>) => R;

/** The recipe of a transport of the package, as the documentation has it for pages without React. */
export async function deleteOver(transport: Transport, intention: Intention): Promise<Answer> {
  const answer = await deleteWithRetry(intention, transport.send);
  const gone = goneAccountId(answer);
  if (gone !== null) transport.forget?.(gone);
  return answer;
}

/** What every recipe promises, over HTTP to a real gateway in front of the sandbox's providers. */
export function describeRecipe(connect: Connect<Recipe>): void {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  /** A user's deletion of a Nuvion account, and everything that it came to. */
  async function run(accountId: string, act: (recipe: Recipe, intention: Intention) => Promise<Answer>) {
    const storage = memoryStorage();
    const intention = createIntention(storage, { provider: 'NUVION', accountId });
    const answer = await act(connect(sandbox.line.url, HEADERS), intention);
    return { answer, key: intention.input.idempotencyKey, storage, ...sandbox.seen(accountId) };
  }
  const justDelete = (recipe: Recipe, intention: Intention) => recipe.delete(intention);

  describe('the recipe', () => {
    it('deletes once and ends the intention', async () => {
      const { answer, key, storage, requests, effects, answered } = await run('acc_debit', justDelete);
      expect(answer.__typename).toBe('DeleteAccountSuccess');
      expect(effects).toEqual([key]);
      expect(requests).toEqual([{ method: 'DELETE', key }]);
      expect(answered).toEqual([{ outcome: 'DELETED', replayed: false }]);
      expect(storage.length).toBe(0);
    });

    it('asks again with the same key when the network is cut behind the answer', async () => {
      const { answer, key, requests, effects, answered } = await run('acc_operational', (recipe, intention) => {
        sandbox.line.loseNextReply();
        return recipe.delete(intention);
      });
      expect(answer).toMatchObject({ __typename: 'DeleteAccountSuccess', replayed: true });
      expect(effects).toEqual([key]);
      expect(requests).toEqual([{ method: 'DELETE', key }]);
      expect(answered).toEqual([
        { outcome: 'DELETED', replayed: false },
        { outcome: 'DELETED', replayed: true },
      ]);
    });

    it('waits as long as the answer says, and asks again with the same key', async () => {
      const patience = { status: 429, headers: { 'retry-after': '1' } };
      sandbox.nuvion.fail('acc_safeguard', { executes: false, answer: patience, times: 1, shows: 'patience' });
      const { answer, key, requests, effects, answered, gaps } = await run('acc_safeguard', justDelete);
      expect(answer.__typename).toBe('DeleteAccountSuccess');
      expect(effects).toEqual([key]);
      expect(requests).toEqual([
        { method: 'DELETE', key },
        { method: 'DELETE', key },
      ]);
      expect(answered.map(({ outcome }) => outcome)).toEqual(['RATE_LIMITED', 'DELETED']);
      expect(gaps[0]).toBeGreaterThanOrEqual(990);
    });

    it('finds out about a deletion whose request was lost on the way to the provider', async () => {
      const { answer, key, requests, effects, answered } = await run('acc_lost_request', justDelete);
      expect(answer.__typename).toBe('DeleteAccountSuccess');
      expect(effects).toEqual([key]);
      expect(requests.filter(({ method }) => method === 'DELETE')).toEqual([
        { method: 'DELETE', key },
        { method: 'DELETE', key },
      ]);
      expect(answered.map(({ outcome }) => outcome)).toEqual(['OUTCOME_UNKNOWN', 'DELETED']);
    });

    it('stops at a rejection, after which the same wish has a new key', async () => {
      const { answer, key, storage, requests, effects } = await run('acc_rejected', justDelete);
      expect(answer).toMatchObject({ __typename: 'DeletionRejectedError', retry: 'NEW_KEY' });
      expect(answer).toHaveProperty('message');
      expect(effects).toEqual([]);
      expect(requests).toEqual([{ method: 'DELETE', key }]);
      const next = createIntention(storage, { provider: 'NUVION', accountId: 'acc_rejected' });
      expect(next.input.idempotencyKey).not.toBe(key);
    });

    it('drops the key of a provider that there is none of', async () => {
      const storage = memoryStorage();
      const intention = createIntention(storage, { provider: 'NOBODY' as 'NUVION', accountId: 'acc_wrong' });
      await expect(connect(sandbox.gateway.url, HEADERS).delete(intention)).rejects.toThrow();
      expect(storage.length).toBe(0);
    });

    it('sends a request that is wrong once, and drops its key', async () => {
      await using upstream = await startUpstream(
        answers(200, { errors: [{ message: 'No.', extensions: { code: 'BAD_USER_INPUT' } }] }),
      );
      const storage = memoryStorage();
      const intention = createIntention(storage, { provider: 'NUVION', accountId: 'acc_wrong' });
      await expect(connect(upstream.url, HEADERS).delete(intention)).rejects.toThrow();
      expect([upstream.requests.length, storage.length]).toEqual([1, 0]);
    });

    it('never drops the key of what was carried out, whatever error is beside the answer', async () => {
      const success = { __typename: 'DeleteAccountSuccess', deletedAccountId: 'x', replayed: false, deletion: null };
      const elsewhere = { message: 'No.', path: ['other'], extensions: { code: 'BAD_USER_INPUT' } };
      await using upstream = await startUpstream(
        answers(200, { data: { deleteAccount: success, other: null }, errors: [elsewhere] }),
      );
      const storage = memoryStorage();
      const intention = createIntention(storage, { provider: 'NUVION', accountId: 'acc_partial' });
      const answer = await connect(upstream.url, HEADERS)
        .delete(intention)
        .catch(() => null);
      expect([answer?.__typename, storage.length]).toEqual(
        answer === null ? [undefined, 1] : ['DeleteAccountSuccess', 0],
      );
      expect(upstream.requests).toHaveLength(1);
    });

    it('sends again what was answered with a 500', async () => {
      const success = { __typename: 'DeleteAccountSuccess', deletedAccountId: 'x', replayed: false, deletion: null };
      await using upstream = await startUpstream(
        answers(500, 'Down.'),
        answers(200, { data: { deleteAccount: success } }),
      );
      const intention = createIntention(memoryStorage(), { provider: 'NUVION', accountId: 'acc_down' });
      expect(await connect(upstream.url, HEADERS).delete(intention)).toMatchObject({
        __typename: 'DeleteAccountSuccess',
      });
      expect(upstream.requests).toHaveLength(2);
    });

    it('understands an error that is added to the schema later', async () => {
      const later = { __typename: 'AccountFrozenError', code: 'ACCOUNT_FROZEN', message: 'Frozen.', retry: 'NEVER' };
      const relays = { __isDeleteAccountError: later.__typename, retryAfterMs: null };
      await using upstream = await startUpstream(answers(200, { data: { deleteAccount: { ...later, ...relays } } }));
      const intention = createIntention(memoryStorage(), { provider: 'NUVION', accountId: 'acc_frozen' });
      expect(await connect(upstream.url, HEADERS).delete(intention)).toMatchObject(later);
      expect(upstream.requests).toHaveLength(1);
    });
  });
}

/** What a client with a cache promises besides. */
export function describeCache(connect: Connect<CachingRecipe>): void {
  it('takes the account out of its cache when it is gone', async () => {
    await using sandbox = await startSandbox();
    const recipe = connect(sandbox.gateway.url, HEADERS);
    await recipe.read('acc_checking');
    expect(recipe.cached('acc_checking')).not.toBeNull();
    await recipe.delete(createIntention(memoryStorage(), { provider: 'NUVION', accountId: 'acc_checking' }));
    expect(recipe.cached('acc_checking')).toBeNull();
  });

  it('takes an account out of its cache that the provider does not know any more', async () => {
    await using sandbox = await startSandbox();
    const [recipe, elsewhere] = [connect(sandbox.gateway.url, HEADERS), connect(sandbox.gateway.url, HEADERS)];
    await recipe.read('acc_checking');
    const account = { provider: 'NUVION', accountId: 'acc_checking' } as const;
    await elsewhere.delete(createIntention(memoryStorage(), account));
    const answer = await recipe.delete(createIntention(memoryStorage(), account));
    expect(answer.__typename).toBe('AccountNotFoundError');
    expect(recipe.cached('acc_checking')).toBeNull();
  });
}

/** What each transport of the package promises. */
export function describeTransport(connect: Connect<Transport>): void {
  const { signal } = new AbortController();
  const input = { provider: 'NUVION', accountId: 'acc_debit', idempotencyKey: 'a-key' } as const;

  it('asks what became of a deletion, each time anew', async () => {
    await using sandbox = await startSandbox();
    const transport = connect(sandbox.gateway.url, HEADERS);
    expect(await transport.read(input, signal)).toBeNull();
    const { __typename, idempotencyKey } = await transport.send(input, signal);
    expect(await transport.read(input, signal)).toMatchObject({
      status: 'SETTLED',
      result: { __typename, idempotencyKey },
    });
  });

  it('gives the answer that came, whatever error is beside it', async () => {
    const errors = [{ message: 'No.', path: ['other'], extensions: { code: 'BAD_USER_INPUT' } }];
    const success = { __typename: 'DeleteAccountSuccess', deletedAccountId: 'x' };
    const record = { __typename: 'AccountDeletion', status: 'UNKNOWN' };
    await using upstream = await startUpstream(
      answers(200, { data: { deleteAccount: success }, errors }),
      answers(200, { data: { accountDeletion: record }, errors }),
      answers(200, { data: { accountDeletion: null }, errors }),
      answers(200, { data: {} }),
    );
    const transport = connect(upstream.url, HEADERS);
    expect(await transport.send(input, signal)).toMatchObject(success);
    expect(await transport.read(input, signal)).toMatchObject(record);
    // That is not "no record": nothing could be read.
    await expect(transport.read(input, signal)).rejects.toThrow('No.');
    await expect(transport.send(input, signal)).rejects.toThrow();
  });

  it.each(['send', 'read'] as const)('cancels a request when the signal says so: %s', async (way) => {
    let isOpen: boolean | undefined;
    await using upstream = await startUpstream((_response, _request, socket) => {
      isOpen = true;
      socket.once('close', () => {
        isOpen = false;
      });
    });
    const giveUp = new AbortController();
    connect(upstream.url, HEADERS)
      [way](input, giveUp.signal)
      .catch(() => {});
    await expect.poll(() => isOpen, { timeout: 10_000 }).toBe(true);
    giveUp.abort();
    await expect.poll(() => isOpen, { timeout: 10_000 }).toBe(false);
  });
}
