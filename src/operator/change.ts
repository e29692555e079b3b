import type { DeletionId } from '../deletion/ledger.ts';
import { readRecord, type Standing } from '../deletion/read-record.ts';
import { leaseLeft, quietLeft } from '../deletion/record.ts';
import { asOf, type Found, NotFoundError } from './find.ts';
import { duration } from './format.ts';
import type { Tools } from './open.ts';
import type { Terminal } from './terminal.ts';

/** Nothing was changed, or not everything; the message says why. */
export class RefusedError extends Error {
  readonly code = 'REFUSED';
  override readonly name = 'RefusedError';
}

/**
 * Checks before the confirmation that a deletion can be changed now. The change itself checks again.
 *
 * @throws RefusedError
 */
export function assertUnknown({ record, status, now }: Found): void {
  const time = asOf(now);
  if (status !== 'unknown' || quietLeft(record, time) > 0) throw new RefusedError(whatStands({ record, time }));
}

/** @throws RefusedError when this version does not have the provider of a deletion */
export function assertProvider({ deps }: Tools, { id: { provider } }: Found): void {
  if (deps.providers.has(provider)) return;
  throw new RefusedError(`This version has no provider ${provider}: run this with a version that has it.`);
}

/**
 * Reads a record for a change. A ledger whose clock may be set counts only the time that this process has watched: then
 * this waits, for about a minute.
 *
 * @throws LedgerUnavailableError, UnreadableRecordError, NotFoundError
 */
export async function standingOf({ deps, ledger }: Tools, terminal: Terminal, id: DeletionId): Promise<Standing> {
  for (;;) {
    const standing = await readRecord(ledger, id);
    if (standing === null) throw new NotFoundError('The deletion is not in the ledger any more.');
    const left = unwatched(standing);
    if (left === 0) return standing;
    terminal.note(
      `Waiting for ${duration(left + 999)}: the ledger's clock is this computer's, and it may have been set.`,
    );
    await deps.clock.sleep(left);
  }
}

/** How long a time must still be watched that is over by the ledger's clock, in milliseconds. */
function unwatched({ record, time }: Standing): number {
  if (record.state === 'settled') return 0;
  const left = (by: typeof time) => Math.max(leaseLeft(record, by), quietLeft(record, by));
  return left(asOf(time.now)) > 0 ? 0 : Math.ceil(left(time));
}

/** Why a record cannot be changed now. */
export function whatStands({ record, time }: Standing): string {
  if (record.state === 'settled') return 'It is settled already: run show to see the result.';
  const lease = leaseLeft(record, time);
  if (lease > 0) return `It is running: try again in ${duration(lease + 999)}.`;
  const quiet = quietLeft(record, time);
  if (quiet > 0) return `Its lost request may still be executed: try again in ${duration(quiet + 999)}.`;
  return 'It was changed meanwhile: run show.';
}
