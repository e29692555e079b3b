/** The first pause, and the longest, in milliseconds. */
const FIRST_MS = 200;
const LONGEST_MS = 1_000;

/**
 * The pause before the n-th repetition of a delete or a write, in milliseconds: 100–200, 200–400, … up to 1 s.
 *
 * @param random a number in [0, 1): those who failed together do not come back together
 */
export const backoffMs = (n: number, random: number): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** (n - 1)) * (0.5 + random / 2);
