import { accessSync, closeSync, constants, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LedgerUnavailableError } from '../../deletion/ledger.ts';
import { unopened } from './faults.ts';
import { makeTables, type Rows, rowsOf } from './rows.ts';

/** The size to which a longer write-ahead log is cut, in bytes. */
const LOG_KEPT_BYTES = 4 * 1024 * 1024;

/** The database, its write-ahead log, and the log's index, which processes share. */
const SUFFIXES = ['', '-wal', '-shm'];

/** An open file. While it is open, no other file has its inode number. */
interface OpenFile {
  readonly path: string;
  readonly dev: number;
  readonly ino: number;
}

export interface Connection {
  readonly db: DatabaseSync;
  readonly rows: Rows;
  readonly files: readonly OpenFile[];
}

export type LedgerFile = ReturnType<typeof createLedgerFile>;

/** The file of a ledger: opened when it is first needed, and kept open until it is closed or replaced. */
export function createLedgerFile(path: string) {
  let connection: Connection | undefined;
  let lost: LedgerUnavailableError | undefined;

  return {
    /** @throws when it cannot be opened, or was closed or replaced */
    connect(): Connection {
      if (lost !== undefined) throw lost;
      connection ??= open(path);
      return connection;
    },

    /**
     * Called at the end of every read and every transaction. If one of the files was removed or replaced, the new file
     * has no record that this process has seen, and no other process sees what this one writes. It then closes the
     * database at once: the last process that closes a database whose log was removed saves the content of the log.
     */
    assertInPlace({ db, files }: Connection): void {
      if (files.every(isInPlace)) return;
      lost ??= new LedgerUnavailableError(
        'The files of the ledger are not those that this process opened: it must be started again',
        { final: true },
      );
      if (db.isOpen) db.close();
      throw lost;
    },

    close(): void {
      lost ??= new LedgerUnavailableError('The ledger is closed');
      if (connection?.db.isOpen) connection.db.close();
    },
  };
}

function open(path: string): Connection {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    makeFile(path);
    assertNoneIsMissing(path);
    const db = new DatabaseSync(path, { timeout: 0 });
    try {
      return prepared(path, db);
    } catch (fault) {
      db.close();
      throw fault;
    }
  } catch (fault) {
    throw unopened(fault);
  }
}

/** SQLite gives its other files the same mode. An existing file is not opened: closing it would end SQLite's locks. */
function makeFile(path: string): void {
  if (exists(path)) accessSync(path, constants.W_OK);
  else closeSync(openSync(path, 'a', 0o600));
}

/**
 * If one of the other files is missing, no other process may have the database open: that process alone has the content
 * of the removed file, until it closes. SQLite itself would open the database without that content.
 *
 * @throws SQLite's error for a busy database
 */
function assertNoneIsMissing(path: string): void {
  if (SUFFIXES.every((suffix) => exists(path + suffix))) return;
  const probe = new DatabaseSync(path, { timeout: 0 });
  try {
    probe.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; ROLLBACK');
  } finally {
    probe.close();
  }
}

function prepared(path: string, db: DatabaseSync): Connection {
  const mode = db.prepare('PRAGMA journal_mode = WAL').get()?.journal_mode;
  if (mode !== 'wal') throw new LedgerUnavailableError(`No write-ahead log for this file (${mode})`, { final: true });
  db.exec(`PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = ${LOG_KEPT_BYTES}`);
  db.exec('BEGIN IMMEDIATE'); // several processes may start at once
  makeTables(db);
  db.exec('COMMIT');
  const files = SUFFIXES.map((suffix) => ({ path: path + suffix, ...numberOf(path + suffix) }));
  return { db, rows: rowsOf(db), files };
}

const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;

function numberOf(path: string): Pick<OpenFile, 'dev' | 'ino'> {
  const { dev, ino } = statSync(path);
  return { dev, ino };
}

function isInPlace({ path, dev, ino }: OpenFile): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.ino === ino && found.dev === dev;
}
