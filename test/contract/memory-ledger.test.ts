import { expect, it, vi } from 'vitest';
import { createMemoryLedger } from '../../src/ledger/memory.ts';
import { claimAs, describeLedger, LEASE_MS, newId } from './ledger-suite.ts';

describeLedger('memory', async () => {
  let time = Date.now();
  return {
    open: () => createMemoryLedger(() => time),
    pass(ms) {
      time += ms;
    },
    durable: false,
    async close() {},
  };
});

it('The memory ledger lets go of expired records that nobody asks for again', async () => {
  let time = 0;
  const ledger = createMemoryLedger(() => time);
  using gone = vi.spyOn(Map.prototype, 'delete');
  for (let n = 0; n < 1_000; n += 1) {
    await claimAs(ledger, newId(), 'a', LEASE_MS);
    time += LEASE_MS / 10;
  }
  expect(gone.mock.results.filter(({ value }) => value === true).length).toBeGreaterThan(900);
});
