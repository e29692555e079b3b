import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpServer, type HttpServer } from '../../src/http/create-http-server.ts';
import { createGraphqlEndpoint } from '../../src/http/graphql-endpoint.ts';
import { listen } from '../../src/http/listen.ts';
import type { Route } from '../../src/http/route.ts';

const MAX_RUNNING = 3;
/** Where every request has waited for too long. */
const LATE = { enter: async () => false, onConnection() {} };

describe('requests that run', () => {
  let server: HttpServer;
  let url: string;
  /** Ends the request that has run for longest. */
  let release: (() => void)[];
  let refusals: string[];

  beforeEach(async () => {
    release = [];
    refusals = [];
    const apollo = {
      async executeHTTPGraphQLRequest() {
        await new Promise<void>((resolve) => release.push(resolve));
        return { status: 200, headers: new Map(), body: { kind: 'complete', string: '{}' } };
      },
    };
    const engine = { apollo, answerKnown: async () => null };
    const openContext = () => {
      throw new Error('Nothing runs here');
    };
    server = createHttpServer({
      routes: new Map<string, Route>([
        ['/graphql', createGraphqlEndpoint(engine as never, openContext, MAX_RUNNING)],
        ['/late', createGraphqlEndpoint(engine as never, openContext, MAX_RUNNING, LATE)],
        ['/wait', async () => new Promise<void>(() => {})],
      ]),
      corsOrigins: [],
      inTraceOf: (_headers, run) => run(),
      onAnswered() {},
      onRefused: ({ reason }) => refusals.push(reason),
      onFault: (fault) => {
        throw fault;
      },
    });
    url = await listen(server, 0, '127.0.0.1');
  });
  afterEach(() => {
    for (const end of release) end();
    server.close();
    server.closeAllConnections();
  });

  const ask = () =>
    fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });

  it('are bounded in all connections together, and one that ends makes room', async () => {
    const running = Array.from({ length: MAX_RUNNING }, ask);
    await expect.poll(() => release).toHaveLength(MAX_RUNNING);
    const refused = await ask();
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED' } }] });
    expect(refusals).toEqual(['overloaded']);

    release.shift()?.();
    expect((await Promise.race(running)).status).toBe(200);
    const next = ask();
    await expect.poll(() => release).toHaveLength(MAX_RUNNING);
    for (const end of release) end();
    expect((await next).status).toBe(200);
  });

  it('are over when the last of them is, also when nobody waits for it any more', async () => {
    let idle = false;
    const caller = new AbortController();
    const options = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    const given = fetch(`${url}/graphql`, { ...options, signal: caller.signal }).catch(() => 'given up');
    const other = ask();
    await expect.poll(() => release).toHaveLength(2);
    caller.abort();
    expect(await given).toBe('given up');
    const over = server.idle().then(() => {
      idle = true;
    });
    release.shift()?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(idle).toBe(false);
    release.shift()?.();
    await other;
    await over;
    await server.idle();
  });

  it('are sixteen of one connection; what follows them is not even read', async () => {
    const connected = once(server, 'connection');
    const client = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.on('error', () => {});
    const [socket] = (await connected) as [net.Socket];
    const line = `GET /wait HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(1_000)}\r\n\r\n`;
    client.write(line.repeat(30_000));
    await expect.poll(() => socket.isPaused(), { timeout: 10_000 }).toBe(true);
    await expect.poll(() => refusals).toEqual(['overloaded']);
    expect(socket.bytesRead).toBeLessThan(1_000_000);
    expect(client.writableLength).toBeGreaterThan(0);
    client.destroy();
  });

  it('are answered after a stop has begun, however long they run', async () => {
    const running = ask();
    await expect.poll(() => release).toHaveLength(1);
    server.stop();
    await new Promise((resolve) => setTimeout(resolve, 1_200)); // longer than a first request is waited for
    release.shift()?.();
    expect((await running).status).toBe(200);
  });

  it('are refused when they have waited for too long for their start, and take no room', async () => {
    const late = () =>
      fetch(`${url}/late`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
        signal: AbortSignal.timeout(5_000), // one that runs is answered at the end of the test only
      });
    for (let n = 0; n <= MAX_RUNNING; n += 1) {
      const refused = await late();
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
      expect(await refused.json()).toMatchObject({ errors: [{ message: expect.stringContaining('are waiting') }] });
    }
    expect(release).toEqual([]);
    expect(refusals).toEqual(Array(MAX_RUNNING + 1).fill('overloaded'));
  });

  it('a connection that has sent nothing does not hold up a stop', async () => {
    const socket = net.connect(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    await fetch(url); // by now the server knows of the connection, too
    const closed = once(server, 'close');
    server.stop();
    await closed;
    socket.destroy();
  });
});
