const TABLE = 'accounts_gateway_deletions';
const META = 'accounts_gateway_meta';

/** The version of the tables. */
export const SCHEMA = '2';

/** The server stops a statement after this time, in milliseconds. */
export const TAKES_MS = 1_000;

/** The advisory lock for creating the tables: any number that no other program uses. */
const START_LOCK = 7_203_318_455_021;

/** The server's time at this moment, not at the start of the transaction: Unix milliseconds. */
const NOW = 'CAST(FLOOR(EXTRACT(EPOCH FROM clock_timestamp()) * 1000) AS BIGINT)';

/**
 * Creates the tables. Names are compared byte by byte, so that their index does not depend on the locale, which a system
 * upgrade may change.
 */
export const TABLES = `BEGIN;
  SELECT pg_advisory_xact_lock(${START_LOCK});
  CREATE TABLE IF NOT EXISTS ${META} (name TEXT COLLATE "C" PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS ${TABLE} (
    name TEXT COLLATE "C" PRIMARY KEY, version TEXT, written_at BIGINT, expires_at BIGINT, due_at BIGINT, body TEXT);
  CREATE INDEX IF NOT EXISTS ${TABLE}_expiry ON ${TABLE} (expires_at);
  CREATE INDEX IF NOT EXISTS ${TABLE}_due ON ${TABLE} (due_at) WHERE due_at IS NOT NULL;
  INSERT INTO ${META} (name, value) VALUES ('schema', '${SCHEMA}') ON CONFLICT (name) DO NOTHING;
COMMIT`;

/**
 * Settings that a session needs, whatever server, role or URL set. Plans are made once and use an index: otherwise a plan
 * that was made for an empty table would read the whole table when it is large. Warnings are needed in `connections.ts`.
 */
const SETTINGS = {
  statement_timeout: TAKES_MS,
  default_transaction_isolation: 'read committed',
  client_min_messages: 'warning',
  plan_cache_mode: 'force_generic_plan',
  enable_indexscan: 'on',
  enable_seqscan: 'off',
  enable_bitmapscan: 'off',
  jit: 'off',
};

const ROW = `name, version, written_at AS "writtenAt", expires_at AS "expiresAt", due_at AS "dueAt", body`;

const ofMeta = (name: string) => `(SELECT value FROM ${META} WHERE name = '${name}')`;

/** The first statement of a session: its settings, the time, and whether the tables are the right ones. */
export const OPEN_SESSION = `SELECT
  ${Object.entries(SETTINGS).map(([name, value]) => `set_config('${name}', '${value}', false)`)},
  set_config('synchronous_commit',
    CASE WHEN current_setting('synchronous_commit') = 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false),
  current_setting('transaction_read_only') = 'on' AS "readOnly",
  ${ofMeta('schema')} AS schema, ${ofMeta('identity')} AS kept, ${NOW} AS now`;

/**
 * The statements of the ledger, each one round trip.
 *
 * `change` changes several different rows; each parameter is an array with one entry for each change. `$7` is the latest
 * time at which the step may be executed. It returns the places of the changes that were made, and of those that came after
 * `$7`; the other rows were not as expected, or `not_after` had passed.
 *
 * - Rows are locked before anything is written, by all processes in the same order, to avoid deadlocks. Only rows with
 *   the expected version are locked: a lost comparison costs no flush of the disk.
 * - The time is taken when all locks are held.
 * - A row that is inserted meanwhile is not changed: `ON CONFLICT` finds it, and it is not among the locked ones.
 * - `= ANY`, `ON CONFLICT` and a subquery for one value make the planner use the primary key. With a join or `EXISTS` it
 *   may read the whole index.
 */
export const STATEMENTS = {
  change: `
    WITH change AS MATERIALIZED (
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bigint[], $7::bigint[],
          $8::bigint[])
        WITH ORDINALITY AS change (name, expected, version, kept_ms, body, not_after, latest, due_ms, place)
    ), standing AS MATERIALIZED (
      SELECT name, version FROM ${TABLE}
      WHERE name = ANY (ARRAY(SELECT name FROM change WHERE expected IS NOT NULL)) AND version = ANY ($2::text[])
      ORDER BY name COLLATE "C" FOR UPDATE
    ), clock AS MATERIALIZED (
      SELECT ${NOW} AS now FROM (SELECT count(*) FROM standing) AS locked
    ), due AS MATERIALIZED (
      SELECT change.*, now FROM clock CROSS JOIN change LEFT JOIN standing ON standing.name = change.name
      WHERE now <= LEAST(latest, not_after)
        AND CASE WHEN expected IS NULL THEN (SELECT 1 FROM ${TABLE} AS row WHERE row.name = change.name) IS NULL
          ELSE standing.version = expected END
    ), removed AS (
      DELETE FROM ${TABLE} WHERE name = ANY (ARRAY(SELECT name FROM due WHERE version IS NULL)) RETURNING name
    ), written AS (
      INSERT INTO ${TABLE} AS row (name, version, written_at, expires_at, due_at, body)
      SELECT name, version, now, now + kept_ms, now + due_ms, body FROM due WHERE version IS NOT NULL ORDER BY name COLLATE "C"
      ON CONFLICT (name) DO UPDATE SET version = excluded.version, written_at = excluded.written_at,
        expires_at = excluded.expires_at, due_at = excluded.due_at, body = excluded.body
      WHERE row.name IN (SELECT name FROM standing)
      RETURNING name
    ), made AS (
      SELECT name FROM removed UNION ALL SELECT name FROM written
    )
    SELECT now, ARRAY(SELECT place::int FROM change JOIN made ON made.name = change.name) AS made,
      ARRAY(SELECT place::int FROM change WHERE now > latest) AS late FROM clock`,

  read: `SELECT ${ROW}, ${NOW} AS now FROM ${TABLE} WHERE name = ANY ($1::text[])`,

  expired: `SELECT ${ROW} FROM ${TABLE}
    WHERE expires_at >= $1 AND expires_at <= (SELECT ${NOW}) ORDER BY expires_at LIMIT $2`,

  open: `SELECT ${ROW}, ${NOW} AS now FROM ${TABLE} WHERE due_at >= $1 ORDER BY due_at LIMIT $2`,

  scan: `SELECT ${ROW} FROM ${TABLE} WHERE name > $1 ORDER BY name LIMIT $2`,

  /** The time, when there is no row that has it. */
  time: `SELECT ${NOW} AS now`,

  /**
   * `$1` is the identity to store if there is none, or null. `$2` is the latest time. The row `ping` makes it a real
   * write: it fails on a standby and on a full disk.
   */
  keep: `
    INSERT INTO ${META} AS meta (name, value)
    SELECT name, value FROM (VALUES ('identity', $1::text), ('ping', ${NOW}::text)) AS kept (name, value)
    WHERE value IS NOT NULL AND ${NOW} <= $2::bigint
    ON CONFLICT (name) DO UPDATE SET value = CASE meta.name WHEN 'ping' THEN excluded.value ELSE meta.value END
    RETURNING name, value`,
} as const;

export type Statement = keyof typeof STATEMENTS;
