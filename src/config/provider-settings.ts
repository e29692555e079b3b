import { z } from 'zod';
import { PROVIDERS } from '../providers/index.ts';
import { isBaseUrl, isInsecure } from './urls.ts';

type Given = Readonly<Record<string, string | undefined>>;

/** The settings of one provider. */
export interface ProviderConfig {
  /** Its base URL, without a slash at the end. */
  readonly url: string;
  /** The gateway's own key, without its scheme; undefined where callers send their own. */
  readonly apiKey: string | undefined;
}

/** The names of a provider's variables. Public. */
export const urlSetting = (provider: string): string => `${provider}_URL`;
export const apiKeySetting = (provider: string): string => `${provider}_API_KEY`;

export const API_KEY_SETTINGS: readonly string[] = PROVIDERS.map(({ name }) => apiKeySetting(name));

const baseUrl = (fallback: string) =>
  z
    .string()
    .refine(isBaseUrl, 'must be an http or https URL without query and credentials')
    .transform((value) => value.replace(/\/+$/, ''))
    .default(fallback);

const apiKey = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'must be a key without its scheme')
  .optional();

/** Two variables for each provider. */
export const ProviderEnvironment = z.object(
  Object.fromEntries(
    PROVIDERS.flatMap<readonly [string, z.ZodType<string | undefined>]>(({ name, defaultUrl }) => [
      [apiKeySetting(name), apiKey],
      [urlSetting(name), baseUrl(defaultUrl)],
    ]),
  ),
);

/** The settings by provider name, from the output of `ProviderEnvironment`. */
export function providerConfigs(read: z.output<typeof ProviderEnvironment>): ReadonlyMap<string, ProviderConfig> {
  return new Map(
    PROVIDERS.map(({ name, defaultUrl }) => [
      name,
      { url: read[urlSetting(name)] ?? defaultUrl, apiKey: read[apiKeySetting(name)] },
    ]),
  );
}

/**
 * For each provider that recognises keys: the longest time that a request with a key may take to arrive, in milliseconds.
 */
export const KEY_MARGINS = PROVIDERS.filter(({ deletion }) => deletion.resendsForMs > 0).map(
  ({ name, deletion: { resendsForMs, forgetsAfterMs } }) => ({ name, marginMs: (forgetsAfterMs - resendsForMs) / 2 }),
);

const AUTH = ['AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE'] as const;

/** Provider keys and token settings are only useful together: keys without tokens would serve anybody. */
export function halfOfTokens(given: Given): readonly string[] {
  const hasKeys = API_KEY_SETTINGS.some((name) => given[name] !== undefined);
  const missing = AUTH.filter((name) => given[name] === undefined);
  if (hasKeys) return missing.map((name) => `${name} must be set when the gateway has a provider's key`);
  if (missing.length === AUTH.length) return [];
  return [`${API_KEY_SETTINGS.join(' or ')} must be set when callers' tokens are verified`];
}

/** Over `http:`, credentials and keys would cross the network unencrypted. */
export function insecureProviders(given: Given): readonly string[] {
  if (given.INSECURE_PROVIDER_URLS === 'true') return [];
  return PROVIDERS.map(({ name }) => urlSetting(name))
    .filter((name) => isInsecure(given[name] ?? ''))
    .map((name) => `${name} must be https, or http to a loopback address, unless INSECURE_PROVIDER_URLS is true`);
}
