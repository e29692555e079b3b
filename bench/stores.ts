import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { hasPostgresPrograms, startPostgresServer } from '../test/support/postgres-server.ts';
import { redisProgram, startRedisServer } from '../test/support/redis-server.ts';
import type { Workshop } from './workshop.ts';

const TABLE = 'accounts_gateway_deletions';

/** A server that was started for this run, at the place of the upstream: its figures are those of no other. */
export interface Store {
  readonly url: string;
  readonly pid: number;
  /** What a settled record takes: in PostgreSQL with its index and what vacuum has not freed, in Redis of its memory. */
  bytesPerRecord(): Promise<number>;
}

/** Undefined where it is not installed. */
export type Stores = Readonly<Record<'redis' | 'postgres', Store | undefined>>;

export async function startStores(workshop: Workshop): Promise<Stores> {
  return {
    redis: redisProgram === undefined ? undefined : await startRedis(workshop),
    postgres: hasPostgresPrograms ? await startPostgres(workshop) : undefined,
  };
}

async function startRedis(workshop: Workshop): Promise<Store> {
  // Durable as the ledger asks for it: on the disk before it answers.
  const server = await startRedisServer('--appendonly yes --appendfsync always');
  workshop.onClose(() => server[Symbol.asyncDispose]());
  const info = async (name: string) =>
    Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(String(await server.command('INFO')))?.[1]);
  const empty = await info('used_memory');
  const bytesPerRecord = async () => ((await info('used_memory')) - empty) / Number(await server.command('DBSIZE'));
  return { url: server.url, pid: await info('process_id'), bytesPerRecord };
}

async function startPostgres(workshop: Workshop): Promise<Store> {
  const server = await startPostgresServer();
  workshop.onClose(() => server[Symbol.asyncDispose]());
  const ask = async (sql: string) => Number((await server.query(`SELECT ${sql} AS answer`))[0]?.answer);
  const size = `pg_total_relation_size('${TABLE}')::float / (SELECT count(*) FROM ${TABLE})`;
  const pid = await ask(`split_part(pg_read_file('postmaster.pid'), E'\\n', 1)`);
  return { url: server.url, pid, bytesPerRecord: () => ask(size) };
}

/**
 * Fills a ledger that has one settled deletion in it – a true one, so that this needs to know no more than the names of
 * table and key – with copies under random keys, which is what keyed hashes are.
 */
export function fillLedger(file: string, records: number): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA synchronous = OFF');
  const names = db
    .prepare(`SELECT name FROM pragma_table_info('${TABLE}')`)
    .all()
    .map(({ name }) => String(name));
  // A name is PROVIDER:CALLER:KEY, all of it hashes but the provider.
  const key = 'substr(name, 1, length(name) - 43) || substr(hex(randomblob(22)), 1, 43)';
  const values = names.map((name) => (name === 'name' ? key : name));
  db.exec(`
    CREATE TEMP TABLE pattern AS SELECT * FROM ${TABLE} LIMIT 1;
    WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ${records})
    INSERT INTO ${TABLE} (${names.join(', ')}) SELECT ${values.join(', ')} FROM n, pattern;
    PRAGMA wal_checkpoint(TRUNCATE)`);
  db.close();
}

/** What a record takes in a file that a gateway has written and closed, index included. */
export function sqliteBytesPerRecord(file: string): number {
  const db = new DatabaseSync(file, { readOnly: true });
  const count = Number(db.prepare(`SELECT count(*) AS n FROM ${TABLE}`).get()?.n);
  db.close();
  return statSync(file).size / count;
}
