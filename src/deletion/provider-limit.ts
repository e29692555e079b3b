import type { AccountProvider } from './deletion.ts';

/**
 * Bounds what runs at each provider at once, so that one that hangs cannot fill the process.
 *
 * @returns runs a task; null, without running it, when `most` tasks run at the provider already
 */
export function createProviderLimit(most: number) {
  const running = new Map<AccountProvider, number>();

  return async <T>(provider: AccountProvider, task: () => Promise<T>): Promise<T | null> => {
    const count = running.get(provider) ?? 0;
    if (count >= most) return null;
    running.set(provider, count + 1);
    try {
      return await task();
    } finally {
      running.set(provider, (running.get(provider) ?? 0) - 1);
    }
  };
}
