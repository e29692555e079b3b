import { Pool, type PoolClient } from 'pg';
import { type Ledger, LedgerUnavailableError } from '../deletion/ledger.ts';
import { createServerClock, type ServerClock } from './server-clock.ts';
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
import { within } from './within.ts';

/**
 * A step begins on the server within the first of these or not at all, and the server itself stops it after the second:
 * when its caller gives up, after both, it is taken or it never will be. In milliseconds.
 */
const BEGINS_WITHIN_MS = 1_000;
const TAKES_MS = 1_000;

const CONNECTIONS = 10;

/** Names the lock of first starts: any number that nobody else uses. */
const START_LOCK = 7_203_318_455_021;

const NOW = 'CAST(FLOOR(EXTRACT(EPOCH FROM clock_timestamp()) * 1000) AS BIGINT)';

/** `$1` is the latest server time at which the step may be taken. Later, the statement divides by zero. */
const DIALECT: SqlDialect = {
  now: NOW,
  inTime: `1 / (CASE WHEN ${NOW} <= CAST($1 AS BIGINT) THEN 1 ELSE 0 END) = 1`,
  integer: 'BIGINT',
  tableOptions: '',
  skipLocked: 'FOR UPDATE SKIP LOCKED',
};
const STEPS = sqlSteps(DIALECT);

/** What a session needs, whatever the server, the role or the URL say: in one statement, with the time. */
const SESSION = `SELECT
  set_config('statement_timeout', '${TAKES_MS}', false),
  set_config('default_transaction_isolation', 'read committed', false),
  set_config('synchronous_commit',
    CASE WHEN current_setting('synchronous_commit') = 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false),
  ${NOW} AS "now"`;

/** The ledger in PostgreSQL. It connects, and creates its tables, with the first step that finds the server there. */
export function createPostgresLedger(url: string, { sweepEveryMs }: { readonly sweepEveryMs?: number } = {}): Ledger {
  const pool = new Pool({
    connectionString: url,
    application_name: 'accounts-gateway',
    max: CONNECTIONS,
    connectionTimeoutMillis: BEGINS_WITHIN_MS,
    keepAlive: true,
  });
  const clocks = new WeakMap<PoolClient, ServerClock>();
  let hasTables = false;

  // A connection that breaks fails the step that uses it, and if none does, the pool forgets it: no other news is needed.
  const ignore = () => {};
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));

  async function run(step: SqlStep, values: readonly SqlValue[]): Promise<readonly StoredRecord[]> {
    const startedAt = performance.now();
    const client = await pool.connect().catch(unavailable);
    try {
      const timeLeft = startedAt + BEGINS_WITHIN_MS + TAKES_MS - performance.now();
      const rows = await within(timeLeft, take(client, step, values, startedAt));
      client.release();
      return rows;
    } catch (fault) {
      client.release(true); // it may be stuck, or lead to a server that has become a standby
      return unavailable(fault);
    }
  }

  async function take(client: PoolClient, step: SqlStep, values: readonly SqlValue[], startedAt: number) {
    const clock = clocks.get(client) ?? (await prepare(client));
    const latest = clock.at(startedAt + BEGINS_WITHIN_MS);
    const { rows } = await client.query<StoredRecord>({ name: step, text: STEPS[step], values: [latest, ...values] });
    const seen = rows[0]?.now;
    if (seen !== undefined) clock.saw(Number(seen), performance.now());
    return rows;
  }

  async function prepare(client: PoolClient): Promise<ServerClock> {
    const { rows } = await client.query(SESSION);
    const clock = createServerClock(Number(rows[0].now), performance.now());
    if (!hasTables) await createTables(client);
    hasTables = true;
    clocks.set(client, clock);
    return clock;
  }

  async function close(): Promise<void> {
    // It says goodbye to the server, which may not be there to hear it.
    await within(BEGINS_WITHIN_MS + TAKES_MS, pool.end()).catch(ignore);
  }

  return createSqlLedger({ run, close }, sweepEveryMs);
}

/** Once for all processes. A role that may not create tables is fine when they are there. */
async function createTables(client: PoolClient): Promise<void> {
  const version = async () => (await client.query(SQL_SCHEMA_QUERY)).rows[0]?.value;
  const found = await version().catch(unlessUndefinedTable);
  if (found === undefined) {
    await client.query(`SELECT pg_advisory_lock(${START_LOCK})`);
    await client.query(['BEGIN', ...sqlTables(DIALECT), 'COMMIT'].join(';\n'));
    await client.query(`SELECT pg_advisory_unlock(${START_LOCK})`);
  }
  checkSchemaVersion(found ?? (await version()));
}

function unlessUndefinedTable(fault: unknown): undefined {
  if ((fault as { code?: unknown }).code !== '42P01') throw fault;
}

function unavailable(fault: unknown): never {
  if (fault instanceof LedgerUnavailableError) throw fault;
  throw new LedgerUnavailableError('The ledger could not be used', { cause: fault });
}
