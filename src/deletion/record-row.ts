import { type NextRow, type Reading, UnreadableRecordError } from './ledger.ts';
import { nextLookInMs } from './next-look.ts';
import type { DeletionRecord, Draft, Moment, Moments } from './record.ts';

/** The format of a row's body. A row of another format is unreadable, and is never overwritten. */
const FORMAT = 2;

/** The first line of a body, as JSON; the rest is the settlement. */
type Header = Pick<Draft, 'state' | 'accountId' | 'attempts' | 'credential' | 'heldBy' | 'looks'> &
  Moments & { readonly format: typeof FORMAT };

/** The row of a draft, for a ledger whose time is about `now`. */
export function rowOf(draft: Draft, now: number): NextRow {
  const { version, keptForMs, settlement, ...rest } = draft;
  const header: Header = { format: FORMAT, ...rest };
  return {
    version,
    keptForMs,
    dueInMs: nextLookInMs(draft, now),
    body: `${JSON.stringify(header)}\n${settlement ?? ''}`,
  };
}

/** The record that a draft becomes when it is written at this moment. */
export function written(draft: Draft, writtenAt: number): DeletionRecord {
  const { keptForMs, ...rest } = draft;
  const dueInMs = nextLookInMs(draft, writtenAt);
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
