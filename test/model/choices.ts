/** One thing that may happen, and how often among its alternatives. */
export type Option<T> = readonly [weight: number, value: T];

/**
 * The explorer's decisions, read from a list of bytes that fast-check generates and shrinks. The first option of every
 * choice is the harmless one: a 0 stands for it, and so does everything after the end of the list.
 */
export class Choices {
  readonly #bytes: readonly number[];
  #used = 0;
  /** From then on nothing goes wrong any more. */
  calm = false;

  constructor(bytes: readonly number[]) {
    this.#bytes = bytes;
  }

  pick<T>(options: readonly [Option<T>, ...Option<T>[]]): T {
    const byte = this.calm ? 0 : (this.#bytes[this.#used++] ?? 0);
    const total = options.reduce((sum, [weight]) => sum + weight, 0);
    let left = (byte / 256) * total;
    for (const [weight, value] of options) {
      if (left < weight) return value;
      left -= weight;
    }
    return options[0][1];
  }

  /** A whole number from `min` to `max`, evenly. */
  between(min: number, max: number): number {
    if (max <= min) return min;
    const byte = this.calm ? 0 : (this.#bytes[this.#used++] ?? 0);
    return min + Math.floor((byte / 255) * (max - min));
  }
}
