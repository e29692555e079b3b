import { DISPATCHED_KEPT_MS, LedgerUnavailableError } from '../deletion/ledger.ts';
import { RECORD_FORMAT } from './stored-record.ts';

/** The version of the tables below. */
const SQL_SCHEMA_VERSION = 1;

/** Where SQLite and PostgreSQL differ. `$1` of every statement is the dialect's own, the others are listed below. */
export interface SqlDialect {
  /** An expression: Unix time in milliseconds, by the ledger's clock. */
  readonly now: string;
  /** A condition that fails the statement when the step comes too late to be taken. */
  readonly inTime: string;
  /** A type for 64-bit integers. */
  readonly integer: string;
  /** What follows the columns of a table. */
  readonly tableOptions: string;
  /** Takes rows for deletion, unless somebody else works on them. */
  readonly skipLocked: string;
}

export type SqlStep = 'claim' | 'dispatch' | 'release' | 'lose' | 'settle' | 'read' | 'secret' | 'ping' | 'sweep';

const TABLE = 'accounts_gateway_deletions';
const META_TABLE = 'accounts_gateway_meta';

/** The tables, statement by statement; whatever is there already stays. Times are Unix milliseconds. */
export function sqlTables({ integer, tableOptions }: SqlDialect): readonly string[] {
  return [
    `CREATE TABLE IF NOT EXISTS ${META_TABLE} (name TEXT PRIMARY KEY, value TEXT NOT NULL) ${tableOptions}`,
    `CREATE TABLE IF NOT EXISTS ${TABLE} (
      provider TEXT NOT NULL,
      caller TEXT NOT NULL,
      key TEXT NOT NULL,
      format INTEGER NOT NULL,
      state TEXT NOT NULL,
      account_id TEXT NOT NULL,
      owner TEXT,
      lease_until ${integer} NOT NULL,
      attempts INTEGER NOT NULL,
      first_dispatched_at ${integer},
      last_dispatched_at ${integer},
      lost_at ${integer},
      started_at ${integer} NOT NULL,
      expires_at ${integer} NOT NULL,
      settlement TEXT,
      PRIMARY KEY (provider, caller, key)
    ) ${tableOptions}`,
    `CREATE INDEX IF NOT EXISTS ${TABLE}_expiry ON ${TABLE} (expires_at) WHERE format = ${RECORD_FORMAT}`,
    `INSERT INTO ${META_TABLE} (name, value) VALUES ('schema', '${SQL_SCHEMA_VERSION}') ON CONFLICT (name) DO NOTHING`,
  ];
}

/** Which version of the tables is there. */
export const SQL_SCHEMA_QUERY = `SELECT value FROM ${META_TABLE} WHERE name = 'schema'`;

/** @throws LedgerUnavailableError when the tables are from a version of this program that changed them since */
export function checkSchemaVersion(version: unknown): void {
  if (Number(version) === SQL_SCHEMA_VERSION) return;
  throw new LedgerUnavailableError(`The tables of the ledger are of version ${version}, not ${SQL_SCHEMA_VERSION}`);
}

/**
 * Each step as one statement. It gives a row when it was taken and none when it was refused; a sweep, one for each row
 * that went. What a column is to a step is told by `memory.ts`. A record given up before anything was sent expires at
 * once (`expires_at` 0).
 */
export function sqlSteps({ now, inTime, skipLocked }: SqlDialect): Readonly<Record<SqlStep, string>> {
  const id = `${TABLE}.provider = $2 AND ${TABLE}.caller = $3 AND ${TABLE}.key = $4`;
  // What cannot be understood is neither written over nor swept away. It mirrors toRecord().
  const whole = (column: string) => `${TABLE}.${column} BETWEEN 0 AND ${Number.MAX_SAFE_INTEGER}`;
  const readable = `(${TABLE}.format = ${RECORD_FORMAT} AND ${whole('lease_until')} AND ${whole('attempts')}
    AND ${whole('started_at')} AND ${whole('expires_at')} AND (${TABLE}.state = 'claimed' OR (
      ${whole('first_dispatched_at')} AND ${whole('last_dispatched_at')}
      AND (${TABLE}.state = 'dispatched' OR (${TABLE}.state = 'settled' AND ${TABLE}.settlement IS NOT NULL)))))`;
  const standing = `${id} AND ${readable} AND ${TABLE}.expires_at > ${now} AND ${inTime}`;
  const record = `format, state, account_id AS "accountId", owner, lease_until AS "leaseUntil", attempts,
    first_dispatched_at AS "firstDispatchedAt", last_dispatched_at AS "lastDispatchedAt",
    started_at AS "startedAt", expires_at AS "expiresAt", settlement, ${now} AS "now"`;

  // One moment for the whole claim, so that its cases agree. It is that of its start: a claim that waited for another
  // one judges leases as of then, and its own lease is counted from then.
  const moment = 'excluded.started_at';
  const gone = `${TABLE}.expires_at <= ${moment}`;
  const mine = `${TABLE}.owner = excluded.owner`;
  const fresh = (column: string) => `${column} = CASE WHEN ${gone} THEN excluded.${column} ELSE ${TABLE}.${column} END`;

  const whollyUndone = `(state = 'claimed' OR (attempts = CAST($6 AS INTEGER) AND lost_at IS NULL))`;
  const undone = '(attempts = CAST($6 AS INTEGER) AND lost_at IS NOT NULL)';

  return {
    // $5 account, $6 owner, $7 lease in ms
    claim: `
      INSERT INTO ${TABLE} (provider, caller, key, format, state, account_id, owner, lease_until, attempts,
        first_dispatched_at, last_dispatched_at, lost_at, started_at, expires_at, settlement)
      SELECT $2, $3, $4, ${RECORD_FORMAT}, 'claimed', $5, $6, moment + CAST($7 AS BIGINT), 0,
        NULL, NULL, NULL, moment, moment + CAST($7 AS BIGINT), NULL
      FROM (SELECT ${now} AS moment) AS clock WHERE ${inTime}
      ON CONFLICT (provider, caller, key) DO UPDATE SET
        ${['state', 'account_id', 'attempts', 'started_at', 'expires_at', 'settlement'].map(fresh).join(', ')},
        ${['first_dispatched_at', 'last_dispatched_at'].map(fresh).join(', ')},
        owner = excluded.owner,
        lease_until = CASE WHEN NOT ${gone} AND ${mine} THEN ${TABLE}.lease_until ELSE excluded.lease_until END,
        lost_at = CASE WHEN ${gone} THEN NULL WHEN ${mine} THEN ${TABLE}.lost_at ELSE ${TABLE}.last_dispatched_at END
      WHERE ${readable} AND ${inTime} AND (${gone} OR ${mine} OR (
        ${TABLE}.state = 'dispatched' AND ${TABLE}.account_id = excluded.account_id
        AND (${TABLE}.owner IS NULL OR ${TABLE}.lease_until <= ${moment})))
      RETURNING ${record}`,

    // $5 owner, $6 attempt
    dispatch: `
      UPDATE ${TABLE} SET state = 'dispatched', attempts = CAST($6 AS INTEGER), lost_at = last_dispatched_at,
        first_dispatched_at = COALESCE(first_dispatched_at, ${now}), last_dispatched_at = ${now},
        expires_at = ${now} + ${DISPATCHED_KEPT_MS}
      WHERE ${standing} AND owner = $5 AND state <> 'settled' AND lease_until > ${now}
        AND attempts = CAST($6 AS INTEGER) - 1
      RETURNING ${record}`,

    // $5 owner, $6 attempt
    release: `
      UPDATE ${TABLE} SET owner = NULL,
        expires_at = CASE WHEN ${whollyUndone} THEN 0 ELSE expires_at END,
        attempts = CASE WHEN ${undone} THEN attempts - 1 ELSE attempts END,
        last_dispatched_at = CASE WHEN ${undone} THEN lost_at ELSE last_dispatched_at END
      WHERE ${standing} AND owner = $5 AND state <> 'settled'
      RETURNING ${record}`,

    // $5 owner
    lose: `
      UPDATE ${TABLE} SET owner = NULL WHERE ${standing} AND owner = $5 AND state = 'dispatched'
      RETURNING ${record}`,

    // $5 owner, $6 settlement, $7 kept for, in ms
    settle: `
      UPDATE ${TABLE} SET state = 'settled', owner = NULL, settlement = $6, expires_at = ${now} + CAST($7 AS BIGINT)
      WHERE ${standing} AND owner = $5 AND state = 'dispatched'
      RETURNING ${record}`,

    read: `SELECT ${record} FROM ${TABLE} WHERE ${id} AND ${inTime}`,

    // $2 candidate
    secret: `
      INSERT INTO ${META_TABLE} (name, value) SELECT 'secret', $2 WHERE ${inTime}
      ON CONFLICT (name) DO UPDATE SET value = ${META_TABLE}.value
      RETURNING value`,

    // A true write: a full disk or a standby cannot take it.
    ping: `
      INSERT INTO ${META_TABLE} (name, value) SELECT 'ping', CAST(${now} AS TEXT) WHERE ${inTime}
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      RETURNING value`,

    // $2 rows at most
    sweep: `
      DELETE FROM ${TABLE} WHERE (provider, caller, key) IN (
        SELECT provider, caller, key FROM ${TABLE}
        WHERE format = ${RECORD_FORMAT} AND expires_at <= (SELECT ${now}) AND ${readable} AND ${inTime}
        ORDER BY expires_at LIMIT CAST($2 AS BIGINT) ${skipLocked})
      RETURNING 1`,
  };
}
