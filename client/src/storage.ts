import type { IntentionStorage } from './intention.ts';

/** `localStorage`, which all tabs share; the memory of the page where a browser denies it, and on a server. */
export function browserStorage(): IntentionStorage {
  try {
    const { localStorage, document } = globalThis as { localStorage?: IntentionStorage; document?: unknown };
    if (document !== undefined && localStorage !== undefined) return localStorage;
  } catch {
    // Denied, as in some private windows.
  }
  return memoryStorage();
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
