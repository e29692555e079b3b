import { backoffMs } from './backoff.ts';
import type { DeletionDeps } from './deps.ts';
import type { Verdict } from './own-record.ts';

/**
 * Repeats a step on a record until the ledger is available again. A step overwrites nothing that others wrote.
 *
 * @param until when to stop, in milliseconds of the process's clock
 */
export async function persist(
  { clock, random }: Pick<DeletionDeps, 'clock' | 'random'>,
  step: () => Promise<Verdict>,
  until = Infinity,
): Promise<void> {
  for (let n = 1; clock.now() < until; n += 1) {
    await clock.sleep(backoffMs(n, random()));
    if ((await step()).kind !== 'not-recorded') return;
  }
}
