import { type DeletionId, type Ledger, type LedgerTime, nameOf } from './ledger.ts';
import type { DeletionRecord } from './record.ts';
import { recordIn } from './record-row.ts';

/** A record as it stands in the ledger, and the ledger's time when it was read. */
export interface Standing {
  readonly record: DeletionRecord;
  readonly time: LedgerTime;
}

/**
 * Reads the record of a deletion, expired or not; null when there is none.
 *
 * @throws LedgerUnavailableError, UnreadableRecordError
 */
export async function readRecord(ledger: Ledger, id: DeletionId): Promise<Standing | null> {
  const reading = await ledger.read(nameOf(id));
  if (reading === null) return null;
  const { row, ...time } = reading;
  return { record: recordIn({ row }), time };
}
