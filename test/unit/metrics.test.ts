import { describe, expect, it } from 'vitest';
import { LedgerUnavailableError } from '../../src/deletion/ledger.ts';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.ts';
import { createMetrics } from '../../src/observability/metrics.ts';
import { PROVIDER_NAMES } from '../../src/providers/index.ts';

describe('metrics', () => {
  it('have every outcome of every provider from the start, so that the first one is seen as a rise', async () => {
    const text = await createMetrics(PROVIDER_NAMES).registry.metrics();
    for (const provider of ['SEQUENCE', 'NUVION']) {
      for (const outcome of ['DELETED', 'OUTCOME_UNKNOWN', 'UNAVAILABLE', 'DELETION_IN_PROGRESS']) {
        expect(text).toContain(`gateway_deletions_total{provider="${provider}",outcome="${outcome}"} 0\n`);
      }
    }
  });

  it('count what a ledger fails to do, and time all of it', async () => {
    const metrics = createMetrics(PROVIDER_NAMES);
    const away = new LedgerUnavailableError('away');
    const ledger = metrics.timed({
      ...createMemoryLedger(),
      async compareAndSet() {
        throw away;
      },
    });
    expect(await ledger.read('name')).toBeNull();
    await expect(ledger.compareAndSet('name', { expected: null, next: null })).rejects.toBe(away);
    const text = await metrics.registry.metrics();
    expect(text).toContain('gateway_ledger_failures_total{operation="write"} 1\n');
    expect(text).toContain('gateway_ledger_failures_total{operation="read"} 0\n');
    for (const operation of ['write', 'read']) {
      expect(text).toContain(`gateway_ledger_operation_duration_seconds_count{operation="${operation}"} 1\n`);
    }
  });
});
