/** All the waiting of one call: it ends when the time is over, and when the caller gives up. */
export interface Waiting {
  /** Aborted when the waiting ends. For the request. */
  readonly signal: AbortSignal;
  /** How long it may still last, in milliseconds. */
  remainingMs(): number;
  /** @throws the reason of the end, also where a suspended machine's timer has not rung yet */
  throwIfOver(): void;
  /** Waits. @throws the reason of the end, when that comes first */
  sleep(ms: number): Promise<void>;
  /** Waits for something that may not heed the signal. @throws the reason of the end, when that comes first */
  until<T>(promise: Promise<T>): Promise<T>;
  /** Call it at the end: it holds a timer. */
  end(): void;
}

/** The longest that a timer of JavaScript lasts, in milliseconds: a longer one would end at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * @param timeoutMs how long it may last
 * @param outer the caller's own signal
 */
export function startWaiting(timeoutMs: number, outer?: AbortSignal | undefined): Waiting {
  const over = new AbortController();
  const endsAt = Date.now() + timeoutMs;
  const timer = setTimeout(() => over.abort(timeoutError(timeoutMs)), Math.min(timeoutMs, LONGEST_TIMER_MS));
  const stop = () => over.abort(outer?.reason);
  if (outer?.aborted) stop();
  outer?.addEventListener('abort', stop, { once: true });

  function until<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = () => reject(over.signal.reason);
      if (over.signal.aborted) end();
      over.signal.addEventListener('abort', end, { once: true });
      promise.then(resolve, reject).finally(() => over.signal.removeEventListener('abort', end));
    });
  }

  return {
    signal: over.signal,
    remainingMs: () => endsAt - Date.now(),
    throwIfOver() {
      if (Date.now() >= endsAt) over.abort(timeoutError(timeoutMs));
      over.signal.throwIfAborted();
    },
    until,
    async sleep(ms) {
      let wake: ReturnType<typeof setTimeout> | undefined;
      await until(new Promise<void>((done) => (wake = setTimeout(done, Math.min(ms, LONGEST_TIMER_MS))))).finally(() =>
        clearTimeout(wake),
      );
    },
    end() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', stop);
    },
  };
}

const timeoutError = (ms: number) => new DOMException(`There was no answer within ${ms} ms.`, 'TimeoutError');
