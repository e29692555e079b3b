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

/**
 * @param providers all providers: their counters begin at 0
 * @param droppedLines gives the number of dropped log lines
 */
export function createMetrics(providers: readonly ProviderName[], droppedLines = () => 0) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const counter = <Label extends string = never>(name: string, labelNames: Label[], help: string) =>
    new Counter({ name, labelNames, help, registers });
  const gauge = <Label extends string = never>(name: string, labelNames: Label[], help: string) =>
    new Gauge({ name, labelNames, help, registers });
  const histogram = <Label extends string>(name: string, labelNames: Label[], buckets: number[], help: string) =>
    new Histogram({ name, labelNames, buckets, help, registers });

  const deletions = counter(
    'gateway_deletions_total',
    ['provider', 'outcome'],
    'Answered deletions by outcome; replays and duplicates that shared a run are not counted',
  );
  const replays = counter('gateway_deletion_replays_total', ['provider'], 'Recorded answers that were returned again');
  const running = gauge('gateway_deletions_running', ['provider'], 'Deletions that run in this process');
  const providerSeconds = histogram(
    'gateway_provider_request_duration_seconds',
    ['provider', 'method', 'status'],
    PROVIDER_SECONDS,
    'Requests to a provider; status is the HTTP status, or lost, or not-sent',
  );
  const ledgerSeconds = histogram(
    'gateway_ledger_operation_duration_seconds',
    ['operation'],
    LEDGER_SECONDS,
    'Reads and writes of the ledger',
  );
  const ledgerFailures = counter(
    'gateway_ledger_failures_total',
    ['operation'],
    'Reads and writes of the ledger that failed',
  );
  const ready = gauge('gateway_ready', [], '1 when /health/ready answers 200, else 0');
  const refusals = counter(
    'gateway_refusals_total',
    ['reason'],
    'Requests that were refused before the ledger was used, by reason',
  );
  const tokenKeysFetches = counter(
    'gateway_token_keys_fetches_total',
    ['result'],
    'Requests for the keys that verify tokens, by result',
  );
  const httpRequests = counter(
    'gateway_http_requests_total',
    ['route', 'method', 'status'],
    'Requests that were answered; status is the HTTP status, or aborted when the caller closed the connection before',
  );
  const httpSeconds = histogram(
    'gateway_http_request_duration_seconds',
    ['route'],
    HTTP_SECONDS,
    'From the head of a request to the end of its answer',
  );
  const faults = counter('gateway_faults_total', [], 'Internal faults; each has a log line');
  const buildInfo = gauge(
    'gateway_build_info',
    ['version', 'node', 'ledger'],
    'Always 1; the labels have the versions and the kind of ledger',
  );
  new Counter({
    name: 'gateway_log_lines_dropped_total',
    help: 'Log lines that were dropped because they could not be written',
    registers,
    collect() {
      this.reset();
      this.inc(droppedLines());
    },
  });
  const unknown = gauge(
    'gateway_deletions_unknown',
    ['provider'],
    'Deletions in the ledger whose outcome is unknown and that are not running',
  );
  const unknownOldestSeconds = gauge(
    'gateway_deletions_unknown_oldest_seconds',
    ['provider'],
    'Age of the oldest deletion whose outcome is unknown; 0 when there is none',
  );
  const reconciliations = counter(
    'gateway_reconciliations_total',
    ['provider', 'result'],
    'Reads of the accounts of unknown deletions, by result',
  );
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
    observeHttp({
      route,
      method,
      status,
      seconds,
    }: Record<'route' | 'method' | 'status', string> & { seconds: number }) {
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
