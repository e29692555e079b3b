import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HungUpError } from '../../src/http/http-error.ts';
import { createBodyReader } from '../../src/http/read-body.ts';

const MAX_HELD = 100_000;

describe('the reader of bodies', () => {
  let server: http.Server;
  let arrived: number;
  let outcomes: unknown[];
  const clients: net.Socket[] = [];

  beforeEach(async () => {
    arrived = 0;
    const seen: unknown[] = [];
    outcomes = seen;
    const read = createBodyReader(MAX_HELD);
    server = http.createServer(async (request, response) => {
      request.on('data', (chunk) => {
        arrived += chunk.length;
      });
      const outcome = await read(request).catch((error: unknown) => error);
      seen.push(outcome);
      response.end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.destroy();
    server.close();
    server.closeAllConnections();
  });

  /** Begins a body of 90 kB, and sends so much of it. */
  async function begin(bytes: number): Promise<net.Socket> {
    const client = net.connect((server.address() as AddressInfo).port, '127.0.0.1').resume();
    client.on('error', () => {});
    clients.push(client);
    const before = arrived;
    client.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 90000\r\n\r\n');
    client.write(' '.repeat(bytes));
    await expect.poll(() => arrived).toBe(before + bytes);
    return client;
  }

  it('lets the body that has been arriving for longest make room when too much is held', async () => {
    await begin(60_000);
    await begin(5_000);
    expect(outcomes).toEqual([]);
    const last = await begin(40_000);
    await expect.poll(() => outcomes).toMatchObject([{ status: 503, code: 'OVERLOADED', reason: 'overloaded' }]);
    last.write(`${' '.repeat(49_999)}1`);
    await expect.poll(() => outcomes[1]).toBe(1);
  });

  it('counts a body no longer once it is whole, or nobody sends it any more', async () => {
    for (let n = 0; n < 3; n += 1) {
      const whole = await begin(60_000);
      whole.write(`${' '.repeat(29_999)}1`);
      await expect.poll(() => outcomes.at(-1)).toBe(1);
      const left = await begin(60_000);
      left.destroy();
      await expect.poll(() => outcomes.at(-1)).toBeInstanceOf(HungUpError);
    }
    expect(outcomes).toHaveLength(6);
  });

  it('counts what pieces of one byte take', async () => {
    const slow = net.connect((server.address() as AddressInfo).port, '127.0.0.1').resume();
    slow.on('error', () => {});
    clients.push(slow);
    slow.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n');
    slow.write('1\r\n \r\n'.repeat(1_000));
    await expect.poll(() => outcomes).toMatchObject([{ status: 503 }]);
  });
});
