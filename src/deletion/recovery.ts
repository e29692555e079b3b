import type { LedgerTime } from './ledger.ts';
import type { Provider } from './provider-port.ts';
import { type DeletionRecord, quietLeft } from './record.ts';

/** How often one call may send a delete again under a key that the provider still recognises. */
const MAX_RESENDS = 2;

/** What to do next about a lost answer. `send-anew`: as the first request of a key that the provider has forgotten. */
export type NextStep = 'send' | 'send-anew' | 'read-back' | 'give-up';

/** What a run has done so far about a lost answer. */
export interface Progress {
  /** Delete requests sent in all. */
  readonly sends: number;
  /** Delete requests sent for a record with an earlier answer lost. */
  readonly resends: number;
  /** What reading the account back has shown, if that did not settle it; null when it was not read since the last delete. */
  readonly sighting: {
    readonly kind: 'present' | 'unreadable';
    /** Whether the quiescence was over when the reading began: no lost request was still at work. */
    readonly afterQuiet: boolean;
  } | null;
}

type Keys = Pick<Provider, 'resendsForMs' | 'forgetsAfterMs'>;

/**
 * Decides how to recover a lost answer.
 *
 * - A provider that recognises keys: the same key is sent again, at most twice in one call, while the provider is sure to
 *   recognise it. Then the account is read back. Once the provider is sure to have forgotten the key, an account that is still
 *   there is deleted anew.
 * - A provider that does not: no delete is sent before the account was read back after the quiescence, and at most one in a
 *   call.
 */
export function nextStep(record: DeletionRecord, provider: Keys, done: Progress, time: LedgerTime): NextStep {
  const { sighting } = done;
  const age = Math.max(0, time.now - record.firstSentAt); // a clock may have been set back
  const isRecognised = age < provider.resendsForMs;
  if (isRecognised && done.resends < MAX_RESENDS) return 'send';
  if (sighting === null) return 'read-back';
  if (isRecognised || done.sends > 0 || !sighting.afterQuiet) return 'give-up';
  if (provider.resendsForMs === 0) return 'send';
  return age >= provider.forgetsAfterMs && sighting.kind === 'present' ? 'send-anew' : 'give-up';
}

/** How long until another request with this key can help, in milliseconds; undefined where it may help at any time. */
export function helpsAfter(record: DeletionRecord, provider: Keys, time: LedgerTime): number | undefined {
  if (provider.resendsForMs === 0) return quietLeft(record, time);
  const age = time.now - record.firstSentAt;
  return age < provider.resendsForMs || age >= provider.forgetsAfterMs ? undefined : provider.forgetsAfterMs - age;
}
