import type { LedgerTime } from '../../deletion/ledger.ts';

/** How far the wall clock may get ahead of the monotonic one before that is a step, in milliseconds. */
const TOLERANCE_MS = 250;

/**
 * The wall clock, watched: it may be set, and a machine may be suspended, which looks the same.
 *
 * @param wall Unix time in milliseconds
 * @param monotonic in milliseconds, never set, may stand still while the machine is suspended
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
