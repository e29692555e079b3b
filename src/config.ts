import { z } from 'zod';

/** Longer timers than this overflow in Node (https://nodejs.org/api/timers.html#settimeoutcallback-delay-args). */
const MAX_TIMER_MS = 2 ** 31 - 1;

const milliseconds = (fallback: number, min = 1) => integer(fallback, min, MAX_TIMER_MS);

function integer(fallback: number, min: number, max: number) {
  const problem = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d+$/, problem)
    .transform(Number)
    .refine((value) => value >= min && value <= max, problem)
    .default(fallback);
}

const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false'], 'must be true or false')
    .transform((value) => value === 'true')
    .default(fallback);

/** The base URL of a provider, without a slash at the end. */
const baseUrl = (fallback: string) =>
  z
    .string()
    .refine((value) => isUrl(value, ['http:', 'https:']), 'must be an http or https URL without query and credentials')
    .transform((value) => value.replace(/\/+$/, ''))
    .default(fallback);

/** A proxy, as the usual variables name it: the scheme may be left out. */
const proxyUrl = z.string().refine(isProxyUrl, 'must be http://HOST:PORT or https://HOST:PORT').optional();

function isProxyUrl(value: string): boolean {
  const url = value.includes('://') ? value : `http://${value}`;
  if (!hasProtocol(url, 'http:', 'https:')) return false;
  const { username, password, hostname } = new URL(url);
  return hostname !== '' && canDecode(`${username}${password}`);
}

function isUrl(value: string, protocols: readonly string[]): boolean {
  // An empty query or fragment does not show in a parsed URL, but swallows what is put behind it.
  if (!URL.canParse(value) || /[?#\\\s]/.test(value)) return false;
  const { protocol, search, hash, username, password } = new URL(value);
  return protocols.includes(protocol) && `${search}${hash}${username}${password}` === '';
}

const storeUrl = (fallback: string, problem: string, accepts: (value: string) => boolean) =>
  z.string().refine(accepts, problem).default(fallback);

const hasProtocol = (value: string, ...protocols: readonly string[]) =>
  URL.canParse(value) && protocols.includes(new URL(value).protocol);

/** What the clients of Redis can read: a database is a number, and the rest can be decoded. */
function isRedisUrl(value: string): boolean {
  if (!hasProtocol(value, 'redis:', 'rediss:')) return false;
  const { pathname, username, password } = new URL(value);
  return /^(\/\d*)?$/.test(pathname) && canDecode(`${username}${password}`);
}

function canDecode(value: string): boolean {
  try {
    return decodeURIComponent(value) !== undefined;
  } catch {
    return false;
  }
}

const isOrigin = (value: string) => URL.canParse(value) && new URL(value).origin === value;

const apiKey = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'must be a key without its scheme')
  .optional();

function isSafeUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
}

const AUTH = ['AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE'] as const;

/** Half of section 7 is a mistake: keys without proof of who calls, or proof that protects nothing. */
function halfOfSection7(env: Readonly<Record<string, unknown>>): readonly string[] {
  const hasKeys = env.SEQUENCE_API_KEY !== undefined || env.NUVION_API_KEY !== undefined;
  const missing = AUTH.filter((name) => env[name] === undefined);
  if (hasKeys) return missing.map((name) => `${name} must be set when the gateway has a provider's key`);
  if (missing.length === AUTH.length) return [];
  return ["SEQUENCE_API_KEY or NUVION_API_KEY must be set when callers' tokens are verified"];
}

/** The contract's sections 2 and 7: names, defaults and meaning. An empty variable counts as not set. */
const Environment = z
  .object({
    SEQUENCE_API_KEY: apiKey,
    NUVION_API_KEY: apiKey,
    AUTH_JWKS_URL: z.string().refine(isSafeUrl, 'must be an https URL, or http on loopback').optional(),
    AUTH_ISSUER: z.string().optional(),
    AUTH_AUDIENCE: z.string().optional(),
    PORT: integer(4000, 0, 65535),
    HOST: z.string().default('127.0.0.1'),
    SEQUENCE_URL: baseUrl('https://api.getsequence.io/api/v1'),
    NUVION_URL: baseUrl('https://api.nuvion.tech'),
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
      .optional(),
    REPLAY_CACHE_URL: storeUrl(
      'memory:',
      'must be memory:, redis://… or rediss://…',
      (value) => value === 'memory:' || isRedisUrl(value),
    ),
    REPLAY_TTL_MS: integer(86_400_000, 1, Number.MAX_SAFE_INTEGER),
    PROVIDER_TIMEOUT_MS: milliseconds(10_000),
    DELETE_DEADLINE_MS: milliseconds(25_000),
    LEASE_MS: milliseconds(30_000),
    QUIESCENCE_MS: milliseconds(30_000, 0),
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
  .refine(({ LEASE_MS, DELETE_DEADLINE_MS }) => LEASE_MS > DELETE_DEADLINE_MS, {
    path: ['LEASE_MS'],
    message: 'must be longer than DELETE_DEADLINE_MS',
    // Also when others are wrong: all the wrong ones are reported together.
    when: ({ value }) => hasNumbers(value, 'LEASE_MS', 'DELETE_DEADLINE_MS'),
  });

const hasNumbers = (value: unknown, ...names: readonly string[]) =>
  typeof value === 'object' &&
  value !== null &&
  names.every((name) => typeof (value as Record<string, unknown>)[name] === 'number');

export type Config = Readonly<z.output<typeof Environment>>;

/** The environment is wrong; `problems` has one line for each wrong variable. */
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
 * @throws ConfigError naming every wrong variable; never their values, which may be secrets
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  const issues = parsed.error?.issues ?? [];
  const problems = [...issues.map(({ path, message }) => `${path.join('.')} ${message}`), ...halfOfSection7(given)];
  if (parsed.success && problems.length === 0) return Object.freeze(parsed.data);
  throw new ConfigError([...new Set(problems)]);
}
