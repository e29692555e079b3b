import { randomUUID } from 'node:crypto';
import { Client, Pool } from 'pg';
import { createPostgresLedger } from '../../src/ledger/postgres/postgres-ledger.ts';

/** A database of its own on a server, with ledgers on it and a way around them. */
export async function openDatabase(serverUrl: string) {
  const name = `gateway_test_${randomUUID().replaceAll('-', '')}`;
  await withClient(serverUrl, (client) => client.query(`CREATE DATABASE ${name}`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const pool = new Pool({ connectionString: url.href, max: 1 });
  pool.on('error', () => {}); // it may hear of the database's end while it ends itself
  const query = async (text: string, values: unknown[] = []) => (await pool.query(text, values)).rows;

  return {
    name,
    url: url.href,
    durable: true,
    query,
    open: () => createPostgresLedger(url.href),
    openAt: (elsewhere: string) => createPostgresLedger(elsewhere),
    async setIdentity(identity: string | null) {
      await query("DELETE FROM accounts_gateway_meta WHERE name = 'identity'");
      if (identity !== null) await query("INSERT INTO accounts_gateway_meta VALUES ('identity', $1)", [identity]);
    },
    async dropConnections() {
      await query(`SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`);
    },
    async close() {
      await pool.end();
      await withClient(serverUrl, (admin) => admin.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}

export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
