import type { DeleteAccountCommand, DeletionDeps } from './deps.ts';
import { type Failure, inProgress, keyReused, type LostAnswer, type Outcome, outcomeUnknown } from './outcome.ts';
import { type Provider, providerOf } from './provider-port.ts';
import type { Standing } from './read-record.ts';
import { belongsTo, leaseLeft } from './record.ts';
import { helpsAfter } from './recovery.ts';
import type { Settlement } from './settlement.ts';

/** What the caller is answered. */
export interface Answer {
  readonly outcome: Outcome;
  /** Whether this is the recorded answer of an earlier run. */
  readonly replayed: boolean;
  /** Whether a duplicate in this process asked for it, which shared the run of the first. */
  readonly shared: boolean;
  /** Delete requests sent so far for this deletion. */
  readonly attempts: number;
}

/** The answer of one run, shared by all who asked while it ran. */
export interface RunAnswer extends Answer {
  /** Resolves once the record is settled; null unless the ledger was unavailable when the provider had answered. */
  readonly written: Promise<void> | null;
}

/** The first answer of a run. */
export function answer(outcome: Outcome, attempts: number, written: Promise<void> | null = null): RunAnswer {
  return { outcome, attempts, replayed: false, shared: false, written };
}

/** The answer of a settled record to a retry. */
export function replay(settlement: Settlement, accountId: string): RunAnswer {
  return belongsTo(settlement, accountId)
    ? { ...answer(settlement.outcome, settlement.attempts), replayed: true }
    : answer(keyReused(), settlement.attempts);
}

/**
 * The answer that a record gives to somebody who does not own it.
 *
 * @throws UnreadableRecordError when its settlement cannot be read
 */
export async function answerFromRecord(
  { vault, cache, providers }: DeletionDeps,
  { id, accountId }: DeleteAccountCommand,
  standing: Standing,
): Promise<RunAnswer> {
  const { record, time } = standing;
  if (!belongsTo(record, accountId)) return answer(keyReused(), record.attempts);
  if (record.settlement !== null) {
    const settlement = vault.open(id, record.settlement);
    await cache.set(id, record.settlement, record.expiresAt - time.now);
    return replay(settlement, accountId);
  }
  const leftMs = leaseLeft(record, time);
  if (leftMs > 0) return answer(inProgress(leftMs), record.attempts);
  return answer(unknownFor(providerOf(providers, id.provider), standing), record.attempts);
}

/** Outcome unknown, with the time after which asking again can help, where that is known. */
export function unknownFor(provider: Provider, { record, time }: Standing, lost: LostAnswer = {}): Failure {
  const waits = [helpsAfter(record, provider, time), lost.retryAfterMs].filter((ms) => ms !== undefined);
  return outcomeUnknown({ ...lost, retryAfterMs: waits.length === 0 ? undefined : Math.max(...waits) });
}
