import type { Ledger, LedgerTime, NamedRow } from './ledger.ts';

/** An open row, and the ledger's time at which it was one. */
export interface OpenRow extends NamedRow {
  readonly time: LedgerTime;
}

/** Rows that are asked for at once. */
const PAGE = 500;

/**
 * The open rows of a ledger one after the other, the first due first, each once. Whatever nobody changes from the beginning
 * to the end is among them.
 *
 * @param from when the first of them is due, in Unix milliseconds
 * @throws LedgerUnavailableError
 */
export async function* openRows(ledger: Pick<Ledger, 'open'>, from = 0, page = PAGE): AsyncGenerator<OpenRow> {
  const met = new Set<string>();
  for (let limit = page; ; ) {
    const { rows, ...time } = await ledger.open(from, limit);
    for (const row of rows) {
      if (met.has(row.name)) continue;
      met.add(row.name);
      yield { ...row, time };
    }
    if (rows.length < limit) return;
    // More rows of the last moment may be behind it: it is asked for again, and for more when there is no other in a page.
    const last = Math.max(from, ...rows.map(({ row }) => Number(row.dueAt) || 0));
    limit = last > from ? page : 2 * limit;
    from = last;
  }
}
