import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOutbox, type Outbox } from '../../src/http/outbox.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';

/** More than the system takes for a connection whose other end does not read. */
const LARGE = 16_000_000;
const MAX_WAITING = 2 * 2.5 * LARGE; // two bytes for a character

describe('the outbox', () => {
  let clock: FakeClock;
  let outbox: Outbox;
  let server: http.Server;
  let body: string | Buffer;
  const responses: http.ServerResponse[] = [];
  const clients: net.Socket[] = [];

  beforeEach(async () => {
    clock = createFakeClock();
    outbox = createOutbox(clock.now, MAX_WAITING);
    body = 'x'.repeat(LARGE);
    server = http.createServer((_request, response) => {
      responses.push(response);
      outbox.send(response, body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    outbox.close();
    for (const client of clients.splice(0)) client.destroy();
    responses.splice(0);
    server.close();
    server.closeAllConnections();
  });

  /** A client that asks so many times, and reads nothing. */
  async function askWithoutReading(times = 1): Promise<net.Socket> {
    const client = net.connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
    client.on('error', () => {});
    clients.push(client);
    const count = responses.length;
    client.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(times));
    await expect.poll(() => responses.length).toBe(count + times);
    return client;
  }
  const isCutOff = (response: http.ServerResponse | undefined) => response?.req.socket.destroyed;

  it('cuts off a client that has not taken its answer in 30 s, and no sooner', async () => {
    await askWithoutReading();
    clock.advance(29_999);
    outbox.check();
    expect(isCutOff(responses[0])).toBe(false);
    clock.advance(1);
    outbox.check();
    expect(isCutOff(responses[0])).toBe(true);
    expect(outbox.waitingBytes).toBe(0);
  });

  it('leaves alone a client that takes its answer', async () => {
    const client = await askWithoutReading();
    expect(outbox.waitingBytes).toBeGreaterThan(LARGE / 2);
    client.resume();
    await once(responses[0] as http.ServerResponse, 'finish');
    expect(outbox.waitingBytes).toBe(0);
    clock.advance(60_000);
    outbox.check();
    expect(isCutOff(responses[0])).toBe(false);
  });

  it('cuts off those that have waited longest when too much waits in all connections together', async () => {
    for (let n = 0; n < 3; n += 1) await askWithoutReading();
    expect(responses.map(isCutOff)).toEqual([true, false, false]);
    expect(outbox.waitingBytes).toBeLessThanOrEqual(MAX_WAITING);
  });

  it('counts what waits behind another answer of the same connection', async () => {
    await askWithoutReading();
    await askWithoutReading(3);
    expect(responses.map(isCutOff)).toEqual([true, true, true, true]);
    expect(outbox.waitingBytes).toBe(0);
  });

  it('forgets what waited for a client that hung up', async () => {
    const client = await askWithoutReading(2);
    expect(outbox.waitingBytes).toBeGreaterThan(LARGE);
    client.destroy();
    await expect.poll(() => outbox.waitingBytes).toBe(0);
  });

  it('gives a buffer, which is kept anyway, the same time, and counts no bytes of it', async () => {
    body = Buffer.alloc(LARGE);
    for (let n = 0; n < 4; n += 1) await askWithoutReading();
    expect(outbox.waitingBytes).toBe(0);
    expect(responses.map(isCutOff)).toEqual([false, false, false, false]);
    clock.advance(30_000);
    outbox.check();
    expect(responses.map(isCutOff)).toEqual([true, true, true, true]);
  });
});
