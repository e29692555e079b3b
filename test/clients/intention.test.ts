import { createIntention, memoryStorage, pendingIntentions } from 'accounts-gateway-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const ACCOUNT = { provider: 'NUVION', accountId: 'acc/1 ü' } as const;
const HOUR = 3_600_000;

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

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
});
