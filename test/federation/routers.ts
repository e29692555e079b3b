import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGatewayRuntime, type GatewayConfigSupergraph } from '@graphql-hive/gateway-runtime';
import http from '@graphql-mesh/transport-http';
import { startRouter } from './apollo-router.ts';
import { hiveOptions } from './hive-options.ts';

export interface Router {
  readonly url: string;
  close(): Promise<void>;
}

export const startApolloGateway = (supergraphSdl: string): Promise<Router> => startRouter(supergraphSdl, 0);

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
