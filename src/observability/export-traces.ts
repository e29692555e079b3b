import type { Logger } from './logger.ts';
import { readTraceSettings, type TraceExport } from './trace-settings.ts';

/**
 * Exports spans if the standard `OTEL_*` variables ask for it; otherwise the SDK is not loaded. If the collector does not
 * answer, spans are lost; requests are not affected.
 */
export async function exportTraces(env: NodeJS.ProcessEnv, log: Logger): Promise<TraceExport> {
  const { settings, warnings } = readTraceSettings(env);
  for (const warning of warnings) log.warn(warning);
  if (settings === null) return { stop: async () => {} };
  const { startTraceSdk } = await import('./trace-sdk.ts');
  return startTraceSdk(settings, (fault) => log.warn({ err: fault }, 'traces not exported'));
}
