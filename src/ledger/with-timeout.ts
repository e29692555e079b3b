import { LedgerUnavailableError } from '../deletion/ledger.ts';

/**
 * Waits for a store, for `timeoutMs` at most. The work itself is not stopped: whoever starts it must make sure that it
 * changes nothing after that.
 *
 * @throws LedgerUnavailableError after `timeoutMs`
 */
export async function withTimeout<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
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
