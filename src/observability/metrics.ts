import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AccountProvider } from '../deletion/deletion.ts';
import { PROVIDERS } from '../deletion/deletion.ts';
import type { Ledger } from '../deletion/ledger.ts';

/** Prometheus metrics. Their names are public: the contract's section 6. Durations are in seconds. */
export type Metrics = ReturnType<typeof createMetrics>;

const PROVIDER_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const LEDGER_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

export function createMetrics() {
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
    help: 'Steps of the ledger',
    labelNames: ['operation'] as const,
    buckets: LEDGER_SECONDS,
    registers,
  });
  for (const provider of PROVIDERS) {
    running.set({ provider }, 0);
    replays.inc({ provider }, 0);
  }

  return {
    registry,
    deletions,
    replays,
    running,
    observeProvider: (provider: AccountProvider, method: string, status: string, seconds: number) =>
      providerSeconds.observe({ provider, method, status }, seconds),

    /** The same ledger, with each step timed. */
    timed(ledger: Ledger): Ledger {
      const time = <A extends readonly unknown[], R>(operation: string, step: (...args: A) => Promise<R>) => {
        return async (...args: A): Promise<R> => {
          const stop = ledgerSeconds.startTimer({ operation });
          try {
            return await step(...args);
          } finally {
            stop();
          }
        };
      };
      return {
        claim: time('claim', ledger.claim),
        dispatch: time('dispatch', ledger.dispatch),
        release: time('release', ledger.release),
        lose: time('lose', ledger.lose),
        settle: time('settle', ledger.settle),
        read: time('read', ledger.read),
        secret: ledger.secret,
        ping: ledger.ping,
        close: ledger.close,
      };
    },
  };
}
