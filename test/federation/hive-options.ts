import type { GatewayConfigSupergraph } from '@graphql-hive/gateway-runtime';

export const FORWARDED = [
  'authorization',
  'x-sequence-authorization',
  'x-nuvion-authorization',
  'idempotency-key',
  'x-request-id',
];

/** For the subgraph `accounts`. Other subgraphs must not see credentials of the providers. */
export const hiveOptions = {
  propagateHeaders: {
    fromClientToSubgraphs({ request, subgraphName }) {
      if (subgraphName !== 'accounts') return {};
      return Object.fromEntries(FORWARDED.map((name) => [name, request.headers.get(name)]));
    },
  },
  upstreamTimeout: ({ subgraphName }) => (subgraphName === 'accounts' ? 30_000 : undefined),
  // What is sent again may come without the headers: leave retries to the client, which has the key.
  upstreamRetry: ({ subgraphName }) => (subgraphName === 'accounts' ? undefined : { maxRetries: 2 }),
} satisfies Partial<GatewayConfigSupergraph>;
