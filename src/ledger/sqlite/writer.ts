import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { LedgerUnavailableError } from '../../deletion/ledger.ts';
import { isBusy, unavailable } from './faults.ts';
import type { Connection, LedgerFile } from './file.ts';
import type { Rows } from './rows.ts';

/** How long a step waits for other processes that write, in all and until it tries again, in milliseconds. */
export const DEADLINE_MS = 2_000;
export const RETRY_MS = 2;

/** How much one flush of the disk may have to write, in pages: of the log in a commit, of the database in a checkpoint. */
const FLUSH_PAGES = 500;

/** What a change costs: a leaf of the table, one of each index, what they hang on, and the pages of its body. */
const CHANGE_PAGES = 4;
const PAGE_BYTES = 4096;

/** What is done to the rows while nobody else writes. A fault undoes what it did. */
export type Work<T> = (rows: Rows) => T;

interface Waiting {
  readonly work: Work<unknown>;
  readonly pages: number;
  readonly giveUpAt: number;
  readonly done: PromiseWithResolvers<unknown>;
}

/**
 * Writes to the file without ever waiting for its lock, because SQLite runs on the event loop: it tries again a little
 * later. What came in one turn of the event loop shares one transaction and one flush of the disk.
 *
 * @param begin is done first in each transaction
 */
export function createWriter(file: LedgerFile, begin: Work<void>) {
  let queue: Waiting[] = [];
  let flushing: Promise<void> | undefined;
  let pagesInLog = 0;
  let closed = false;

  function write<T>(work: Work<T>, bytes = 0): Promise<T> {
    if (closed) return Promise.reject(new LedgerUnavailableError('The ledger is closed'));
    const done = Promise.withResolvers<unknown>();
    const pages = CHANGE_PAGES + Math.ceil(bytes / PAGE_BYTES);
    queue.push({ work, pages, giveUpAt: performance.now() + DEADLINE_MS, done });
    flushing ??= flush();
    return done.promise as Promise<T>;
  }

  /** Until nothing is queued, with a turn of the event loop for others after each flush of the disk. */
  async function flush(): Promise<void> {
    do {
      await turn();
      if (!writeSome()) await sleep(Math.random() * RETRY_MS);
      else if (pagesInLog >= FLUSH_PAGES) {
        await turn();
        checkpoint();
      }
    } while (queue.length > 0);
    flushing = undefined;
  }

  /** False: somebody else is writing, so what is queued waits – except for what has waited too long. */
  function writeSome(): boolean {
    let connection: Connection;
    try {
      connection = file.connect();
      connection.db.exec('BEGIN IMMEDIATE');
    } catch (fault) {
      if (isBusy(fault)) giveUpLate(fault);
      else for (const { done } of queue.splice(0)) done.reject(unavailable(fault));
      return !isBusy(fault);
    }
    giveUpLate();
    transact(connection, nextBatch());
    return true;
  }

  function giveUpLate(cause?: unknown): void {
    const now = performance.now();
    const late = queue.filter(({ giveUpAt }) => giveUpAt <= now);
    if (late.length === 0) return;
    queue = queue.filter(({ giveUpAt }) => giveUpAt > now);
    const fault = new LedgerUnavailableError(`The ledger file was not free within ${DEADLINE_MS} ms`, { cause });
    for (const { done } of late) done.reject(fault);
  }

  function nextBatch(): readonly Waiting[] {
    let [length, pages] = [0, 0];
    for (; length < queue.length && pages < FLUSH_PAGES; length += 1) pages += queue[length]?.pages ?? 0;
    pagesInLog += pages;
    return queue.splice(0, length);
  }

  /** Nothing is answered before the commit. What fails undoes itself only. */
  function transact(connection: Connection, batch: readonly Waiting[]): void {
    const { db, rows } = connection;
    const answers: (() => void)[] = [];
    try {
      begin(rows);
      for (const { work, done } of batch) {
        try {
          const result = work(rows);
          answers.push(() => done.resolve(result));
        } catch (fault) {
          // Some faults, a full disk for one, end the transaction: then the others were not written either.
          if (!db.isTransaction) throw fault;
          answers.push(() => done.reject(unavailable(fault)));
        }
      }
      file.assertInPlace(connection);
      db.exec('COMMIT');
    } catch (fault) {
      if (db.isOpen && db.isTransaction) db.exec('ROLLBACK');
      for (const { done } of batch) done.reject(unavailable(fault));
      return;
    }
    for (const answer of answers) answer();
  }

  /**
   * Moves what is in the log to the database, so that the log begins anew. SQLite would do so in a commit, which then
   * flushes two files. Writers of other processes are kept out, or it would never come to an end under load; when one is at
   * work, or a reader, as much as can be is moved, and the rest after the next transaction.
   */
  function checkpoint(): void {
    try {
      const connection = file.connect();
      file.assertInPlace(connection);
      if (connection.db.prepare('PRAGMA wal_checkpoint(RESTART)').get()?.busy === 0) pagesInLog = 0;
    } catch {
      // Nothing is lost: it stays in the log, and the next step meets the fault.
    }
  }

  return {
    write,
    /** Takes no more, and waits for what was begun. */
    async close(): Promise<void> {
      closed = true;
      await flushing;
    },
  };
}
