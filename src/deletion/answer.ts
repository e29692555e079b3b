import type { DeleteAccountCommand, DeletionDeps } from './deps.ts';
import type { DeletionRecord } from './ledger.ts';
import { type Failure, inProgress, keyReused, type Outcome, outcomeUnknown } from './outcome.ts';
import { quiescenceLeft } from './recovery.ts';
import type { Settlement } from './settlement.ts';

/** What the caller is told. */
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
  /** Resolves once the ledger is back and the record is settled; null unless it was away when the provider answered. */
  readonly written: Promise<void> | null;
}

/** The first answer of a run. */
export function answer(outcome: Outcome, attempts: number, written: Promise<void> | null = null): RunAnswer {
  return { outcome, attempts, replayed: false, shared: false, written };
}

/** The answer of a settled record, for whoever asks again. */
export function replay(settlement: Settlement, accountId: string): RunAnswer {
  return settlement.accountId === accountId
    ? { ...answer(settlement.outcome, settlement.attempts), replayed: true }
    : answer(keyReused(), settlement.attempts);
}

/** The answer that a record gives to somebody who does not own it. */
export async function answerFromRecord(
  deps: DeletionDeps,
  { id, accountId }: DeleteAccountCommand,
  record: DeletionRecord,
): Promise<RunAnswer> {
  if (record.accountId !== accountId) return answer(keyReused(), record.attempts);
  if (record.settlement !== null) {
    const settlement = deps.vault.open(id, record.settlement);
    await deps.cache.set(id, record.settlement, record.expiresInMs);
    return replay(settlement, accountId);
  }
  if (record.leaseLeftMs > 0) return answer(inProgress(record.leaseLeftMs), record.attempts);
  return answer(unknownFor(deps, id.provider, record), record.attempts);
}

/** Outcome unknown, with the time after which asking again can help, where that is known. */
export function unknownFor(
  { providers, settings }: DeletionDeps,
  provider: DeleteAccountCommand['id']['provider'],
  record: DeletionRecord,
  { providerCode, retryAfterMs }: Pick<Failure, 'providerCode' | 'retryAfterMs'> = {},
): Failure {
  if (providers[provider].deduplicatesForMs > 0) return outcomeUnknown({ providerCode, retryAfterMs });
  const quiescence = quiescenceLeft(record, settings.quiescenceMs);
  return outcomeUnknown({ providerCode, retryAfterMs: Math.max(quiescence, retryAfterMs ?? 0) });
}
