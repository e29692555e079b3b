import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A request as it came over the wire. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  /** As far as it has come. */
  body: string;
}

export type Reply = (response: http.ServerResponse, request: SeenRequest, socket: Socket) => void | Promise<void>;

/** A real HTTP server on loopback that answers as it is told, request by request, and remembers what it was asked. */
export interface Upstream extends AsyncDisposable {
  readonly url: string;
  readonly requests: SeenRequest[];
  /** Answers from now on; the last reply answers everything that follows. */
  reply(...replies: readonly [Reply, ...Reply[]]): void;
}

export async function startUpstream(...replies: readonly Reply[]): Promise<Upstream> {
  const requests: SeenRequest[] = [];
  let queue: Reply[] = [...replies];
  const server = http.createServer(async (incoming, response) => {
    const seen: SeenRequest = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      rawHeaders: incoming.rawHeaders,
      body: '',
    };
    incoming.setEncoding('utf8').on('data', (chunk) => {
      seen.body += chunk;
    });
    requests.push(seen);
    const reply = queue.length > 1 ? queue.shift() : queue[0];
    if (reply === undefined) throw new Error('The upstream was not told what to answer');
    await reply(response, seen, incoming.socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    reply(...next) {
      queue = [...next];
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Answers with a status and a body: a text as it is, anything else as JSON. */
export const answers =
  (status: number, body: unknown = '', headers: http.OutgoingHttpHeaders = {}): Reply =>
  (response) => {
    const isText = typeof body === 'string';
    const type = isText ? 'text/html' : 'application/json';
    response.writeHead(status, { 'content-type': type, ...headers });
    response.end(isText ? body : JSON.stringify(body));
  };

/** Reads the request and closes the connection without an answer. */
export const hangsUp: Reply = (_response, _request, socket) => {
  socket.destroy();
};

/** Never answers. */
export const staysSilent: Reply = () => {};

/** Promises more bytes than it sends. */
export const cutsOff =
  (status: number, body: string): Reply =>
  (response, _request, socket) => {
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length + 10 });
    response.write(body, () => socket.destroy());
  };

/** An address on loopback where nobody listens. */
export async function closedPort(): Promise<string> {
  const upstream = await startUpstream();
  await upstream[Symbol.asyncDispose]();
  return upstream.url;
}
