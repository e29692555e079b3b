import { setImmediate as nextRound } from 'node:timers/promises';

/**
 * Calls `ask` at most once in `ms`; all callers in that time, and while it runs, share its answer.
 *
 * @param ms how old an answer may be in milliseconds, counted from the start of `ask`
 * @param now a monotonic clock in milliseconds
 */
export function shareAnswer<T>(ms: number, ask: () => Promise<T>, now: () => number): () => Promise<T> {
  let askedAt = Number.NEGATIVE_INFINITY;
  let waiting = false;
  let answer: Promise<T> | undefined;
  return () => {
    if (answer !== undefined && (waiting || now() - askedAt < ms)) return answer;
    askedAt = now();
    waiting = true;
    answer = ask().finally(() => {
      waiting = false;
    });
    return answer;
  };
}

/**
 * Calls `ask` once for all callers in the same turn of the event loop: a flood of calls costs one answer a turn, and no
 * caller gets an answer that is older than its call.
 */
export function shareRound<T>(ask: () => Promise<T>): () => Promise<T> {
  let upcoming: Promise<T> | undefined;
  return () => {
    upcoming ??= nextRound().then(() => {
      upcoming = undefined;
      return ask();
    });
    return upcoming;
  };
}
