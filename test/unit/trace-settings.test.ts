import { describe, expect, it } from 'vitest';
import { readTraceSettings } from '../../src/observability/trace-settings.ts';

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };
const ALL = { parentBased: true, ratio: 1 };

describe('traces are exported', () => {
  it.each([
    ['an endpoint', ENDPOINT],
    ['an endpoint for traces', { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://collector/v1/traces' }],
    ['the exporter', { OTEL_TRACES_EXPORTER: 'otlp' }],
    ['the protocol that there is', { ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' }],
    ['a SDK that is not disabled', { ...ENDPOINT, OTEL_SDK_DISABLED: 'false' }],
  ])('with %s', (_what, env) => {
    expect(readTraceSettings(env)).toEqual({ settings: { sampling: ALL, batching: {} }, warnings: [] });
  });
});

describe('traces are not exported', () => {
  it.each([
    ['nothing', {}],
    ['other variables only', { OTEL_SERVICE_NAME: 'x', OTEL_TRACES_SAMPLER: 'always_on', OTEL_TRACES_EXPORTER: ' ' }],
    ['a disabled SDK', { ...ENDPOINT, OTEL_TRACES_EXPORTER: 'otlp', OTEL_SDK_DISABLED: 'TRUE' }],
    ['exporter none', { ...ENDPOINT, OTEL_TRACES_EXPORTER: 'none' }],
  ])('with %s', (_what, env) => {
    expect(readTraceSettings(env)).toEqual({ settings: null, warnings: [] });
  });

  it.each([
    ['OTEL_TRACES_EXPORTER', { ...ENDPOINT, OTEL_TRACES_EXPORTER: 'zipkin' }],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', { ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }],
    ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', { ...ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json' }],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }],
  ])('with a %s that cannot be served; a warning names it, and not its value', (name, env) => {
    const { settings, warnings } = readTraceSettings(env);
    expect(settings).toBeNull();
    expect(warnings).toEqual([expect.stringMatching(new RegExp(`^${name} `))]);
    expect(warnings.join()).not.toMatch(/collector|zipkin|grpc|json/);
  });
});

describe('which spans are kept', () => {
  it.each([
    ['parentbased_always_on', undefined, ALL],
    ['parentbased_always_off', undefined, { parentBased: true, ratio: 0 }],
    ['parentbased_traceidratio', '0.25', { parentBased: true, ratio: 0.25 }],
    ['always_on', '0.25', { parentBased: false, ratio: 1 }],
    ['always_off', undefined, { parentBased: false, ratio: 0 }],
    ['traceidratio', undefined, { parentBased: false, ratio: 1 }],
  ])('%s %s', (sampler, argument, sampling) => {
    const env = { ...ENDPOINT, OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: argument };
    expect(readTraceSettings(env)).toMatchObject({ settings: { sampling }, warnings: [] });
  });

  it.each([
    { OTEL_TRACES_SAMPLER: 'jaeger_remote' },
    { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '2' },
    { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: 'x' },
  ])('all, with a warning: %j', (env) => {
    const { settings, warnings } = readTraceSettings({ ...ENDPOINT, ...env });
    expect(settings?.sampling).toEqual(ALL);
    expect(warnings).toHaveLength(1);
  });
});

it('batches are as OTEL_BSP_* say, where they say something', () => {
  const env = {
    ...ENDPOINT,
    OTEL_BSP_SCHEDULE_DELAY: '100',
    OTEL_BSP_MAX_QUEUE_SIZE: '-1',
    OTEL_BSP_EXPORT_TIMEOUT: '',
  };
  expect(readTraceSettings(env)).toMatchObject({
    settings: { batching: { scheduledDelayMillis: 100 } },
    warnings: [expect.stringMatching(/^OTEL_BSP_MAX_QUEUE_SIZE /)],
  });
});
