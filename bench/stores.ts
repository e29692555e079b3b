import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { createClient } from 'redis';
import { findProgram, nobody, sparePort } from '../test/support/stores.ts';
import type { Workshop } from './servers.ts';

const TABLE = 'accounts_gateway_deletions';
const STARTS_WITHIN_MS = 20_000;

/** A server that was started for this run, at the place of the upstream: its figures are those of no other. */
export interface Store {
  readonly url: string;
  readonly pid: number;
  /** What a settled record takes: in PostgreSQL with its index and what vacuum has not freed, in Redis of its memory. */
  bytesPerRecord(): Promise<number>;
}

/** Null where it is not installed. */
export type Stores = Readonly<Record<'redis' | 'postgres', Store | null>>;

export async function startStores(workshop: Workshop): Promise<Stores> {
  return { redis: await startRedis(workshop), postgres: await startPostgres(workshop) };
}

async function startRedis(workshop: Workshop): Promise<Store | null> {
  const program = findProgram('redis-server') ?? findProgram('valkey-server');
  if (program === undefined) return null;
  const port = await sparePort();
  // Durable as the ledger asks for it: on the disk before it answers.
  const options = `--bind 127.0.0.1 --port ${port} --dir ${workshop.folder} --appendonly yes --appendfsync always`;
  const { pid = 0 } = workshop.adopt(spawn(program, options.split(' '), { stdio: 'ignore' }), 'SIGINT');
  const url = `redis://127.0.0.1:${port}`;
  const ask = async (): Promise<{ bytes: number; records: number }> => {
    const client = createClient({ url, socket: { reconnectStrategy: false } });
    client.on('error', () => {});
    await client.connect();
    const [memory, records] = await Promise.all([client.info('memory'), client.dbSize()]).finally(() => client.close());
    return { bytes: Number(/used_memory:(\d+)/.exec(memory)?.[1]), records };
  };
  const empty = await untilItAnswers(ask);
  const bytesPerRecord = async () => {
    const { bytes, records } = await ask();
    return Math.round((bytes - empty.bytes) / records);
  };
  return { url, pid, bytesPerRecord };
}

async function startPostgres(workshop: Workshop): Promise<Store | null> {
  const [program, init] = [findProgram('postgres'), findProgram('initdb')];
  if (program === undefined || init === undefined) return null;
  const folder = mkdtempSync(join(tmpdir(), 'gateway-bench-'));
  workshop.onClose(async () => rmSync(folder, { recursive: true, force: true }));
  const user = process.getuid?.() === 0 ? nobody(folder) : {}; // it refuses to run as root
  const data = join(folder, 'data');
  execFileSync(init, ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'], { stdio: 'ignore', ...user });
  const port = await sparePort();
  const options = ['-D', data, '-p', `${port}`, '-k', folder, '-c', 'listen_addresses=127.0.0.1'];
  // SIGINT: it does not wait for its clients.
  const { pid = 0 } = workshop.adopt(spawn(program, options, { stdio: 'ignore', ...user }), 'SIGINT');
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const ask = async (sql: string): Promise<number> => {
    const client = new Client({ connectionString: url });
    client.on('error', () => {});
    await client.connect();
    const { rows } = await client.query(sql).finally(() => client.end());
    return Number(rows[0].answer);
  };
  await untilItAnswers(() => ask('SELECT 1 AS answer'));
  const size = `pg_total_relation_size('${TABLE}') / (SELECT count(*) FROM ${TABLE})`;
  return { url, pid, bytesPerRecord: () => ask(`SELECT ${size} AS answer`) };
}

async function untilItAnswers<T>(ask: () => Promise<T>): Promise<T> {
  for (const giveUpAt = performance.now() + STARTS_WITHIN_MS; ; await sleep(100)) {
    try {
      return await ask();
    } catch (fault) {
      if (performance.now() > giveUpAt) throw fault;
    }
  }
}

/**
 * Fills a ledger that has one settled deletion in it – a true one, so that this needs to know no more than the names of
 * table and key – with copies under random keys, which is what keyed hashes are.
 */
export function fillLedger(file: string, records: number): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA synchronous = OFF');
  const columns = db.prepare(`SELECT name FROM pragma_table_info('${TABLE}')`).all();
  const names = columns.map(({ name }) => String(name));
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
  return Math.round(statSync(file).size / count);
}
