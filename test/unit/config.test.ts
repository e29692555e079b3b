import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from '../../src/config/config.ts';

function problemsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig(env);
  } catch (fault) {
    if (fault instanceof ConfigError) return fault.problems;
    throw fault;
  }
  return [];
}

describe('the configuration', () => {
  it('has defaults', () => {
    expect(loadConfig({})).toEqual({
      PORT: 4000,
      HOST: '127.0.0.1',
      providers: expect.any(Map),
      INSECURE_PROVIDER_URLS: false,
      LEDGER_URL: 'sqlite:var/ledger.db',
      REPLAY_CACHE_URL: 'memory:',
      REPLAY_TTL_MS: 86_400_000,
      PROVIDER_TIMEOUT_MS: 10_000,
      DELETE_DEADLINE_MS: 25_000,
      LEASE_MS: 30_000,
      QUIESCENCE_MS: 30_000,
      IN_PROGRESS_WAIT_MS: 2_000,
      DRAIN_TIMEOUT_MS: 30_000,
      REQUIRE_IDEMPOTENCY_KEY: false,
      MAX_DELETIONS_PER_OPERATION: 10,
      MAX_READS_PER_OPERATION: 100,
      INTROSPECTION: true,
      LANDING_PAGE: true,
      CORS_ORIGINS: [],
      LOG_LEVEL: 'info',
    });
  });

  it.each([
    ['SEQUENCE', 'https://api.getsequence.io/api/v1'],
    ['NUVION', 'https://api.nuvion.tech'],
  ])('has the base URL of %s', (name, url) => {
    expect(loadConfig({}).providers.get(name)).toEqual({ url, apiKey: undefined });
  });

  it('is frozen', () => {
    expect(Object.isFrozen(loadConfig({}))).toBe(true);
  });

  it('reports every wrong variable together, by name', () => {
    const wrong = {
      PORT: '70000',
      INSECURE_PROVIDER_URLS: 'yes',
      LEDGER_URL: 'mysql://localhost',
      LEDGER_SECRET: 'too short',
      REPLAY_CACHE_URL: 'postgres://localhost',
      REPLAY_TTL_MS: '999',
      PROVIDER_TIMEOUT_MS: '10s',
      DELETE_DEADLINE_MS: '-1',
      QUIESCENCE_MS: '1e3',
      IN_PROGRESS_WAIT_MS: ' 5',
      DRAIN_TIMEOUT_MS: '99999999999',
      REQUIRE_IDEMPOTENCY_KEY: 'yes',
      MAX_DELETIONS_PER_OPERATION: '0',
      MAX_READS_PER_OPERATION: '1001',
      INTROSPECTION: '1',
      LANDING_PAGE: 'TRUE',
      CORS_ORIGINS: 'https://app.example, *',
      LOG_LEVEL: 'loud',
      SEQUENCE_URL: 'api.getsequence.io',
      NUVION_URL: 'https://user:password@api.nuvion.tech',
    };
    const problems = problemsOf(wrong);
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(Object.keys(wrong));
  });

  it('names a lease that is no longer than the deadline, also next to other mistakes', () => {
    const lease = { LEASE_MS: '25000' };
    expect(problemsOf(lease)).toEqual(['LEASE_MS must be longer than DELETE_DEADLINE_MS']);
    expect(problemsOf({ ...lease, PORT: 'x' })).toHaveLength(2);
  });

  it('names a quiescence that is no longer than one exchange, also next to other mistakes', () => {
    const times = { QUIESCENCE_MS: '10000' };
    expect(problemsOf(times)).toEqual(['QUIESCENCE_MS must be longer than PROVIDER_TIMEOUT_MS']);
    expect(problemsOf({ ...times, PORT: 'x' })).toHaveLength(2);
    expect(problemsOf({ ...times, PROVIDER_TIMEOUT_MS: '9999' })).toEqual([]);
  });

  it('keeps settled results for 1 s to 365 days', () => {
    const days = (count: number) => String(count * 86_400_000);
    for (const REPLAY_TTL_MS of ['1000', days(365)]) expect(problemsOf({ REPLAY_TTL_MS })).toEqual([]);
    for (const REPLAY_TTL_MS of ['999', days(366)]) expect(problemsOf({ REPLAY_TTL_MS })).toHaveLength(1);
  });

  it('has nothing for developers in production, unless it is asked for', () => {
    const production = { NODE_ENV: 'production' };
    expect(loadConfig(production)).toMatchObject({ INTROSPECTION: false, LANDING_PAGE: false });
    expect(loadConfig({ ...production, LANDING_PAGE: 'true', INTROSPECTION: '' })).toMatchObject({
      INTROSPECTION: false,
      LANDING_PAGE: true,
    });
    expect(loadConfig({ NODE_ENV: 'test' })).toMatchObject({ INTROSPECTION: true, LANDING_PAGE: true });
  });

  it('starts with keys and proof or with neither: keys need proof of who calls, and proof needs keys', () => {
    const auth = { AUTH_JWKS_URL: 'https://issuer.example/jwks', AUTH_ISSUER: 'i', AUTH_AUDIENCE: 'a' };
    const names = (env: NodeJS.ProcessEnv) => problemsOf(env).map((problem) => problem.split(' ')[0]);
    expect(names({ SEQUENCE_API_KEY: 'key' })).toEqual(['AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE']);
    expect(names({ NUVION_API_KEY: 'key', ...auth, AUTH_ISSUER: '', PORT: 'x' })).toEqual(['PORT', 'AUTH_ISSUER']);
    expect(names(auth)).toEqual(['SEQUENCE_API_KEY']);
    expect(names({ ...auth, NUVION_API_KEY: 'key' })).toEqual([]);
    expect(names({ ...auth, NUVION_API_KEY: 'Bearer key' })).toEqual(['NUVION_API_KEY']);
    const bad = [
      'http://issuer.example/jwks',
      'issuer.example',
      'https://user:password@issuer.example/jwks',
      'ftp://i/',
    ];
    for (const AUTH_JWKS_URL of bad) {
      expect(names({ ...auth, AUTH_JWKS_URL, NUVION_API_KEY: 'key' })).toEqual(['AUTH_JWKS_URL']);
    }
  });

  it('never repeats a value: it may be a secret', () => {
    const secret = 'hunter2-hunter2';
    const message = problemsOf({ LEDGER_SECRET: secret, LEDGER_URL: secret, REPLAY_CACHE_URL: secret }).join();
    expect(message).not.toBe('');
    expect(message).not.toContain(secret);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(loadConfig({ PORT: '', CORS_ORIGINS: '' })).toMatchObject({ PORT: 4000, CORS_ORIGINS: [] });
  });

  it.each([
    ['sqlite:/var/lib/gateway/ledger.db'],
    ['postgres://user:password@db.example/ledger'],
    ['postgresql://db.example/ledger?sslmode=require'],
    ['redis://cache.example:6379/2'],
    ['rediss://cache.example'],
    ['memory:'],
  ])('accepts LEDGER_URL=%s', (LEDGER_URL) => {
    expect(loadConfig({ LEDGER_URL }).LEDGER_URL).toBe(LEDGER_URL);
  });

  it.each([
    ['http://proxy.example:3128', 0],
    ['https://user:pass%21@proxy.example', 0],
    ['proxy.example:3128', 0],
    ['socks5://proxy.example', 1],
    ['http://', 1],
    ['http://%zz@proxy.example', 1],
  ])('the proxy %s has %i problems', (proxy, count) => {
    for (const name of ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy']) {
      expect(problemsOf({ [name]: proxy })).toHaveLength(count);
    }
  });

  it('cuts the slashes off a base URL', () => {
    expect(loadConfig({ NUVION_URL: 'https://api.nuvion.co/v1//' }).providers.get('NUVION')?.url).toBe(
      'https://api.nuvion.co/v1',
    );
  });

  it.each(['https://h/v1#', 'https://h/v1?', 'https://h/v1 ', 'https://h/v1?x', 'https://h\\v1'])(
    'refuses the base URL %j, which would swallow the path behind it',
    (SEQUENCE_URL) => {
      expect(problemsOf({ SEQUENCE_URL })).toHaveLength(1);
    },
  );

  it.each(['redis://h/abc', 'redis://u:%zz@h', 'redis://h/1/2'])('refuses %s, which no client can read', (url) => {
    expect(problemsOf({ REPLAY_CACHE_URL: url, LEDGER_URL: url })).toHaveLength(2);
  });

  it.each(['http://api.example', 'http://10.0.0.7:8080/v1', 'http://127.0.0.1.example', 'http://localhost.example'])(
    'refuses the base URL %s, where credentials could be read on the way, unless that is meant',
    (url) => {
      for (const name of ['SEQUENCE_URL', 'NUVION_URL']) {
        expect(problemsOf({ [name]: url }).map((problem) => problem.split(' ')[0])).toEqual([name]);
        expect(problemsOf({ [name]: url, INSECURE_PROVIDER_URLS: 'true' })).toEqual([]);
      }
    },
  );

  it.each(['http://127.0.0.1:8080', 'http://localhost:8080/v1', 'http://[::1]:8080'])(
    'accepts the base URL %s: it leaves no machine',
    (SEQUENCE_URL) => expect(problemsOf({ SEQUENCE_URL })).toEqual([]),
  );

  it.each([' ', '\n', '\t'])('refuses white space (%j) at the ends of LEDGER_SECRET', (space) => {
    const secret = 'x'.repeat(32);
    for (const LEDGER_SECRET of [secret + space, space + secret]) {
      expect(problemsOf({ LEDGER_SECRET })).toEqual(['LEDGER_SECRET must have no white space at its ends']);
    }
    expect(problemsOf({ LEDGER_SECRET: `x${space}${secret}` })).toEqual([]);
  });

  it('counts the bytes of LEDGER_SECRET', () => {
    expect(problemsOf({ LEDGER_SECRET: 'é'.repeat(15) })).toHaveLength(1);
    expect(problemsOf({ LEDGER_SECRET: 'é'.repeat(16) })).toHaveLength(0);
  });
});
