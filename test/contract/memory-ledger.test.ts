import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.ts';
import { describeLedger } from './ledger-suite.ts';

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
