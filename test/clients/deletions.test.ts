import {
  createDeletions,
  createIntention,
  type DeleteAccountAnswer,
  type DeletionsOptions,
  type IntentionInput,
  memoryStorage,
  pendingIntentions,
  type Transport,
} from 'accounts-gateway-client';
import { ANSWERS } from 'accounts-gateway-client/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { shareDeletions, stopDeletions, takeOver } from '../../client/src/react/share-deletions.ts';

const ACCOUNT = { provider: 'NUVION', accountId: 'acc_1' } as const;
const RECORD = {
  __typename: 'AccountDeletion',
  accountId: 'acc_1',
  startedAt: '2026-01-01T00:00:00.000Z',
  lastCheckedAt: null,
  nextCheckAt: null,
  retry: null,
  retryAfterMs: null,
  result: null,
} as const;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
afterEach(() => void vi.useRealTimers());

/** A tab whose requests are answered by hand. */
function openTab(options: DeletionsOptions, read: Transport['read'] = async () => null) {
  const sent: { input: IntentionInput; answer: (answer: DeleteAccountAnswer) => void; fail: (fault: Error) => void }[] =
    [];
  const forgotten: string[] = [];
  const transport: Transport = {
    send: (input) => new Promise((answer, fail) => sent.push({ input, answer, fail })),
    read,
    forget: (id) => void forgotten.push(id),
  };
  const deletions = createDeletions(transport, options);
  const statuses: string[] = [];
  deletions.subscribe(() => statuses.push(deletions.get(ACCOUNT).status));
  return {
    deletions,
    sent,
    forgotten,
    statuses,
    arrived: (n: number) => vi.waitFor(() => expect(sent).toHaveLength(n)),
  };
}
const unique = (): DeletionsOptions & { storage: ReturnType<typeof memoryStorage> } => ({
  storage: memoryStorage(),
  owner: crypto.randomUUID(), // Locks and channels are shared by everything in this process.
});

describe('the deletions of a tab', () => {
  it('send once for a double click, and know how far it has come', async () => {
    const options = unique();
    const { deletions, sent, statuses, forgotten, arrived } = openTab(options);
    const [first, second] = [deletions.start(ACCOUNT), deletions.start(ACCOUNT)];
    await arrived(1);
    sent[0]?.answer(ANSWERS.DeleteAccountSuccess);
    expect(await first).toMatchObject({ status: 'DELETED', isGone: true, answer: ANSWERS.DeleteAccountSuccess });
    expect(await second).toBe(await first);
    expect(statuses).toEqual(['DELETING', 'DELETED']);
    expect(forgotten).toEqual([ANSWERS.DeleteAccountSuccess.deletedAccountId]);
    expect(options.storage.length).toBe(0);
    expect(deletions.get(ACCOUNT)).toBe(deletions.get({ ...ACCOUNT }));
  });

  it('know that an account is gone also when a cache cannot take it out', async () => {
    const report = vi.fn();
    vi.stubGlobal('reportError', report);
    const bug = new Error('a bug');
    const forget = () => {
      throw bug;
    };
    const transport: Transport = { send: async () => ANSWERS.DeleteAccountSuccess, read: async () => null, forget };
    expect(await createDeletions(transport, unique()).start(ACCOUNT)).toMatchObject({ status: 'DELETED', fault: null });
    await vi.waitFor(() => expect(report).toHaveBeenCalledWith(bug));
    vi.unstubAllGlobals();
  });

  it('take a refusal for final: the next start has a new key', async () => {
    const { deletions, sent, arrived } = openTab(unique());
    const first = deletions.start(ACCOUNT);
    await arrived(1);
    sent[0]?.answer(ANSWERS.DeletionRejectedError);
    expect(await first).toMatchObject({ status: 'REFUSED', isGone: false });
    void deletions.start(ACCOUNT);
    await arrived(2);
    expect(sent[1]?.input.idempotencyKey).not.toBe(sent[0]?.input.idempotencyKey);
  });

  it('take an account that is not there off the screen', async () => {
    const { deletions, sent, arrived } = openTab(unique());
    const run = deletions.start(ACCOUNT);
    await arrived(1);
    sent[0]?.answer(ANSWERS.AccountNotFoundError);
    expect(await run).toMatchObject({ status: 'REFUSED', isGone: true });
  });

  it('keep the key of what is not finished: the next start goes on with it', async () => {
    const { deletions, sent, arrived } = openTab(unique());
    const first = deletions.start(ACCOUNT);
    await arrived(1);
    sent[0]?.answer(ANSWERS.UnauthorizedError);
    expect(await first).toMatchObject({ status: 'UNFINISHED', answer: { code: 'UNAUTHORIZED' } });
    const second = deletions.start(ACCOUNT);
    await arrived(2);
    sent[1]?.fail(Object.assign(new Error('proxy'), { statusCode: 401 }));
    expect(await second).toMatchObject({ status: 'UNFINISHED', answer: null, fault: { message: 'proxy' } });
    expect(sent[1]?.input).toEqual(sent[0]?.input);
  });

  it('resume what an earlier page of the same owner began, once', async () => {
    const options = unique();
    const { input } = createIntention(options.storage, ACCOUNT, options);
    createIntention(options.storage, ACCOUNT, { owner: 'somebody else' });
    const { deletions, sent, arrived } = openTab(options);
    deletions.resume();
    deletions.resume();
    await arrived(1);
    expect(deletions.get(ACCOUNT).status).toBe('DELETING');
    sent[0]?.answer(ANSWERS.UnauthorizedError);
    await vi.waitFor(() => expect(deletions.get(ACCOUNT).status).toBe('UNFINISHED'));
    deletions.resume();
    await vi.advanceTimersByTimeAsync(10);
    expect(sent.map((request) => request.input)).toEqual([input]);
  });

  it('stop waiting when they are asked to, and go back to the start', async () => {
    const options = unique();
    const { deletions, arrived } = openTab(options);
    const run = deletions.start(ACCOUNT);
    await arrived(1);
    deletions.dismiss(ACCOUNT);
    expect(deletions.get(ACCOUNT).status).toBe('DELETING');
    deletions.stop(ACCOUNT);
    expect(await run).toMatchObject({ status: 'UNFINISHED', fault: { name: 'AbortError' } });
    expect(pendingIntentions(options.storage, options)).toHaveLength(1);
    deletions.dismiss(ACCOUNT);
    expect(deletions.get(ACCOUNT).status).toBe('IDLE');
  });

  it('go on with the key that was sent when the storage is cleared and the user presses again', async () => {
    const options = unique();
    const { deletions, sent, arrived } = openTab(options);
    const first = deletions.start(ACCOUNT);
    await arrived(1);
    options.storage.removeItem(options.storage.key(0) ?? '');
    const second = deletions.start(ACCOUNT);
    sent[0]?.answer(ANSWERS.DeleteAccountSuccess);
    expect(await second).toBe(await first);
    // Another key would be sent by the next page.
    expect(pendingIntentions(options.storage, options)).toEqual([]);
  });

  it('begin anew for a listener that starts at once what was refused', async () => {
    const { deletions, sent, arrived } = openTab(unique());
    const end = deletions.subscribe(() => {
      if (deletions.get(ACCOUNT).status !== 'REFUSED') return;
      end();
      void deletions.start(ACCOUNT);
    });
    void deletions.start(ACCOUNT);
    await arrived(1);
    sent[0]?.answer(ANSWERS.DeletionRejectedError);
    await arrived(2);
    expect(sent[1]?.input.idempotencyKey).not.toBe(sent[0]?.input.idempotencyKey);
  });

  it('send nothing when the key cannot be kept', async () => {
    const storage = memoryStorage();
    storage.setItem = () => {
      throw new Error('full');
    };
    const { deletions, sent } = openTab({ ...unique(), storage });
    expect(await deletions.start(ACCOUNT)).toMatchObject({ status: 'UNFINISHED', fault: { message: 'full' } });
    expect(sent).toEqual([]);
  });
});

describe('an outcome that is unknown', () => {
  /** Every request is answered with an unknown outcome; then the record is read. */
  async function findOut(read: Transport['read']) {
    const options = { ...unique(), maxAttempts: 1 };
    const tab = openTab(options, read);
    const run = tab.deletions.start(ACCOUNT);
    await tab.arrived(1);
    tab.sent[0]?.answer(ANSWERS.OutcomeUnknownError);
    return { state: await run, ...tab, isKept: pendingIntentions(options.storage, options).length === 1 };
  }

  it('is found out by reading, with no other delete', async () => {
    const keys: string[] = [];
    const { state, sent, statuses, isKept } = await findOut(async ({ idempotencyKey }) => {
      keys.push(idempotencyKey);
      return { ...RECORD, status: 'SETTLED', result: ANSWERS.DeleteAccountSuccess };
    });
    expect(state).toMatchObject({ status: 'DELETED', isGone: true });
    expect(statuses).toEqual(['DELETING', 'FINDING_OUT', 'DELETED']);
    expect(keys).toEqual([sent[0]?.input.idempotencyKey]);
    expect(isKept).toBe(false);
  });

  it.each([
    ['nobody looks', async () => ({ ...RECORD, status: 'UNKNOWN' as const })],
    ['there is no record', async () => null],
    [
      'the record is about another account',
      async () => ({
        ...RECORD,
        accountId: 'acc_2',
        status: 'SETTLED' as const,
        result: ANSWERS.DeleteAccountSuccess,
      }),
    ],
    ['nothing can be read', () => Promise.reject(Object.assign(new Error('no'), { statusCode: 401 }))],
  ])('stays unfinished where %s, and the key is kept', async (_, read) => {
    const { state, isKept } = await findOut(read);
    expect(state).toMatchObject({ status: 'UNFINISHED', answer: { code: 'OUTCOME_UNKNOWN' } });
    expect(isKept).toBe(true);
  });

  it('can be abandoned while the gateway finds out, and is not said to be known', async () => {
    const record = { ...RECORD, status: 'UNKNOWN', nextCheckAt: new Date(Date.now() + 60_000).toISOString() } as const;
    const { deletions, sent, arrived } = openTab({ ...unique(), maxAttempts: 1 }, async () => record);
    void deletions.start(ACCOUNT);
    await arrived(1);
    sent[0]?.answer(ANSWERS.OutcomeUnknownError);
    await vi.waitFor(() => expect(deletions.get(ACCOUNT).status).toBe('FINDING_OUT'));
    const state = await deletions.abandon(ACCOUNT);
    expect(state).toMatchObject({ status: 'ABANDONED', answer: { code: 'OUTCOME_UNKNOWN' }, isGone: false });
  });
});

describe('two tabs', () => {
  it('send one request after the other, and the second none when the first has the outcome', async () => {
    const options = unique();
    const [first, second] = [openTab(options), openTab(options)];
    const runs = [first.deletions.start(ACCOUNT), second.deletions.start(ACCOUNT)];
    await first.arrived(1);
    first.sent[0]?.answer(ANSWERS.DeleteAccountSuccess);
    const [here, there] = await Promise.all(runs);
    expect([here?.status, there?.status]).toEqual(['DELETED', 'DELETED']);
    expect(second.sent.length).toBeLessThan(2);
    expect(second.forgotten).toEqual([ANSWERS.DeleteAccountSuccess.deletedAccountId]);
  });

  it('have the same key when the first gives up', async () => {
    const options = { ...unique(), maxAttempts: 1 };
    const [first, second] = [openTab(options), openTab(options)];
    void first.deletions.start(ACCOUNT);
    await first.arrived(1);
    void second.deletions.start(ACCOUNT);
    first.sent[0]?.answer(ANSWERS.RateLimitedError);
    await second.arrived(1);
    expect(second.sent[0]?.input).toEqual(first.sent[0]?.input);
  });

  it('hear of an account that is gone, and of nothing else that they did not ask for', async () => {
    const options = unique();
    const [acting, watching, other] = [openTab(options), openTab(options), openTab(unique())];
    for (const { deletions } of [watching, other]) deletions.resume();
    const refused = acting.deletions.start(ACCOUNT);
    await acting.arrived(1);
    acting.sent[0]?.answer(ANSWERS.DeletionRejectedError);
    await refused;
    void acting.deletions.start(ACCOUNT);
    await acting.arrived(2);
    acting.sent[1]?.answer(ANSWERS.DeleteAccountSuccess);
    await vi.waitFor(() => expect(watching.statuses).toEqual(['DELETED']));
    expect(watching.forgotten).toEqual([ANSWERS.DeleteAccountSuccess.deletedAccountId]);
    expect(other.statuses).toEqual([]);
  });

  it('send the same key where the browser has neither locks nor channels', async () => {
    vi.stubGlobal('navigator', {});
    vi.stubGlobal('BroadcastChannel', undefined);
    const options = unique();
    const [first, second] = [openTab(options), openTab(options)];
    void first.deletions.start(ACCOUNT);
    void second.deletions.start(ACCOUNT);
    await Promise.all([first.arrived(1), second.arrived(1)]);
    vi.unstubAllGlobals();
    expect(second.sent[0]?.input).toEqual(first.sent[0]?.input);
  });

  it('without locks and channels, the second asks for the outcome of what the first has ended, with its key', async () => {
    vi.stubGlobal('navigator', {});
    vi.stubGlobal('BroadcastChannel', undefined);
    const options = unique();
    const [first, second] = [openTab(options), openTab(options)];
    const runs = [first.deletions.start(ACCOUNT), second.deletions.start(ACCOUNT)];
    await Promise.all([first.arrived(1), second.arrived(1)]);
    vi.unstubAllGlobals();
    first.sent[0]?.answer(ANSWERS.DeleteAccountSuccess);
    await runs[0];
    expect(options.storage.length).toBe(0);
    second.sent[0]?.fail(new TypeError('cut'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(second.sent.map(({ input }) => input)).toEqual([first.sent[0]?.input, first.sent[0]?.input]);
    second.sent[1]?.answer({ ...ANSWERS.DeleteAccountSuccess, replayed: true });
    expect(await runs[1]).toMatchObject({ status: 'DELETED' });
  });

  it.each([
    ['goes on', () => {}],
    ['is stopped', (tab: ReturnType<typeof openTab>) => tab.deletions.stop(ACCOUNT)],
  ])('show the outcome that one heard before its run ended, whose last answer was not final: it %s', async (_, act) => {
    const { promise: release, resolve: giveBack } = Promise.withResolvers<void>();
    const request = async (_name: string, _options: object, job: () => Promise<unknown>) => {
      const answer = await job();
      await release;
      return answer;
    };
    vi.stubGlobal('navigator', { locks: { request } });
    const options = { ...unique(), maxAttempts: 1 };
    const [first, second] = [openTab(options), openTab(options)];
    const runs = [first.deletions.start(ACCOUNT), second.deletions.start(ACCOUNT)];
    await Promise.all([first.arrived(1), second.arrived(1)]);
    vi.unstubAllGlobals();
    first.sent[0]?.answer(ANSWERS.UnauthorizedError);
    await new Promise((done) => setImmediate(done));
    act(first);
    second.sent[0]?.answer(ANSWERS.DeleteAccountSuccess);
    await vi.waitFor(() => expect(first.deletions.get(ACCOUNT).status).toBe('DELETED'));
    giveBack();
    for (const run of runs) expect(await run).toMatchObject({ status: 'DELETED' });
  });

  it('delete also where the browser denies locks and channels, as it does where it denies storage', async () => {
    const denied = new DOMException('denied', 'SecurityError');
    vi.stubGlobal('navigator', { locks: { request: () => Promise.reject(denied) } });
    vi.stubGlobal('BroadcastChannel', function deny() {
      throw denied;
    });
    const { deletions, sent, arrived } = openTab(unique());
    deletions.resume();
    const run = deletions.start(ACCOUNT);
    await arrived(1);
    vi.unstubAllGlobals();
    sent[0]?.answer(ANSWERS.DeleteAccountSuccess);
    expect(await run).toMatchObject({ status: 'DELETED' });
  });

  it('that begin at the same moment end with the key that was kept', async () => {
    const options = unique();
    // As when each had looked before the other wrote.
    const blind = { ...options.storage, getItem: () => null, length: 0 };
    const [first, second] = [openTab({ ...options, storage: blind }), openTab(options)];
    void first.deletions.start(ACCOUNT);
    await first.arrived(1);
    const mine = second.deletions.start(ACCOUNT);
    createIntention(blind, ACCOUNT, options);
    const [kept] = pendingIntentions(options.storage, options);
    first.sent[0]?.answer(ANSWERS.UnauthorizedError);
    await second.arrived(1);
    expect(second.sent[0]?.input).toEqual(kept?.input);
    second.sent[0]?.answer(ANSWERS.DeleteAccountSuccess);
    expect(await mine).toMatchObject({ status: 'DELETED' });
    expect(options.storage.length).toBe(0);
  });
});

describe('abandoning', () => {
  const cut = new TypeError('cut');
  /** Begins in a tab, and ends without a final answer. */
  async function leaveUnfinished({ deletions, sent, arrived }: ReturnType<typeof openTab>) {
    const run = deletions.start(ACCOUNT);
    await arrived(1);
    sent[0]?.answer(ANSWERS.UnauthorizedError);
    expect(await run).toMatchObject({ status: 'UNFINISHED' });
  }

  it('holds for a run that waits while another tab, without channels, begins anew and ends', async () => {
    vi.stubGlobal('navigator', {});
    vi.stubGlobal('BroadcastChannel', undefined);
    const options = unique();
    const [waiting, other] = [openTab(options), openTab(options)];
    const run = waiting.deletions.start(ACCOUNT);
    await waiting.arrived(1);
    waiting.sent[0]?.answer({ ...ANSWERS.RateLimitedError, retryAfterMs: 30_000 });
    await vi.advanceTimersByTimeAsync(1_000);
    await other.deletions.abandon(ACCOUNT);
    const next = other.deletions.start(ACCOUNT);
    await other.arrived(1);
    other.sent[0]?.answer(ANSWERS.DeleteAccountSuccess);
    expect(await next).toMatchObject({ status: 'DELETED' });
    await vi.advanceTimersByTimeAsync(60_000);
    vi.unstubAllGlobals();
    expect(waiting.sent).toHaveLength(1);
    expect(await run).toMatchObject({ status: 'ABANDONED' });
  });

  it.each([
    ['is answered', ANSWERS.RateLimitedError, { status: 'ABANDONED', answer: ANSWERS.RateLimitedError, fault: null }],
    ['is not answered', cut, { status: 'ABANDONED', answer: null, fault: cut }],
    ['has the outcome', ANSWERS.DeleteAccountSuccess, { status: 'DELETED', answer: ANSWERS.DeleteAccountSuccess }],
  ])('at the end of the last request is what its run ends with: it %s', async (_, reply, state) => {
    const onAttempt = () => void tab.deletions.abandon(ACCOUNT);
    const tab = openTab({ ...unique(), maxAttempts: 1, onAttempt });
    const run = tab.deletions.start(ACCOUNT);
    await tab.arrived(1);
    if (reply instanceof Error) tab.sent[0]?.fail(reply);
    else tab.sent[0]?.answer(reply);
    expect(await run).toMatchObject(state);
    expect(tab.deletions.get(ACCOUNT)).toBe(await run);
    expect(tab.statuses).toEqual(['DELETING', state.status]);
  });

  it('is what a run ends with whose key was cleared away with the storage', async () => {
    const options = { ...unique(), maxAttempts: 1, onAttempt: () => void tab.deletions.abandon(ACCOUNT) };
    const tab = openTab(options);
    const run = tab.deletions.start(ACCOUNT);
    await tab.arrived(1);
    options.storage.removeItem(options.storage.key(0) ?? '');
    tab.sent[0]?.fail(cut);
    expect(await run).toMatchObject({ status: 'ABANDONED', fault: cut });
  });

  it('in another tab, without channels, is what a run ends with whose last request has left', async () => {
    vi.stubGlobal('BroadcastChannel', undefined);
    const options = { ...unique(), maxAttempts: 1 };
    const [running, other] = [openTab(options), openTab(options)];
    const run = running.deletions.start(ACCOUNT);
    await running.arrived(1);
    await other.deletions.abandon(ACCOUNT);
    vi.unstubAllGlobals();
    running.sent[0]?.fail(cut);
    expect(await run).toMatchObject({ status: 'ABANDONED', fault: cut });
  });

  it('ends at once the run of a tab that sends the key which another one kept', async () => {
    const options = unique();
    const [first, second] = [openTab(options), openTab(options)];
    void first.deletions.start(ACCOUNT);
    // As when the second had looked before the first wrote.
    const { input } = createIntention({ ...options.storage, getItem: () => null, length: 0 }, ACCOUNT, options);
    await first.arrived(1);
    expect(first.sent[0]?.input).toEqual(input);
    await second.deletions.abandon(ACCOUNT);
    await vi.waitFor(() => expect(first.deletions.get(ACCOUNT).status).toBe('ABANDONED'));
  });

  it('is shown also for what was just stopped', async () => {
    const { deletions, arrived } = openTab(unique());
    const run = deletions.start(ACCOUNT);
    await arrived(1);
    deletions.stop(ACCOUNT);
    expect(await deletions.abandon(ACCOUNT)).toMatchObject({ status: 'ABANDONED' });
    expect(await run).toBe(deletions.get(ACCOUNT));
  });

  it('leaves an account that is gone as it is, whatever another tab began', async () => {
    const options = unique();
    const [here, there] = [openTab(options), openTab(options)];
    const run = here.deletions.start(ACCOUNT);
    await here.arrived(1);
    here.sent[0]?.answer(ANSWERS.DeleteAccountSuccess);
    const deleted = await run;
    await leaveUnfinished(there);
    expect(await here.deletions.abandon(ACCOUNT)).toBe(deleted);
  });

  it('is shown by the tabs that show it as unfinished, and marks a copy in a storage of their own', async () => {
    const options = unique();
    createIntention(options.storage, ACCOUNT, options);
    const copy = memoryStorage();
    const name = options.storage.key(0) ?? '';
    copy.setItem(name, options.storage.getItem(name) ?? '');
    const tabs = [openTab(options), openTab(options), openTab({ ...options, storage: copy })] as const;
    for (const tab of tabs) await leaveUnfinished(tab);
    await tabs[0].deletions.abandon(ACCOUNT);
    for (const { deletions } of tabs) {
      await vi.waitFor(() => expect(deletions.get(ACCOUNT).status).toBe('ABANDONED'));
    }
    expect(pendingIntentions(copy, options)).toEqual([]);
  });

  it('is for ever, also where this page would not resume what is so old', async () => {
    const options = unique();
    const impatient = openTab({ ...options, maxAgeMs: 1_000 });
    await leaveUnfinished(impatient);
    vi.setSystemTime(Date.now() + 2_000);
    expect(await impatient.deletions.abandon(ACCOUNT)).toMatchObject({ status: 'ABANDONED' });
    expect(pendingIntentions(options.storage, options)).toEqual([]);
  });

  it('ends the run also where the storage throws, and resuming there does not throw', async () => {
    const options = unique();
    const { deletions, sent, arrived } = openTab(options);
    const run = deletions.start(ACCOUNT);
    await arrived(1);
    const denied = new Error('denied');
    Object.defineProperty(options.storage, 'length', {
      get() {
        throw denied;
      },
    });
    await expect(deletions.abandon(ACCOUNT)).rejects.toBe(denied);
    sent[0]?.fail(cut);
    expect(await run).toMatchObject({ status: 'UNFINISHED', fault: denied }); // The key is kept.
    const report = vi.fn();
    vi.stubGlobal('reportError', report);
    openTab(options).deletions.resume();
    vi.unstubAllGlobals();
    expect(report).toHaveBeenCalledWith(denied);
  });
});

describe('a key that the gateway may have forgotten is not sent', () => {
  const HOUR = 3_600_000;
  const TOO_LATE = { status: 'UNFINISHED', fault: { name: 'TimeoutError' } };

  it('by a tab that waited for its turn over a weekend; the next start has a new key', async () => {
    const options = unique();
    const [first, second] = [openTab({ ...options, maxAttempts: 1 }), openTab(options)];
    void first.deletions.start(ACCOUNT);
    await first.arrived(1);
    void second.deletions.start(ACCOUNT);
    vi.setSystemTime(Date.now() + 60 * HOUR);
    first.sent[0]?.fail(new TypeError('suspended'));
    await vi.waitFor(() => expect(second.deletions.get(ACCOUNT)).toMatchObject(TOO_LATE));
    expect(second.sent).toEqual([]);
    void second.deletions.start(ACCOUNT);
    await second.arrived(1);
    expect(second.sent[0]?.input.idempotencyKey).not.toBe(first.sent[0]?.input.idempotencyKey);
  });

  it.each([
    ['after the time for all attempts', {}, 1 / 12],
    ['older than it may be', { timeoutMs: Number.POSITIVE_INFINITY }, 60],
  ])('by a machine that was suspended between two requests: %s', async (_, bounds, hours) => {
    const { deletions, sent, arrived } = openTab({ ...unique(), ...bounds });
    void deletions.start(ACCOUNT);
    await arrived(1);
    sent[0]?.fail(new TypeError('cut'));
    await new Promise((done) => setImmediate(done));
    vi.setSystemTime(Date.now() + hours * HOUR);
    await vi.waitFor(() => expect(deletions.get(ACCOUNT)).toMatchObject(TOO_LATE));
    expect(sent).toHaveLength(1);
  });
});

it('a page without a storage keeps its keys in its memory', async () => {
  const { deletions, sent, arrived } = openTab({ owner: crypto.randomUUID(), maxAttempts: 1 });
  for (const n of [1, 2]) {
    const run = deletions.start(ACCOUNT);
    await arrived(n);
    sent[n - 1]?.answer(ANSWERS.RateLimitedError);
    await run;
  }
  expect(sent[1]?.input).toEqual(sent[0]?.input);
});

describe('who signs in without a reload', () => {
  it('sends nothing for the one before, who goes on when they are back', async () => {
    const client = {};
    const storage = memoryStorage();
    const keys: string[] = [];
    const transport: Transport = {
      read: async () => null,
      async send({ idempotencyKey }) {
        keys.push(idempotencyKey);
        return ANSWERS.RateLimitedError;
      },
    };
    const [ann, bob] = [unique(), unique()].map(({ owner }) => ({ owner, storage }));
    const signIn = (options: DeletionsOptions | undefined) => {
      const deletions = shareDeletions(client, options ?? {}, () => transport);
      takeOver(client, deletions);
      return deletions;
    };
    const first = signIn(ann);
    expect(signIn(ann)).toBe(first);
    const run = first.start(ACCOUNT);
    await vi.waitFor(() => expect(keys).toHaveLength(1));
    expect(signIn(bob).get(ACCOUNT).status).toBe('IDLE');
    expect(await run).toMatchObject({ status: 'UNFINISHED', fault: { name: 'AbortError' } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(keys).toHaveLength(1);
    expect(signIn(ann)).toBe(first); // Whoever shows it goes on to show it.
    await vi.waitFor(() => expect(keys).toHaveLength(2));
    expect(keys[1]).toBe(keys[0]);
  });
});

it('what the last user of a client began sends nothing more once they have signed out, and keeps its key', async () => {
  const client = {};
  const options = unique();
  const sent: string[] = [];
  const transport: Transport = {
    read: async () => null,
    async send({ idempotencyKey }) {
      sent.push(idempotencyKey);
      return ANSWERS.RateLimitedError;
    },
  };
  const deletions = shareDeletions(client, options, () => transport);
  const run = deletions.start(ACCOUNT);
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  stopDeletions(client);
  stopDeletions({});
  expect(await run).toMatchObject({ status: 'UNFINISHED', fault: { name: 'AbortError' } });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(1);
  expect(pendingIntentions(options.storage, options)).toHaveLength(1);
});

it('pages in which storing is denied keep their keys for all users of a client', async () => {
  vi.stubGlobal('document', {});
  vi.stubGlobal('localStorage', undefined);
  const owner = crypto.randomUUID();
  const [before, after] = [openTab({ owner, maxAttempts: 1 }), openTab({ owner, maxAttempts: 1 })];
  vi.unstubAllGlobals();
  const run = before.deletions.start(ACCOUNT);
  await before.arrived(1);
  before.sent[0]?.answer(ANSWERS.RateLimitedError);
  await run;
  void after.deletions.start(ACCOUNT);
  await after.arrived(1);
  expect(after.sent[0]?.input).toEqual(before.sent[0]?.input);
});
