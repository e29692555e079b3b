import type { LedgerTime } from '../../deletion/ledger.ts';

/** When the wall clock gains more than this on the monotonic one, it was set forward; in milliseconds. */
const TOLERANCE_MS = 250;

/**
 * The wall clock, with the time since when it has been steady: it may be set, and a suspended machine looks the same.
 *
 * @param wall Unix time in milliseconds
 * @param monotonic in milliseconds, never set; may stop while the machine is suspended
 */
export function createSteadyClock(wall: () => number, monotonic: () => number): () => LedgerTime {
  let steadySince = wall();
  let ahead = steadySince - monotonic();

  return () => {
    const now = wall();
    const seen = now - monotonic();
    const isStep = seen > ahead + TOLERANCE_MS;
    ahead = isStep ? seen : Math.min(seen, ahead);
    steadySince = isStep ? now : Math.min(now, steadySince);
    return { now, steadySince };
  };
}
