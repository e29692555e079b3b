import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { HttpServer } from './create-http-server.ts';

/**
 * Connections that wait to be accepted. Node asks for 511: the client of the next one hears nothing and tries again after 1,
 * 3, 7 … seconds. The system has a limit of its own, `net.core.somaxconn`, 4,096 as a rule.
 */
const BACKLOG = 10_000;

/** Starts to listen. Returns the origin, such as `http://127.0.0.1:4000`. Port 0 picks a free one. */
export async function listen(server: HttpServer, port: number, host: string): Promise<string> {
  server.listen({ port, host, backlog: BACKLOG });
  await once(server, 'listening');
  const { port: picked } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${picked}`;
}
