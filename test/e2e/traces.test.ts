import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NUVION_ACCOUNT_ID, nuvionAnswer } from '../support/nuvion-answer.ts';
import { type OtlpCollector, type ReceivedSpan, startOtlpCollector } from '../support/otlp-collector.ts';
import { BALANCE, CANARY, newKey, SECRETS } from '../support/secrets.ts';
import { type SpawnedGateway, spawnGateway } from '../support/spawn-gateway.ts';
import { PARENT_ID, TRACE_ID, tracedDeletion } from '../support/traced-deletion.ts';
import { answers, hangsUp, startUpstream, type Upstream } from '../support/upstream.ts';

const HASH = expect.stringMatching(/^[\w-]{43}$/);

const named = (spans: readonly ReceivedSpan[], name: string) => spans.filter((span) => span.name === name);

describe('with an endpoint in the environment', () => {
  let collector: OtlpCollector;
  let sequence: Upstream;
  let nuvion: Upstream;
  let gateway: SpawnedGateway;
  let url: string;

  beforeAll(async () => {
    collector = await startOtlpCollector();
    sequence = await startUpstream(answers(204));
    nuvion = await startUpstream(answers(200, JSON.parse('{}')));
    gateway = spawnGateway({
      LEDGER_URL: 'memory:',
      SEQUENCE_URL: sequence.url,
      NUVION_URL: nuvion.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: '20',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    });
    url = await gateway.ready;
  });
  afterAll(async () => {
    await gateway[Symbol.asyncDispose]();
    await Promise.all([collector, sequence, nuvion].map((server) => server[Symbol.asyncDispose]()));
  });

  /** What arrives for the deletions that `act` makes: all spans up to the last mutation's. */
  async function spansOf(mutations: number, act: () => Promise<unknown>): Promise<readonly ReceivedSpan[]> {
    collector.spans.length = 0;
    await act();
    await expect.poll(() => named(collector.spans, 'deleteAccount').length).toBe(mutations);
    return [...collector.spans];
  }

  it("a deletion is a child of the caller's span, with its ledger steps and its exchange as children", async () => {
    sequence.reply(answers(204));
    const spans = await spansOf(1, () => tracedDeletion(url));
    const [mutation, ...others] = named(spans, 'deleteAccount');
    expect(others).toEqual([]);
    expect(mutation).toMatchObject({
      traceId: TRACE_ID,
      parentSpanId: PARENT_ID,
      traceState: 'vendor=1',
      kind: 2,
      status: 0,
      attributes: {
        'gateway.provider': 'SEQUENCE',
        'gateway.caller': HASH,
        'gateway.key': HASH,
        'gateway.outcome': 'DELETED',
        'gateway.evidence': 'RESPONSE',
        'gateway.replayed': false,
        'gateway.shared': false,
        'gateway.attempts': 1,
      },
    });
    const inside = spans.filter(({ parentSpanId }) => parentSpanId === mutation?.spanId);
    expect(inside.map(({ name }) => name).sort()).toEqual(['DELETE', 'ledger write', 'ledger write']);
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE_ID]));
    const { hostname, port } = new URL(sequence.url);
    expect(named(inside, 'DELETE')).toMatchObject([
      {
        kind: 3,
        status: 0,
        attributes: {
          'gateway.provider': 'SEQUENCE',
          'http.request.method': 'DELETE',
          'http.response.status_code': 204,
          'server.address': hostname,
          'server.port': Number(port),
        },
      },
    ]);
    expect(named(inside, 'ledger write')[0]?.attributes).toEqual({ 'gateway.ledger.operation': 'write' });
    for (const { start, end } of spans) expect(end).toBeGreaterThanOrEqual(start);
    expect(collector.resources[0]).toMatchObject({
      'service.name': 'accounts-gateway',
      'deployment.environment.name': 'test',
    });
  });

  it('a lost answer, and a provider that cannot be reached, are errors without a status code', async () => {
    nuvion.reply(hangsUp);
    const lost = await spansOf(1, () => tracedDeletion(url, { provider: 'NUVION', accountId: NUVION_ACCOUNT_ID }));
    expect(named(lost, 'deleteAccount')).toMatchObject([
      { status: 2, attributes: { 'gateway.outcome': 'OUTCOME_UNKNOWN', 'error.type': 'OUTCOME_UNKNOWN' } },
    ]);
    const [exchange] = named(lost, 'DELETE');
    expect(exchange).toMatchObject({ status: 2, attributes: { 'error.type': 'lost' } });
    expect(exchange?.attributes).not.toHaveProperty('http.response.status_code');
    const reads = named(lost, 'GET'); // read back, and that again
    expect(reads.length).toBeGreaterThan(0);
    for (const { parentSpanId } of reads) expect(parentSpanId).toBe(named(lost, 'deleteAccount')[0]?.spanId);
  });

  it('a refusal of the provider is an error of the exchange and an answer of the gateway', async () => {
    sequence.reply(answers(401, { error: { code: CANARY, message: `${CANARY} ${BALANCE}` } }));
    const spans = await spansOf(1, () => tracedDeletion(url));
    expect(named(spans, 'DELETE')).toMatchObject([
      { status: 2, attributes: { 'error.type': '401', 'http.response.status_code': 401 } },
    ]);
    expect(named(spans, 'deleteAccount')).toMatchObject([
      { status: 0, attributes: { 'gateway.outcome': 'UNAUTHORIZED', 'gateway.attempts': 1 } },
    ]);
  });

  it('a replay says so, and has no exchange', async () => {
    sequence.reply(answers(204));
    const idempotencyKey = newKey();
    await spansOf(1, () => tracedDeletion(url, { idempotencyKey }));
    const spans = await spansOf(1, () => tracedDeletion(url, { idempotencyKey }));
    expect(named(spans, 'deleteAccount')[0]?.attributes).toMatchObject({ 'gateway.replayed': true });
    expect(spans.filter(({ kind }) => kind === 3)).toEqual([]);
  });

  it('requests at the same time keep to their own traces', async () => {
    sequence.reply(async (response) => {
      await sleep(50);
      response.writeHead(204).end();
    });
    const ids = Array.from({ length: 20 }, (_, n) => (n + 1).toString(16).padStart(32, '0'));
    const spans = await spansOf(20, () =>
      Promise.all(ids.map((id) => tracedDeletion(url, { headers: { traceparent: `00-${id}-${PARENT_ID}-01` } }))),
    );
    for (const id of ids) {
      const trace = spans.filter(({ traceId }) => traceId === id);
      expect(trace.map(({ name }) => name).sort()).toEqual(['DELETE', 'deleteAccount', 'ledger write', 'ledger write']);
    }
  });

  it.each([
    ['no traceparent', {}],
    ['a traceparent that is none', { traceparent: `00-${'0'.repeat(32)}-x-01` }],
  ])('%s begins a trace', async (_what, headers) => {
    sequence.reply(answers(204));
    const [mutation] = named(await spansOf(1, () => tracedDeletion(url, { headers })), 'deleteAccount');
    expect(mutation?.parentSpanId).toBe('');
    expect(mutation?.traceId).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
  });

  it('a caller that keeps no trace gets none', async () => {
    sequence.reply(answers(204));
    const spans = await spansOf(1, async () => {
      await tracedDeletion(url, { headers: { traceparent: `00-${'1'.repeat(32)}-${PARENT_ID}-00` } });
      await tracedDeletion(url);
    });
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE_ID]));
  });

  it('nothing of the trace goes upstream, and no credential, key, balance or account id to the collector', async () => {
    nuvion.reply(answers(200, nuvionAnswer({ current: BALANCE })));
    await spansOf(1, () => tracedDeletion(url, { provider: 'NUVION', accountId: NUVION_ACCOUNT_ID }));
    const sent = [...sequence.requests, ...nuvion.requests];
    expect(sent.length).toBeGreaterThan(5);
    for (const { headers } of sent) expect(Object.keys(headers)).not.toContain('traceparent');
    const exported = collector.bytes.join('\n');
    expect(exported).toContain('gateway.outcome');
    for (const secret of [...SECRETS, NUVION_ACCOUNT_ID, 'acc_1']) expect(exported).not.toContain(secret);
  });
});
