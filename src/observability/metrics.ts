import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { REFUSAL_REASONS } from '../access/audit.ts';
import type { ProviderName } from '../deletion/deletion.ts';
import type { Ledger } from '../deletion/ledger.ts';
import { RETRY } from '../deletion/outcome.ts';
import { LOOK_RESULTS } from '../deletion/reconcile.ts';
import type { Unknown } from '../deletion/unknown.ts';
import { aroundOperations, LEDGER_OPERATIONS } from './ledger-operations.ts';

/** Prometheus metrics. Their names are public. Durations are in seconds. */
export type Metrics = ReturnType<typeof createMetrics>;

const OUTCOMES = ['DELETED', ...Object.keys(RETRY)];
const PROVIDER_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const HTTP_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const LEDGER_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** An answered request to this server. */
export interface ObservedRequest {
  readonly route: string;
  readonly method: string;
  readonly status: string;
  readonly seconds: number;
}

/**
 * @param providers all providers: their counters begin at 0
 * @param droppedLines gives the number of dropped log lines
 */
export function createMetrics(providers: readonly ProviderName[], droppedLines = () => 0) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const deletions = new Counter({
    name: 'gateway_deletions_total',
    help: 'Answered deletions by outcome; replays and duplicates that shared a run are not counted',
    labelNames: ['provider', 'outcome'] as const,
    registers,
  });
  const replays = new Counter({
    name: 'gateway_deletion_replays_total',
    help: 'Recorded answers that were returned again',
    labelNames: ['provider'] as const,
    registers,
  });
  const running = new Gauge({
    name: 'gateway_deletions_running',
    help: 'Deletions that run in this process',
    labelNames: ['provider'] as const,
    registers,
  });
  const providerSeconds = new Histogram({
    name: 'gateway_provider_request_duration_seconds',
    help: 'Requests to a provider; status is the HTTP status, or lost, or not-sent',
    labelNames: ['provider', 'method', 'status'] as const,
    buckets: PROVIDER_SECONDS,
    registers,
  });
  const ledgerSeconds = new Histogram({
    name: 'gateway_ledger_operation_duration_seconds',
    help: 'Reads and writes of the ledger',
    labelNames: ['operation'] as const,
    buckets: LEDGER_SECONDS,
    registers,
  });
  const ledgerFailures = new Counter({
    name: 'gateway_ledger_failures_total',
    help: 'Reads and writes of the ledger that failed',
    labelNames: ['operation'] as const,
    registers,
  });
  const ready = new Gauge({
    name: 'gateway_ready',
    help: '1 when /health/ready answers 200, else 0',
    registers,
  });
  const refusals = new Counter({
    name: 'gateway_refusals_total',
    help: 'Requests that were refused before the ledger was used, by reason',
    labelNames: ['reason'] as const,
    registers,
  });
  const tokenKeysFetches = new Counter({
    name: 'gateway_token_keys_fetches_total',
    help: 'Requests for the keys that verify tokens, by result',
    labelNames: ['result'] as const,
    registers,
  });
  const httpRequests = new Counter({
    name: 'gateway_http_requests_total',
    help: 'Requests that were answered; status is the HTTP status, or aborted when the caller closed the connection before',
    labelNames: ['route', 'method', 'status'] as const,
    registers,
  });
  const httpSeconds = new Histogram({
    name: 'gateway_http_request_duration_seconds',
    help: 'From the head of a request to the end of its answer',
    labelNames: ['route'] as const,
    buckets: HTTP_SECONDS,
    registers,
  });
  const faults = new Counter({
    name: 'gateway_faults_total',
    help: 'Internal faults; each has a log line',
    registers,
  });
  const buildInfo = new Gauge({
    name: 'gateway_build_info',
    help: 'Always 1; the labels have the versions and the kind of ledger',
    labelNames: ['version', 'node', 'ledger'] as const,
    registers,
  });
  new Counter({
    name: 'gateway_log_lines_dropped_total',
    help: 'Log lines that were dropped because they could not be written',
    registers,
    collect() {
      this.reset();
      this.inc(droppedLines());
    },
  });
  const unknown = new Gauge({
    name: 'gateway_deletions_unknown',
    help: 'Deletions in the ledger whose outcome is unknown and that are not running',
    labelNames: ['provider'] as const,
    registers,
  });
  const unknownOldestSeconds = new Gauge({
    name: 'gateway_deletions_unknown_oldest_seconds',
    help: 'Age of the oldest deletion whose outcome is unknown; 0 when there is none',
    labelNames: ['provider'] as const,
    registers,
  });
  const reconciliations = new Counter({
    name: 'gateway_reconciliations_total',
    help: 'Reads of the accounts of unknown deletions, by result',
    labelNames: ['provider', 'result'] as const,
    registers,
  });
  // Prometheus' increase() does not see the first increment of a counter that did not exist before.
  for (const provider of providers) {
    running.set({ provider }, 0);
    unknown.set({ provider }, 0);
    unknownOldestSeconds.set({ provider }, 0);
    for (const result of LOOK_RESULTS) reconciliations.inc({ provider, result }, 0);
    replays.inc({ provider }, 0);
    for (const outcome of OUTCOMES) deletions.inc({ provider, outcome }, 0);
  }
  for (const operation of LEDGER_OPERATIONS) ledgerFailures.inc({ operation }, 0);
  for (const reason of REFUSAL_REASONS) refusals.inc({ reason }, 0);
  for (const result of ['fetched', 'failed']) tokenKeysFetches.inc({ result }, 0);

  return {
    registry,
    deletions,
    replays,
    running,
    reconciliations,
    refusals,
    tokenKeysFetches,
    faults,
    buildInfo,
    ready,
    observeHttp({ route, method, status, seconds }: ObservedRequest) {
      httpRequests.inc({ route, method, status });
      httpSeconds.observe({ route }, seconds);
    },
    observeProvider: (provider: ProviderName, method: string, status: string, seconds: number) =>
      providerSeconds.observe({ provider, method, status }, seconds),

    /** @param now Unix time in milliseconds */
    observeUnknown(found: ReadonlyMap<ProviderName, Unknown>, now: number) {
      for (const provider of providers) {
        const { count, oldestStartedAt } = found.get(provider) ?? { count: 0, oldestStartedAt: null };
        unknown.set({ provider }, count);
        const oldestMs = oldestStartedAt === null ? 0 : Math.max(0, now - oldestStartedAt);
        unknownOldestSeconds.set({ provider }, oldestMs / 1000);
      }
    },

    /** The same ledger, with each read and write timed. */
    timed: (ledger: Ledger) =>
      aroundOperations(ledger, async (operation, use) => {
        const stop = ledgerSeconds.startTimer({ operation });
        try {
          return await use();
        } catch (fault) {
          ledgerFailures.inc({ operation });
          throw fault;
        } finally {
          stop();
        }
      }),
  };
}
