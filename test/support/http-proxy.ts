import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { TEST_TLS } from './tls.ts';

/** A real proxy on loopback that opens tunnels, and remembers who asked for what. */
export interface HttpProxy extends AsyncDisposable {
  readonly url: string;
  readonly asked: { readonly target: string; readonly authorization: string | undefined }[];
  /** Every tunnel that ended by a reset of the one who asked for it. */
  readonly resets: number;
}

/** What a proxy does with who asks for a tunnel, instead of opening it. */
export type Refusal = (socket: Socket) => void;

export async function startProxy(secure = false, refuse?: Refusal): Promise<HttpProxy> {
  const asked: { target: string; authorization: string | undefined }[] = [];
  const open = new Set<Socket>();
  let resets = 0;
  const server = secure ? https.createServer(TEST_TLS) : http.createServer();
  server.on('connection', (socket: Socket) => open.add(socket));
  server.on('connect', (request: http.IncomingMessage, client: Socket) => {
    const target = request.url ?? '';
    asked.push({ target, authorization: request.headers['proxy-authorization'] });
    client.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ECONNRESET') resets += 1;
    });
    if (refuse !== undefined) return refuse(client);
    const { hostname, port } = new URL(`http://${target}`);
    const onward = connect({ host: hostname, port: Number(port || 80) }, () => {
      client.write('HTTP/1.1 200 Connection established\r\nvia: a test\r\n\r\n');
      client.pipe(onward).pipe(client);
    });
    open.add(onward);
    onward.on('error', () => client.destroy());
    client.on('close', () => onward.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `${secure ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    get resets() {
      return resets;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
