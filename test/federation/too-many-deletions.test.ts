import { expect, it } from 'vitest';
import type { GraphqlAnswer } from '../support/ask.ts';
import { newKey } from '../support/secrets.ts';
import { type Sandbox, startSandbox } from '../support/start-sandbox.ts';
import { COMPOSERS, readSubgraph, type Subgraph } from './compose.ts';
import { post } from './post.ts';
import { type Router, startApolloGateway, startHiveGateway } from './routers.ts';
import { startWire } from './wire.ts';

const ALLOWED = 2;
const IDS = ['acc_pod_taxes', 'acc_pod_savings', 'acc_external_card'];

/** One deletion more than an operation may hold, through a router. */
async function removeAll(
  compose: (subgraphs: readonly Subgraph[]) => string,
  start: (supergraph: string) => Promise<Router>,
  check: (answer: GraphqlAnswer<object>, requests: number, sandbox: Sandbox) => void,
): Promise<void> {
  await using sandbox = await startSandbox({ MAX_DELETIONS_PER_OPERATION: String(ALLOWED) });
  await using wire = await startWire(sandbox.gateway.url);
  const router = await start(compose([await readSubgraph({ name: 'accounts', url: wire.url })]));
  const before = wire.seen.length;
  const fields = IDS.map(
    (id, i) => `d${i}: deleteAccount(input: { provider: SEQUENCE, accountId: "${id}", idempotencyKey: "${newKey()}" }) {
      __typename ... on DeleteAccountError { code }
    }`,
  );
  const answer = await post<object>(router.url, `mutation { ${fields.join(' ')} }`);
  check(answer, wire.seen.length - before, sandbox);
  await router.close();
}

it('@apollo/gateway sends them in one operation: it is refused whole, and the client sees an internal error', () =>
  removeAll(COMPOSERS['@apollo/composition'], startApolloGateway, ({ data, errors }, requests, sandbox) => {
    expect(requests).toBe(1);
    expect(data ?? null).toBeNull();
    const refusal = { body: { errors: [{ extensions: { code: 'TOO_MANY_DELETIONS' } }] } };
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR', response: refusal } }]);
    expect(sandbox.sequence.effects).toEqual([]);
  }));

it('Hive Gateway sends each in an operation of its own, so that none is refused', () =>
  removeAll(COMPOSERS['@theguild/federation-composition'], startHiveGateway, ({ data, errors }, requests, sandbox) => {
    expect(requests).toBe(IDS.length);
    expect(errors).toBeUndefined();
    expect(Object.values(data ?? {})).toEqual(IDS.map(() => ({ __typename: 'DeleteAccountSuccess' })));
    expect(sandbox.sequence.effects).toHaveLength(IDS.length);
  }));
