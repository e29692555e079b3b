import { type Ledger, type StoredRow, UnreadableRecordError } from './ledger.ts';
import { isOver } from './record.ts';
import { recordIn } from './record-row.ts';

/** How many expired records are removed at once, and how long it rests when there are no more, in milliseconds. */
const BATCH = 100;
const REST_MS = 30_000;
/** The pause between two full batches, in milliseconds: deletions go first. */
const PAUSE_MS = 50;

/**
 * Removes expired records, in small batches, but none that cannot be understood. A batch that fails is tried again later: an
 * expired record counts as absent anyway.
 */
export function startHousekeeping(ledger: Ledger, restMs = REST_MS): { stop(): void } {
  let timer = setTimeout(work, restMs).unref();
  let stopped = false;
  let from = 0;

  async function work(): Promise<void> {
    const ended = await ledger.expired(from, BATCH).catch(() => []);
    const removed = await Promise.all(ended.map(({ name, row }) => remove(name, row).catch(() => null)));
    const isFull = ended.length === BATCH;
    const isStuck = removed.every((at) => at === null); // a whole batch that stays: it goes on behind it
    from = isFull ? Math.max(from, ...ended.map(({ row }) => Number(row.expiresAt) || 0)) + Number(isStuck) : 0;
    if (!stopped) timer = setTimeout(work, isFull ? PAUSE_MS : restMs).unref();
  }

  async function remove(name: string, row: StoredRow): Promise<unknown> {
    try {
      const record = recordIn({ row });
      const { version } = record;
      const time = record.leaseUntil === null ? null : await ledger.read(name);
      if (time !== null && !isOver(record, time)) return null;
      return await ledger.compareAndSet(name, { expected: version, next: null });
    } catch (fault) {
      if (fault instanceof UnreadableRecordError) return null;
      throw fault;
    }
  }

  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
