import { type DeletionId, idOf, type Ledger, type LedgerTime, type NamedRow, nameOf } from '../deletion/ledger.ts';
import { openRows } from '../deletion/open-rows.ts';
import { readRecord } from '../deletion/read-record.ts';
import { type DeletionRecord, leaseLeft } from '../deletion/record.ts';
import { recordIn } from '../deletion/record-row.ts';

/** What a deletion is now. Public: values of `--status`. */
export const STATUSES = ['unknown', 'running', 'settled'] as const;
export type Status = (typeof STATUSES)[number];

/** A deletion as it stands in the ledger. */
export interface Found {
  readonly id: DeletionId;
  readonly record: DeletionRecord;
  readonly status: Status;
  /** The ledger's time of this. */
  readonly now: number;
}

/** Told of a long scan: how many rows it has seen. */
export type OnProgress = (rows: number) => void;

/** Rows that are asked for at once. */
const PAGE = 500;
/** What of a key is enough for people, and the least that is taken. */
const SHORT_KEY = 10;
const LEAST_KEY = 8;

/** What was asked for is not there, or is more than one. */
export class NotFoundError extends Error {
  readonly code = 'NOT_FOUND';
  override readonly name = 'NotFoundError';
}

/** The id that people copy: `PROVIDER:` and the beginning of the key's hash. The whole one is the record's name. */
export const shortId = ({ provider, key }: DeletionId): string => `${provider}:${key.slice(0, SHORT_KEY)}`;

/** Which deletions are looked at: those that are not settled have an index of their own, and are a few. */
export type Among = 'open' | 'all';

/**
 * Looks through a ledger, in no order. Whatever stands there from the beginning to the end is found, and found once.
 *
 * @param accepts which deletions: the others are forgotten at once
 * @throws LedgerUnavailableError
 */
export async function findAll(
  ledger: Ledger,
  among: Among,
  accepts: (found: Found) => boolean,
  onProgress: OnProgress = () => {},
): Promise<{ readonly found: readonly Found[]; readonly unreadable: readonly string[] }> {
  const { now } = await ledger.open(0, 1);
  const found = new Map<string, Found>();
  const unreadable = new Set<string>();
  let seen = 0;
  for await (const { name, row } of among === 'open' ? openRows(ledger) : allRows(ledger)) {
    const id = idOf(name);
    try {
      const one = id === null ? null : standing(id, recordIn({ row }), now);
      if (one !== null && accepts(one)) found.set(name, one);
    } catch {
      unreadable.add(name);
    }
    seen += 1;
    if (seen % PAGE === 0) onProgress(seen);
  }
  const oldestFirst = [...found.values()].sort((one, other) => one.record.startedAt - other.record.startedAt);
  return { found: oldestFirst, unreadable: [...unreadable] };
}

async function* allRows(ledger: Ledger): AsyncGenerator<NamedRow> {
  for (let from: string | null = null; ; ) {
    const page: Awaited<ReturnType<Ledger['scan']>> = await ledger.scan(from, PAGE);
    yield* page.rows;
    if (page.next === null) return;
    from = page.next;
  }
}

/**
 * Finds one deletion by its name, or by the beginning of its key's hash, with or without the provider.
 *
 * @param among where a short id is looked for first; `open` for whoever wants to change it, since a settled one cannot be meant
 * @throws LedgerUnavailableError, UnreadableRecordError, NotFoundError
 */
export async function findOne(ledger: Ledger, ref: string, among: Among, onProgress?: OnProgress): Promise<Found> {
  const id = idOf(ref) ?? (await idFrom(ledger, ref, among, onProgress));
  const seen = await readRecord(ledger, id);
  const found = seen === null ? null : standing(id, seen.record, seen.time.now);
  if (found === null) throw new NotFoundError(`There is no deletion ${ref}, or its record has expired.`);
  return found;
}

/** Finds the whole id of a short one. */
async function idFrom(ledger: Ledger, ref: string, among: Among, onProgress?: OnProgress): Promise<DeletionId> {
  const [key = '', provider] = ref.split(':').reverse();
  if (key.length < LEAST_KEY) {
    throw new NotFoundError(`${ref} is too short for an id: take ${LEAST_KEY} characters of the key or more.`);
  }
  const isMeant = ({ id }: Found) => id.key.startsWith(key) && (provider === undefined || id.provider === provider);
  const [one, ...others] = (await findAll(ledger, among, isMeant, onProgress)).found;
  if (one === undefined && among === 'open') return idFrom(ledger, ref, 'all', onProgress);
  if (one === undefined) throw new NotFoundError(`There is no deletion ${ref}, or its record has expired.`);
  if (others.length === 0) return one.id;
  const names = [one, ...others].map(({ id }) => nameOf(id)).join('\n  ');
  throw new NotFoundError(`${ref} may be any of these; take the whole id:\n  ${names}`);
}

/** Null when its time has ended. To be looked at: whether it may be changed is judged anew when it is. */
function standing(id: DeletionId, record: DeletionRecord, now: number): Found | null {
  if (record.expiresAt <= now) return null;
  if (record.state === 'settled') return { id, record, now, status: 'settled' };
  return { id, record, now, status: leaseLeft(record, asOf(now)) > 0 ? 'running' : 'unknown' };
}

/** A ledger's time, whose clock is believed. */
export const asOf = (now: number): LedgerTime => ({ now, steadySince: 0 });
