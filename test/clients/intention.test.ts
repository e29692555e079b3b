import { createIntention, type IntentionStorage, memoryStorage, pendingIntentions } from 'accounts-gateway-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const ACCOUNT = { provider: 'NUVION', accountId: 'acc/1 ü' } as const;
const HOUR = 3_600_000;

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** From now on nothing in it grows, as where the quota of the origin is used up. */
function fill(storage: IntentionStorage): void {
  const { setItem } = storage;
  storage.setItem = (name, value) => {
    if (value.length > (storage.getItem(name)?.length ?? -name.length)) throw new Error('full');
    setItem(name, value);
  };
}

describe('an intention', () => {
  it('has one key through double clicks and reloads, and another for another account', () => {
    const storage = memoryStorage();
    const keyOf = (account: Parameters<typeof createIntention>[1]) =>
      createIntention(storage, account).input.idempotencyKey;
    expect(keyOf(ACCOUNT)).toBe(keyOf(ACCOUNT));
    expect(keyOf({ ...ACCOUNT, accountId: 'acc_2' })).not.toBe(keyOf(ACCOUNT));
    expect(keyOf({ ...ACCOUNT, provider: 'SEQUENCE' })).not.toBe(keyOf(ACCOUNT));
  });

  it('belongs to its owner: who signs in next resumes nothing of it', () => {
    const storage = memoryStorage();
    const mine = createIntention(storage, ACCOUNT, { owner: 'ann' });
    expect(pendingIntentions(storage, { owner: 'bob' })).toEqual([]);
    expect(pendingIntentions(storage)).toEqual([]);
    expect(createIntention(storage, ACCOUNT, { owner: 'bob' }).input.idempotencyKey).not.toBe(
      mine.input.idempotencyKey,
    );
    expect(pendingIntentions(storage, { owner: 'ann' })).toHaveLength(1);
  });

  it('keeps nothing but the account, the key, its time, and whether it was sent', () => {
    const storage = memoryStorage();
    const { input } = createIntention(storage, ACCOUNT);
    expect(JSON.parse(storage.getItem(storage.key(0) ?? '') ?? '')).toEqual({ input, createdAt: 0, isSent: false });
  });

  it('ends for this key alone: not the one that another tab began since', () => {
    const storage = memoryStorage();
    const earlier = createIntention(storage, ACCOUNT);
    earlier.end();
    const later = createIntention(storage, ACCOUNT);
    earlier.markSent();
    earlier.end();
    expect(pendingIntentions(storage).map(({ input }) => input)).toEqual([later.input]);
    expect(later.isSent).toBe(false);
  });

  it('is not made where its key cannot be kept', () => {
    const full = {
      ...memoryStorage(),
      setItem: () => {
        throw new Error('full');
      },
    };
    expect(() => createIntention(full, ACCOUNT)).toThrow('full');
  });
});

describe('what a reload resumes', () => {
  it('is what was begun and has not ended, oldest first', () => {
    const storage = memoryStorage();
    storage.setItem('something else', '{}');
    storage.setItem('accounts-gateway/deletion//NUVION/torn', '{"input":');
    const inputs = ['b', 'a', 'c'].map((accountId) => {
      vi.advanceTimersByTime(1);
      return createIntention(storage, { ...ACCOUNT, accountId }).input;
    });
    createIntention(storage, { ...ACCOUNT, accountId: 'a' }).end();
    expect(pendingIntentions(storage).map(({ input }) => input)).toEqual([inputs[0], inputs[2]]);
  });

  it('is not from a day to come, as a clock has it that is set right later: its age is not known', () => {
    const storage = memoryStorage();
    createIntention(storage, ACCOUNT);
    vi.setSystemTime(-HOUR);
    expect(pendingIntentions(storage)).toHaveLength(1);
    vi.setSystemTime(-24 * HOUR);
    expect(pendingIntentions(storage)).toEqual([]);
  });

  it('is not older than the gateway remembers: then a confirmation is a new intention', () => {
    const storage = memoryStorage();
    const { input } = createIntention(storage, ACCOUNT);
    vi.advanceTimersByTime(23 * HOUR);
    expect(pendingIntentions(storage)).toHaveLength(1);
    expect(pendingIntentions(storage, { maxAgeMs: HOUR })).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(pendingIntentions(storage)).toEqual([]);
    expect(createIntention(storage, ACCOUNT).input.idempotencyKey).not.toBe(input.idempotencyKey);
  });

  it('is not what the user abandoned, in whatever tab: the same wish has a new key', () => {
    const storage = memoryStorage();
    const [here, there] = [createIntention(storage, ACCOUNT), createIntention(storage, ACCOUNT)];
    here.abandon();
    expect(pendingIntentions(storage)).toEqual([]);
    expect([here.isAbandoned, there.isAbandoned]).toEqual([true, true]);
    const later = createIntention(storage, ACCOUNT);
    expect(later.input.idempotencyKey).not.toBe(here.input.idempotencyKey);
    there.abandon();
    expect(pendingIntentions(storage).map(({ input }) => input)).toEqual([later.input]);
    expect([later.isSent, later.isAbandoned]).toEqual([false, false]);
  });

  it('is not what was abandoned before the next intention, nor does that intention clear it, ended or not', () => {
    const storage = memoryStorage();
    const [first, second] = [createIntention(storage, ACCOUNT), createIntention(storage, ACCOUNT)];
    first.abandon();
    const later = createIntention(storage, ACCOUNT);
    expect([first.isAbandoned, second.isAbandoned, later.isAbandoned]).toEqual([true, true, false]);
    expect(pendingIntentions(storage).map(({ input }) => input)).toEqual([later.input]);
    later.end();
    expect(second.isAbandoned).toBe(true);
    vi.advanceTimersByTime(23 * HOUR + 1);
    expect(pendingIntentions(storage)).toEqual([]);
    expect(storage.length).toBe(0);
  });

  it.each([false, true])('is not what was abandoned in a storage that is full, sent or not: %s', (isSent) => {
    const storage = memoryStorage();
    const [here, there] = [createIntention(storage, ACCOUNT), createIntention(storage, ACCOUNT)];
    if (isSent) here.markSent();
    fill(storage);
    here.abandon();
    expect(pendingIntentions(storage)).toEqual([]);
    expect([here.isAbandoned, there.isAbandoned]).toEqual([true, true]);
    // There is no room for another one, and the mark stays.
    expect(() => createIntention(storage, ACCOUNT)).toThrow('full');
    expect(there.isAbandoned).toBe(true);
  });

  it('is what could not be marked as abandoned: the key is not lost', () => {
    const storage = memoryStorage();
    const { input, abandon } = createIntention(storage, ACCOUNT);
    storage.setItem = () => {
      throw new Error('denied');
    };
    expect(abandon).toThrow('denied');
    expect(pendingIntentions(storage).map((intention) => intention.input)).toEqual([input]);
  });
});

describe('what has expired', () => {
  it('is removed when intentions are read next, whoever they were of, and nothing else is', () => {
    const storage = memoryStorage();
    storage.setItem('something else', '{}');
    storage.setItem('accounts-gateway/deletion//NUVION/torn', '{"input":');
    createIntention(storage, ACCOUNT);
    createIntention(storage, ACCOUNT, { owner: 'ann' }).markSent();
    createIntention(storage, { ...ACCOUNT, accountId: 'abandoned' }).abandon();
    vi.advanceTimersByTime(1);
    const { input } = createIntention(storage, ACCOUNT, { owner: 'bob' });
    vi.advanceTimersByTime(23 * HOUR);
    expect(storage.length).toBe(6);
    expect(pendingIntentions(storage, { owner: 'somebody else' })).toEqual([]);
    expect(storage.length).toBe(3);
    expect(pendingIntentions(storage, { owner: 'bob' }).map((intention) => intention.input)).toEqual([input]);
  });

  it('stays where removing is denied, and is not resumed', () => {
    const storage = memoryStorage();
    createIntention(storage, ACCOUNT);
    storage.removeItem = () => {
      throw new Error('denied');
    };
    vi.advanceTimersByTime(23 * HOUR + 1);
    expect(pendingIntentions(storage)).toEqual([]);
  });

  it('is what no reader would resume: a limit is of the one who reads', () => {
    const storage = memoryStorage();
    createIntention(storage, ACCOUNT, { owner: 'ann' });
    vi.advanceTimersByTime(23 * HOUR);
    expect(pendingIntentions(storage, { owner: 'bob', maxAgeMs: HOUR })).toEqual([]);
    expect(pendingIntentions(storage, { owner: 'ann' })).toHaveLength(1);
    vi.advanceTimersByTime(HOUR);
    expect(pendingIntentions(storage, { owner: 'ann', maxAgeMs: 48 * HOUR })).toHaveLength(1);
  });
});
