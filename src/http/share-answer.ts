import { setImmediate as nextRound } from 'node:timers/promises';

/**
 * Asks once for all who want to know within that time, and for all who wait for the same answer.
 *
 * @param ms how old an answer may be, counted from the question
 * @param now the time in milliseconds, from any moment on
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
 * Asks once for all who want to know in the same round of the event loop: what a flood of them costs is one answer a
 * round, and no answer is older than its question.
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
