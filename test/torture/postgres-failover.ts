import { setTimeout as sleep } from 'node:timers/promises';
import { type PostgresServer, startPostgresServer } from '../support/postgres-server.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import type { LedgerUnderTorture } from './ledgers.ts';

/** How far a lagging standby is behind when it is promoted, in milliseconds. */
const LAG_MS = 300;

/** A standby is known by the name of its cluster. */
const SYNCHRONOUS = { synchronous_standby_names: 'torture', cluster_name: 'torture' };

interface Pair {
  readonly primary: PostgresServer;
  readonly standby: PostgresServer;
  /** The line by which the standby gets what it replicates. */
  readonly replication: TcpProxy;
}

/**
 * Two PostgreSQL servers behind one address. An outage kills the primary under load and promotes its standby; then the new
 * primary gets a standby of its own, made from a copy.
 *
 * @param mode `synchronous`: no commit is acknowledged before a standby has it. `lagging`: the standby is behind when it is
 *   promoted, so the ledger forgets.
 */
export async function postgresFailoverUnderTorture(mode: 'synchronous' | 'lagging'): Promise<LedgerUnderTorture> {
  const settings = mode === 'synchronous' ? SYNCHRONOUS : {};
  let pair = await withStandby(await startPostgresServer(settings));
  const line = await startTcpProxy(pair.primary.url);

  async function withStandby(primary: PostgresServer): Promise<Pair> {
    const replication = await startTcpProxy(primary.url);
    return { primary, replication, standby: await startPostgresServer(settings, replication.url) };
  }

  return {
    name: `PostgreSQL that fails over to a ${mode} standby`,
    env: { LEDGER_URL: line.url },
    forgets: mode === 'lagging',
    staysAway: true,
    async outage(ms) {
      const { primary, standby, replication } = pair;
      if (mode === 'lagging') {
        replication.stall();
        await sleep(LAG_MS);
      }
      await primary.kill();
      await line.cut();
      await replication.cut();
      await sleep(ms);
      await standby.query('SELECT pg_promote()');
      line.leadTo(standby.url);
      await line.restore();
      await primary[Symbol.asyncDispose]();
      pair = await withStandby(standby);
    },
    async close() {
      await line[Symbol.asyncDispose]();
      await pair.replication[Symbol.asyncDispose]();
      await pair.standby[Symbol.asyncDispose]();
      await pair.primary[Symbol.asyncDispose]();
    },
  };
}
