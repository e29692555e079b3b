import { randomUUID } from 'node:crypto';
import { Client, Pool } from 'pg';
import { describe, expect, inject, it } from 'vitest';
import type { DeletionId } from '../../src/deletion/ledger.ts';
import { createPostgresLedger } from '../../src/ledger/postgres.ts';
import { describeNetwork } from './ledger-network-suite.ts';
import { describeDurable, type RawRecord } from './ledger-store-suite.ts';
import { claimAs, describeLedger, newId } from './ledger-suite.ts';

const server = inject('postgresUrl');

describe.skipIf(server === null)('On a real server', () => {
  describeLedger('PostgreSQL', openStore);
  describeDurable('PostgreSQL', openStore);
  describeNetwork('PostgreSQL', openStore);

  it('The PostgreSQL ledger waits for the disk, though the database would not', async () => {
    const store = await openStore();
    await store.query(`ALTER DATABASE ${store.name} SET synchronous_commit = off`);
    const ledger = createPostgresLedger(store.url);
    await ledger.ping();
    const before = await store.query('SELECT pg_current_wal_insert_lsn() AS at');
    await claimAs(ledger, newId(), 'a');
    const flushed = await store.query(`SELECT pg_current_wal_flush_lsn() > '${before[0]?.at}'::pg_lsn AS yes`);
    expect(flushed[0]?.yes).toBe(true);
    await ledger.close();
    await store.close();
  });

  it('The PostgreSQL ledger works for a role that may not create tables', async () => {
    const store = await openStore();
    const first = store.open();
    await first.ping();
    await first.close();
    const role = `reader_${randomUUID().replaceAll('-', '')}`;
    await store.query(`CREATE ROLE ${role} LOGIN`);
    await store.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`);
    const url = new URL(store.url);
    url.username = role;
    const ledger = createPostgresLedger(url.href);
    await expect(ledger.ping()).resolves.toBeUndefined();
    await ledger.close();
    await store.query(`DROP OWNED BY ${role}`);
    await store.query(`DROP ROLE ${role}`);
    await store.close();
  });

  it('The PostgreSQL ledger gives up a step that waits for a lock, and it is not taken later', async () => {
    const store = await openStore();
    const ledger = store.open();
    const id = newId();
    await claimAs(ledger, id, 'a');
    await store.query('BEGIN');
    await store.query('SELECT * FROM accounts_gateway_deletions FOR UPDATE');
    await expect(ledger.dispatch(id, 'a', 1)).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    await store.query('ROLLBACK');
    expect(await ledger.read(id)).toMatchObject({ state: 'claimed' });
    expect(await ledger.dispatch(id, 'a', 1)).toMatchObject({ state: 'dispatched' });
    await ledger.close();
    await store.close();
  });
});

/** A database of its own. */
async function openStore() {
  const name = `gateway_test_${randomUUID().replaceAll('-', '')}`;
  await withClient(server ?? '', (client) => client.query(`CREATE DATABASE ${name}`));
  const url = new URL(server ?? '');
  url.pathname = `/${name}`;
  const pool = new Pool({ connectionString: url.href, max: 1 });
  const query = async (text: string, values: unknown[] = []) => (await pool.query(text, values)).rows;

  return {
    name,
    url: url.href,
    durable: true,
    query,
    open: () => createPostgresLedger(url.href),
    openTidy: () => createPostgresLedger(url.href, { sweepEveryMs: 20 }),
    openAt: (elsewhere: string) => createPostgresLedger(elsewhere),
    async put(id: DeletionId, record: RawRecord) {
      const row = { ...id, ...record };
      const columns = Object.keys(row).map((field) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
      const places = columns.map((_, n) => `$${n + 1}`);
      const text = `INSERT INTO accounts_gateway_deletions (${columns}) VALUES (${places})`;
      await query(text, Object.values(row));
    },
    async get(id: DeletionId) {
      const text = 'SELECT * FROM accounts_gateway_deletions WHERE provider = $1 AND caller = $2 AND key = $3';
      return (await query(text, [id.provider, id.caller, id.key]))[0] ?? null;
    },
    async close() {
      await pool.end();
      await withClient(server ?? '', (admin) => admin.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}

async function withClient(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await work(client);
  await client.end();
}
