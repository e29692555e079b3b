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
