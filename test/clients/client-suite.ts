import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStorage, HEADERS, type Sandbox, startSandbox } from '../support/start-sandbox.ts';
import { answers, startUpstream } from '../support/upstream.ts';
import { type Answer, createIntention, type Intention } from './delete-with-retry.ts';

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

type Connect<R extends Recipe> = (url: string, headers: Record<string, string>) => R;

/** What every recipe promises, over HTTP to a real gateway in front of the sandbox's providers. */
export function describeRecipe(connect: Connect<Recipe>): void {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  /** A user's deletion of a Nuvion account, and everything that it came to. */
  async function run(accountId: string, act: (recipe: Recipe, intention: Intention) => Promise<Answer>) {
    const storage = createStorage();
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
      expect(storage.size).toBe(0);
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

    it('waits as long as it is told, and asks again with the same key', async () => {
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

    it('understands an error that is added to the schema later', async () => {
      const later = { __typename: 'AccountFrozenError', code: 'ACCOUNT_FROZEN', message: 'Frozen.', retry: 'NEVER' };
      const relays = { __isDeleteAccountError: later.__typename, retryAfterMs: null };
      await using upstream = await startUpstream(answers(200, { data: { deleteAccount: { ...later, ...relays } } }));
      const intention = createIntention(createStorage(), { provider: 'NUVION', accountId: 'acc_frozen' });
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
    await recipe.delete(createIntention(createStorage(), { provider: 'NUVION', accountId: 'acc_checking' }));
    expect(recipe.cached('acc_checking')).toBeNull();
  });
}
