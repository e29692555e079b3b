/** Which traces are kept: `OTEL_TRACES_SAMPLER` and its argument. */
export interface Sampling {
  /** Whether the caller's decision is followed. */
  readonly parentBased: boolean;
  /** The share of the traces that begin here, from 0 to 1. */
  readonly ratio: number;
}

/** How spans are collected before they are sent: `OTEL_BSP_*`. Missing values: the SDK's defaults. */
export type Batching = Partial<
  Record<'scheduledDelayMillis' | 'maxQueueSize' | 'maxExportBatchSize' | 'exportTimeoutMillis', number>
>;

export interface TraceSettings {
  readonly sampling: Sampling;
  readonly batching: Batching;
}

/** A running export of spans. */
export interface TraceExport {
  /** Sends the remaining spans, for one second at most. Never rejects. */
  stop(): Promise<void>;
}

const ENDPOINTS = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'] as const;
const PROTOCOLS = ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL'] as const;

/**
 * Reads the standard variables for traces
 * (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/), with one difference: without an
 * endpoint and without `OTEL_TRACES_EXPORTER=otlp` nothing is exported. As that page requires, a wrong value is a
 * warning and does not prevent the start. The exporter reads its own variables (`OTEL_EXPORTER_OTLP_*`).
 *
 * @returns `settings` null when nothing is exported; `warnings` name variables, never their values
 */
export function readTraceSettings(env: NodeJS.ProcessEnv) {
  const value = (name: string) => env[name]?.trim() || undefined;
  const warnings: string[] = [];
  const nothing = (...because: readonly string[]) => ({ settings: null, warnings: because });

  if (value('OTEL_SDK_DISABLED')?.toLowerCase() === 'true') return nothing();
  const exporter = value('OTEL_TRACES_EXPORTER') ?? (ENDPOINTS.some(value) ? 'otlp' : 'none');
  if (exporter === 'none') return nothing();
  if (exporter !== 'otlp') return nothing('OTEL_TRACES_EXPORTER must be otlp or none: no traces are exported');
  const [protocol] = PROTOCOLS.filter(value);
  if (protocol !== undefined && value(protocol) !== 'http/protobuf') {
    return nothing(`${protocol} must be http/protobuf: no traces are exported`);
  }
  const wrong = ENDPOINTS.filter((name) => !isHttpUrl(value(name) ?? 'http://localhost:4318'));
  if (wrong.length > 0) return nothing(`${wrong[0]} must be an http or https URL: no traces are exported`);

  function number(name: string): number | undefined {
    const text = value(name);
    if (text === undefined || /^[1-9]\d{0,8}$/.test(text)) return text === undefined ? undefined : Number(text);
    warnings.push(`${name} must be a positive whole number: the default is used`);
    return undefined;
  }
  const batching = {
    scheduledDelayMillis: number('OTEL_BSP_SCHEDULE_DELAY'),
    maxQueueSize: number('OTEL_BSP_MAX_QUEUE_SIZE'),
    maxExportBatchSize: number('OTEL_BSP_MAX_EXPORT_BATCH_SIZE'),
    exportTimeoutMillis: number('OTEL_BSP_EXPORT_TIMEOUT'),
  };
  const given = Object.fromEntries(Object.entries(batching).filter(([, option]) => option !== undefined));
  const sampling = samplingOf(value('OTEL_TRACES_SAMPLER'), value('OTEL_TRACES_SAMPLER_ARG'), warnings);
  return { settings: { sampling, batching: given }, warnings };
}

const SAMPLER = /^(parentbased_)?(always_on|always_off|traceidratio)$/;

function samplingOf(sampler = 'parentbased_always_on', argument = '1', warnings: string[]): Sampling {
  const [, parentBased, kind] = SAMPLER.exec(sampler) ?? [];
  if (kind === undefined) {
    warnings.push('OTEL_TRACES_SAMPLER is not a known sampler: every trace is kept');
    return { parentBased: true, ratio: 1 };
  }
  const ratio = kind === 'traceidratio' ? Number(argument) : Number(kind === 'always_on');
  if (ratio >= 0 && ratio <= 1) return { parentBased: parentBased !== undefined, ratio };
  warnings.push('OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1: every trace is kept');
  return { parentBased: parentBased !== undefined, ratio: 1 };
}

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol);
}
