import { expect, inject, it } from 'vitest';
import { startTestGateway } from '../support/start-test-gateway.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

const redis = inject('redisUrl');

it.skipIf(redis === null)(
  'health and metrics say whether the ledger can be reached, and the process lives on',
  async () => {
    await using line = await startTcpProxy(redis ?? '');
    await using gateway = await startTestGateway({ LEDGER_URL: line.url, LEDGER_SECRET: 'readiness'.repeat(4) });
    const get = async (path: string) => {
      const response = await fetch(gateway.origin + path);
      return { status: response.status, text: await response.text() };
    };
    const shown = async () => /^gateway_ready (\d)$/m.exec((await get('/metrics')).text)?.[1];

    expect(await get('/health/ready')).toEqual({ status: 200, text: '{"status":"ready"}\n' });
    expect(await shown()).toBe('1');
    await line.cut();
    await expect
      .poll(() => get('/health/ready'), { timeout: 5_000 })
      .toEqual({ status: 503, text: '{"status":"ledger unreachable"}\n' });
    await expect.poll(shown).toBe('0');
    expect((await get('/health/live')).status).toBe(200);
    await line.restore();
    await expect.poll(async () => (await get('/health/ready')).status, { timeout: 5_000 }).toBe(200);
    await expect.poll(shown).toBe('1');
  },
);
