import { Keyv } from 'keyv';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeletionId } from '../../src/deletion/ledger.ts';
import { createReplayCache, openReplayCache } from '../../src/settlements/replay-cache.ts';

const id: DeletionId = { caller: 'caller', provider: 'NUVION', key: 'key' };
const other: DeletionId = { ...id, key: 'other' };
const faults: unknown[] = [];
const onFault = (fault: unknown) => {
  faults.push(fault);
};

afterEach(() => {
  faults.length = 0;
});

/** A store that does nothing but what it is told. */
function storeWith(steps: { get(): Promise<never>; set(): Promise<never> }): Keyv<string> {
  return new Keyv<string>({ store: { opts: {}, delete: async () => true, clear: async () => {}, ...steps } });
}

describe('the replay cache', () => {
  it('in memory gives back what was put in, to its own deletion only', async () => {
    const cache = await openReplayCache('memory:', onFault);
    await cache.set(id, 'sealed', 60_000);
    expect([await cache.get(id), await cache.get(other)]).toEqual(['sealed', undefined]);
  });

  it('keeps nothing that has no time left: Keyv takes a ttl of 0 for "never expires"', async () => {
    const cache = await openReplayCache('memory:', onFault);
    for (const ttl of [0, 0.4, -1]) {
      await cache.set(id, 'sealed', ttl);
      expect(await cache.get(id), String(ttl)).toBeUndefined();
    }
  });

  it('forgets what its time is over', async () => {
    const cache = await openReplayCache('memory:', onFault);
    await cache.set(id, 'sealed', 30);
    await expect.poll(() => cache.get(id), { timeout: 5_000, interval: 10 }).toBeUndefined();
  });

  it('is bounded: what is too big for it is not kept', async () => {
    const cache = await openReplayCache('memory:', onFault);
    await cache.set(id, 'x'.repeat(40 * 1024 * 1024), 60_000);
    expect(await cache.get(id)).toBeUndefined();
  });

  it.each([
    ['throws', () => Promise.reject(new Error('down'))],
    ['never answers', () => new Promise<never>(() => {})],
  ])('a store that %s costs one short wait, and rests', async (_what, fail) => {
    let asked = 0;
    const store = storeWith({
      get() {
        asked += 1;
        return fail();
      },
      set: fail,
    });
    const cache = createReplayCache(store, onFault);
    expect(await cache.get(id)).toBeUndefined();
    expect(await cache.get(id)).toBeUndefined();
    await cache.set(id, 'sealed', 1_000);
    expect(asked).toBe(1);
    expect(faults.length).toBeGreaterThan(0);
  });

  it('takes anything but a text for nothing', async () => {
    const store = new Keyv<string>();
    const cache = createReplayCache(store, onFault);
    await store.set('NUVION:caller:key', { not: 'a text' } as never);
    expect(await cache.get(id)).toBeUndefined();
  });

  it('on a Redis that is away answers nothing, and never hangs', async () => {
    const cache = await openReplayCache('redis://127.0.0.1:1', onFault);
    expect(await cache.get(id)).toBeUndefined();
    await cache.set(id, 'sealed', 60_000);
    await cache.close();
    expect(faults.length).toBeGreaterThan(0);
  });
});
