import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './deletion/deps.ts';

/** How far the wall clock may get ahead of the monotonic one before that is a step, in milliseconds: it counts whole ones. */
const TOLERANCE_MS = 100;

/**
 * The clock of a process: the monotonic one, which stands still while a machine is suspended; and whatever the wall clock gets
 * ahead of it, so that no lease and no deadline is ever believed to last too long.
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
