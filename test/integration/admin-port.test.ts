import { describe, expect, it } from 'vitest';
import { newKey, SEQUENCE_CREDENTIAL } from '../support/secrets.ts';
import { spawnGateway } from '../support/spawn-gateway.ts';
import { startTestGateway } from '../support/start-test-gateway.ts';
import { closedPort, startUpstream } from '../support/upstream.ts';

const OPERATORS = ['/health/live', '/health/ready', '/metrics'];
const statusOf = async (url: string | URL) => (await fetch(url)).status;

describe('ADMIN_PORT', () => {
  it('moves health and metrics to a port of their own, which the ready line names', async () => {
    await using gateway = spawnGateway({ LEDGER_URL: 'memory:', ADMIN_PORT: '0' });
    const url = await gateway.ready;
    const adminUrl = String(gateway.logs().find(({ msg }) => msg === 'ready')?.adminUrl);
    expect(adminUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    for (const path of OPERATORS) {
      expect(await statusOf(adminUrl + path), path).toBe(200);
      expect(await statusOf(new URL(path, url)), path).toBe(404);
    }
    expect(await statusOf(`${adminUrl}/graphql?query={__typename}`)).toBe(404);
    expect(await statusOf(`${adminUrl}/`)).toBe(404);
    expect(await statusOf(`${url}?query={__typename}`)).toBe(200);
    const metrics = await (await fetch(`${adminUrl}/metrics`)).text();
    expect(metrics).toContain('gateway_http_requests_total{route="/health/live",method="GET",status="200"} 1');
  });

  it('without it they are served with everything else', async () => {
    await using gateway = await startTestGateway({});
    for (const path of OPERATORS) expect(await statusOf(gateway.origin + path), path).toBe(200);
  });

  it('answers from the first moment of the start, before the ledger can be reached', async () => {
    const adminUrl = await closedPort();
    await using gateway = spawnGateway({ LEDGER_URL: 'redis://127.0.0.1:1', ADMIN_PORT: new URL(adminUrl).port });
    await expect.poll(() => statusOf(`${adminUrl}/health/live`).catch(() => 0), { timeout: 8_000 }).toBe(200);
    const ready = await fetch(`${adminUrl}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'starting' }]);
    expect(await (await fetch(`${adminUrl}/metrics`)).text()).toMatch(/^gateway_ready 0$/m);
    expect(gateway.logs().some(({ msg }) => msg === 'ready')).toBe(false);
  });

  it('answers until the last moment of a stop', async () => {
    const atProvider = Promise.withResolvers<() => void>();
    await using upstream = await startUpstream((response) => {
      atProvider.resolve(() => response.writeHead(204).end());
    });
    await using gateway = spawnGateway({ LEDGER_URL: 'memory:', SEQUENCE_URL: upstream.url, ADMIN_PORT: '0' });
    const url = await gateway.ready;
    const adminUrl = String(gateway.logs().find(({ msg }) => msg === 'ready')?.adminUrl);
    const answer = fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-sequence-authorization': SEQUENCE_CREDENTIAL,
        'idempotency-key': newKey(),
      },
      body: JSON.stringify({
        query: 'mutation { deleteAccount(input: {provider: SEQUENCE, accountId: "acc_1"}) { __typename } }',
      }),
    });
    const finish = await atProvider.promise;
    gateway.process.kill('SIGTERM');
    await expect.poll(() => statusOf(`${adminUrl}/health/ready`)).toBe(503);
    await expect(fetch(url)).rejects.toThrow();
    expect(await (await fetch(`${adminUrl}/health/ready`)).json()).toEqual({ status: 'draining' });
    expect(await statusOf(`${adminUrl}/health/live`)).toBe(200);
    finish();
    expect((await answer).status).toBe(200);
    expect(await gateway.exit).toEqual([0, null]);
  });
});
