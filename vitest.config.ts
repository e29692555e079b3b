import { existsSync, statfsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** A file system in memory, and the room that it must have, in bytes. */
const IN_MEMORY = '/dev/shm';
const ROOM = 4e9;

/**
 * Where tests put their ledgers. A disk may stand still for longer than a ledger waits, on virtual machines for seconds, and
 * that is no test's subject.
 */
function temporaryFolder(): Record<string, string> {
  if (process.env.TMPDIR !== undefined || !existsSync(IN_MEMORY)) return {};
  const { bavail, bsize } = statfsSync(IN_MEMORY);
  return bavail * bsize < ROOM ? {} : { TMPDIR: IN_MEMORY };
}
Object.assign(process.env, temporaryFolder());

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
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // .ci/run takes its closing line from the runner's own result.
    reporters: process.env.CI ? ['default', ['json', { outputFile: 'coverage/vitest.json' }]] : ['default'],
  },
});
