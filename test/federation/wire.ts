import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface SeenOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: http.IncomingHttpHeaders;
}

/** The wire between a router and the gateway: it remembers what the router sent, and can lose an answer. */
export interface Wire extends AsyncDisposable {
  readonly url: string;
  readonly seen: SeenOperation[];
  /** Delivers the next operation, and cuts the connection instead of delivering the answer. */
  loseNextAnswer(): void;
}

export async function startWire(to: string): Promise<Wire> {
  const seen: SeenOperation[] = [];
  let losing = false;
  const server = http.createServer(async (incoming, outgoing) => {
    const body = await text(incoming);
    seen.push({ ...JSON.parse(body), headers: incoming.headers });
    const lose = losing;
    losing = false;
    const { 'content-length': _, 'transfer-encoding': __, connection: ___, host: ____, ...headers } = incoming.headers;
    const forward = http.request(to, { method: 'POST', headers, agent: false }, async (answer) => {
      const answered = await text(answer);
      if (lose) incoming.socket.destroy();
      else outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(answered);
    });
    forward.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    seen,
    loseNextAnswer() {
      losing = true;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
