import { setTimeout as sleep } from 'node:timers/promises';
import { startRedisServer } from '../support/redis-server.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import type { LedgerUnderTorture } from './ledgers.ts';

/**
 * Two Redis servers without a log, one a replica of the other, behind one address. By turns the first is killed and its
 * replica promoted, which has not got the last records, or both are killed and start again with nothing: no record and no
 * secret. What is promised then is less, but nobody may be told what its process knows to be wrong.
 */
export async function redisFailoverUnderTorture(): Promise<LedgerUnderTorture> {
  let primary = await startRedisServer('--appendonly no');
  let replica = await startRedisServer(`--appendonly no --replicaof 127.0.0.1 ${primary.port}`);
  const line = await startTcpProxy(primary.url);
  let promoteNext = false;

  async function promote(ms: number): Promise<void> {
    await primary.kill();
    await line.cut();
    await sleep(ms);
    await replica.command('REPLICAOF', 'NO', 'ONE');
    [primary, replica] = [replica, primary];
    line.leadTo(primary.url);
    await line.restore();
    await replica.start();
    await replica.command('REPLICAOF', '127.0.0.1', String(primary.port));
  }

  async function forget(ms: number): Promise<void> {
    await Promise.all([primary.kill(), replica.kill()]);
    await sleep(ms);
    await primary.start();
    await replica.start();
    await primary.command('REPLICAOF', 'NO', 'ONE');
    await replica.command('REPLICAOF', '127.0.0.1', String(primary.port));
  }

  return {
    name: 'Redis that forgets and fails over',
    env: { LEDGER_URL: line.url },
    forgets: true,
    outage(ms) {
      promoteNext = !promoteNext;
      return promoteNext ? promote(ms) : forget(ms);
    },
    async close() {
      await line[Symbol.asyncDispose]();
      await Promise.all([primary, replica].map((server) => server[Symbol.asyncDispose]()));
    },
  };
}
