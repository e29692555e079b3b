import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { createGatewayRuntime, type GatewayConfigSupergraph } from '@graphql-hive/gateway-runtime';
import http from '@graphql-mesh/transport-http';
import { FORWARDED, hiveOptions } from './hive-options.ts';

export interface Router {
  readonly url: string;
  close(): Promise<void>;
}

export async function startApolloGateway(supergraphSdl: string): Promise<Router> {
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name, url = '' }) =>
      new RemoteGraphQLDataSource<{ headers?: IncomingHttpHeaders }>({
        url,
        willSendRequest({ request, context }) {
          if (name !== 'accounts') return; // other subgraphs must not see credentials of the providers
          for (const header of FORWARDED) {
            const value = context.headers?.[header];
            if (typeof value === 'string') request.http?.headers.set(header, value);
          }
        },
      }),
  });
  const server = new ApolloServer({ gateway, plugins: [ApolloServerPluginUsageReportingDisabled()] });
  const { url } = await startStandaloneServer(server, {
    listen: { host: '127.0.0.1', port: 0 },
    context: async ({ req: { headers } }) => ({ headers }),
  });
  return { url, close: () => server.stop() };
}

export async function startHiveGateway(
  supergraph: string,
  options: Partial<GatewayConfigSupergraph> = hiveOptions,
): Promise<Router> {
  const runtime = createGatewayRuntime({ supergraph, logging: false, transports: { http }, ...options });
  const server = createServer(runtime);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    async close() {
      server.closeAllConnections();
      server.close();
      await runtime.dispose();
    },
  };
}
