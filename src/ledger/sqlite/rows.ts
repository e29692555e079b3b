import type { DatabaseSync } from 'node:sqlite';
import { type Change, LedgerUnavailableError, type NamedRow, type StoredRow } from '../../deletion/ledger.ts';

/** The version of the tables. Version 1 was never released. */
const TABLES = '2';

const DELETIONS = 'accounts_gateway_deletions';
const META = 'accounts_gateway_meta';

/** The rows of one connection. A writer must hold the lock of the file. */
export interface Rows {
  read(name: string): StoredRow | null;
  expired(from: number, now: number, limit: number): NamedRow[];
  open(from: number, limit: number): NamedRow[];
  /** The rows after this name, ordered by name. */
  after(name: string, limit: number): NamedRow[];
  /** Whether the change was made, at the time `now`. */
  change(name: string, change: Change, now: number): boolean;
  meta(name: string): string | null;
  putMeta(name: string, value: string): void;
}

/**
 * Creates missing tables, in the caller's transaction.
 *
 * @throws LedgerUnavailableError when they are of another version
 */
export function makeTables(db: DatabaseSync): void {
  db.exec(`CREATE TABLE IF NOT EXISTS ${META} (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT`);
  db.exec(`INSERT INTO ${META} (name, value) VALUES ('schema', '${TABLES}') ON CONFLICT (name) DO NOTHING`);
  const found = db.prepare(`SELECT value FROM ${META} WHERE name = 'schema'`).get()?.value;
  if (found !== TABLES) {
    const message = `The tables of the ledger have version ${found}; this program needs version ${TABLES}`;
    throw new LedgerUnavailableError(message, { final: true });
  }
  db.exec(`CREATE TABLE IF NOT EXISTS ${DELETIONS} (
    name TEXT PRIMARY KEY NOT NULL,
    version TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    due_at INTEGER,
    body TEXT NOT NULL
  ) STRICT`);
  db.exec(`CREATE INDEX IF NOT EXISTS ${DELETIONS}_expiry ON ${DELETIONS} (expires_at)`);
  db.exec(`CREATE INDEX IF NOT EXISTS ${DELETIONS}_due ON ${DELETIONS} (due_at) WHERE due_at IS NOT NULL`);
}

export function rowsOf(db: DatabaseSync): Rows {
  const fields = 'version, written_at AS "writtenAt", expires_at AS "expiresAt", due_at AS "dueAt", body';
  const read = prepare(db, `SELECT ${fields} FROM ${DELETIONS} WHERE name = ?`);
  const expired = prepare(
    db,
    `SELECT name, ${fields} FROM ${DELETIONS} WHERE expires_at BETWEEN ? AND ? ORDER BY expires_at LIMIT ?`,
  );
  const open = prepare(db, `SELECT name, ${fields} FROM ${DELETIONS} WHERE due_at >= ? ORDER BY due_at LIMIT ?`);
  const after = prepare(db, `SELECT name, ${fields} FROM ${DELETIONS} WHERE name > ? ORDER BY name LIMIT ?`);
  const versionOf = prepare(db, `SELECT version FROM ${DELETIONS} WHERE name = ?`);
  const put = prepare(
    db,
    `INSERT INTO ${DELETIONS} (name, version, written_at, expires_at, due_at, body) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (name) DO UPDATE SET version = excluded.version, written_at = excluded.written_at,
      expires_at = excluded.expires_at, due_at = excluded.due_at, body = excluded.body`,
  );
  const remove = prepare(db, `DELETE FROM ${DELETIONS} WHERE name = ?`);
  const meta = prepare(db, `SELECT value FROM ${META} WHERE name = ?`);
  const putMeta = prepare(
    db,
    `INSERT INTO ${META} (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  );

  return {
    read: (name) => read.get(name) ?? null,
    expired: (from, now, limit) => expired.all(from, now, limit).map(named),
    open: (from, limit) => open.all(from, limit).map(named),
    after: (name, limit) => after.all(name, limit).map(named),
    change(name, { expected, next, notAfter = Infinity }, now) {
      const standing = versionOf.get(name)?.version ?? null;
      if (standing !== expected || now > notAfter) return false;
      if (next === null) remove.run(name);
      else
        put.run(
          name,
          next.version,
          now,
          now + next.keptForMs,
          next.dueInMs === null ? null : now + next.dueInMs,
          next.body,
        );
      return true;
    },
    meta: (name) => (meta.get(name)?.value as string | undefined) ?? null,
    putMeta: (name, value) => void putMeta.run(name, value),
  };
}

const named = ({ name, ...row }: StoredRow & { readonly name?: unknown }): NamedRow => ({ name: String(name), row });

function prepare(db: DatabaseSync, sql: string) {
  const statement = db.prepare(sql);
  statement.setReadBigInts(true); // a number that is too large makes the row unreadable; it is not a fault of the ledger
  return statement;
}
