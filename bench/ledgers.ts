import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { createClient } from 'redis';
import startStores from '../test/support/stores.ts';
import type { LedgerKind } from './variants.ts';
import type { Workshop } from './workshop.ts';

/** The server's database that the benchmark writes to; the usual one is 0. */
const REDIS_DATABASE = '/14';
const TABLE = 'accounts_gateway_deletions';

/** The `LEDGER_URL` of each kind that is a server; null: there is none here. */
export type Stores = Readonly<Record<Extract<LedgerKind, 'redis' | 'postgres'>, string | null>>;

/** The same Redis and PostgreSQL as the tests use: given ones, those on the usual ports, or installed ones. */
export async function findStores(workshop: Workshop): Promise<Stores> {
  const found = { redisUrl: null as string | null, postgresUrl: null as string | null };
  const provide = (name: keyof typeof found, url: string | null) => {
    found[name] = url;
  };
  delete process.env.CI; // where a store that is missing fails the tests; here it is left out
  workshop.onClose(await startStores({ provide } as unknown as Parameters<typeof startStores>[0]));
  return {
    redis: found.redisUrl === null ? null : ownRedis(found.redisUrl, workshop),
    postgres: found.postgresUrl === null ? null : await ownPostgres(found.postgresUrl, workshop),
  };
}

function ownRedis(serverUrl: string, workshop: Workshop): string {
  const url = new URL(serverUrl);
  url.pathname = REDIS_DATABASE;
  workshop.onClose(async () => {
    const client = createClient({ url: url.href });
    await client.connect();
    for await (const keys of client.scanIterator({ MATCH: 'accounts-gateway:*', COUNT: 1_000 })) {
      if (keys.length > 0) await client.unlink(keys);
    }
    await client.close();
  });
  return url.href;
}

async function ownPostgres(serverUrl: string, workshop: Workshop): Promise<string> {
  const name = `gateway_bench_${randomBytes(6).toString('hex')}`;
  const onServer = async (sql: string) => {
    const client = new Client({ connectionString: serverUrl });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await onServer(`CREATE DATABASE ${name}`);
  workshop.onClose(() => onServer(`DROP DATABASE ${name} WITH (FORCE)`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
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

/** What a record takes in a file that a gateway has written and closed. */
export function bytesPerRecord(file: string): number {
  const db = new DatabaseSync(file, { readOnly: true });
  const count = Number(db.prepare(`SELECT count(*) AS n FROM ${TABLE}`).get()?.n);
  db.close();
  return Math.round(statSync(file).size / count);
}
