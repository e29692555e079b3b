import { createHttpServer, type HttpServerDeps } from './create-http-server.ts';
import { listen } from './listen.ts';
import type { Routes } from './route.ts';

/** A separate port for health and metrics. */
export interface AdminPort {
  /** Its origin; null without an admin port: then the main port serves the routes. */
  readonly url: string | null;
  close(): void;
}

/** Serves the routes from now on, before the rest of the gateway has started. */
export async function openAdminPort(
  port: number | undefined,
  host: string,
  routes: Routes,
  { onAnswered, onFault }: Pick<HttpServerDeps, 'onAnswered' | 'onFault'>,
): Promise<AdminPort> {
  if (port === undefined) return { url: null, close() {} };
  const server = createHttpServer({
    routes,
    corsOrigins: [],
    inTraceOf: (_headers, run) => run(),
    onAnswered,
    onRefused() {},
    onFault,
  });
  return {
    url: await listen(server, port, host),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
