import { type DeletionId, type DeletionRecord, type Ledger, LedgerUnavailableError } from '../deletion/ledger.ts';
import type { SqlStep } from './sql-steps.ts';
import { type StoredRecord, toRecord, unlessExpired } from './stored-record.ts';
import { startSweeper } from './sweeper.ts';

/** How often a claim is made that is refused by a record which is gone when it is looked at. */
const CLAIM_TRIES = 10;

export type SqlValue = string | number;

/** A database that takes the steps of `sql-steps.ts`. */
export interface SqlStore {
  /**
   * Takes one step, durable when it resolves, with `$2` and what follows. Gives the rows that it returns.
   *
   * @throws LedgerUnavailableError
   */
  run(step: SqlStep, values: readonly SqlValue[]): Promise<readonly StoredRecord[]>;
  close(): Promise<void>;
}

/** The ledger on an SQL database: every step is one statement, and a second one looks why it was refused. */
export function createSqlLedger(store: SqlStore, sweepEveryMs?: number): Ledger {
  const sweeper = startSweeper(async (limit) => (await store.run('sweep', [limit])).length, sweepEveryMs);

  async function read(id: DeletionId): Promise<DeletionRecord | null> {
    const [row] = await store.run('read', nameParts(id));
    return row === undefined ? null : unlessExpired(toRecord(row));
  }

  /** Gives the record after the step; null when it was refused by a record that can be read, or by none. */
  async function step(name: SqlStep, id: DeletionId, ...values: readonly SqlValue[]): Promise<DeletionRecord | null> {
    const [row] = await store.run(name, [...nameParts(id), ...values]);
    if (row !== undefined) return toRecord(row);
    await read(id); // an unreadable record says so here
    return null;
  }

  return {
    async claim(id, { accountId, owner, leaseMs }) {
      for (let tries = 0; tries < CLAIM_TRIES; tries += 1) {
        const [row] = await store.run('claim', [...nameParts(id), accountId, owner, leaseMs]);
        if (row !== undefined) return { won: true, record: toRecord(row) };
        const record = await read(id);
        if (record !== null) return { won: false, record };
      }
      throw new LedgerUnavailableError('The record changed hands too fast to be claimed');
    },

    dispatch: (id, owner, attempt) => step('dispatch', id, owner, attempt),
    release: async (id, owner, attempt) => (await step('release', id, owner, attempt)) !== null,
    async lose(id, owner) {
      await step('lose', id, owner);
    },
    settle: async (id, owner, settlement, ttlMs) => (await step('settle', id, owner, settlement, ttlMs)) !== null,
    read,

    async secret(candidate) {
      const [row] = await store.run('secret', [candidate]);
      if (typeof row?.value !== 'string') throw new LedgerUnavailableError('The ledger gave no secret');
      return row.value;
    },
    async ping() {
      await store.run('ping', []);
    },
    async close() {
      sweeper.stop();
      await store.close();
    },
  };
}

const nameParts = ({ provider, caller, key }: DeletionId): readonly string[] => [provider, caller, key];
