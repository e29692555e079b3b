import type { ProviderName } from './deletion.ts';

/**
 * Bounds what runs at once, apart for each provider: one that hangs must not fill the process. What does not fit is
 * refused at once, and never waits.
 *
 * @param most tasks at once at one provider
 */
export function createCapacity(most: number) {
  const running = new Map<ProviderName, number>();

  return async <T>(provider: ProviderName, task: () => Promise<T>, refuse: () => T): Promise<T> => {
    const before = running.get(provider) ?? 0;
    if (before >= most) return refuse();
    running.set(provider, before + 1);
    try {
      return await task();
    } finally {
      running.set(provider, (running.get(provider) ?? 1) - 1);
    }
  };
}
