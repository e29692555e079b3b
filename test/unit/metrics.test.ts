import { describe, expect, it } from 'vitest';
import { LedgerUnavailableError } from '../../src/deletion/ledger.ts';
import { createMemoryLedger } from '../../src/ledger/memory.ts';
import { createMetrics } from '../../src/observability/metrics.ts';

const ID = { provider: 'SEQUENCE', caller: 'c', key: 'k' } as const;

describe('metrics', () => {
  it('have every outcome of every provider from the start, so that the first one is seen as a rise', async () => {
    const text = await createMetrics().registry.metrics();
    for (const provider of ['SEQUENCE', 'NUVION']) {
      for (const outcome of ['DELETED', 'OUTCOME_UNKNOWN', 'UNAVAILABLE', 'DELETION_IN_PROGRESS']) {
        expect(text).toContain(`gateway_deletions_total{provider="${provider}",outcome="${outcome}"} 0\n`);
      }
    }
  });

  it('count the steps of a ledger that fail, and time all', async () => {
    const metrics = createMetrics();
    const away = new LedgerUnavailableError('away');
    const ledger = metrics.timed({
      ...createMemoryLedger(),
      async settle() {
        throw away;
      },
    });
    expect(await ledger.read(ID)).toBeNull();
    await expect(ledger.settle(ID, 'owner', '', 1)).rejects.toBe(away);
    const text = await metrics.registry.metrics();
    expect(text).toContain('gateway_ledger_failures_total{operation="settle"} 1\n');
    expect(text).toContain('gateway_ledger_failures_total{operation="read"} 0\n');
    for (const operation of ['settle', 'read']) {
      expect(text).toContain(`gateway_ledger_operation_duration_seconds_count{operation="${operation}"} 1\n`);
    }
  });
});
