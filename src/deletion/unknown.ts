import type { ProviderName } from './deletion.ts';
import { idOf, type Ledger } from './ledger.ts';
import { leaseLeft } from './record.ts';
import { recordIn } from './record-row.ts';

/** Rows that are looked at together, and how often: a number beyond 20,000 says "very many" anyway. */
const PAGE = 500;
const MAX_PAGES = 40;

/** The deletions of a provider whose answer is lost and that nobody runs. */
export interface Unknown {
  readonly count: number;
  /** Since when the oldest of them is unknown: when its key was first used, in Unix milliseconds; null: there is none. */
  readonly oldestStartedAt: number | null;
}

/**
 * Counts the lost answers in a ledger, whoever has their credential.
 *
 * @throws LedgerUnavailableError
 */
export async function countUnknown(ledger: Ledger): Promise<ReadonlyMap<ProviderName, Unknown>> {
  const found = new Map<ProviderName, Unknown>();
  const met = new Set<string>();
  for (let [from, pages] = [0, 0]; pages < MAX_PAGES; pages += 1) {
    const { rows, ...time } = await ledger.open(from, PAGE);
    for (const { name, row } of rows) {
      if (met.has(name)) continue;
      met.add(name);
      const provider = idOf(name)?.provider;
      const record = readable(row);
      if (provider === undefined || record === null || record.expiresAt <= time.now) continue;
      if (leaseLeft(record, time) > 0) continue;
      const { count, oldestStartedAt } = found.get(provider) ?? { count: 0, oldestStartedAt: null };
      const oldest = Math.min(oldestStartedAt ?? Infinity, record.startedAt);
      found.set(provider, { count: count + 1, oldestStartedAt: oldest });
    }
    if (rows.length < PAGE) break;
    // More rows of the last moment may be on the next page; not so when this page was of one moment alone.
    const lastDueAt = Number(rows.at(-1)?.row.dueAt);
    from = lastDueAt > from ? lastDueAt : from + 1;
  }
  return found;
}

function readable(row: Parameters<typeof recordIn>[0]['row']) {
  try {
    return recordIn({ row });
  } catch {
    return null; // it is met by whoever asks for it
  }
}
