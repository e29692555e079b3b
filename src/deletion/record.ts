import type { LedgerTime } from './ledger.ts';

/**
 * A record and its states. Absent is a record that does not exist, or has expired.
 *
 *              begin                             settle
 *   (absent) ───────────▶ dispatched ──────────────────────▶ settled ──REPLAY_TTL_MS──▶ (absent)
 *      ▲                   │  ▲   │
 *      └───────────────────┘  └───┘ answer lost: no owner, kept 30 days, then absent;
 *       provably not executed        taken over: read back, or dispatched again
 *
 * Times are Unix milliseconds by the ledger's clock.
 */
export interface DeletionRecord {
  readonly state: 'dispatched' | 'settled';
  /** Who wrote this row, and as what: see `versionOf`. */
  readonly version: string;
  readonly writtenAt: number;
  /** When the record expires: from then on it is absent. */
  readonly expiresAt: number;
  readonly accountId: string;
  /** Delete requests that this record answers for. */
  readonly attempts: number;
  readonly startedAt: number;
  /** When the first request was sent under a key that the provider may still recognise. */
  readonly firstSentAt: number;
  /** Until when its owner may send; null: nobody owns it, and an answer is lost. */
  readonly leaseUntil: number | null;
  /** Until when a request whose answer is lost may still be at work. */
  readonly quietAt: number;
  /** The keyed hash of the credential of the lost request: under another one, a missing account proves no deletion. */
  readonly credential: string;
  /** Whose credential that is: under its own, the gateway can look by itself what became of the account. */
  readonly heldBy: 'caller' | 'gateway';
  /** How often the gateway has looked for the account by itself, and when it last did. */
  readonly looks: number;
  readonly lookedAt: number | null;
  /** When it looks again; null when the record is settled. */
  readonly dueAt: number | null;
  /** The sealed settlement of a settled record. */
  readonly settlement: string | null;
}

/**
 * Whether a record belongs to this account; so for its settlement, and for a run in this process. The first account that a
 * key is used for is the only one: for any other the answer is `keyReused`, and nothing is sent.
 */
export const belongsTo = (record: { readonly accountId: string }, accountId: string): boolean =>
  record.accountId === accountId;

/** Requests were lost under several credentials: that the account is missing under one of them proves nothing. */
export const NO_CREDENTIAL = '';

/** How long a dispatch without an answer is remembered. */
export const DISPATCHED_KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** A moment of a row that is not written yet: in Unix milliseconds, or `+` milliseconds after it will be written. */
export type Moment = number | `+${number}`;
export const after = (ms: number): Moment => `+${Math.ceil(ms)}`;

/** A record to write, without what the ledger fills in. */
export type Draft = Omit<DeletionRecord, 'writtenAt' | 'expiresAt' | 'dueAt' | keyof Moments> &
  Moments & { readonly keptForMs: number };

/** The moments of a record that its row holds. */
export interface Moments {
  readonly startedAt: Moment;
  readonly firstSentAt: Moment;
  readonly leaseUntil: Moment | null;
  readonly quietAt: Moment;
  readonly lookedAt: Moment | null;
}

/** The version of a row: the run that writes it, and its step. A run takes no step twice, so no version occurs twice. */
export const versionOf = (owner: string, step: string): string => `${owner}.${step}`;
export const isOf = (owner: string, { version }: DeletionRecord): boolean => version.startsWith(`${owner}.`);

/**
 * How long until a moment of the record, in milliseconds. If the ledger's clock was set forward since the record was written,
 * the moment does not come earlier for that.
 */
export function timeUntil(moment: number, { writtenAt }: DeletionRecord, { now, steadySince }: LedgerTime): number {
  return Math.max(0, moment - now, moment - writtenAt - (now - steadySince));
}

/** The rest of the owner's lease, in milliseconds; 0 when nobody owns the record. */
export const leaseLeft = (record: DeletionRecord, time: LedgerTime): number =>
  record.leaseUntil === null ? 0 : timeUntil(record.leaseUntil, record, time);

/** Whether its time has ended. It has not while somebody owns it: the ledger's clock may have been set forward by a month. */
export const isOver = (record: DeletionRecord, time: LedgerTime): boolean =>
  record.expiresAt <= time.now && leaseLeft(record, time) === 0;

/** How long the record is kept from the moment at which it was written, in milliseconds. */
export const keptForMs = ({ writtenAt, expiresAt }: DeletionRecord): number => expiresAt - writtenAt;

/** The rest of the quiescence: how long lost requests of this record may still be at work, in milliseconds. */
export const quietLeft = (record: DeletionRecord, time: LedgerTime): number =>
  Math.ceil(timeUntil(record.quietAt, record, time));
