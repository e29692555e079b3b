import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { TEST_TLS } from './tls.ts';

/** A server that takes a request and never answers, and tells how the connection ended. */
export interface SilentServer extends AsyncDisposable {
  readonly url: string;
  /** Settles when something has arrived. */
  readonly arrived: Promise<void>;
  /** How TCP told of the end of the connection. */
  readonly ended: Promise<'orderly' | 'reset'>;
}

export async function startSilentServer(secure: boolean): Promise<SilentServer> {
  const arrived = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<'orderly' | 'reset'>();
  const open = new Set<Socket>();
  const take = (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => {}).once('data', () => arrived.resolve());
  };
  const server = secure ? createTlsServer(TEST_TLS, take) : createServer(take);
  // TLS tells of its own end, not of TCP's: that is seen from in front of it.
  const front = createServer((client) => {
    const back = connect(portOf(server)).on('error', () => {});
    open.add(client).add(back);
    client.pipe(back).pipe(client);
    client.on('end', () => ended.resolve('orderly'));
    client.on('error', ({ code }: NodeJS.ErrnoException) => code === 'ECONNRESET' && ended.resolve('reset'));
  });
  await Promise.all([listening(server), listening(front)]);
  return {
    url: `${secure ? 'https' : 'http'}://127.0.0.1:${portOf(front)}`,
    arrived: arrived.promise,
    ended: ended.promise,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      server.close();
      front.close();
    },
  };
}

async function listening(server: Server): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
