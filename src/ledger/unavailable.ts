import { LedgerUnavailableError } from '../deletion/ledger.ts';

/**
 * Waits for `work`, at most `timeoutMs` milliseconds. The work is not stopped: the caller must make sure that it changes
 * nothing after that.
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

/** A driver's fault as the error of the `Ledger` port. */
export function unavailable(fault: unknown): LedgerUnavailableError {
  if (fault instanceof LedgerUnavailableError) return fault;
  return new LedgerUnavailableError('The ledger could not be used', { cause: fault });
}
