import { expect, inject, it } from 'vitest';
import { postgresUnderTorture, redisUnderTorture, sqliteUnderTorture } from '../torture/ledgers.ts';
import { runTorture } from '../torture/run-torture.ts';

const [postgresUrl, redisUrl] = [inject('postgresUrl'), inject('redisUrl')];

/** The short form of `npm run test:torture`. */
it.for([
  { name: 'SQLite', open: async () => sqliteUnderTorture() },
  { name: 'PostgreSQL', open: postgresUrl === null ? null : () => postgresUnderTorture(postgresUrl) },
  { name: 'Redis', open: redisUrl === null ? null : () => redisUnderTorture(redisUrl) },
])(
  'no deletion is lost, doubled or lied about on $name, whatever dies',
  { timeout: 120_000 },
  async ({ open }, { skip }) => {
    if (open === null) return skip();
    const ledger = await open();
    try {
      const { problems, summary } = await runTorture({ ledger, deletions: 100, seed: 1 });
      console.log(summary);
      expect(problems).toEqual([]);
    } finally {
      await ledger.close();
    }
  },
);
