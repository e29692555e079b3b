import { createHttpServer, type HttpServerDeps } from './create-http-server.ts';
import { listen } from './listen.ts';
import type { Routes } from './route.ts';

/** A port of its own for those who run the gateway. */
export interface AdminPort {
  /** Its origin; null when there is none, and the routes are served where everything else is. */
  readonly url: string | null;
  close(): void;
}

/** Serves the routes there from now on, whatever else is not up yet. */
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
