import { run } from './run.ts';

const PLACEHOLDERS = {
  variables: { input: { provider: 'SEQUENCE', accountId: 'acc_…', idempotencyKey: '…' } },
  headers: { Authorization: 'ApiKey …' },
};

await run(process.env, PLACEHOLDERS);
