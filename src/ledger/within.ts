import { LedgerUnavailableError } from '../deletion/ledger.ts';

/**
 * Waits for a store, but not for long. The work itself is not stopped: whoever starts it sees to it that it does nothing
 * later.
 *
 * @throws LedgerUnavailableError after `timeoutMs`
 */
export async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  const timer = Promise.withResolvers<never>();
  const timeout = setTimeout(() => {
    timer.reject(new LedgerUnavailableError(`The ledger did not answer within ${timeoutMs} ms`));
  }, timeoutMs);
  try {
    return await Promise.race([work, timer.promise]);
  } finally {
    clearTimeout(timeout);
  }
}
