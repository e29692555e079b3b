import type { AccountProvider } from './deletion.ts';

/** Names a deletion. Caller and key are keyed hashes: neither credential nor key is stored. */
export interface DeletionId {
  readonly caller: string;
  readonly provider: AccountProvider;
  readonly key: string;
}

/** One text for a deletion: the key of maps and stores, and what a seal is bound to. */
export const nameOf = (id: DeletionId): string => `${id.provider}:${id.caller}:${id.key}`;

/**
 * The states of a record. An absent record is simply not there, and neither is one that has expired: a claim whose
 * lease is over (nothing was sent), a dispatch without an answer after 30 days, a settlement after its replay time.
 *
 *              claim                    dispatch                 settle
 *   (absent) ─────────▶ claimed ──────────────────▶ dispatched ─────────▶ settled ──REPLAY_TTL_MS──▶ (absent)
 *      ▲                  │ lease over, or             │  ▲ answer lost: no owner,
 *      └──────────────────┘ provably not sent          └──┘ kept 30 days, then absent
 */
export type RecordState = 'claimed' | 'dispatched' | 'settled';

/** A record as the ledger shows it. Durations are in milliseconds by the ledger's own clock, as of the answer. */
export interface DeletionRecord {
  readonly state: RecordState;
  readonly accountId: string;
  /** Rest of the owner's lease; 0 when nobody owns the record. */
  readonly leaseLeftMs: number;
  /** Delete requests that this record answers for. */
  readonly attempts: number;
  readonly sinceFirstDispatchMs: number | null;
  readonly sinceLastDispatchMs: number | null;
  /** Unix time of the claim, in milliseconds. */
  readonly startedAt: number;
  /** Time until the record is absent. */
  readonly expiresInMs: number;
  /** The sealed settlement of a settled record. */
  readonly settlement: string | null;
}

/** `won`: the record is this owner's now. Otherwise `record` is what stands in the way. */
export interface Claim {
  readonly won: boolean;
  readonly record: DeletionRecord;
}

/** How long a dispatch without an answer is remembered. */
export const DISPATCHED_KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * The port to the ledger: the memory of what was sent. Each step is one atomic compare-and-set, durable when it
 * resolves; all time is the ledger's own. Every function rejects with `LedgerUnavailableError` when the ledger cannot be
 * reached – the step may then have been taken or not, but it will not be taken later – and with
 * `UnreadableRecordError` when there is a record that cannot be understood: such a record is never taken for absent.
 */
export interface Ledger {
  /**
   * (absent) → claimed; or takes over a dispatched record of the same account that nobody owns. `owner` names this
   * one run: a claim whose answer was lost recognises itself when it is repeated.
   */
  claim(id: DeletionId, claim: { accountId: string; owner: string; leaseMs: number }): Promise<Claim>;
  /**
   * claimed | dispatched → dispatched, as attempt number `attempt` (one more than the record's). Only for the owner,
   * and only within the lease. Null: refused, nothing may be sent.
   */
  dispatch(id: DeletionId, owner: string, attempt: number): Promise<DeletionRecord | null>;
  /**
   * Undoes attempt number `attempt`, which was provably not executed, and gives the record up: absent again, or, with an
   * earlier answer lost, dispatched without an owner. Only for the owner. False: somebody else has taken over, nothing
   * was written.
   */
  release(id: DeletionId, owner: string, attempt: number): Promise<boolean>;
  /** The answer is lost: stays dispatched, without an owner. Only for the owner; otherwise nothing happens. */
  lose(id: DeletionId, owner: string): Promise<void>;
  /**
   * dispatched → settled, replayed for `ttlMs`. Only for the owner, though its lease may be over. False: somebody else
   * has taken over, nothing was written.
   */
  settle(id: DeletionId, owner: string, settlement: string, ttlMs: number): Promise<boolean>;
  /** The record as it stands; null when absent. */
  read(id: DeletionId): Promise<DeletionRecord | null>;
  /** The secret that keys the hashes: `candidate` if there was none yet, for good. */
  secret(candidate: string): Promise<string>;
  /** Resolves when the ledger can be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The ledger could not be reached, or did not answer in time. */
export class LedgerUnavailableError extends Error {
  readonly code = 'LEDGER_UNAVAILABLE';
  override readonly name = 'LedgerUnavailableError';
}

/** There is a record, but it cannot be read or understood. */
export class UnreadableRecordError extends Error {
  readonly code = 'UNREADABLE_RECORD';
  override readonly name = 'UnreadableRecordError';
}
