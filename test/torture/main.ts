import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type LedgerUnderTorture, postgresUnderTorture, redisUnderTorture, sqliteUnderTorture } from './ledgers.ts';
import { postgresFailoverUnderTorture } from './postgres-failover.ts';
import { redisFailoverUnderTorture } from './redis-failover.ts';
import { runTorture } from './run-torture.ts';

const OPEN: Readonly<Record<string, () => Promise<LedgerUnderTorture>>> = {
  sqlite: async () => sqliteUnderTorture(),
  postgres: () => postgresUnderTorture(process.env.POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'),
  'postgres-failover': () => postgresFailoverUnderTorture('synchronous'),
  'postgres-lagging': () => postgresFailoverUnderTorture('lagging'),
  'redis-failover': redisFailoverUnderTorture,
  redis: () => redisUnderTorture(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379'),
};

/** `npm run test:torture -- --deletions 2000 --ledger redis --seed 7`: by default every ledger. */
const { values } = parseArgs({
  options: {
    deletions: { type: 'string', default: '2000' },
    ledger: { type: 'string', multiple: true, default: Object.keys(OPEN) },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});

process.env.GATEWAY_TEST_LOGS ??= mkdtempSync(join(tmpdir(), 'gateway-logs-'));
console.log(`The gateways' logs: ${process.env.GATEWAY_TEST_LOGS}`);
let broken = 0;
for (const name of values.ledger) {
  const open = OPEN[name];
  if (open === undefined) throw new Error(`No such ledger: ${name}`);
  const ledger = await open();
  try {
    const options = { ledger, deletions: Number(values.deletions), seed: Number(values.seed) };
    const { problems, summary } = await runTorture(options);
    console.log([summary, ...problems].join('\n  '));
    broken += problems.length;
  } finally {
    await ledger.close();
  }
}
process.exitCode = broken === 0 ? 0 : 1;
