import type { DeletionId } from './ledger.ts';
import type { Outcome } from './outcome.ts';

/** What a settled record holds. It never changes once it is written. */
export interface Settlement {
  readonly accountId: string;
  /** Delete requests sent for it. */
  readonly attempts: number;
  readonly outcome: Outcome;
}

/** The port to the vault, which turns a settlement into text for the ledger and back. */
export interface Vault {
  seal(id: DeletionId, settlement: Settlement): string;
  /** Throws `UnreadableRecordError` for anything but an unchanged seal of this very deletion. */
  open(id: DeletionId, sealed: string): Settlement;
}

/** The port to the cache of sealed settlements in front of the ledger. It never rejects, and may lose everything. */
export interface ReplayCache {
  get(id: DeletionId): Promise<string | undefined>;
  set(id: DeletionId, sealed: string, ttlMs: number): Promise<void>;
}
