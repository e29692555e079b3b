import type { IncomingHttpHeaders } from 'node:http';
import {
  context,
  ProxyTracerProvider,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { DeleteAccount } from '../deletion/delete-account.ts';
import type { ProviderName } from '../deletion/deletion.ts';
import type { Ledger } from '../deletion/ledger.ts';
import type { FailureCode } from '../deletion/outcome.ts';
import { aroundOperations } from './ledger-operations.ts';

/**
 * Spans contain names, codes and hashes only: no account id, no message, and of what callers send only the trace context.
 */
const tracer = trace.getTracer('accounts-gateway');

/** Whether an SDK is registered with the API package. Without one no spans are made. */
function isTraced(): boolean {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer('accounts-gateway') !== undefined;
}

/** Outcomes that an operator should see as errors. */
const FAULTS: readonly string[] = ['OUTCOME_UNKNOWN', 'UNAVAILABLE'] satisfies FailureCode[];

/** Runs a request in its caller's trace (https://www.w3.org/TR/trace-context/), if there is one. */
export function inTraceOf<T>(headers: IncomingHttpHeaders, run: () => T): T {
  return isTraced() ? context.with(propagation.extract(ROOT_CONTEXT, headers), run) : run();
}

/** The deletion core with a span for every answer. */
export function tracedDeletion(deleteAccount: DeleteAccount): DeleteAccount {
  const withSpan: (...args: Parameters<DeleteAccount>) => ReturnType<DeleteAccount> = (command) => {
    if (!isTraced()) return deleteAccount(command);
    const { provider, caller, key } = command.id;
    const attributes = { 'gateway.provider': provider, 'gateway.caller': caller, 'gateway.key': key };
    return inSpan('deleteAccount', { kind: SpanKind.SERVER, attributes }, async (span) => {
      const answer = await deleteAccount(command);
      const { outcome, replayed, attempts, shared } = answer;
      span.setAttributes({
        'gateway.outcome': outcome.code,
        'gateway.replayed': replayed,
        'gateway.shared': shared,
        'gateway.attempts': attempts,
      });
      if (outcome.code === 'DELETED') span.setAttribute('gateway.evidence', outcome.evidence);
      if (FAULTS.includes(outcome.code)) fail(span, outcome.code);
      return answer;
    });
  };
  return Object.assign(withSpan, { idle: deleteAccount.idle });
}

/** The same ledger, with a span for each read and write. */
export function tracedLedger(ledger: Ledger): Ledger {
  return aroundOperations(ledger, (operation, use) => {
    if (!isTraced()) return use();
    return inSpan(`ledger ${operation}`, { attributes: { 'gateway.ledger.operation': operation } }, use);
  });
}

/**
 * Records the requests of an exchange with a provider. To be called when the exchange begins, because later callbacks
 * may run in the trace of another request on the same connection. Each request becomes a span when it has ended.
 */
export function traceExchange(provider: ProviderName, method: string, baseUrl: string) {
  if (!isTraced()) return () => {};
  const parent = context.active();
  return (status: string, seconds: number): void => {
    const endTime = Date.now();
    const span = tracer.startSpan(method, { kind: SpanKind.CLIENT, startTime: endTime - seconds * 1000 }, parent);
    if (span.isRecording()) {
      const { hostname, port, protocol } = new URL(baseUrl);
      span.setAttributes({
        'gateway.provider': provider,
        'http.request.method': method,
        'server.address': hostname,
        'server.port': Number(port || (protocol === 'https:' ? 443 : 80)),
      });
      const statusCode = Number(status); // not a number for `lost` and `not-sent`
      if (!Number.isNaN(statusCode)) span.setAttribute('http.response.status_code', statusCode);
      if (!(statusCode < 400)) fail(span, status);
    }
    span.end(endTime);
  };
}

function inSpan<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(name, options, async (span) => {
    try {
      return await work(span);
    } catch (fault) {
      fail(span, codeOf(fault));
      throw fault;
    } finally {
      span.end();
    }
  });
}

/** Without the message, which may contain data of callers or providers. */
function fail(span: Span, type: string): void {
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

function codeOf(fault: unknown): string {
  if (!(fault instanceof Error)) return typeof fault;
  return 'code' in fault ? String(fault.code) : fault.name;
}
