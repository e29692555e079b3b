import { z } from 'zod';
import {
  halfOfTokens,
  insecureProviders,
  type ProviderConfig,
  ProviderEnvironment,
  providerConfigs,
} from './provider-settings.ts';
import { SECRET_SETTINGS, withFiles } from './secret-files.ts';
import { hasProtocol, isKeyServer, isOrigin, isProxyUrl, isRedisUrl } from './urls.ts';

/** Longer timers than this overflow in Node (https://nodejs.org/api/timers.html#settimeoutcallback-delay-args). */
const MAX_TIMER_MS = 2 ** 31 - 1;

const milliseconds = (fallback: number, min = 1) => integer(fallback, min, MAX_TIMER_MS);

const integer = (fallback: number, min: number, max: number) => wholeNumber(min, max).default(fallback);

function wholeNumber(min: number, max: number) {
  const problem = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d+$/, problem)
    .transform(Number)
    .refine((value) => value >= min && value <= max, problem);
}

const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false'], 'must be true or false')
    .transform((value) => value === 'true')
    .default(fallback);

const proxyUrl = z.string().refine(isProxyUrl, 'must be http://HOST:PORT or https://HOST:PORT').optional();

const storeUrl = (fallback: string, problem: string, accepts: (value: string) => boolean) =>
  z.string().refine(accepts, problem).default(fallback);

/**
 * Names, defaults and checks of the settings, except those of the providers. README.md describes them. An empty variable
 * counts as not set.
 */
const Environment = z
  .object({
    AUTH_JWKS_URL: z
      .string()
      .refine(isKeyServer, 'must be an https URL without credentials, or http to a loopback address')
      .optional(),
    AUTH_ISSUER: z.string().optional(),
    AUTH_AUDIENCE: z.string().optional(),
    PORT: integer(4000, 0, 65535),
    HOST: z.string().default('127.0.0.1'),
    ADMIN_PORT: wholeNumber(0, 65535).optional(),
    INSECURE_PROVIDER_URLS: flag(false),
    HTTPS_PROXY: proxyUrl,
    HTTP_PROXY: proxyUrl,
    NO_PROXY: z.string().optional(),
    https_proxy: proxyUrl,
    http_proxy: proxyUrl,
    no_proxy: z.string().optional(),
    LEDGER_URL: storeUrl(
      'sqlite:var/ledger.db',
      'must be sqlite:PATH, postgres://…, redis://…, rediss://… or memory:',
      (value) =>
        value === 'memory:' ||
        /^sqlite:./.test(value) ||
        hasProtocol(value, 'postgres:', 'postgresql:') ||
        isRedisUrl(value),
    ),
    LEDGER_SECRET: z
      .string()
      .refine((value) => Buffer.byteLength(value) >= 32, 'must have 32 bytes or more')
      // A copied line end would make it another secret, and the gateway would find none of its records.
      .refine((value) => value.trim() === value, 'must have no white space at its ends')
      .optional(),
    REPLAY_CACHE_URL: storeUrl(
      'memory:',
      'must be memory:, redis://… or rediss://…',
      (value) => value === 'memory:' || isRedisUrl(value),
    ),
    REPLAY_TTL_MS: integer(86_400_000, 1_000, 365 * 86_400_000),
    PROVIDER_TIMEOUT_MS: milliseconds(10_000),
    DELETE_DEADLINE_MS: milliseconds(25_000),
    LEASE_MS: milliseconds(30_000),
    QUIESCENCE_MS: milliseconds(30_000),
    IN_PROGRESS_WAIT_MS: milliseconds(2_000, 0),
    DRAIN_TIMEOUT_MS: milliseconds(30_000, 0),
    REQUIRE_IDEMPOTENCY_KEY: flag(false),
    MAX_DELETIONS_PER_OPERATION: integer(10, 1, 1_000),
    MAX_READS_PER_OPERATION: integer(100, 1, 1_000),
    INTROSPECTION: flag(true),
    LANDING_PAGE: flag(true),
    CORS_ORIGINS: z
      .string()
      .transform((value) =>
        value
          .split(',')
          .map((origin) => origin.trim())
          .filter((origin) => origin !== ''),
      )
      .refine((origins) => origins.every(isOrigin), 'must be origins such as https://app.example, comma-separated')
      .default([]),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be a level such as info or debug')
      .default('info'),
  })
  // These checks run although other settings are wrong: all wrong settings are reported together.
  .refine(({ PORT, ADMIN_PORT }) => ADMIN_PORT === undefined || ADMIN_PORT === 0 || ADMIN_PORT !== PORT, {
    path: ['ADMIN_PORT'],
    message: 'must be another port than PORT',
    when: ({ value }) => hasNumbers(value, 'PORT', 'ADMIN_PORT'),
  })
  .refine(({ LEASE_MS, DELETE_DEADLINE_MS }) => LEASE_MS > DELETE_DEADLINE_MS, {
    path: ['LEASE_MS'],
    message: 'must be longer than DELETE_DEADLINE_MS',
    when: ({ value }) => hasNumbers(value, 'LEASE_MS', 'DELETE_DEADLINE_MS'),
  })
  // Otherwise the account could be read back as present while the delete can still arrive.
  .refine(({ QUIESCENCE_MS, PROVIDER_TIMEOUT_MS }) => QUIESCENCE_MS > PROVIDER_TIMEOUT_MS, {
    path: ['QUIESCENCE_MS'],
    message: 'must be longer than PROVIDER_TIMEOUT_MS',
    when: ({ value }) => hasNumbers(value, 'QUIESCENCE_MS', 'PROVIDER_TIMEOUT_MS'),
  });

const hasNumbers = (value: unknown, ...names: readonly string[]) =>
  typeof value === 'object' &&
  value !== null &&
  names.every((name) => typeof (value as Record<string, unknown>)[name] === 'number');

/** Defaults with NODE_ENV=production: tools for developers are off. */
const IN_PRODUCTION = { INTROSPECTION: 'false', LANDING_PAGE: 'false' };

/** The names of all settings. */
export const SETTINGS: readonly string[] = [
  ...Object.keys(Environment.shape),
  ...Object.keys(ProviderEnvironment.shape),
  ...SECRET_SETTINGS.map((name) => `${name}_FILE`),
];

export interface Config extends Readonly<z.output<typeof Environment>> {
  /** All providers, by name. */
  readonly providers: ReadonlyMap<string, ProviderConfig>;
}

/** Settings are wrong; `problems` has one line for each of them. */
export class ConfigError extends Error {
  readonly code = 'CONFIG';
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Wrong environment:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/**
 * Reads the configuration once. Times are in milliseconds.
 *
 * @param answersCallers false for a process without callers, which needs no tokens to use a provider's key
 * @throws ConfigError naming every wrong variable; never their values, which may be secrets
 */
export function loadConfig(env: NodeJS.ProcessEnv, { answersCallers = true } = {}): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const { settings, problems: unreadable } = withFiles(given);
  const parsed = Environment.safeParse({ ...(given.NODE_ENV === 'production' && IN_PRODUCTION), ...settings });
  const ofProviders = ProviderEnvironment.safeParse(settings);
  const issues = [...(parsed.error?.issues ?? []), ...(ofProviders.error?.issues ?? [])];
  const problems = [
    ...issues.map(({ path, message }) => `${nameOf(path.join('.'), given)} ${message}`),
    ...(answersCallers ? halfOfTokens(settings) : []),
    ...insecureProviders(settings),
    ...unreadable,
  ];
  if (parsed.success && ofProviders.success && problems.length === 0) {
    return Object.freeze({ ...parsed.data, providers: providerConfigs(ofProviders.data) });
  }
  throw new ConfigError([...new Set(problems)]);
}

/** The variable that gave the value: `NAME`, or `NAME_FILE`. */
const nameOf = (name: string, given: Readonly<Record<string, string | undefined>>): string =>
  given[name] === undefined && given[`${name}_FILE`] !== undefined ? `${name}_FILE` : name;
