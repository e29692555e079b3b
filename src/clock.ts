import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './deletion/deps.ts';

/**
 * The clock of a process. The monotonic clock stands still while a machine is suspended, and the wall clock may be set:
 * whichever went further since the last look counts, so that no lease and no deadline is ever believed to last too long.
 *
 * @param monotonic in milliseconds, never goes back
 * @param wall Unix time in milliseconds
 */
export function createClock(monotonic = () => performance.now(), wall: () => number = Date.now): Clock {
  let now = monotonic();
  let seen = { monotonic: now, wall: wall() };
  return {
    now() {
      const seeing = { monotonic: monotonic(), wall: wall() };
      now += Math.max(seeing.monotonic - seen.monotonic, seeing.wall - seen.wall);
      seen = seeing;
      return now;
    },
    sleep: (ms) => sleep(ms),
  };
}
