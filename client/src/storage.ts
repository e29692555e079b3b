import type { IntentionStorage } from './intention.ts';

/** One for all of a page: who signs out and in again finds their keys. */
let pageMemory: IntentionStorage | undefined;

/** `localStorage`, which all tabs share; the memory of the page where a browser denies it, and on a server. */
export function browserStorage(): IntentionStorage {
  const { document } = globalThis as { document?: unknown };
  if (document === undefined) return memoryStorage();
  try {
    const { localStorage } = globalThis as { localStorage?: IntentionStorage };
    if (localStorage !== undefined) return localStorage;
  } catch {
    // Denied, as in some private windows.
  }
  pageMemory ??= memoryStorage();
  return pageMemory;
}

/** A storage that lives as long as the page. */
export function memoryStorage(): IntentionStorage {
  const kept = new Map<string, string>();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}
