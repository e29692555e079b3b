import { expect, inject, it } from 'vitest';
import { hasPostgresPrograms } from '../support/postgres-server.ts';
import { redisProgram } from '../support/redis-server.ts';
import { spawnGateway } from '../support/spawn-gateway.ts';
import { EAGER } from '../torture/give-up.ts';
import { postgresUnderTorture, redisUnderTorture, sqliteUnderTorture } from '../torture/ledgers.ts';
import { postgresFailoverUnderTorture } from '../torture/postgres-failover.ts';
import { redisFailoverUnderTorture } from '../torture/redis-failover.ts';
import { runTorture } from '../torture/run-torture.ts';

const [postgresUrl, redisUrl] = [inject('postgresUrl'), inject('redisUrl')];

/** The short form of `npm run test:torture`. */
it.for([
  { name: 'SQLite', open: async () => sqliteUnderTorture() },
  { name: 'PostgreSQL', open: postgresUrl === null ? null : () => postgresUnderTorture(postgresUrl) },
  { name: 'Redis', open: redisUrl === null ? null : () => redisUnderTorture(redisUrl) },
  {
    name: 'a PostgreSQL that fails over to a synchronous standby',
    open: hasPostgresPrograms ? () => postgresFailoverUnderTorture('synchronous') : null,
  },
  {
    name: 'a PostgreSQL that fails over to a lagging standby',
    open: hasPostgresPrograms ? () => postgresFailoverUnderTorture('lagging') : null,
  },
  {
    name: 'a Redis that forgets and fails over',
    open: redisProgram === undefined ? null : redisFailoverUnderTorture,
  },
])(
  'no deletion is lost, doubled or lied about on $name, whatever dies',
  { timeout: 300_000 },
  async ({ open }, { skip }) => {
    if (open === null) return skip();
    const ledger = await open();
    try {
      const { problems, summary } = await runTorture({ ledger, deletions: 60, seed: 1 });
      console.log(summary);
      expect(problems).toEqual([]);
    } finally {
      await ledger.close();
    }
  },
);

it('starts the gateway with short pauses, in which clients give up, as any other', async () => {
  await using gateway = spawnGateway({ LEDGER_URL: 'memory:' }, EAGER);
  await gateway.ready;
  gateway.process.kill('SIGTERM');
  expect(await gateway.exit).toEqual([0, null]);
});
