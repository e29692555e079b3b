import { auditServer } from 'graphql-http';
import { expect, it } from 'vitest';
import { startTestGateway } from '../support/start-test-gateway.ts';

/** The audit of https://github.com/graphql/graphql-http: 61 answers, each ok, a notice, a warning or an error. */
it('every answer of the GraphQL over HTTP audit is ok', async () => {
  await using gateway = await startTestGateway({});
  const results = await auditServer({ url: gateway.url });
  const ok = results.filter(({ status }) => status === 'ok');
  const others = await Promise.all(
    results
      .filter(({ status }) => status !== 'ok')
      .map(
        async (result) => `${result.status} ${result.id}: ${result.name}, ${'reason' in result ? result.reason : ''}`,
      ),
  );
  console.log(`GraphQL over HTTP audit: ${ok.length} of ${results.length} ok`);
  expect(others).toEqual([]);
  expect(results).toHaveLength(61);
});
