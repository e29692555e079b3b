import type { IncomingHttpHeaders } from 'node:http';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

const FORWARDED = [
  'authorization',
  'x-sequence-authorization',
  'x-nuvion-authorization',
  'idempotency-key',
  'x-request-id',
];

/** A router in front of the subgraph `accounts` and others, which must not see credentials of the providers. */
export async function startRouter(supergraphSdl: string, port = 4000) {
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name, url = '' }) =>
      new RemoteGraphQLDataSource<{ headers?: IncomingHttpHeaders }>({
        url,
        willSendRequest({ request, context }) {
          if (name !== 'accounts') return;
          for (const header of FORWARDED) {
            const value = context.headers?.[header];
            if (typeof value === 'string') request.http?.headers.set(header, value);
          }
        },
      }),
  });
  const server = new ApolloServer({ gateway });
  const { url } = await startStandaloneServer(server, {
    listen: { host: '127.0.0.1', port },
    context: async ({ req: { headers } }) => ({ headers }),
  });
  return { url, close: () => server.stop() };
}
