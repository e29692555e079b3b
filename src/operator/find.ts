import { type DeletionId, idOf, type Ledger, type LedgerTime, type NamedRow, nameOf } from '../deletion/ledger.ts';
import { openRows } from '../deletion/open-rows.ts';
import { readRecord } from '../deletion/read-record.ts';
import { type DeletionRecord, leaseLeft } from '../deletion/record.ts';
import { recordIn } from '../deletion/record-row.ts';

/** The status of a deletion now. Public: values of `--status`. */
export const STATUSES = ['unknown', 'running', 'settled'] as const;
export type Status = (typeof STATUSES)[number];

/** A deletion in the ledger. */
export interface Found {
  readonly id: DeletionId;
  readonly record: DeletionRecord;
  readonly status: Status;
  /** The ledger's time of the read. */
  readonly now: number;
}

/** Called during a long scan, with the number of rows so far. */
export type OnProgress = (rows: number) => void;

/** Rows of one request. */
const PAGE = 500;
/** How much of a key's hash is shown, and how much is required, in characters. */
const SHORT_KEY = 10;
const LEAST_KEY = 8;

/** There is no such deletion, or more than one. */
export class NotFoundError extends Error {
  readonly code = 'NOT_FOUND';
  override readonly name = 'NotFoundError';
}

/** The short id: `PROVIDER:` and the beginning of the key's hash. The whole id is the record's name. */
export const shortId = ({ provider, key }: DeletionId): string => `${provider}:${key.slice(0, SHORT_KEY)}`;

/** Which records to search: `open` ones are not settled; they have an index, and there are few. */
export type Among = 'open' | 'all';

/**
 * Searches a ledger. Every record that exists during the whole search is found once.
 *
 * @param accepts which deletions to keep
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
 * @param among where a short id is searched first: `open` for a change, which settled deletions do not permit
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
    throw new NotFoundError(`${ref} is too short for an id: give ${LEAST_KEY} characters of the key or more.`);
  }
  const isMeant = ({ id }: Found) => id.key.startsWith(key) && (provider === undefined || id.provider === provider);
  const [one, ...others] = (await findAll(ledger, among, isMeant, onProgress)).found;
  if (one === undefined && among === 'open') return idFrom(ledger, ref, 'all', onProgress);
  if (one === undefined) throw new NotFoundError(`There is no deletion ${ref}, or its record has expired.`);
  if (others.length === 0) return one.id;
  const names = [one, ...others].map(({ id }) => nameOf(id)).join('\n  ');
  throw new NotFoundError(`${ref} matches more than one deletion; give the whole id:\n  ${names}`);
}

/** Null when the record has expired. For display: a change checks the record again. */
function standing(id: DeletionId, record: DeletionRecord, now: number): Found | null {
  if (record.expiresAt <= now) return null;
  if (record.state === 'settled') return { id, record, now, status: 'settled' };
  return { id, record, now, status: leaseLeft(record, asOf(now)) > 0 ? 'running' : 'unknown' };
}

/** A ledger's time, if its clock was never set. */
export const asOf = (now: number): LedgerTime => ({ now, steadySince: 0 });
