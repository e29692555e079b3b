import { Keyv } from 'keyv';
import { LRUCache } from 'lru-cache';
import { nameOf } from '../deletion/ledger.ts';
import type { ReplayCache } from '../deletion/settlement.ts';

/** Limits of the cache in memory, enough for the retries of some minutes: entries, and characters of keys and values. */
const MAX_ENTRIES = 10_000;
const MAX_CHARACTERS = 16 * 1024 * 1024;

/** A cache that takes longer is not used for `REST_MS`: the ledger has the same results. In milliseconds. */
const DEADLINE_MS = 250;
const REST_MS = 1_000;

/**
 * The Keyv cache of sealed settlements in front of the ledger. It has nothing that the ledger does not have, and the
 * seal of each entry is checked: losing, breaking or poisoning the cache changes no answer.
 *
 * @param url `memory:`, `redis://…` or `rediss://…`
 */
export async function openReplayCache(url: string, onFault: (fault: unknown) => void) {
  return url === 'memory:'
    ? createReplayCache(inMemory(), onFault, null)
    : createReplayCache(await inRedis(url), onFault);
}

/**
 * The cache over any Keyv store.
 *
 * @param deadlineMs how long it may take; null: it cannot take long
 */
export function createReplayCache(
  store: Keyv<string>,
  onFault: (fault: unknown) => void,
  deadlineMs: number | null = DEADLINE_MS,
): ReplayCache & { close(): Promise<void> } {
  let restsUntil = 0;

  function onStoreFault(fault: unknown): void {
    restsUntil = performance.now() + REST_MS;
    onFault(fault);
  }
  store.throwOnErrors = true; // otherwise Keyv swallows a failed read
  store.on('error', onStoreFault);

  async function attempt<T>(step: () => Promise<T>): Promise<T | undefined> {
    if (performance.now() < restsUntil) return undefined;
    try {
      return await (deadlineMs === null ? step() : within(deadlineMs, step()));
    } catch (fault) {
      onStoreFault(fault);
      return undefined;
    }
  }

  return {
    async get(id) {
      const sealed: unknown = await attempt(() => store.get(nameOf(id)));
      return typeof sealed === 'string' ? sealed : undefined;
    },
    async set(id, sealed, ttlMs) {
      // Keyv reads a ttl of 0 as "never expires".
      if (ttlMs >= 1) await attempt(() => store.set(nameOf(id), sealed, Math.floor(ttlMs)));
    },
    async close() {
      await attempt(() => store.disconnect());
    },
  };
}

/** An entry as Keyv stores it without serialization. */
interface Kept {
  readonly value: string;
  readonly expires?: number;
}

/** Drops the least recently used entries when it is full. */
function inMemory(): Keyv<string> {
  const bounded = new LRUCache<string, Kept>({
    max: MAX_ENTRIES,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: ({ value }, key) => value.length + key.length,
  });
  const keyv = new Keyv<string>({
    useKeyPrefix: false,
    store: {
      opts: {},
      get: (key: string) => bounded.get(key),
      // Keyv's third argument is a ttl, which lru-cache would take as its options. The entry itself has the expiry.
      set: (key: string, kept: Kept) => void bounded.set(key, kept),
      delete: (key: string) => bounded.delete(key),
      clear: () => bounded.clear(),
    },
  });
  keyv.serialize = undefined; // nothing leaves the process
  keyv.deserialize = undefined;
  return keyv;
}

/** Commands are refused, not queued, while the server is unavailable. */
async function inRedis(url: string): Promise<Keyv<string>> {
  const { createKeyvNonBlocking } = await import('@keyv/redis'); // takes long to load
  return createKeyvNonBlocking(
    { url, disableOfflineQueue: true, socket: { connectTimeout: DEADLINE_MS, reconnectStrategy: REST_MS } },
    { namespace: 'accounts-gateway:replay', connectionTimeout: DEADLINE_MS },
  ) as Keyv<string>;
}

async function within<T>(ms: number, step: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The replay cache did not answer in time')), ms);
  });
  try {
    return await Promise.race([step, late]);
  } finally {
    clearTimeout(timer);
  }
}
