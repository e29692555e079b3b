import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { HttpServer } from './create-http-server.ts';

/** Starts to listen. Returns the origin, such as `http://127.0.0.1:4000`. Port 0 picks a free one. */
export async function listen(server: HttpServer, port: number, host: string): Promise<string> {
  server.listen(port, host);
  await once(server, 'listening');
  const { port: picked } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${picked}`;
}
