import { expect, it } from 'vitest';
import { runGivingUp } from '../torture/give-up.ts';
import { sqliteUnderTorture } from '../torture/ledgers.ts';
import { runSoak } from '../torture/soak.ts';

/** The short form of `npm run test:torture -- --clients-give-up`. */
it('hundreds of deletions end without anybody asking, at the promised pace, and no delete is sent for that', {
  timeout: 60_000,
}, async () => {
  const { problems, summary } = await runSoak({ deletions: 600, seed: 1 });
  console.log(summary);
  expect(problems).toEqual([]);
});

it('nothing stays unknown that a read could settle, whatever dies, when no client asks twice', {
  timeout: 180_000,
}, async () => {
  const ledger = sqliteUnderTorture();
  try {
    const { problems, summary } = await runGivingUp({ ledger, deletions: 14, seed: 1 });
    console.log(summary);
    expect(problems).toEqual([]);
  } finally {
    await ledger.close();
  }
});
