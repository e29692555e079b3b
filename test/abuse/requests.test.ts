import { once } from 'node:events';
import net from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway.ts';

let gateway: TestGateway;
const clients: net.Socket[] = [];

beforeAll(async () => {
  gateway = await startTestGateway({});
});
afterAll(() => gateway[Symbol.asyncDispose]());
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
});

function connect(bytes: string): net.Socket & { answer: string } {
  const client = Object.assign(net.connect(Number(new URL(gateway.url).port), '127.0.0.1'), { answer: '' });
  client.on('error', () => {});
  client.on('data', (chunk) => {
    client.answer += chunk;
  });
  client.write(bytes);
  clients.push(client);
  return client;
}

const count = async (line: string): Promise<number> => {
  const text = await (await fetch(`${gateway.origin}/metrics`)).text();
  const found = text.split('\n').find((each) => each.startsWith(`${line} `));
  return Number(found?.slice(line.length) ?? 0);
};
const refused = (reason: string) => count(`gateway_refusals_total{reason="${reason}"}`);
const answered = (route: string, method: string, status: string) =>
  count(`gateway_http_requests_total{route="${route}",method="${method}",status="${status}"}`);
const head = (length: number) =>
  `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;

describe('a caller who hangs up while a body arrives', () => {
  it('is no fault', async () => {
    const aborted = () => answered('/graphql', 'POST', 'aborted');
    const others = async () => [await count('gateway_faults_total'), await answered('other', 'other', '400')];
    const before = await aborted();
    const othersBefore = await others();
    const [gone, reset] = [connect(`${head(1_000)}{`), connect(`${head(1_000)}{`)];
    await Promise.all([once(gone, 'connect'), once(reset, 'connect')]);
    gone.end();
    reset.resetAndDestroy();
    await expect.poll(aborted).toBe(before + 2);
    expect(await others()).toEqual(othersBefore);
    expect(gateway.logs.filter(({ msg }) => msg === 'fault')).toEqual([]);
  });
});

describe('bodies that never end, of many connections', () => {
  it('hold 32 MB at most: the oldest make room', async () => {
    const before = await refused('overloaded');
    const oldest = connect(head(100_000) + ' '.repeat(99_900));
    await once(oldest, 'connect');
    for (let n = 0; n < 340; n += 1) connect(head(100_000) + ' '.repeat(99_900));
    await expect.poll(() => oldest.answer, { timeout: 10_000 }).toMatch(/^HTTP\/1\.1 503 [\s\S]*retry-after: 1\r\n/i);
    await expect.poll(() => oldest.closed).toBe(true);
    expect(await refused('overloaded')).toBeGreaterThan(before);
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{__typename}"}',
    });
    expect(response.status).toBe(200);
  });
});

describe('a refusal is counted', () => {
  it.each<[string, string, string | null]>([
    ['400', 'GET / HTTP/9.9\r\n\r\n', null],
    ['431', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 'over_limit'],
  ])('of what is no request: %s', async (status, bytes, reason) => {
    const before = [await answered('other', 'other', status), await refused('over_limit')] as const;
    const client = connect(bytes);
    await once(client, 'close');
    const [, id] = /x-request-id: (\S+)/.exec(client.answer) ?? [];
    expect(await answered('other', 'other', status)).toBe(before[0] + 1);
    expect(await refused('over_limit')).toBe(before[1] + (reason === null ? 0 : 1));
    const lines = gateway.logs.filter(({ msg, requestId }) => msg === 'refused' && requestId === id);
    expect(lines.map((line) => line.reason)).toEqual(reason === null ? [] : [reason]);
  });

  it('of a document with too many lines', async () => {
    const before = await refused('over_limit');
    const body = JSON.stringify({ query: `{ __typename }${'\n'.repeat(2_001)}` });
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': 'lines' },
      body,
    });
    expect(response.status).toBe(400);
    expect(await refused('over_limit')).toBe(before + 1);
    expect(gateway.logs.find(({ requestId }) => requestId === 'lines')).toMatchObject({ reason: 'over_limit' });
  });

  it('of more requests in a row than a connection may have', async () => {
    const before = await refused('overloaded');
    const client = connect('GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(40));
    await once(client, 'close');
    expect(client.answer).toMatch(/retry-after: 1\r\n/i);
    expect(await refused('overloaded')).toBe(before + 1);
  });
});

describe('a document that is not Unicode text', () => {
  it('is not taken for another, whose UTF-8 is the same', async () => {
    const ask = async (text: string) => {
      const body = JSON.stringify({ query: `{ account(provider: SEQUENCE, accountId: "${text}") { id } }` });
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(gateway.url, { method: 'POST', headers, body });
      return [response.status, (await response.json()).errors[0].extensions.code];
    };
    expect(await ask('\ufffd')).toEqual([200, 'UNAUTHENTICATED']);
    expect(await ask('\ud800')).toEqual([400, 'BAD_REQUEST']);
  });
});

describe('a Host that is not one host', () => {
  const ask = async (target: string, host: string) => {
    const client = connect(`GET ${target} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
    await once(client, 'close');
    return client.answer;
  };

  it.each(['a, b', 'a,b', 'a b', '', 'a/b', 'u@a', 'a:1:2', 'a:x', 'http://a', '[::1', 'a#b'])('%j', async (host) => {
    expect(await ask('/health/live', host)).toMatch(/^HTTP\/1\.1 400 [\s\S]*not one host/);
  });

  it.each(['a', 'a.example:4000', '127.0.0.1', '[::1]:4000', 'under_score'])('%j is one', async (host) => {
    expect(await ask('/health/live', host)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it.each([
    ['http://a/health/live', 'b', 400],
    ['http://u@a/health/live', 'a', 400],
    ['http://a:1/health/live', 'a:2', 400],
    ['http://A:1/health/live', 'a:1', 200],
  ])('the request line %j with Host %j: %i', async (target, host, status) => {
    expect(await ask(target, host)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });
});
