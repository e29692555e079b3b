import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { createClient } from 'redis';
import { startTcpProxy } from '../support/tcp-proxy.ts';

/** A ledger that can be taken away from all gateways at once, and comes back. */
export interface LedgerUnderTorture {
  readonly name: string;
  /** What a gateway is given to use it. */
  readonly env: Record<string, string>;
  /** Whether an outage may make it forget records. */
  readonly forgets?: boolean;
  /** Whether a run may end before the ledger is back: then its answer is lost with its process, or with its lease. */
  readonly staysAway?: boolean;
  /** Takes it away for so many milliseconds. */
  outage(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** An SQLite file; it is away while somebody else holds its write lock. */
export function sqliteUnderTorture(): LedgerUnderTorture {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-torture-'));
  const path = join(folder, 'ledger.db');
  return {
    name: 'SQLite',
    env: { LEDGER_URL: `sqlite:${path}` },
    async outage(ms) {
      const database = new DatabaseSync(path, { timeout: 0 });
      try {
        database.exec('BEGIN IMMEDIATE');
      } catch {
        // A gateway writes, or was frozen while it wrote: then the ledger is away without our help.
      }
      await sleep(ms);
      database.close();
    },
    async close() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A database of its own behind a line that is cut, or stalled. */
export async function postgresUnderTorture(serverUrl: string): Promise<LedgerUnderTorture> {
  const name = `gateway_torture_${randomBytes(6).toString('hex')}`;
  await onServer((client) => client.query(`CREATE DATABASE ${name}`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const line = await cuttable(url.href);
  return {
    name: 'PostgreSQL',
    ...line,
    async close() {
      await line.close();
      await onServer((client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };

  async function onServer(work: (client: Client) => Promise<unknown>): Promise<void> {
    const client = new Client({ connectionString: serverUrl });
    await client.connect();
    await work(client);
    await client.end();
  }
}

/** The last of the server's sixteen databases, behind a line that is cut, or stalled. */
export async function redisUnderTorture(serverUrl: string): Promise<LedgerUnderTorture> {
  const url = new URL(serverUrl);
  url.pathname = '/15';
  const line = await cuttable(url.href);
  return {
    name: 'Redis',
    ...line,
    async close() {
      await line.close();
      const client = createClient({ url: url.href });
      await client.connect();
      for await (const keys of client.scanIterator({ MATCH: 'accounts-gateway:*' })) {
        if (keys.length > 0) await client.del(keys);
      }
      await client.close();
    },
  };
}

async function cuttable(url: string) {
  const proxy = await startTcpProxy(url);
  let stallNext = false;
  return {
    env: { LEDGER_URL: proxy.url },
    staysAway: true,
    async outage(ms: number) {
      stallNext = !stallNext;
      if (stallNext) proxy.stall();
      else await proxy.cut();
      await sleep(ms);
      await proxy.restore();
    },
    async close() {
      await proxy[Symbol.asyncDispose]();
    },
  };
}
