import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How long a connection may still send its first request once a stop has begun, in milliseconds. */
const FIRST_REQUEST_MS = 1_000;

/**
 * Makes the function that stops a server. Browsers and load balancers open connections in advance. Node does not count those
 * as idle before their first request: without this, each would hold up a stop.
 */
export function stopOf(server: Server): () => void {
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }) => unused.delete(socket));
  return () => {
    const timer = setTimeout(() => {
      for (const socket of unused) socket.destroy();
    }, FIRST_REQUEST_MS);
    server.close(() => clearTimeout(timer));
  };
}
