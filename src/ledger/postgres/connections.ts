import { Pool, type PoolClient } from 'pg';
import { LedgerUnavailableError } from '../../deletion/ledger.ts';
import { createServerClock } from '../server-clock.ts';
import { unavailable, withTimeout } from '../unavailable.ts';
import { OPEN_SESSION, SCHEMA, STATEMENTS, type Statement, TABLES, TAKES_MS } from './statements.ts';

/**
 * A step begins on the server within this time or not at all, and the server stops it after `TAKES_MS`. A caller gives up
 * after both, when the step is executed or never will be. In milliseconds.
 */
export const BEGINS_WITHIN_MS = 1_000;

/** One for changes, one for reads, two for rare steps. */
const CONNECTIONS = 4;

const UNDEFINED_TABLE = '42P01';
/** The class of SQLSTATE codes that mean success. */
const SUCCESS = '00';

type Value = string | number | null;

/** A connection whose tables and identity have been checked. */
export interface Session {
  query<Row>(statement: Statement, values: readonly (Value | readonly Value[])[]): Promise<readonly Row[]>;
  /** The latest server time for a step that was requested at `startedAt` (`performance.now()`). */
  latest(startedAt: number): number;
}

export type Connections = ReturnType<typeof createConnections>;

export function createConnections(url: string) {
  const pool = new Pool({
    connectionString: url,
    application_name: 'accounts-gateway',
    max: CONNECTIONS,
    connectionTimeoutMillis: BEGINS_WITHIN_MS,
    keepAlive: true,
  });
  let sessions = new WeakMap<PoolClient, Session>();
  let identity: string | undefined;

  // A broken connection fails the step that uses it; an idle one is removed by the pool. Nothing else is to be done.
  const ignore = () => {};
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));

  /**
   * Runs `work` on one connection, within the time of a step that was requested at `startedAt` (`performance.now()`).
   *
   * @throws LedgerUnavailableError
   */
  async function use<T>(startedAt: number, work: (session: Session) => Promise<T>): Promise<T> {
    let client: PoolClient | undefined;
    let isSound = false; // otherwise it may be stuck, or its server may be a standby now
    try {
      const own = await pool.connect();
      client = own;
      const run = async () => work(sessions.get(own) ?? (await open(own)));
      const result = await withTimeout(Math.ceil(startedAt + BEGINS_WITHIN_MS + TAKES_MS - performance.now()), run());
      isSound = sessions.has(own);
      return result;
    } catch (fault) {
      throw unavailable(fault);
    } finally {
      client?.release(!isSound);
    }
  }

  /** Creates the tables if they are missing: a role without the permission for that works when they exist. */
  async function open(client: PoolClient): Promise<Session> {
    const found = await client.query(OPEN_SESSION).catch(async (fault) => {
      if (fault.code !== UNDEFINED_TABLE) throw fault;
      await client.query(TABLES);
      return client.query(OPEN_SESSION);
    });
    const { now, readOnly, schema, kept } = found.rows[0];
    if (readOnly) throw new LedgerUnavailableError('The server cannot be written to');
    if (schema !== SCHEMA) {
      const message = `The tables of the ledger have version ${schema}; this program needs version ${SCHEMA}`;
      throw new LedgerUnavailableError(message, { final: true });
    }
    const session = createSession(client, Number(now));
    if (identity !== undefined && kept !== identity) await keepOn(session, performance.now());
    sessions.set(client, session);
    return session;
  }

  function createSession(client: PoolClient, serverTime: number): Session {
    const clock = createServerClock(serverTime, performance.now());
    let warning: string | undefined;
    client.on('notice', ({ code, message }) => {
      if (!code?.startsWith(SUCCESS)) warning = message ?? 'no message';
    });
    return {
      latest: (startedAt) => clock.at(startedAt + BEGINS_WITHIN_MS),
      async query(name: Statement, values: readonly (Value | readonly Value[])[]) {
        try {
          warning = undefined;
          const { rows } = await client.query({ name, text: STATEMENTS[name], values: [...values] });
          // A server that did not wait for its synchronous standby reports a usual commit, with a warning.
          if (warning !== undefined) throw new LedgerUnavailableError(`The server warned: ${warning}`);
          if (rows[0]?.now !== undefined) clock.saw(Number(rows[0].now), performance.now());
          return rows;
        } catch (fault) {
          sessions.delete(client);
          throw fault;
        }
      },
    };
  }

  async function keepOn(session: Session, startedAt: number, candidate?: string): Promise<string | undefined> {
    const values = [identity ?? candidate ?? null, session.latest(startedAt)];
    const rows = await session.query<{ readonly name: string; readonly value: string }>('keep', values);
    if (rows.length === 0) throw new LedgerUnavailableError('The step came too late');
    const kept = rows.find(({ name }) => name === 'identity')?.value;
    if (identity !== undefined && kept !== identity) {
      sessions = new WeakMap(); // every connection is checked again before its next step
      throw new LedgerUnavailableError('The ledger has another secret than this process', { final: true });
    }
    return kept;
  }

  /**
   * Writes to the ledger. If it has no identity, it gets the one that this process knows, or else `candidate`. Returns
   * the ledger's identity.
   *
   * @throws LedgerUnavailableError also when it is not the one that this process knows
   */
  async function keep(candidate?: string): Promise<string | undefined> {
    const startedAt = performance.now();
    const kept = await use(startedAt, (session) => keepOn(session, startedAt, candidate));
    identity ??= kept;
    return kept;
  }

  async function close(): Promise<void> {
    // `end` waits for the server, which may not answer.
    await withTimeout(BEGINS_WITHIN_MS + TAKES_MS, pool.end()).catch(ignore);
  }
  return { use, keep, close };
}
