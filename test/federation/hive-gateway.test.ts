import { expect, it } from 'vitest';
import { newKey } from '../support/secrets.ts';
import { startSandbox } from '../support/start-sandbox.ts';
import { COMPOSERS, readSubgraph } from './compose.ts';
import { hiveOptions } from './hive-options.ts';
import { post } from './post.ts';
import { describeRouter } from './router-suite.ts';
import { startHiveGateway } from './routers.ts';
import { startWire } from './wire.ts';

const compose = COMPOSERS['@theguild/federation-composition'];

describeRouter({ compose, start: startHiveGateway });

// Hive's HTTP executor takes the headers out of an operation when it sends it for the first time.
it('with upstreamRetry sends mutations again, and without headers: nothing is deleted twice, and the key goes on', async () => {
  await using sandbox = await startSandbox();
  await using wire = await startWire(sandbox.gateway.url);
  const supergraph = compose([await readSubgraph({ name: 'accounts', url: wire.url })]);
  const { propagateHeaders } = hiveOptions;
  const router = await startHiveGateway(supergraph, {
    propagateHeaders,
    upstreamRetry: { maxRetries: 2, retryDelay: 50 },
  });
  const query = `mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) {
    ... on DeleteAccountSuccess { replayed } ... on DeleteAccountError { code source retry } } }`;
  const variables = { input: { provider: 'NUVION', accountId: 'acc_debit', idempotencyKey: newKey() } };
  const remove = async () => (await post<{ deleteAccount: unknown }>(router.url, query, variables)).data?.deleteAccount;

  wire.loseNextAnswer();
  const sent = wire.seen.length;
  expect(await remove()).toEqual({ code: 'UNAUTHORIZED', source: 'GATEWAY', retry: 'SAME_KEY' });
  expect(wire.seen.slice(sent).map(({ headers }) => headers['x-nuvion-authorization'] !== undefined)).toEqual([
    true,
    false,
  ]);
  expect(await remove()).toEqual({ replayed: true });
  expect(sandbox.seen('acc_debit').effects).toEqual([variables.input.idempotencyKey]);
  await router.close();
});
