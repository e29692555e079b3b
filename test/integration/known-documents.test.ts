import { readdirSync } from 'node:fs';
import { describe, vi } from 'vitest';

/** In this file, each document that a request brings is made known first: by a request that has no such operation. */
vi.mock(import('../../src/graphql/create-apollo.ts'), async (load) => {
  const { createApollo } = await load();
  return {
    createApollo(options) {
      const { apollo, answerKnown } = createApollo(options);
      const contextValue = { audit: { refused() {}, read() {} } } as never;
      return {
        apollo,
        async answerKnown(body, openContext) {
          const query = (body as { readonly query?: unknown } | null)?.query;
          if (typeof query === 'string') await apollo.executeOperation({ query, operationName: '' }, { contextValue });
          return answerKnown(body, openContext);
        },
      };
    },
  };
});

/** This file, and those that are about the operator's command and the containers, which takes long. */
const LEFT_OUT = ['known-documents.test.ts', 'deletions.test.ts', 'deployment.test.ts'];

// Whatever is promised of HTTP holds as well for a document that was sent before.
for (const file of readdirSync(new URL('./', import.meta.url))) {
  if (!file.endsWith('.test.ts') || LEFT_OUT.includes(file)) continue;
  describe(file, async () => {
    await import(/* @vite-ignore */ `./${file}`);
  });
}
