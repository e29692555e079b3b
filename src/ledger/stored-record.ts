import { type DeletionRecord, type RecordState, UnreadableRecordError } from '../deletion/ledger.ts';

/** The version of a record's fields. A record of another version is unreadable, and nobody writes over it. */
export const RECORD_FORMAT = 1;

const STATES: ReadonlySet<unknown> = new Set<RecordState>(['claimed', 'dispatched', 'settled']);

/**
 * A record as a store gave it: times in Unix milliseconds, whole numbers as numbers, bigints or digits, a missing field
 * null or absent. `now` is the store's clock as of the answer.
 */
export type StoredRecord = Readonly<Record<string, unknown>>;

/**
 * Shows a stored record the way the port does, expired or not.
 *
 * @throws UnreadableRecordError when a field is missing, is not what it should be, or is from another version
 */
export function toRecord(stored: StoredRecord): DeletionRecord {
  const now = integer(stored, 'now');
  const state = stored.state;
  if (integer(stored, 'format') !== RECORD_FORMAT || !isState(state)) throw unreadable('format or state');

  const first = state === 'claimed' ? null : integer(stored, 'firstDispatchedAt');
  const last = state === 'claimed' ? null : integer(stored, 'lastDispatchedAt');
  return {
    state,
    accountId: text(stored, 'accountId'),
    leaseLeftMs: stored.owner == null ? 0 : Math.max(0, integer(stored, 'leaseUntil') - now),
    attempts: integer(stored, 'attempts'),
    sinceFirstDispatchMs: first === null ? null : age(first, now),
    sinceLastDispatchMs: last === null ? null : age(last, now),
    startedAt: integer(stored, 'startedAt'),
    expiresInMs: integer(stored, 'expiresAt') - now,
    settlement: state === 'settled' ? text(stored, 'settlement') : null,
  };
}

/** A clock that was set back, or another server's, may not have come to the time yet: then none has passed. */
const age = (at: number, now: number): number => Math.max(0, now - at);

/** The record, or null when it has expired. */
export function unlessExpired(record: DeletionRecord): DeletionRecord | null {
  return record.expiresInMs > 0 ? record : null;
}

function isState(value: unknown): value is RecordState {
  return STATES.has(value);
}

function integer(stored: StoredRecord, field: string): number {
  const value = stored[field];
  const isDigits = typeof value === 'bigint' || (typeof value === 'string' && /^\d+$/.test(value));
  const number = isDigits ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) throw unreadable(field);
  return number;
}

function text(stored: StoredRecord, field: string): string {
  const value = stored[field];
  if (typeof value !== 'string') throw unreadable(field);
  return value;
}

function unreadable(what: string): UnreadableRecordError {
  return new UnreadableRecordError(`A record in the ledger cannot be understood (${what})`);
}
