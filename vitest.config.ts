import { defineConfig } from 'vitest/config';

export default defineConfig({
  // graphql must be loaded once: as Node resolves it, which is not its `module` file.
  resolve: {
    alias: [
      { find: /^graphql$/, replacement: 'graphql/index.js' },
      // The client package from its source; test/clients/package.test.ts has what is packed.
      { find: /^accounts-gateway-client$/, replacement: `${import.meta.dirname}/client/src/index.ts` },
      { find: /^accounts-gateway-client\/testing$/, replacement: `${import.meta.dirname}/client/src/testing/index.ts` },
      { find: /^accounts-gateway-client\/(.+)$/, replacement: `${import.meta.dirname}/client/src/$1.ts` },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/no-secrets-in-logs.ts', 'test/support/stores.ts'],
    pool: 'forks',
    // Much of a run is waiting: for processes, for leases, for a browser.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // .ci/run takes its closing line from the runner's own result.
    reporters: process.env.CI ? ['default', ['json', { outputFile: 'coverage/vitest.json' }]] : ['default'],
  },
});
