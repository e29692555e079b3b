import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runGivingUp } from './give-up.ts';
import { type LedgerUnderTorture, postgresUnderTorture, redisUnderTorture, sqliteUnderTorture } from './ledgers.ts';
import { postgresFailoverUnderTorture } from './postgres-failover.ts';
import { redisFailoverUnderTorture } from './redis-failover.ts';
import { runTorture, type TortureReport } from './run-torture.ts';
import { runSoak } from './soak.ts';

const OPEN: Readonly<Record<string, () => Promise<LedgerUnderTorture>>> = {
  sqlite: async () => sqliteUnderTorture(),
  postgres: () => postgresUnderTorture(process.env.POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'),
  'postgres-failover': () => postgresFailoverUnderTorture('synchronous'),
  'postgres-lagging': () => postgresFailoverUnderTorture('lagging'),
  'redis-failover': redisFailoverUnderTorture,
  redis: () => redisUnderTorture(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379'),
};

/** The ledgers that never forget: what is lost on the others nobody can find out. */
const LASTING = ['sqlite', 'postgres', 'redis'];
const SOAKED = 20_000;

/**
 * `npm run test:torture -- --deletions 2000 --ledger redis --seed 7`: by default every ledger. With `--clients-give-up` nobody
 * asks twice, and what is lost the gateways find out by themselves: 20,000 deletions in virtual time, then so many in processes.
 */
const { values } = parseArgs({
  options: {
    'clients-give-up': { type: 'boolean', default: false },
    deletions: { type: 'string' },
    ledger: { type: 'string', multiple: true },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});

process.env.GATEWAY_TEST_LOGS ??= mkdtempSync(join(tmpdir(), 'gateway-logs-'));
console.log(`The gateways' logs: ${process.env.GATEWAY_TEST_LOGS}`);
const givesUp = values['clients-give-up'];
const [seed, deletions] = [Number(values.seed), Number(values.deletions ?? (givesUp ? 300 : 2_000))];
let broken = 0;
const report = ({ problems, summary }: TortureReport) => {
  console.log([summary, ...problems].join('\n  '));
  broken += problems.length;
};

if (givesUp) report(await runSoak({ deletions: SOAKED, seed }));
for (const name of values.ledger ?? (givesUp ? LASTING : Object.keys(OPEN))) {
  const open = OPEN[name];
  if (open === undefined) throw new Error(`No such ledger: ${name}`);
  const ledger = await open();
  try {
    report(await (givesUp ? runGivingUp : runTorture)({ ledger, deletions, seed }));
  } finally {
    await ledger.close();
  }
}
process.exitCode = broken === 0 ? 0 : 1;
