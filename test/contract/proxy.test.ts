import { once } from 'node:events';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { proxyFor } from '../../src/providers/http/proxy.ts';
import { readOnce } from '../../src/providers/http/read-once.ts';
import { clientOf } from '../support/http-client.ts';
import { type Refusal, startProxy } from '../support/http-proxy.ts';
import { NUVION_CREDENTIAL } from '../support/secrets.ts';
import { startSilentServer } from '../support/silent-server.ts';
import { startTestGateway } from '../support/start-test-gateway.ts';
import { TEST_TLS, trustTestTls } from '../support/tls.ts';
import { answers, closedPort, startUpstream, type Upstream } from '../support/upstream.ts';

const request = {
  method: 'DELETE' as const,
  path: '/accounts/acc_1',
  headers: { authorization: 'ApiKey k' },
  timeoutMs: 2_000,
  maySend: () => true,
};

let plain: Upstream;
const secure = https.createServer(TEST_TLS, (_request, response) => void response.end('by TLS'));
let secureUrl: string;
beforeAll(async () => {
  trustTestTls();
  plain = await startUpstream(answers(200, 'in the clear'));
  secure.listen(0, '127.0.0.1');
  await once(secure, 'listening');
  secureUrl = `https://127.0.0.1:${(secure.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await plain[Symbol.asyncDispose]();
  secure.closeAllConnections();
  secure.close();
});

describe.each([
  ['a proxy', false],
  ['a proxy by TLS', true],
])('%s', (_what, isSecure) => {
  it.each(['delete', 'get', 'read'] as const)('leads a %s to either kind of target', async (method) => {
    await using proxy = await startProxy(isSecure);
    for (const [url, body] of [
      [plain.url, 'in the clear'],
      [secureUrl, 'by TLS'],
    ] as const) {
      const client = clientOf(url, { proxies: { https: proxy.url, http: proxy.url } });
      expect(await client[method](request)).toMatchObject({ kind: 'answer', body });
      expect(proxy.asked.at(-1)).toEqual({ target: new URL(url).host, authorization: undefined });
      client.close();
    }
    expect(proxy.asked).toHaveLength(2);
  });

  it('sees a delete that is given up reset', async () => {
    await using server = await startSilentServer(true);
    await using proxy = await startProxy(isSecure);
    let skippedMs = 0;
    const now = () => performance.now() + skippedMs;
    const client = clientOf(server.url, { proxies: { https: proxy.url }, now });
    const result = client.delete({ ...request, timeoutMs: 20_000 });
    await server.arrived;
    skippedMs = 60_000;
    expect(await result).toEqual({ kind: 'lost' });
    await vi.waitFor(() => expect(proxy.resets).toBe(1));
    client.close();
  });
});

it('is told its own user and password, and nothing of the caller', async () => {
  await using proxy = await startProxy();
  const url = proxy.url.replace('http://', 'http://us%40er:pass@');
  const client = clientOf(secureUrl, { proxies: { https: url } });
  expect(await client.delete(request)).toMatchObject({ kind: 'answer' });
  expect(proxy.asked).toEqual([
    { target: new URL(secureUrl).host, authorization: `Basic ${Buffer.from('us@er:pass').toString('base64')}` },
  ]);
  client.close();
});

describe('nothing was sent', () => {
  const says =
    (head: string): Refusal =>
    (socket) =>
      void socket.write(head);
  const established = 'HTTP/1.1 200 OK\r\n\r\n';
  const refusals: readonly (readonly [string, Refusal])[] = [
    ['refuses', says('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n')],
    ['asks for a password', says('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')],
    ['cannot reach the target', says('HTTP/1.1 502 Bad Gateway\r\n\r\n<html>')],
    ['hangs up', (socket) => socket.destroy()],
    ['hangs up in good order', (socket) => socket.end()],
    ['does not answer', () => {}],
    ['does not come to an end', says(`HTTP/1.1 200 OK\r\n${'x'.repeat(20_000)}`)],
    ['is no proxy', says('220 mail.example ESMTP\r\n\r\n')],
    ['leads to something else than TLS', says(established)],
    ['says more than it was asked', says(`${established}HTTP/1.1 204 No Content\r\n\r\n`)],
  ];

  it.each(refusals)('when the proxy %s', async (_what, refuse) => {
    await using proxy = await startProxy(false, refuse);
    const client = clientOf(secureUrl, { proxies: { https: proxy.url }, connectTimeoutMs: 300 });
    const maySend = vi.fn(() => true);
    expect(await client.delete({ ...request, maySend })).toEqual({ kind: 'not-sent' });
    expect(maySend).not.toHaveBeenCalled();
    expect(await client.get(request)).toEqual({ kind: 'not-sent' });
    client.close();
  });

  it('when the proxy of a target in the clear says more than it was asked', async () => {
    await using proxy = await startProxy(false, says(`${established}HTTP/1.1 204 No Content\r\n\r\n`));
    const client = clientOf(plain.url, { proxies: { http: proxy.url } });
    expect(await client.delete(request)).toEqual({ kind: 'not-sent' });
    client.close();
  });

  it('when the proxy cannot be reached', async () => {
    const client = clientOf(secureUrl, { proxies: { https: await closedPort() } });
    expect(await client.delete(request)).toEqual({ kind: 'not-sent' });
    client.close();
  });
});

describe('which proxy', () => {
  const target = { secure: true, hostname: 'api.Nuvion.tech', port: 443 };
  const proxies = { https: 'http://s.example:1', http: 'c.example' };

  it('is told by the scheme of the target', () => {
    expect(proxyFor(proxies, target)).toMatchObject({ hostname: 's.example', port: 1, secure: false });
    expect(proxyFor(proxies, { ...target, secure: false })).toMatchObject({ hostname: 'c.example', port: 80 });
    expect(proxyFor({ http: 'c.example' }, target)).toBeNull();
    expect(proxyFor({ https: 'https://[::1]' }, target)).toMatchObject({ hostname: '::1', port: 443, secure: true });
  });

  it.each([
    '*',
    'nuvion.tech',
    '.nuvion.tech',
    '*.Nuvion.Tech',
    'api.nuvion.tech:443',
    'a.example, api.nuvion.tech',
    'x api.nuvion.tech',
  ])('is none where NO_PROXY says %s', (none) => {
    expect(proxyFor({ ...proxies, none }, target)).toBeNull();
  });

  it.each(['', ' , ', 'vion.tech', 'api.nuvion.tech:8443', 'i.api.nuvion.tech', '.', ':443'])(
    'is not changed where NO_PROXY says %j',
    (none) => {
      expect(proxyFor({ ...proxies, none }, target)).not.toBeNull();
    },
  );

  it.each(['::1', '[::1]', '[::1]:443'])('knows the address %s', (none) => {
    expect(proxyFor({ ...proxies, none }, { ...target, hostname: '::1' })).toBeNull();
  });
});

describe('the usual variables', () => {
  it('lead deletes and reads of the gateway, the lower case first', async () => {
    await using proxy = await startProxy();
    await using gateway = await startTestGateway({
      SEQUENCE_URL: plain.url,
      NUVION_URL: plain.url,
      HTTP_PROXY: await closedPort(),
      http_proxy: proxy.url,
    });
    plain.reply(answers(204));
    expect(await gateway.delete({ provider: 'SEQUENCE', accountId: 'acc_1' })).toMatchObject({
      __typename: 'DeleteAccountSuccess',
    });
    const query = '{ account(provider: NUVION, accountId: "acc_1") { id } }';
    await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-nuvion-authorization': NUVION_CREDENTIAL },
      body: JSON.stringify({ query }),
    });
    expect(proxy.asked).toHaveLength(2);
  });

  it('leave alone what NO_PROXY names', async () => {
    await using proxy = await startProxy();
    await using gateway = await startTestGateway({
      SEQUENCE_URL: plain.url,
      HTTP_PROXY: proxy.url,
      NO_PROXY: '127.0.0.1',
    });
    plain.reply(answers(204));
    expect(await gateway.delete({ provider: 'SEQUENCE', accountId: 'acc_1' })).toMatchObject({
      __typename: 'DeleteAccountSuccess',
    });
    expect(proxy.asked).toEqual([]);
  });

  it('lead to the keys of tokens', async () => {
    await using proxy = await startProxy();
    await using keys = await startUpstream(answers(200, { keys: [] }));
    const dead = await closedPort();
    for (const none of [undefined, '127.0.0.1']) {
      await using _gateway = await startTestGateway({
        SEQUENCE_API_KEY: 'own',
        SEQUENCE_URL: dead,
        AUTH_JWKS_URL: `${keys.url}/jwks`,
        AUTH_ISSUER: 'https://issuer.example/',
        AUTH_AUDIENCE: 'accounts-gateway',
        HTTP_PROXY: proxy.url,
        ...(none !== undefined && { NO_PROXY: none }),
      });
      const before = keys.requests.length;
      await vi.waitFor(() => expect(keys.requests.length).toBeGreaterThan(before));
    }
    expect(proxy.asked.map(({ target }) => target)).toEqual([new URL(keys.url).host]);
    expect(keys.requests[0]).toMatchObject({ method: 'GET', path: '/jwks' });
  });

  it('lead what is read once from anywhere', async () => {
    await using proxy = await startProxy();
    const proxies = { https: proxy.url };
    expect(await readOnce(`${secureUrl}/keys?x`, { proxies, timeoutMs: 2_000 })).toMatchObject({ body: 'by TLS' });
    expect(await readOnce(secureUrl, { proxies, timeoutMs: 2_000, maxBodyBytes: 3 })).toEqual({ kind: 'lost' });
    expect(proxy.asked).toHaveLength(2);
  });
});
