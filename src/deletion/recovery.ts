import type { DeletionRecord } from './ledger.ts';
import type { Provider } from './provider.ts';

/** How often one call may send a delete again whose answer was lost (the contract, section 5). */
const MAX_RESENDS = 2;

/** What to do next with a record that this run owns. */
export type Step = 'send' | 'read-back' | 'give-up';

/** What this run has done so far. */
export interface Progress {
  /** Delete requests sent for a record with an earlier answer lost. */
  readonly resends: number;
  /** Delete requests sent in all. */
  readonly sends: number;
  /**
   * How long after the last dispatch the account was read back, which did not settle it: in milliseconds; null unless
   * it was read since the last delete.
   */
  readonly readBackAfterMs: number | null;
}

/**
 * The recovery of a lost answer (the contract, section 5), as one pure decision.
 *
 * - Nothing lost: send.
 * - A provider that knows its duplicates is sent the same key again, while it still does; then the account is read back.
 * - One that does not is never sent a delete before the account was read back, and that reading counts only when the
 *   last delete had had time to arrive (`quiescenceMs`); and at most one delete per call.
 *
 * @param record the record, its ages as of now
 */
export function nextStep(record: DeletionRecord, provider: Provider, done: Progress, quiescenceMs: number): Step {
  if (record.state === 'claimed') return 'send';
  if (provider.deduplicatesForMs > 0 && (record.sinceFirstDispatchMs ?? Infinity) < provider.deduplicatesForMs) {
    return done.resends < MAX_RESENDS ? 'send' : 'give-up';
  }
  if (done.readBackAfterMs === null) return 'read-back';
  if (provider.deduplicatesForMs > 0) return 'give-up';
  return done.sends === 0 && done.readBackAfterMs >= quiescenceMs ? 'send' : 'give-up';
}

/** How long until a delete may be sent again to a provider that does not know its duplicates, in milliseconds. */
export function quiescenceLeft(record: DeletionRecord, quiescenceMs: number): number {
  return Math.max(0, Math.ceil(quiescenceMs - (record.sinceLastDispatchMs ?? 0)));
}
