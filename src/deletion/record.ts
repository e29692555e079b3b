import { type LedgerTime, type NextRow, type Reading, UnreadableRecordError } from './ledger.ts';

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

/** The pauses between two looks of the gateway; the last one repeats. */
const MINUTE_MS = 60_000;
const LOOKS_AFTER_MS = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 60 * MINUTE_MS, 6 * 60 * MINUTE_MS];

/** A moment of a row that is not written yet: in Unix milliseconds, or `+` milliseconds after it will be written. */
export type Moment = number | `+${number}`;
export const after = (ms: number): Moment => `+${Math.ceil(ms)}`;

/** A record to write, without what the ledger fills in. */
export type Draft = Omit<DeletionRecord, 'writtenAt' | 'expiresAt' | 'dueAt' | keyof Moments> &
  Moments & { readonly keptForMs: number };

interface Moments {
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

/** How long the record is kept from the moment at which it was written, in milliseconds. */
export const keptForMs = ({ writtenAt, expiresAt }: DeletionRecord): number => expiresAt - writtenAt;

/** The rest of the quiescence: how long lost requests of this record may still be at work, in milliseconds. */
export const quietLeft = (record: DeletionRecord, time: LedgerTime): number =>
  Math.ceil(timeUntil(record.quietAt, record, time));

/** The format of a row's body. A row of another format is unreadable, and is never overwritten. */
const FORMAT = 2;

/** The first line of a body, as JSON; the rest is the settlement. */
type Header = Pick<Draft, 'state' | 'accountId' | 'attempts' | 'credential' | 'heldBy' | 'looks'> &
  Moments & { readonly format: typeof FORMAT };

/** The row of a draft, for a ledger whose time is about `now`. */
export function rowOf(draft: Draft, now: number): NextRow {
  const { version, keptForMs, settlement, ...rest } = draft;
  const header: Header = { format: FORMAT, ...rest };
  return { version, keptForMs, dueInMs: dueIn(draft, now), body: `${JSON.stringify(header)}\n${settlement ?? ''}` };
}

/**
 * How long until the gateway should look what became of the account, in milliseconds: after the quiescence, then less and less
 * often. Where the credential is a caller's, it cannot look: then as long as the record is kept.
 */
function dueIn({ state, heldBy, leaseUntil, quietAt, looks, lookedAt, keptForMs }: Draft, now: number): number | null {
  if (state === 'settled') return null;
  if (heldBy === 'caller') return keptForMs;
  const until = (moment: Moment) => (typeof moment === 'number' ? moment - now : Number(moment));
  const pauseMs = LOOKS_AFTER_MS[Math.min(looks, LOOKS_AFTER_MS.length) - 1] ?? 0;
  const nextMs = lookedAt === null ? 0 : until(lookedAt) + pauseMs;
  return Math.ceil(Math.max(0, until(leaseUntil ?? 0), until(quietAt), nextMs));
}

/** The record that a draft becomes when it is written at this moment. */
export function written(draft: Draft, writtenAt: number): DeletionRecord {
  const { keptForMs, ...rest } = draft;
  const dueInMs = dueIn(draft, writtenAt);
  const dueAt = dueInMs === null ? null : writtenAt + dueInMs;
  return { ...rest, ...timesOf(draft, writtenAt), writtenAt, expiresAt: writtenAt + keptForMs, dueAt };
}

/**
 * The record in a row, expired or not.
 *
 * @throws UnreadableRecordError when anything in it is missing, of the wrong type, or of another format
 */
export function recordIn({ row }: Pick<Reading, 'row'>): DeletionRecord {
  const { version, body } = row;
  const [writtenAt, expiresAt, dueAt] = [row.writtenAt, row.expiresAt, row.dueAt].map(wholeNumber);
  const header = typeof body === 'string' ? headerIn(body) : null;
  if (typeof version !== 'string' || writtenAt == null || expiresAt == null || header === null) {
    throw new UnreadableRecordError('A record in the ledger cannot be understood');
  }
  const { state, accountId, attempts, credential, heldBy, looks } = header;
  const settlement = state === 'settled' ? String(body).slice(String(body).indexOf('\n') + 1) : null;
  const known = { state, accountId, attempts, credential, heldBy, looks, settlement, version };
  return { ...known, ...timesOf(header, writtenAt), writtenAt, expiresAt, dueAt: dueAt ?? null };
}

function timesOf({ startedAt, firstSentAt, leaseUntil, quietAt, lookedAt }: Moments, writtenAt: number) {
  const at = (moment: Moment) => (typeof moment === 'number' ? moment : writtenAt + Number(moment));
  return {
    startedAt: at(startedAt),
    firstSentAt: at(firstSentAt),
    leaseUntil: leaseUntil === null ? null : at(leaseUntil),
    quietAt: at(quietAt),
    lookedAt: lookedAt === null ? null : at(lookedAt),
  };
}

/** The header of a body; null when this program cannot have written it. */
function headerIn(body: string): Header | null {
  const end = body.indexOf('\n');
  const header = end === -1 ? null : (parsed(body.slice(0, end)) as Partial<Header> | null);
  const isWhole =
    typeof header === 'object' &&
    header?.format === FORMAT &&
    (header.state === 'dispatched' || (header.state === 'settled' && end + 1 < body.length)) &&
    typeof header.accountId === 'string' &&
    typeof header.credential === 'string' &&
    (header.heldBy === 'caller' || header.heldBy === 'gateway') &&
    [header.attempts, header.looks].every((count) => wholeNumber(count) !== null) &&
    [header.startedAt, header.firstSentAt, header.quietAt].every(isMoment) &&
    [header.leaseUntil, header.lookedAt].every((moment) => moment === null || isMoment(moment));
  return isWhole ? (header as Header) : null;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

const isMoment = (value: unknown): boolean =>
  (typeof value === 'number' && wholeNumber(value) !== null) ||
  (typeof value === 'string' && value.startsWith('+') && wholeNumber(value.slice(1)) !== null);

/** A whole number as stores give it, from 0 to the largest safe integer; null for anything else. */
function wholeNumber(value: unknown): number | null {
  const isDigits = typeof value === 'bigint' || (typeof value === 'string' && /^\d+$/.test(value));
  const number = isDigits ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}
