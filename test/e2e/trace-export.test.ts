import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startOtlpCollector } from '../support/otlp-collector.ts';
import { CANARY } from '../support/secrets.ts';
import { spawnGateway } from '../support/spawn-gateway.ts';
import { tracedDeletion } from '../support/traced-deletion.ts';
import { answers, closedPort, startUpstream, staysSilent } from '../support/upstream.ts';

it('a stop sends what is left', async () => {
  await using collector = await startOtlpCollector();
  await using sequence = await startUpstream(answers(204));
  await using last = spawnGateway({
    LEDGER_URL: 'memory:',
    SEQUENCE_URL: sequence.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: '60000',
    NODE_OPTIONS: '--import ./test/support/log-modules.ts',
  });
  await tracedDeletion(await last.ready);
  expect(collector.spans).toEqual([]);
  last.process.kill('SIGTERM');
  expect(await last.exit).toEqual([0, null]);
  expect(collector.spans).toHaveLength(4);
  expect(last.output.stderr).toContain('loaded @opentelemetry/sdk-trace\n');
});

describe('without', () => {
  it.each([
    ['any such variable', {}],
    ['leave to', { OTEL_SDK_DISABLED: 'true' }],
  ])('%s nothing is exported and the SDK is not loaded', async (_what, env) => {
    await using collector = await startOtlpCollector();
    await using upstream = await startUpstream(answers(204));
    const disabled = 'OTEL_SDK_DISABLED' in env ? { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env } : {};
    await using gateway = spawnGateway({
      LEDGER_URL: 'memory:',
      SEQUENCE_URL: upstream.url,
      NODE_OPTIONS: '--import ./test/support/log-modules.ts',
      ...disabled,
    });
    expect(await tracedDeletion(await gateway.ready)).toBe('DeleteAccountSuccess');
    gateway.process.kill('SIGTERM');
    expect(await gateway.exit).toEqual([0, null]);
    expect(new Set(gateway.output.stderr.match(/@opentelemetry\S+/g))).toEqual(new Set(['@opentelemetry/api']));
    expect(collector.bytes).toEqual([]);
  });
});

describe('a collector that is dead', () => {
  it.each([
    ['cannot be reached', async () => ({ url: await closedPort(), [Symbol.asyncDispose]: async () => {} })],
    ['never answers', () => startUpstream(staysSilent)],
    ['refuses', () => startUpstream(answers(403, CANARY))],
  ])('%s: delays no answer, and the stop for one second at most', async (_what, open) => {
    await using collector = await open();
    await using upstream = await startUpstream(answers(204));
    await using gateway = spawnGateway({
      LEDGER_URL: 'memory:',
      SEQUENCE_URL: upstream.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: `authorization=${CANARY}`,
      OTEL_BSP_SCHEDULE_DELAY: '10',
    });
    const url = await gateway.ready;
    for (let n = 0; n < 10; n += 1) {
      const startedAt = performance.now();
      expect(await tracedDeletion(url)).toBe('DeleteAccountSuccess');
      expect(performance.now() - startedAt).toBeLessThan(500);
      await sleep(20);
    }
    const stoppedAt = performance.now();
    gateway.process.kill('SIGTERM');
    expect(await gateway.exit).toEqual([0, null]);
    expect(performance.now() - stoppedAt).toBeLessThan(2_000);
    for (const text of Object.values(gateway.output)) expect(text).not.toContain(CANARY);
  });

  it('is said in the log', async () => {
    await using collector = await startUpstream(answers(403, CANARY));
    await using gateway = spawnGateway({
      LEDGER_URL: 'memory:',
      SEQUENCE_URL: await closedPort(),
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: '10',
    });
    await tracedDeletion(await gateway.ready);
    await expect
      .poll(() => gateway.logs().find(({ msg }) => msg === 'traces not exported'))
      .toMatchObject({ level: 'warn', err: { name: 'OTLPExporterError', code: 403 } });
  });
});
