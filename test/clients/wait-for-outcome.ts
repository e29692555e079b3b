/** What is read of `accountDeletion`. Select these fields, and `result`. */
export interface Known {
  readonly status: 'RUNNING' | 'SETTLED' | 'UNKNOWN';
  /** When the gateway looks for the account by itself; null where it does not. */
  readonly nextCheckAt?: string | null;
  readonly retryAfterMs?: number | null;
}

const READS = 20;
/** Between two reads: nothing comes sooner that would be worth the asking. */
const SHORTEST_WAIT_MS = 5_000;
/** Nobody keeps a page open for longer than this. */
const LONGEST_WAIT_MS = 5 * 60_000;

/**
 * Follows a deletion whose outcome is unknown while the gateway finds out by itself: it reads when there can be news, and
 * sends no delete. Gives what it read last; `SETTLED` is the end. Anything else: the gateway does not look soon, or not at
 * all, and `deleteWithRetry` with the same key is the way to find out. Null: there is no record of the key.
 *
 * @param read asks for `accountDeletion`; rejects when no answer came
 */
export async function waitForOutcome<K extends Known>(
  read: () => Promise<K | null>,
  sleep: (ms: number) => Promise<unknown> = (ms) => new Promise((wake) => setTimeout(wake, ms)),
  now: () => number = Date.now,
): Promise<K | null> {
  for (let reads = 1; ; reads += 1) {
    const isLast = reads === READS;
    const known = await read().catch((fault: unknown) => {
      if (isLast) throw fault;
      return undefined;
    });
    if (known === null || known?.status === 'SETTLED') return known;
    const looksInMs = known?.nextCheckAt ? Date.parse(known.nextCheckAt) - now() : Number.POSITIVE_INFINITY;
    const newsInMs = known === undefined ? 0 : known.status === 'RUNNING' ? (known.retryAfterMs ?? 0) : looksInMs;
    if (known !== undefined && (isLast || newsInMs > LONGEST_WAIT_MS)) return known;
    await sleep(Math.max(SHORTEST_WAIT_MS, newsInMs) * (1 + Math.random() / 2)); // and not all pages at once
  }
}
