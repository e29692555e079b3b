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

/** A request to this server, and what it came to. */
export interface AnsweredRequest {
  readonly route: string;
  readonly method: string;
  readonly status: string;
  readonly seconds: number;
}

/**
 * @param providers all that there are: their counters begin at 0
 * @param droppedLines how many log lines were dropped
 */
export function createMetrics(providers: readonly ProviderName[], droppedLines = () => 0) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const deletions = new Counter({
    name: 'gateway_deletions_total',
    help: 'Answered deletions by outcome, each run once: neither replays nor duplicates that shared a run',
    labelNames: ['provider', 'outcome'] as const,
    registers,
  });
  const replays = new Counter({
    name: 'gateway_deletion_replays_total',
    help: 'Recorded answers given again',
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
    help: 'What /health/ready says: 1 when requests should come here',
    registers,
  });
  const refusals = new Counter({
    name: 'gateway_refusals_total',
    help: 'Answers of the gateway that never reached the ledger, by reason',
    labelNames: ['reason'] as const,
    registers,
  });
  const tokenKeysFetches = new Counter({
    name: 'gateway_token_keys_fetches_total',
    help: 'Requests for the keys that tokens are verified with; failed: they brought none',
    labelNames: ['result'] as const,
    registers,
  });
  const httpRequests = new Counter({
    name: 'gateway_http_requests_total',
    help: 'Requests that were answered; status is the HTTP status, or aborted where the caller hung up before',
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
    help: 'Faults that no answer shows: each is a line of the log',
    registers,
  });
  const buildInfo = new Gauge({
    name: 'gateway_build_info',
    help: 'Always 1; what runs, and on what',
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
    help: 'Deletions in the ledger whose answer is lost and that nobody runs',
    labelNames: ['provider'] as const,
    registers,
  });
  const unknownOldestSeconds = new Gauge({
    name: 'gateway_deletions_unknown_oldest_seconds',
    help: 'For how long the oldest of them has been there; 0 when there is none',
    labelNames: ['provider'] as const,
    registers,
  });
  const reconciliations = new Counter({
    name: 'gateway_reconciliations_total',
    help: 'Looks of the gateway at the account of a lost answer, by what it saw',
    labelNames: ['provider', 'result'] as const,
    registers,
  });
  // A counter that appears with its first increment hides that one from Prometheus' increase().
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
    observeHttp({ route, method, status, seconds }: AnsweredRequest) {
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
