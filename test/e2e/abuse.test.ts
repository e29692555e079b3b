import { once } from 'node:events';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEQUENCE_CREDENTIAL } from '../support/secrets.ts';
import { type SpawnedGateway, spawnGateway } from '../support/spawn-gateway.ts';
import { answers, startUpstream, type Upstream } from '../support/upstream.ts';

/** How often each abuse is repeated, and how much the process may have grown after all of them. */
const TIMES = 100;
const MAX_GROWTH_BYTES = 64 * 1024 * 1024;

const JSON_TYPE = { 'content-type': 'application/json' };
const query = (text: string, variables?: unknown) => JSON.stringify({ query: text, variables });
const aliases = (count: number) => Array.from({ length: count }, (_, n) => `a${n}: __typename`).join(' ');
const nested = (depth: number) => `${'{ a '.repeat(depth)}${'}'.repeat(depth)}`;

/** What somebody sends who means no good: body and headers. */
const ABUSES: readonly [string, () => RequestInit][] = [
  ['a depth bomb', () => ({ body: query(nested(400)) })],
  ['a bomb of fragments', () => ({ body: query(fragmentBomb(60)) })],
  ['1,000 aliases', () => ({ body: query(`{ ${aliases(1_000)} }`) })],
  ['10,000 tokens', () => ({ body: query(`{ ${'a '.repeat(10_000)} }`) })],
  ['a batch', () => ({ body: `[${Array.from({ length: 100 }, () => query('{ __typename }')).join()}]` })],
  ['a form', () => ({ body: 'query={__typename}', headers: { 'content-type': 'application/x-www-form-urlencoded' } })],
  ['text', () => ({ body: query('{ __typename }'), headers: { 'content-type': 'text/plain' } })],
  ['a body of 10 MB', () => ({ body: `"${'x'.repeat(10_000_000)}"` })],
  ['bytes that are not UTF-8', () => ({ body: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]) })],
  ['JSON that goes deep', () => ({ body: '['.repeat(50_000) })],
  [
    '__proto__ in variables',
    () => ({ body: '{"query":"query($x: String){__typename}","variables":{"__proto__":{"x":1}}}' }),
  ],
  [
    '__proto__ as input',
    () => ({ body: query(DELETE, { input: JSON.parse('{"__proto__":{"provider":"SEQUENCE"},"accountId":"a"}') }) }),
  ],
  ['constructor as a field', () => ({ body: query('{ constructor { prototype } }') })],
  ['a new document each time', () => ({ body: query(`query Q${Math.random().toString(36).slice(2)} { __typename }`) })],
  [
    'a key with a line break',
    () => ({ body: query(DELETE, { input: { provider: 'SEQUENCE', accountId: 'a', idempotencyKey: 'a\r\nx: y' } }) }),
  ],
  [
    'an account id with a line break',
    () => ({ body: query(DELETE, { input: { provider: 'SEQUENCE', accountId: 'a\r\nx: y' } }) }),
  ],
  [
    'a long account id',
    () => ({ body: query(DELETE, { input: { provider: 'SEQUENCE', accountId: 'a'.repeat(90_000) } }) }),
  ],
];

const DELETE = 'mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { __typename } }';

function fragmentBomb(size: number): string {
  const fragments = Array.from({ length: size }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`);
  return `{ ...F0 } ${fragments.join(' ')} fragment F${size} on Query { __typename }`;
}

describe('abuse', () => {
  let upstream: Upstream;
  let gateway: SpawnedGateway;
  let url: string;

  beforeAll(async () => {
    upstream = await startUpstream(answers(204));
    gateway = spawnGateway({ LEDGER_URL: 'memory:', SEQUENCE_URL: upstream.url });
    url = await gateway.ready;
  });
  afterAll(async () => {
    await gateway[Symbol.asyncDispose]();
    await upstream[Symbol.asyncDispose]();
  });

  const send = (init: RequestInit) =>
    fetch(url, {
      method: 'POST',
      ...init,
      headers: { ...JSON_TYPE, 'x-sequence-authorization': SEQUENCE_CREDENTIAL, ...init.headers },
    });

  async function residentBytes(): Promise<number> {
    const metrics = await (await fetch(new URL('/metrics', url))).text();
    return Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1]);
  }

  async function abuseAll(): Promise<void> {
    for (const [name, abuse] of ABUSES) {
      for (let round = 0; round < TIMES; round += 10) {
        const responses = await Promise.all(Array.from({ length: 10 }, () => send(abuse())));
        for (const response of responses) {
          const text = await response.text();
          expect(response.status, `${name}: ${text}`).toBeLessThan(500);
          expect(text, name).not.toMatch(/node_modules| {4}at |[a-z]Error:/);
        }
      }
    }
  }

  it('is refused or answered, leaves the process as it was, and reaches no provider', {
    timeout: 120_000,
  }, async () => {
    let before = 0;
    for (let n = 0; n < 3; n += 1) {
      await abuseAll(); // until the heap has found its size: the most that it took counts
      before = Math.max(before, await residentBytes());
    }
    await abuseAll();
    const growth = async () => {
      await send({ body: query('{ __typename }') });
      return (await residentBytes()) - before;
    };
    await expect.poll(growth, { timeout: 30_000 }).toBeLessThan(MAX_GROWTH_BYTES); // once the garbage is collected
    console.log(
      `${4 * ABUSES.length * TIMES} abuses: ${((await growth()) / 1024 / 1024).toFixed(0)} MB more than before`,
    );
    expect(upstream.requests).toHaveLength(0);
    expect(gateway.output.stderr).toBe('');
    expect((await (await send({ body: query('{ __typename }') })).json()).data).toEqual({ __typename: 'Query' });
  });

  it.each([
    [
      'a smuggled body',
      'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['two lengths', 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello'],
    ['a header with a null byte', 'GET /health/live HTTP/1.1\r\nhost: x\r\nauthorization: a\0b\r\n\r\n'],
    ['a header that is folded', 'GET /health/live HTTP/1.1\r\nhost: x\r\nx-a: b\r\n c\r\n\r\n'],
    ['no host', 'GET /health/live HTTP/1.1\r\n\r\n'],
    ['a space before the colon', 'GET /health/live HTTP/1.1\r\nhost: x\r\nauthorization : a\r\n\r\n'],
  ])('a request with %s is a 400', async (_what, bytes) => {
    const socket = net.connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(bytes);
    const [answer] = await once(socket.setEncoding('latin1'), 'data');
    socket.destroy();
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('headers that trickle are cut off, and meanwhile others are served', { timeout: 60_000 }, async () => {
    const sockets = Array.from({ length: 50 }, () => net.connect(Number(new URL(url).port), '127.0.0.1'));
    const closed = Promise.all(sockets.map((socket) => once(socket.on('error', () => {}).resume(), 'close')));
    const trickle = setInterval(() => {
      for (const socket of sockets) if (socket.writable) socket.write('x');
    }, 500);
    for (const socket of sockets) socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\nx-slow: ');
    expect((await fetch(new URL('/health/ready', url))).status).toBe(200);
    await closed;
    clearInterval(trickle);
  });

  it('a provider that hangs does not hold up the health routes, or the other provider', {
    timeout: 120_000,
  }, async () => {
    await using silent = await startUpstream(() => {});
    await using quick = await startUpstream(answers(204));
    await using own = spawnGateway({
      LEDGER_URL: 'memory:',
      NUVION_URL: silent.url,
      SEQUENCE_URL: quick.url,
      // Longer than the test takes: an answer that is given up makes room.
      PROVIDER_TIMEOUT_MS: '120000',
      DELETE_DEADLINE_MS: '120000',
      LEASE_MS: '180000',
      QUIESCENCE_MS: '180000',
    });
    const endpoint = await own.ready;
    const remove = (provider: string, n: number) =>
      fetch(endpoint, {
        method: 'POST',
        headers: {
          ...JSON_TYPE,
          'x-nuvion-authorization': 'Bearer c4n4ry',
          'x-sequence-authorization': 'ApiKey c4n4ry',
        },
        body: query(
          `mutation { deleteAccount(input: {provider: ${provider}, accountId: "a${n}"}) { __typename ... on UnavailableError { source retryAfterMs } } }`,
        ),
      }).then(async (response) => (await response.json()).data.deleteAccount);
    const hanging: Promise<unknown>[] = [];
    while (hanging.length < 500) {
      hanging.push(...Array.from({ length: 50 }, (_, n) => remove('NUVION', hanging.length + n).catch(() => null)));
      await expect.poll(() => silent.requests.length, { timeout: 20_000 }).toBe(hanging.length);
    }
    expect(await remove('NUVION', 500)).toEqual({
      __typename: 'UnavailableError',
      source: 'GATEWAY',
      retryAfterMs: 1_000,
    });
    expect(await remove('SEQUENCE', 1)).toMatchObject({ __typename: 'DeleteAccountSuccess' });
    expect((await fetch(new URL('/health/ready', endpoint))).status).toBe(200);
    expect(silent.requests).toHaveLength(500);
    own.process.kill('SIGKILL');
    await Promise.all(hanging);
  });
});
