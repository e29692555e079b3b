import { judgeFault } from './judge-fault.ts';
import { startWaiting } from './waiting.ts';

/** What is read of `accountDeletion`. An operation of your own selects these fields, and `result`. */
export interface KnownDeletion {
  readonly status: string;
  /** When the gateway looks for the account by itself; null where it does not. */
  readonly nextCheckAt?: string | null | undefined;
  readonly retryAfterMs?: number | null | undefined;
}

export interface WaitOptions<K> {
  /** Gives up. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each answer. */
  readonly onRead?: ((known: K | null) => void) | undefined;
  /** How long it lasts at most, in milliseconds; 15 minutes when not given. */
  readonly timeoutMs?: number | undefined;
}

/** Between two reads: nothing comes sooner that would be worth a request. */
const SHORTEST_WAIT_MS = 5_000;

/**
 * Follows a deletion whose outcome is unknown while the gateway finds out by itself: reads when there can be news, and
 * sends no delete. Gives what it read last. `SETTLED` is the end. With any other status the gateway does not look within
 * the time, or not at all: `deleteWithRetry` with the same key finds out. Null: there is no record of the key.
 *
 * @param read asks for `accountDeletion`; rejects when there is no answer
 * @throws what the last read threw, when it cannot end well or no time is left; the signal's reason; a `TimeoutError`
 */
export async function waitForOutcome<K extends KnownDeletion>(
  read: (signal: AbortSignal) => Promise<K | null>,
  { signal, onRead, timeoutMs = 15 * 60_000 }: WaitOptions<K> = {},
): Promise<K | null> {
  const waiting = startWaiting(timeoutMs, signal);
  try {
    for (;;) {
      waiting.signal.throwIfAborted();
      const { known, fault } = await waiting.until(read(waiting.signal)).then(
        (known) => ({ known, fault: null }),
        (fault: unknown) => ({ known: undefined, fault }),
      );
      if (known !== undefined) onRead?.(known);
      if (known === null || known?.status === 'SETTLED') return known;
      // Later than there can be news, and not all pages at once.
      const waitMs = Math.max(SHORTEST_WAIT_MS, known ? newsInMs(known) : 0) * (1 + Math.random() / 10);
      const isOver = waiting.signal.aborted || waitMs >= waiting.remainingMs();
      if (known !== undefined && isOver) return known;
      if (known === undefined && (isOver || judgeFault(fault) !== 'REPEAT')) throw fault;
      await waiting.sleep(waitMs);
    }
  } finally {
    waiting.end();
  }
}

function newsInMs({ status, retryAfterMs, nextCheckAt }: KnownDeletion): number {
  if (status === 'RUNNING') return retryAfterMs ?? 0;
  const inMs = Date.parse(nextCheckAt ?? '') - Date.now();
  return Number.isNaN(inMs) ? Number.POSITIVE_INFINITY : inMs;
}
