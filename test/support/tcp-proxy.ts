import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A loopback proxy in front of a server, whose line can be cut and stalled. */
export interface TcpProxy extends AsyncDisposable {
  /** The URL of the server, led through the proxy. */
  readonly url: string;
  /** Drops every connection and refuses new ones. */
  cut(): Promise<void>;
  /** Keeps everything that is sent, in both directions, though the sender hangs up meanwhile. */
  stall(): void;
  /** Delivers the next request, and cuts the connection instead of delivering the reply. */
  loseNextReply(): void;
  /** As if nothing had happened: accepts connections, delivers what was kept. */
  restore(): Promise<void>;
  /** Leads new connections to another server, as after a failover. */
  leadTo(serverUrl: string): void;
}

interface Line {
  /** Passes on what was kept. */
  flush(): void;
  cut(): void;
}

export async function startTcpProxy(serverUrl: string): Promise<TcpProxy> {
  let target = addressOf(serverUrl);
  const lines = new Set<Line>();
  let stalled = false;
  let losing = false;

  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ ...target, allowHalfOpen: true });
    const flushes = [pass(client, upstream, false), pass(upstream, client, true)];
    const line: Line = {
      flush() {
        for (const flush of flushes) flush();
      },
      cut() {
        client.destroy();
        upstream.destroy();
        lines.delete(line);
      },
    };
    lines.add(line);
    client.on('error', () => {});
    upstream.on('error', () => line.cut());
    upstream.on('close', () => stalled || line.cut());

    /** Passes on what comes from one end to the other, in order; gives a function for what was kept. */
    function pass(from: Socket, to: Socket, isReply: boolean): () => void {
      const kept: (() => void)[] = [];
      const forward = (action: () => void) => {
        if (stalled) kept.push(action);
        else action();
      };
      from.on('data', (chunk) => {
        if (isReply && losing) {
          losing = false;
          line.cut();
        } else {
          forward(() => to.write(chunk));
        }
      });
      from.on('close', () => forward(() => to.end()));
      from.on('end', () => forward(() => to.end()));
      return () => {
        for (const action of kept.splice(0)) action();
      };
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own = (server.address() as AddressInfo).port;
  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${own}`;

  async function cut(): Promise<void> {
    const closed = server.listening ? once(server, 'close') : null;
    server.close();
    for (const line of lines) line.cut();
    await closed;
  }

  return {
    url: url.href,
    cut,
    stall() {
      stalled = true;
    },
    loseNextReply() {
      losing = true;
    },
    async restore() {
      stalled = false;
      losing = false;
      for (const line of lines) line.flush();
      if (server.listening) return;
      server.listen(own, '127.0.0.1');
      await once(server, 'listening');
    },
    leadTo(serverUrl) {
      target = addressOf(serverUrl);
    },
    async [Symbol.asyncDispose]() {
      await cut();
    },
  };
}

function addressOf(serverUrl: string) {
  const { hostname, port, protocol } = new URL(serverUrl);
  return { host: hostname, port: Number(port || { 'redis:': 6379, 'postgres:': 5432 }[protocol]) };
}
