import { expect, it } from 'vitest';
import type { Answer } from '../../src/deletion/answer.ts';
import { createIdentify } from '../../src/deletion/identity.ts';
import { overloaded, unavailableHere } from '../../src/deletion/outcome.ts';
import { audited, auditLooks, createOpenAudit } from '../../src/observability/audit-lines.ts';
import { createLogger } from '../../src/observability/logger.ts';
import { createMetrics } from '../../src/observability/metrics.ts';
import { PROVIDER_NAMES } from '../../src/providers/index.ts';

const COMMAND = {
  id: { provider: 'SEQUENCE', caller: 'caller-hash', key: 'key-hash' },
  accountId: 'acc_1',
  idempotencyKey: 'key',
  credential: 'credential',
  heldBy: 'caller',
  requestId: 'request-1',
} as const;

async function auditOf(outcome: Answer['outcome']) {
  const lines: Record<string, unknown>[] = [];
  const metrics = createMetrics(PROVIDER_NAMES);
  const core = Object.assign(async () => ({ outcome, replayed: false, shared: false, attempts: 0 }), {
    idle: async () => {},
  });
  await audited(core, createLogger('silent', { write: (line) => lines.push(JSON.parse(line)) }), metrics)(COMMAND);
  return { lines, metrics: await metrics.registry.metrics() };
}

it('a deletion for which there was no room never reached the ledger: it was refused', async () => {
  const { lines, metrics } = await auditOf(overloaded());
  expect(lines).toMatchObject([
    {
      msg: 'refused',
      requestId: 'request-1',
      reason: 'overloaded',
      operation: 'deleteAccount',
      provider: 'SEQUENCE',
      accountId: 'acc_1',
      caller: 'caller-hash',
    },
  ]);
  expect(metrics).toContain('gateway_refusals_total{reason="overloaded"} 1\n');
});

it('one for which the ledger was away is a deletion that was answered', async () => {
  const { lines, metrics } = await auditOf(unavailableHere('away'));
  expect(lines).toMatchObject([{ msg: 'deletion', outcome: 'UNAVAILABLE' }]);
  expect(metrics).toContain('gateway_refusals_total{reason="overloaded"} 0\n');
});

it('a look is counted and logged, with hashes in place of the caller and the key', async () => {
  const lines: Record<string, unknown>[] = [];
  const metrics = createMetrics(PROVIDER_NAMES);
  const log = createLogger('silent', { write: (line) => lines.push(JSON.parse(line)) });
  const { id, accountId, requestId } = COMMAND;
  auditLooks(log, metrics)({ id, accountId, requestId, result: 'deleted', evidence: 'ABSENT' });
  const { provider, caller, key } = id;
  const said = { requestId, provider, accountId, caller, key, result: 'deleted', evidence: 'ABSENT' };
  expect(lines).toEqual([{ level: 'info', time: expect.any(String), msg: 'reconciled', ...said }]);
  expect(await metrics.registry.metrics()).toContain(
    'gateway_reconciliations_total{provider="SEQUENCE",result="deleted"} 1\n',
  );
});

it('the lines of one request have the hash of the caller at the provider that they are about', () => {
  const lines: { readonly caller: string }[] = [];
  const log = createLogger('silent', { write: (line) => lines.push(JSON.parse(line)) });
  const identify = createIdentify('a secret of thirty-two bytes long');
  const { read } = createOpenAudit(log, createMetrics(PROVIDER_NAMES), identify)('request-1');
  const callers = [
    ['SEQUENCE', ['issuer', 'one']],
    ['NUVION', ['issuer', 'one']],
    ['SEQUENCE', ['issuer', 'two']],
    ['SEQUENCE', ['issuer', 'one']],
  ] as const;
  for (const [provider, caller] of callers) {
    read({ operation: 'account', provider, accountId: 'acc_1', caller, outcome: 'READ', count: 1 });
  }
  const hashes = callers.map(([provider, caller]) => identify(provider, caller, '').caller);
  expect(lines.map(({ caller }) => caller)).toEqual(hashes);
  expect(new Set(hashes).size).toBe(3);
});
