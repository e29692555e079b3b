import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/deletion/deps.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A process in virtual time. After its end nothing that it waits for ever comes. */
export interface VirtualProcess {
  readonly clock: Clock;
  /** What it waits for in the world outside. What it has begun goes on when it dies; it only never hears of it. */
  hear<T>(begin: () => Promise<T>): Promise<T>;
  /** The same for what takes real time and no virtual time, such as a write to a file. */
  reach<T>(begin: () => Promise<T>): Promise<T>;
  kill(): void;
}

/** Time in milliseconds that passes only while everybody sleeps: hours of it take seconds. */
export class VirtualTime {
  now: number;
  /** The first to wake is the last. */
  readonly #sleepers: Sleeper[] = [];
  #reaching = 0;

  constructor(start = 1_700_000_000_000) {
    this.now = start;
  }

  readonly sleep = (ms: number): Promise<void> =>
    new Promise((wake) => {
      const at = this.now + Math.max(0, ms);
      let [low, high] = [0, this.#sleepers.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((this.#sleepers[middle]?.at ?? 0) > at) low = middle + 1;
        else high = middle;
      }
      this.#sleepers.splice(low, 0, { at, wake });
    });

  process(): VirtualProcess {
    let alive = true;
    const heard = <T>(result: Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        result.then(
          (value) => alive && resolve(value),
          (fault: unknown) => alive && reject(fault),
        );
      });
    return {
      clock: { now: () => this.now, sleep: (ms) => heard(this.sleep(ms)) },
      hear: (begin) => (alive ? heard(begin()) : new Promise(() => {})),
      reach: (begin) => (alive ? heard(this.#reach(begin)) : new Promise(() => {})),
      kill: () => {
        alive = false;
      },
    };
  }

  /** Lets time pass until this is so. */
  async until(isSo: () => boolean): Promise<void> {
    for (;;) {
      await this.#settled();
      if (isSo()) return;
      const next = this.#sleepers.pop();
      if (next === undefined) throw new Error('Nothing will ever happen again');
      this.now = Math.max(this.now, next.at);
      next.wake();
    }
  }

  async #reach<T>(begin: () => Promise<T>): Promise<T> {
    this.#reaching += 1;
    return begin().finally(() => {
      this.#reaching -= 1;
    });
  }

  async #settled(): Promise<void> {
    do await turn();
    while (this.#reaching > 0);
  }
}
