import {
  type AccountRef,
  createDeletions,
  createFetchTransport,
  createIntention,
  type DeletionsOptions,
  deleteWithRetry,
  memoryStorage,
  pendingIntentions,
  textForState,
} from 'accounts-gateway-client';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Fault } from '../../src/providers/shared/simulation/faults.ts';
import { HEADERS, type Sandbox, startSandbox } from '../support/start-sandbox.ts';

const ALWAYS = Number.POSITIVE_INFINITY;
const nuvion = (accountId: string) => ({ provider: 'NUVION', accountId }) as const;
/** Asks for patience once; then it would work. */
function busyFor(seconds: number): Fault {
  const answer = { status: 429, headers: { 'retry-after': String(seconds) } };
  return { executes: false, answer, times: 1, shows: 'busy' };
}
/** Longer than a test may last: who waits for it is told to stop. */
const A_MINUTE = 60;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox[Symbol.asyncDispose]());
afterEach(() => void vi.unstubAllGlobals());

const openTab = (options: DeletionsOptions) =>
  createDeletions(createFetchTransport({ url: sandbox.gateway.url, headers: () => HEADERS }), options);
/** Locks and channels are shared by everything in this process. */
const unique = () => ({ storage: memoryStorage(), owner: crypto.randomUUID() });
const sentFor = ({ accountId }: AccountRef) => sandbox.seen(accountId).requests.map(({ key }) => key);
/** A busy machine takes its time. */
const once = (count: () => number) => expect.poll(count, { timeout: 20_000 }).toBe(1);
const arrived = (account: AccountRef) => once(() => sentFor(account).length);
const answered = ({ accountId }: AccountRef) => once(() => sandbox.seen(accountId).answered.length);
function fail(accountId: string, fault: Fault) {
  for (const provider of [sandbox.sequence, sandbox.nuvion]) provider.fail(accountId, fault);
}
const sleep = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

describe('a deletion that the user abandons while its outcome is unknown', () => {
  /** Begins a deletion without a usable answer, abandons it, and opens the next page. */
  async function abandon(account: AccountRef) {
    const options = { ...unique(), maxAttempts: 1 };
    const before = openTab(options);
    expect(await before.start(account)).toMatchObject({ status: 'UNFINISHED', answer: { code: 'OUTCOME_UNKNOWN' } });
    const state = await before.abandon(account);
    const requests = sentFor(account).length;
    const later = openTab(options);
    later.resume();
    await sleep(50);
    expect(sentFor(account)).toHaveLength(requests);
    fail(account.accountId, { executes: true, answer: 'truth', times: 0, shows: 'healed' });
    return { state, later, options };
  }

  it.each([
    { provider: 'SEQUENCE', accountId: 'acc_cut_off' },
    { provider: 'NUVION', accountId: 'acc_lost_outcome' },
  ] as const)('was carried out at $provider: the next one finds no account', async ({ provider, accountId }) => {
    fail(accountId, { executes: true, answer: 'none', times: ALWAYS, unreadable: ALWAYS, shows: 'lost' });
    const { state, later } = await abandon({ provider, accountId });
    expect(state).toMatchObject({ status: 'ABANDONED', answer: { code: 'OUTCOME_UNKNOWN' }, isGone: false });
    expect(textForState(state)).toContain('may be deleted all the same');
    const next = await later.start({ provider, accountId });
    expect(next).toMatchObject({ status: 'REFUSED', answer: { code: 'ACCOUNT_NOT_FOUND' }, isGone: true });
    const { requests, effects } = sandbox.seen(accountId);
    expect(effects).toEqual([requests[0]?.key]);
    expect(requests.at(-1)?.key).not.toBe(effects[0]);
  });

  it('was not carried out: it never is, until the user asks for another one', async () => {
    const account = nuvion('acc_server_error');
    const { later, options } = await abandon(account);
    expect(sandbox.seen(account.accountId).effects).toEqual([]);
    expect(pendingIntentions(options.storage, options)).toEqual([]);
    const [abandoned] = sentFor(account);
    expect(await later.start(account)).toMatchObject({ status: 'DELETED' });
    const { effects } = sandbox.seen(account.accountId);
    expect(effects).toHaveLength(1);
    expect(effects).not.toContain(abandoned);
    expect(options.storage.length).toBe(1); // The mark of the abandoned key, until it expires.
  });
});

describe('a deletion that the user abandons', () => {
  it('while its request runs is not undone, and not taken for kept', async () => {
    const account = nuvion('acc_slow');
    const { start, abandon, get } = openTab(unique());
    const run = start(account);
    await arrived(account);
    expect(await abandon(account)).toMatchObject({ status: 'ABANDONED', answer: null });
    expect(await run).toBe(get(account));
    await answered(account);
    expect(sandbox.seen(account.accountId).effects).toEqual(sentFor(account));
    expect(get(account).status).toBe('ABANDONED');
  });

  it('after a refused credential is not resumed; the next press has a new key', async () => {
    const account = nuvion('acc_unauthorized');
    const { start, abandon } = openTab(unique());
    expect(await start(account)).toMatchObject({ status: 'UNFINISHED', answer: { code: 'UNAUTHORIZED' } });
    expect(await abandon(account)).toMatchObject({ status: 'ABANDONED', answer: { code: 'UNAUTHORIZED' } });
    expect(await abandon(account)).toMatchObject({ status: 'ABANDONED' });
    await start(account);
    expect(new Set(sentFor(account)).size).toBe(2);
  });

  it('too late stays as it ended, and so does one that was never begun', async () => {
    const { start, abandon } = openTab(unique());
    expect(await abandon(nuvion('acc_debit'))).toMatchObject({ status: 'IDLE' });
    for (const account of [nuvion('acc_debit'), nuvion('acc_rejected')]) {
      const outcome = await start(account);
      expect(outcome.status).toMatch(/DELETED|REFUSED/);
      expect(await abandon(account)).toBe(outcome);
    }
  });

  it('without React and without tabs is not sent again', async () => {
    const account = nuvion('acc_bad_request');
    const storage = memoryStorage();
    const intention = createIntention(storage, account);
    createIntention(storage, account).abandon();
    const { send } = createFetchTransport({ url: sandbox.gateway.url, headers: () => HEADERS });
    await expect(deleteWithRetry(intention, send)).rejects.toThrow('abandoned');
    expect(sentFor(account)).toEqual([]);
  });
});

describe('in two tabs', () => {
  it('the one that runs it stops at once when the other abandons it', async () => {
    const account = nuvion('acc_checking');
    fail(account.accountId, busyFor(A_MINUTE));
    const options = unique();
    const [running, other] = [openTab(options), openTab(options)];
    const run = running.start(account);
    await answered(account);
    expect(await other.abandon(account)).toMatchObject({ status: 'ABANDONED' });
    expect(await run).toMatchObject({ status: 'ABANDONED' });
    expect(sentFor(account)).toHaveLength(1);
  });

  it('the one that waits for its turn sends nothing of what the other abandons', async () => {
    const account = nuvion('acc_operational');
    fail(account.accountId, busyFor(A_MINUTE));
    const options = unique();
    const [running, waiting] = [openTab(options), openTab(options)];
    const runs = [running.start(account)];
    await answered(account);
    runs.push(waiting.start(account));
    await running.abandon(account);
    expect((await Promise.all(runs)).map(({ status }) => status)).toEqual(['ABANDONED', 'ABANDONED']);
    expect(sentFor(account)).toHaveLength(1);
  });

  it('the one that shows it as unfinished can abandon it too', async () => {
    const account = nuvion('acc_forbidden');
    const options = unique();
    const [first, second] = [openTab(options), openTab(options)];
    for (const { start } of [first, second]) expect(await start(account)).toMatchObject({ status: 'UNFINISHED' });
    await first.abandon(account);
    expect(await second.abandon(account)).toMatchObject({ status: 'ABANDONED' });
  });

  it('without channels, the one that runs it stops before its next request', async () => {
    vi.stubGlobal('navigator', {});
    vi.stubGlobal('BroadcastChannel', undefined);
    const account = nuvion('acc_safeguard');
    fail(account.accountId, busyFor(1));
    const options = unique();
    const [running, other] = [openTab(options), openTab(options)];
    const run = running.start(account);
    await answered(account);
    await other.abandon(account);
    expect(await run).toMatchObject({ status: 'ABANDONED' });
    expect(sentFor(account)).toHaveLength(1);
  });

  it('that share no storage, each abandons its own', async () => {
    const account = nuvion('acc_lost_answer');
    const { owner } = unique();
    const [first, second] = [openTab({ ...unique(), owner }), openTab({ ...unique(), owner })];
    const [mine, other] = [first.start(account), second.start(account)];
    await second.abandon(account);
    expect(await mine).toMatchObject({ status: 'DELETED' });
    expect(await other).toMatchObject({ status: 'ABANDONED' });
  });
});
