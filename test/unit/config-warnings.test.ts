import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/config.ts';
import { KEY_MARGINS } from '../../src/config/provider-settings.ts';
import { configWarnings } from '../../src/config/warnings.ts';

const warnings = (env: NodeJS.ProcessEnv) => configWarnings(env, loadConfig(env));

const SHORTEST_MARGIN_MS = Math.min(...KEY_MARGINS.map(({ marginMs }) => marginMs));

describe('a setting that can hardly be meant is a warning', () => {
  it('there is none with the defaults', () => {
    expect(warnings({})).toEqual([]);
  });

  it.each([
    ['SEQUENCE_APIKEY', 'SEQUENCE_API_KEY'],
    ['SEQUENCE_API_KEYS', 'SEQUENCE_API_KEY'],
    ['sequence_api_key', 'SEQUENCE_API_KEY'],
    ['LEDGER_SECRETS', 'LEDGER_SECRET'],
    ['LEGDER_SECRET', 'LEDGER_SECRET'],
    ['LEDGER_SECRETFILE', 'LEDGER_SECRET_FILE'],
    ['LEDGERURL', 'LEDGER_URL'],
    ['AUTH_JWK_URL', 'AUTH_JWKS_URL'],
    ['AUTH_AUDIANCE', 'AUTH_AUDIENCE'],
    ['CORS_ORIGIN', 'CORS_ORIGINS'],
    ['PROT', 'PORT'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['REQUIRE_IDEMPOTENCY_KEYS', 'REQUIRE_IDEMPOTENCY_KEY'],
  ])('%s is nearly %s', (name, meant) => {
    expect(warnings({ [name]: 'hunter2' })).toEqual([
      `${name} is not a setting and is ignored: did you mean ${meant}?`,
    ]);
  });

  it.each([
    'PATH',
    'HOME',
    'HOSTNAME',
    'USER',
    'PWD',
    'OLDPWD',
    'SHLVL',
    'LANG',
    'TERM',
    'KUBERNETES_PORT',
    'POSTGRES_URL',
    'REDIS_URL',
    'NODE_ENV',
    'NODE_OPTIONS',
    'HTTPS_PROXY',
    'no_proxy',
    'ALL_PROXY',
    'FTP_PROXY',
    'npm_config_loglevel',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
  ])('%s is not', (name) => {
    expect(warnings({ [name]: 'x' })).toEqual([]);
  });

  it.each([
    ['DRAIN_TIMEOUT_MS', { DRAIN_TIMEOUT_MS: '24999' }],
    ['PROVIDER_TIMEOUT_MS', { PROVIDER_TIMEOUT_MS: '25001' }],
    ['IN_PROGRESS_WAIT_MS', { IN_PROGRESS_WAIT_MS: '25001' }],
    ['REPLAY_TTL_MS', { REPLAY_TTL_MS: '24999' }],
    ['QUIESCENCE_MS', { QUIESCENCE_MS: `${SHORTEST_MARGIN_MS - 25_000 + 1}` }],
    ['INSECURE_PROVIDER_URLS', { INSECURE_PROVIDER_URLS: 'true' }],
    ['LEDGER_URL', { LEDGER_URL: 'postgres://user:hunter2@db.example/ledger' }],
    ['LEDGER_URL', { LEDGER_URL: 'postgresql://db.example/ledger?sslmode=disable' }],
    ['LEDGER_URL', { LEDGER_URL: 'redis://:hunter2@db.example' }],
    ['LEDGER_URL', { LEDGER_URL: 'postgres:///ledger?host=db.example' }],
    ['REPLAY_CACHE_URL', { REPLAY_CACHE_URL: 'redis://10.0.0.7' }],
  ])('%s: %j', (name, env) => {
    const [warning, ...more] = warnings(env);
    expect(warning?.split(' ')[0]).toBe(name);
    expect(more).toEqual([]);
    expect(warning).not.toContain('hunter2');
  });

  it.each([
    { DRAIN_TIMEOUT_MS: '25000' },
    { QUIESCENCE_MS: `${SHORTEST_MARGIN_MS - 25_000}` },
    { LEDGER_URL: 'rediss://db.example' },
    { LEDGER_URL: 'redis://127.0.0.1:6379' },
    { LEDGER_URL: 'postgres://db.example/ledger?sslmode=verify-full' },
    { LEDGER_URL: 'postgres://db.example/ledger?ssl=true' },
    { LEDGER_URL: 'postgres://localhost/ledger' },
    { LEDGER_URL: 'postgres:///ledger?host=/var/run/postgresql' },
    { LEDGER_URL: 'sqlite:ledger.db' },
  ])('not %j', (env) => {
    expect(warnings(env)).toEqual([]);
  });

  it('Sequence has an hour for a request with a key to be on its way', () => {
    expect(KEY_MARGINS).toContainEqual({ name: 'SEQUENCE', marginMs: 3_600_000 });
  });
});
