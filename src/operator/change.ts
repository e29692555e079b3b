import type { DeletionId } from '../deletion/ledger.ts';
import { readRecord, type Standing } from '../deletion/read-record.ts';
import { leaseLeft, quietLeft } from '../deletion/record.ts';
import { asOf, type Found, NotFoundError } from './find.ts';
import { duration } from './format.ts';
import type { Tools } from './open.ts';
import type { Terminal } from './terminal.ts';

/** It was not done, and why. */
export class RefusedError extends Error {
  readonly code = 'REFUSED';
  override readonly name = 'RefusedError';
}

/**
 * Tells before anybody is asked that a deletion cannot be changed now. Whether it can is judged anew with the change.
 *
 * @throws RefusedError
 */
export function assertUnknown({ record, status, now }: Found): void {
  const time = asOf(now);
  if (status !== 'unknown' || quietLeft(record, time) > 0) throw new RefusedError(whatStands({ record, time }));
}

/**
 * A record that is about to be changed. Where the clock of a ledger may be set, a process believes that a time has passed
 * only when it has watched it pass: then this waits, for a minute or so.
 *
 * @throws LedgerUnavailableError, UnreadableRecordError, NotFoundError
 */
export async function standingOf({ deps, ledger }: Tools, terminal: Terminal, id: DeletionId): Promise<Standing> {
  for (;;) {
    const standing = await readRecord(ledger, id);
    if (standing === null) throw new NotFoundError('The deletion is not there any more.');
    const left = unwatched(standing);
    if (left === 0) return standing;
    terminal.note(
      `Waiting for ${duration(left + 999)}: the ledger's clock is this computer's, and it may have been set.`,
    );
    await deps.clock.sleep(left);
  }
}

/** What is over by the ledger's clock, but was not watched yet, in milliseconds. */
function unwatched({ record, time }: Standing): number {
  if (record.state === 'settled') return 0;
  const left = (by: typeof time) => Math.max(leaseLeft(record, by), quietLeft(record, by));
  return left(asOf(time.now)) > 0 ? 0 : Math.ceil(left(time));
}

/** Why a record stands in the way of a change, for people. */
export function whatStands({ record, time }: Standing): string {
  if (record.state === 'settled') return 'It is settled already: show tells what it came to.';
  const lease = leaseLeft(record, time);
  if (lease > 0) return `Somebody runs it: try again in ${duration(lease + 999)}.`;
  const quiet = quietLeft(record, time);
  if (quiet > 0) return `Its lost request may still be at work: try again in ${duration(quiet + 999)}.`;
  return 'It was changed meanwhile: look at it again.';
}
