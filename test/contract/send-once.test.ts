import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeleteRequest, HttpResult } from '../../src/providers/http/http-request.ts';
import { OneRequest } from '../../src/providers/http/send-once.ts';
import { clientOf } from '../support/http-client.ts';
import { answers, closedPort, hangsUp, type Reply, startUpstream, type Upstream } from '../support/upstream.ts';

const request = (more: Partial<DeleteRequest> = {}): DeleteRequest => ({
  method: 'DELETE' as const,
  path: '/accounts/acc_1',
  headers: { authorization: 'ApiKey k' },
  timeoutMs: 2_000,
  maySend: () => true,
  ...more,
});

const later = (ms: number) =>
  new Promise<never>((_resolve, reject) => setTimeout(reject, ms, new Error('too late')).unref());

const bodyOf = (result: HttpResult) => (result.kind === 'answer' ? result.body : result.kind);

describe('one request on the wire, or none', () => {
  let upstream: Upstream;
  beforeAll(async () => {
    upstream = await startUpstream(answers(204));
  });
  afterAll(() => upstream[Symbol.asyncDispose]());

  async function send(reply: Reply, more: Partial<DeleteRequest> = {}): Promise<HttpResult> {
    upstream.reply(reply);
    upstream.requests.length = 0;
    const client = clientOf(upstream.url);
    const result = await client.delete(request(more));
    client.close();
    return result;
  }

  it('keeps the path of the base URL', async () => {
    const client = clientOf(`${upstream.url}/api/v1`);
    await client.delete(request());
    client.close();
    expect(upstream.requests.at(-1)?.path).toBe('/api/v1/accounts/acc_1');
  });

  it('sends nothing on a connection that comes when the time is over', async () => {
    upstream.requests.length = 0;
    const client = clientOf(upstream.url);
    const pending = client.delete(request({ timeoutMs: 1 }));
    // The connection is made meanwhile, and told of after the timer: timers come first in the next turn.
    for (const until = performance.now() + 50; performance.now() < until; );
    expect(await pending).toEqual({ kind: 'not-sent' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(upstream.requests).toEqual([]);
    client.close();
  });

  it('asks whether it may send once connected, and not before', async () => {
    const asked: string[] = [];
    const nobody = clientOf(await closedPort());
    await nobody.delete(request({ maySend: () => asked.push('not connected') > 0 }));
    await send(answers(204), { maySend: () => asked.push('connected') > 0 });
    nobody.close();
    expect(asked).toEqual(['connected']);
  });

  describe('should undici ever begin it again', () => {
    function begun() {
      const told: string[] = [];
      const one = new OneRequest(
        request(),
        (status) => told.push(status),
        () => 0,
      );
      const begin = () => {
        let aborted = false;
        one.onRequestStart({ abort: () => (aborted = true) } as never);
        return aborted ? 'refused' : 'sent';
      };
      return { one, begin, told };
    }

    it('is never sent a second time', async () => {
      const { one, begin, told } = begun();
      expect([begin(), begin()]).toEqual(['sent', 'refused']);
      one.onResponseError();
      expect(await one.result).toEqual({ kind: 'lost' });
      expect(told).toEqual(['lost']);
    });

    it('is not sent after it was answered as not sent', async () => {
      const { one, begin } = begun();
      one.onResponseError();
      expect(await one.result).toEqual({ kind: 'not-sent' });
      expect(begin()).toBe('refused');
    });
  });

  it('is lost when the connection ends before the answer, and tells its end once', async () => {
    const told: string[] = [];
    upstream.reply(hangsUp);
    const client = clientOf(upstream.url, { watch: (method) => (status) => told.push(`${method} ${status}`) });
    expect(await client.delete(request())).toEqual({ kind: 'lost' });
    client.close();
    expect(told).toEqual(['DELETE lost']);
  });

  describe.each([
    ['nothing', ''],
    ['a space', ' '],
    ['line ends', '\r\n\r\n'],
    ['a byte order mark', '\ufeff'],
    ['a byte order mark and a space', '\ufeff '],
  ])('a body of %s', (_what, body) => {
    const sends =
      (status: number, headers: string): Reply =>
      (_response, _request, socket) => {
        socket.write(`HTTP/1.1 ${status} OK\r\n${headers}connection: close\r\n\r\n${body}`, () =>
          socket.resetAndDestroy(),
        );
      };

    it.each([
      [200, ''],
      [202, ''],
      [200, 'transfer-encoding: identity\r\n'],
      [200, 'transfer-encoding: x-chunked\r\n'],
    ])('is lost when a %i that tells no length is reset (%j)', async (status, headers) => {
      expect(await send(sends(status, headers))).toEqual({ kind: 'lost' });
    });

    it('is an empty answer when its length was told, or it is chunked', async () => {
      const length = `content-length: ${Buffer.byteLength(body)}\r\n`;
      expect(await send(sends(200, length))).toMatchObject({ kind: 'answer', body: '' });
      const chunked: Reply = (response) => void response.writeHead(200).end(body, () => {});
      expect(await send(chunked)).toMatchObject({ kind: 'answer', body: '' });
    });
  });

  it.each([
    ['204', 204, '', 'gzip', ''],
    ['an empty 200', 200, '', 'gzip', ''],
    ['Identity', 200, '{}', 'Identity', '{}'],
    ['an encoding without a name', 200, '{}', '', '{}'],
    ['gzip', 200, '{}', 'gzip', '(an encoded body)'],
  ])('reads what can be read: %s', async (_what, status, body, encoding, read) => {
    const reply: Reply = (response) => {
      const length = status === 204 ? {} : { 'content-length': body.length };
      response.writeHead(status, { 'content-encoding': encoding, ...length }).end(body);
    };
    expect(await send(reply)).toMatchObject({ kind: 'answer', status, body: read });
  });

  it('puts the pieces of a body together, a character cut in two as well', async () => {
    const bytes = Buffer.from('{"name":"Zoë"}');
    const cut = bytes.indexOf(0xc3) + 1;
    const inTwo: Reply = async (response) => {
      response.write(bytes.subarray(0, cut));
      await new Promise((resolve) => setTimeout(resolve, 20));
      response.end(bytes.subarray(cut));
    };
    expect(bodyOf(await send(inTwo))).toBe('{"name":"Zoë"}');
  });

  it.each([
    ['a name that is no header', { 'not a header': 'x' }],
    ['a value that no header can have', { authorization: 'ApiKey a\r\nx: y' }],
  ])('%s: nothing was sent', async (_what, headers) => {
    expect(await send(answers(204), { headers })).toEqual({ kind: 'not-sent' });
    expect(upstream.requests).toEqual([]);
  });

  describe('its time, on a clock that goes on while the machine is suspended', () => {
    /** A second of timers, in which the clock goes on by an hour: as when the machine slept. */
    function sleeper() {
      let sleptMs = 0;
      const now = () => performance.now() + sleptMs;
      const sleep = () => {
        sleptMs += 3_600_000;
      };
      return { sleep, client: clientOf(upstream.url, { now }) };
    }

    it('is over within a second of waking up', async () => {
      const { sleep, client } = sleeper();
      upstream.reply(sleep);
      const result = await Promise.race([client.delete(request({ timeoutMs: 600_000 })), later(10_000)]);
      client.close();
      expect(result).toEqual({ kind: 'lost' });
    });

    it('is over before anything is sent', async () => {
      const { sleep, client } = sleeper();
      upstream.requests.length = 0;
      const pending = client.delete(request({ timeoutMs: 600_000, maySend: () => true }));
      sleep();
      expect(await pending).toEqual({ kind: 'not-sent' });
      expect(upstream.requests).toEqual([]);
      client.close();
    });
  });

  it('sends nothing once it is closed', async () => {
    upstream.requests.length = 0;
    const client = clientOf(upstream.url);
    client.close();
    expect(await client.delete(request())).toEqual({ kind: 'not-sent' });
    expect(upstream.requests).toEqual([]);
  });
});
