import type { Clock } from '../../src/deletion/deps.ts';
import type { FakeClock } from './fake-clock.ts';

/** A clock whose sleepers wait until the test lets time pass. */
export interface SteppedClock extends Clock {
  /** Wakes whoever sleeps less than this, one after the other, each at its time. */
  pass(ms: number): Promise<void>;
}

/** @param clock the time that whatever else the test has goes by: it moves along */
export function createSteppedClock(clock: FakeClock): SteppedClock {
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  /** Whatever a sleeper does that was woken, as far as it gets without time. */
  const settled = async () => {
    for (let round = 0; round < 5; round += 1) await new Promise(setImmediate);
  };
  return {
    now: clock.now,
    sleep: (ms) => new Promise((wake) => sleepers.push({ at: clock.now() + ms, wake })),
    async pass(ms) {
      const end = clock.now() + ms;
      for (;;) {
        await settled();
        sleepers.sort((one, other) => one.at - other.at);
        const [next] = sleepers;
        if (next === undefined || next.at > end) break;
        sleepers.shift();
        clock.advance(Math.max(0, next.at - clock.now()));
        next.wake();
      }
      clock.advance(end - clock.now());
    },
  };
}
