import { setTimeout as sleep } from 'node:timers/promises';
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { setGlobalErrorHandler, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Sampling, TraceExport, TraceSettings } from './trace-settings.ts';

/** How long a stop waits for the last spans, in milliseconds. */
const FLUSH_MS = 1_000;

/**
 * Registers the SDK with the API package. Only `export-traces.ts` imports this file, and only when traces are exported.
 * The exporter reads its endpoint and headers from `OTEL_EXPORTER_OTLP_*`.
 */
export function startTraceSdk({ sampling, batching }: TraceSettings, onFault: (fault: unknown) => void): TraceExport {
  setGlobalErrorHandler(onFault);
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'accounts-gateway' }))
      .merge(detectResources({ detectors: [envDetector] })), // OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES
    sampler: samplerOf(sampling),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), ...batching })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);

  return {
    async stop() {
      await Promise.race([provider.shutdown().catch(onFault), sleep(FLUSH_MS)]);
    },
  };
}

function samplerOf({ parentBased, ratio }: Sampling) {
  const root = new TraceIdRatioBasedSampler(ratio);
  return parentBased ? new ParentBasedSampler({ root }) : root;
}
