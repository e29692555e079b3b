import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { DeleteRequest } from '../../src/providers/http/http-request.ts';
import { clientOf } from '../support/http-client.ts';
import { lossyNetwork, withoutNetwork } from '../support/lossy-network.ts';
import { startSilentServer } from '../support/silent-server.ts';
import { trustTestTls } from '../support/tls.ts';

beforeAll(trustTestTls);

const request = (timeoutMs: number): DeleteRequest => ({
  method: 'DELETE' as const,
  path: '/accounts/acc_1',
  headers: { authorization: 'ApiKey k' },
  timeoutMs,
  maySend: () => true,
});

describe.each([
  ['TCP', false],
  ['TLS', true],
])('a delete that is given up, over %s', (_what, secure) => {
  it('when its time is over: its connection is reset, not closed in good order', async () => {
    await using server = await startSilentServer(secure);
    let skippedMs = 0;
    const client = clientOf(server.url, { now: () => performance.now() + skippedMs });
    const result = client.delete(request(20_000));
    await server.arrived;
    skippedMs = 60_000;
    expect(await result).toEqual({ kind: 'lost' });
    expect(await server.ended).toBe('reset');
    client.close();
  });

  it('when the process stops: its connection is reset', async () => {
    await using server = await startSilentServer(secure);
    const client = clientOf(server.url);
    const result = client.delete(request(20_000));
    await server.arrived;
    client.close();
    expect(await result).toEqual({ kind: 'lost' });
    expect(await server.ended).toBe('reset');
  });
});

const missing = withoutNetwork();
if (missing !== null) console.warn(`LEFT OUT: a delete in a network that drops packets (${missing})`);

describe.skipIf(missing !== null)('a delete that is given up while the network drops packets', () => {
  it.each([
    ['TCP', false],
    ['TLS', true],
  ])('does not arrive when the network comes back, over %s', async (_what, secure) => {
    await using network = await lossyNetwork(secure);
    let skippedMs = 0;
    const client = clientOf(network.url, { now: () => performance.now() + skippedMs });
    const maySend = () => {
      network.drop(); // connected, and nothing is sent yet
      skippedMs += 60_000; // given up within a second, however long it took to connect
      return true;
    };
    expect(await client.delete({ ...request(20_000), maySend })).toEqual({ kind: 'lost' });
    network.restore();
    // A connection that was closed in good order would deliver what it holds at its next attempt.
    await network.retransmissionsOver();
    expect(await client.delete(request(20_000))).toMatchObject({ kind: 'answer', status: 204 });
    await vi.waitFor(() => expect(network.deletes()).toBeGreaterThan(0));
    expect(network.deletes()).toBe(1);
    client.close();
  });
});
