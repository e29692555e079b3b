import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './deletion/deps.ts';

/** When the wall clock gains more than this on the monotonic one, that is a step; in milliseconds. */
const TOLERANCE_MS = 100;

/**
 * The clock of a process: the monotonic clock, which stops while the machine is suspended, plus every step that the wall
 * clock gains on it. So a lease or a deadline may end too early by this clock, but never too late.
 *
 * @param monotonic in milliseconds, never goes back
 * @param wall Unix time in milliseconds
 */
export function createClock(monotonic = () => performance.now(), wall: () => number = Date.now): Clock {
  let ahead = wall() - monotonic();
  let stepsMs = 0;
  return {
    now() {
      const now = monotonic();
      const seen = wall() - now;
      const isStep = seen > ahead + TOLERANCE_MS;
      if (isStep) stepsMs += seen - ahead;
      ahead = isStep ? seen : Math.min(seen, ahead);
      return now + stepsMs;
    },
    sleep: (ms) => sleep(ms),
  };
}
