import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { LedgerUnavailableError } from '../../deletion/ledger.ts';
import { isBusy, unavailable } from './faults.ts';
import type { Connection, LedgerFile } from './file.ts';
import type { Rows } from './rows.ts';

/** How long a step waits for writers of other processes, and the longest pause between two tries, in milliseconds. */
export const DEADLINE_MS = 2_000;
export const RETRY_MS = 2;

/** The most pages for one flush of the disk: of the log in a commit, of the database in a checkpoint. */
const FLUSH_PAGES = 500;

/** An estimate for one change without its body: a leaf of the table and of each index, and their parents. */
const CHANGE_PAGES = 4;
const PAGE_BYTES = 4096;

/** Work on the rows while no other process writes. If it throws, its changes are undone. */
export type Work<T> = (rows: Rows) => T;

interface Waiting {
  readonly work: Work<unknown>;
  readonly pages: number;
  readonly giveUpAt: number;
  readonly done: PromiseWithResolvers<unknown>;
}

/**
 * Writes to the file. It never blocks on the file's lock, because SQLite runs on the event loop, but tries again a little
 * later. The steps of one turn of the event loop share one transaction and one flush of the disk.
 *
 * @param begin runs first in each transaction
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

  /** Runs until the queue is empty; other work gets a turn of the event loop after each flush of the disk. */
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

  /** False: another process is writing, and the queue waits. Steps that have waited too long are rejected. */
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

  /** Nothing is answered before the commit. A step that fails does not affect the others. */
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
   * Copies the log to the database, so that the log starts again from its beginning. SQLite itself would do so in a
   * commit, which then flushes two files. Writers of other processes are locked out, or it would never end under load.
   * While another process reads or writes, it copies as much as possible, and the rest after the next transaction.
   */
  function checkpoint(): void {
    try {
      const connection = file.connect();
      file.assertInPlace(connection);
      if (connection.db.prepare('PRAGMA wal_checkpoint(RESTART)').get()?.busy === 0) pagesInLog = 0;
    } catch {
      // Nothing is lost: the log still has everything, and the next step reports the fault.
    }
  }

  return {
    write,
    /** Accepts no more steps, and waits for those that have begun. */
    async close(): Promise<void> {
      closed = true;
      await flushing;
    },
  };
}
