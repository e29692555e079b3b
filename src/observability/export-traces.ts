import type { Logger } from './logger.ts';
import { readTraceSettings, type TraceExport } from './trace-settings.ts';

/**
 * Exports spans when the usual `OTEL_*` variables say so; otherwise the SDK is not even loaded. A collector that does not
 * answer costs spans, never an answer.
 */
export async function exportTraces(env: NodeJS.ProcessEnv, log: Logger): Promise<TraceExport> {
  const { settings, warnings } = readTraceSettings(env);
  for (const warning of warnings) log.warn(warning);
  if (settings === null) return { stop: async () => {} };
  const { startTraceSdk } = await import('./trace-sdk.ts');
  return startTraceSdk(settings, (fault) => log.warn({ err: fault }, 'traces not exported'));
}
