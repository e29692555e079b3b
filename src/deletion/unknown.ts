import type { ProviderName } from './deletion.ts';
import { idOf, type Ledger } from './ledger.ts';
import { openRows } from './open-rows.ts';
import { leaseLeft } from './record.ts';
import { recordIn } from './record-row.ts';

/** Rows that are looked at: a number beyond that says "very many" anyway. */
const MAX_ROWS = 20_000;

/** The deletions of a provider whose answer is lost and that nobody runs. */
export interface Unknown {
  readonly count: number;
  /** Since when the oldest of them is unknown: when its key was first used, in Unix milliseconds; null: there is none. */
  readonly oldestStartedAt: number | null;
}

/**
 * Counts the unknown deletions in a ledger, with any credential.
 *
 * @throws LedgerUnavailableError
 */
export async function countUnknown(ledger: Ledger): Promise<ReadonlyMap<ProviderName, Unknown>> {
  const found = new Map<ProviderName, Unknown>();
  let rows = 0;
  for await (const { name, row, time } of openRows(ledger)) {
    rows += 1;
    if (rows > MAX_ROWS) break;
    const provider = idOf(name)?.provider;
    const record = readable(row);
    if (provider === undefined || record === null || record.expiresAt <= time.now) continue;
    if (leaseLeft(record, time) > 0) continue;
    const { count, oldestStartedAt } = found.get(provider) ?? { count: 0, oldestStartedAt: null };
    const oldest = Math.min(oldestStartedAt ?? Infinity, record.startedAt);
    found.set(provider, { count: count + 1, oldestStartedAt: oldest });
  }
  return found;
}

function readable(row: Parameters<typeof recordIn>[0]['row']) {
  try {
    return recordIn({ row });
  } catch {
    return null; // a request for it reports that
  }
}
