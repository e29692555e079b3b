import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Ledger, LedgerUnavailableError } from '../deletion/ledger.ts';
import { createSqlLedger, type SqlValue } from './sql-ledger.ts';
import {
  checkSchemaVersion,
  SQL_SCHEMA_QUERY,
  type SqlDialect,
  type SqlStep,
  sqlSteps,
  sqlTables,
} from './sql-steps.ts';
import type { StoredRecord } from './stored-record.ts';

/** How long a step waits for other processes that write, in all and until it tries again, in milliseconds. */
const DEADLINE_MS = 2_000;
const RETRY_MS = 2;

/** `$1` is the time, taken when the step is: after any wait for the lock. Steps that are late are never started. */
const DIALECT: SqlDialect = { now: '$1', inTime: 'TRUE', integer: 'INTEGER', tableOptions: 'STRICT', skipLocked: '' };
const STEPS = Object.entries(sqlSteps(DIALECT)) as [SqlStep, string][];

/** Primary result codes: another connection is in the way. */
const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;

const CLOSED = 'The ledger is closed';

interface Waiting {
  readonly step: SqlStep;
  readonly values: readonly SqlValue[];
  readonly giveUpAt: number;
  readonly done: PromiseWithResolvers<readonly StoredRecord[]>;
}

/** What tells a file from one that has taken its place. */
interface FileIdentity {
  readonly ino: number;
  readonly dev: number;
}

interface Connection {
  readonly file: FileIdentity;
  readonly db: DatabaseSync;
  take(step: SqlStep, values: readonly SqlValue[]): readonly StoredRecord[];
}

/**
 * Longer than other files: the queue, its one transaction, and the file under it hang together.
 *
 * The ledger in a file, for the processes of one host. SQLite runs on the event loop, so it never waits for a lock there:
 * it tries again a little later. All writes of one turn of the event loop share one transaction, and one flush of the disk.
 *
 * @param options.now Unix time in milliseconds
 */
export function createSqliteLedger(
  file: string,
  { now = Date.now, sweepEveryMs }: { readonly now?: () => number; readonly sweepEveryMs?: number } = {},
): Ledger {
  const path = resolve(file); // SQLite gives some relative names, such as `:memory:`, a meaning of their own
  let connection: Connection | undefined;
  let opened: FileIdentity | undefined;
  let closed = false;
  let queue: Waiting[] = [];
  let flushing: Promise<void> | undefined;

  function run(step: SqlStep, values: readonly SqlValue[]): Promise<readonly StoredRecord[]> {
    if (closed) return Promise.reject(new LedgerUnavailableError(CLOSED));
    const giveUpAt = performance.now() + DEADLINE_MS;
    const waiting: Waiting = { step, values, giveUpAt, done: Promise.withResolvers() };
    if (step === 'read') {
      void read(waiting);
    } else {
      queue.push(waiting);
      flushing ??= flush();
    }
    return waiting.done.promise;
  }

  /** A reader waits for no writer, so it needs neither the queue nor, as a rule, a second try. */
  async function read({ step, values, giveUpAt, done }: Waiting): Promise<void> {
    for (;;) {
      try {
        if (closed) throw new LedgerUnavailableError(CLOSED);
        done.resolve(connected().take(step, values));
        return;
      } catch (fault) {
        if (!isBusy(fault) || performance.now() >= giveUpAt) {
          done.reject(unavailable(fault));
          return;
        }
      }
      await sleep(Math.random() * RETRY_MS);
    }
  }

  /**
   * The file that was opened first, and no other: what takes its place has none of its records, and whoever still has
   * the old one open would write where nobody looks.
   */
  function connected(): Connection {
    if (opened !== undefined && !isSameFile(path, opened)) {
      throw new LedgerUnavailableError('The ledger file is not the one that this process opened');
    }
    connection ??= connect(path, now);
    opened ??= connection.file;
    return connection;
  }

  /** Writes until nothing is queued: whatever came in one turn of the event loop, or waited for the lock, at once. */
  async function flush(): Promise<void> {
    await new Promise(setImmediate);
    while (queue.length > 0) {
      if (!writeQueue()) await sleep(Math.random() * RETRY_MS);
    }
    flushing = undefined;
  }

  /** False: somebody else is writing, so what is queued waits – except for the steps whose time is over. */
  function writeQueue(): boolean {
    const batch = queue;
    try {
      connected().db.exec('BEGIN IMMEDIATE');
    } catch (fault) {
      const busy = isBusy(fault);
      const isOver = ({ giveUpAt }: Waiting) => !busy || performance.now() >= giveUpAt;
      queue = [];
      for (const waiting of batch) {
        if (isOver(waiting)) waiting.done.reject(unavailable(fault));
        else queue.push(waiting);
      }
      if (!busy) disconnect();
      return !busy;
    }
    queue = [];
    write(connected(), batch);
    return true;
  }

  /** Nothing is answered before the commit. A step that fails undoes itself only. */
  function write({ db, take }: Connection, batch: readonly Waiting[]): void {
    const answers: (() => void)[] = [];
    try {
      for (const { step, values, done } of batch) {
        try {
          const rows = take(step, values);
          answers.push(() => done.resolve(rows));
        } catch (fault) {
          // Some faults, a full disk for one, end the transaction: then the others were not taken either.
          if (!db.isTransaction) throw fault;
          answers.push(() => done.reject(unavailable(fault)));
        }
      }
      db.exec('COMMIT');
    } catch (fault) {
      disconnect(); // rolls back
      for (const { done } of batch) done.reject(unavailable(fault));
      return;
    }
    for (const answer of answers) answer();
  }

  /** The next step connects anew: the file may have been replaced, or its file system be writable again. */
  function disconnect(): void {
    try {
      connection?.db.close();
    } catch {
      // It is of no use any more.
    }
    connection = undefined;
  }

  async function close(): Promise<void> {
    closed = true;
    await flushing;
    disconnect();
  }

  return createSqlLedger({ run, close }, sweepEveryMs);
}

function connect(path: string, now: () => number): Connection {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600)); // SQLite gives its other files the same mode
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    const mode = db.prepare('PRAGMA journal_mode = WAL').get()?.journal_mode;
    if (mode !== 'wal') throw new Error(`No write-ahead log for this file (journal mode ${mode})`);
    db.exec('PRAGMA synchronous = FULL');
    db.exec('BEGIN IMMEDIATE'); // several processes may start at once
    for (const statement of sqlTables(DIALECT)) db.exec(statement);
    db.exec('COMMIT');
    checkSchemaVersion(db.prepare(SQL_SCHEMA_QUERY).get()?.value);
    const statements = new Map<SqlStep, StatementSync>(STEPS.map(([step, sql]) => [step, prepare(db, sql)]));
    return { db, file: statSync(path), take: (step, values) => statements.get(step)?.all(named(now(), values)) ?? [] };
  } catch (fault) {
    db.close();
    throw fault;
  }
}

function isSameFile(path: string, { ino, dev }: FileIdentity): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.ino === ino && found.dev === dev;
}

function prepare(db: DatabaseSync, sql: string): StatementSync {
  const statement = db.prepare(sql);
  statement.setAllowUnknownNamedParameters(true); // not every step asks for the time
  statement.setReadBigInts(true); // a number that is too big is an unreadable record, not a fault
  return statement;
}

function named(now: number, values: readonly SqlValue[]): Record<string, SQLInputValue> {
  return Object.fromEntries([now, ...values].map((value, n) => [`$${n + 1}`, value]));
}

function isBusy(fault: unknown): boolean {
  const code = (fault as { errcode?: unknown }).errcode;
  return typeof code === 'number' && [SQLITE_BUSY, SQLITE_LOCKED].includes(code & 0xff);
}

function unavailable(fault: unknown): LedgerUnavailableError {
  if (fault instanceof LedgerUnavailableError) return fault;
  return new LedgerUnavailableError('The ledger file could not be used', { cause: fault });
}
