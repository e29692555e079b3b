import type { ProviderName } from '../deletion/deletion.ts';
import type { AccessControl } from './access.ts';
import { createCallerAccess } from './caller-access.ts';
import type { CredentialScheme } from './credential-headers.ts';
import type { TokenAccessOptions } from './token-access.ts';
import type { ReadOnce, TokenKeysOptions } from './token-keys.ts';

/** The settings that decide who brings which credential. */
export interface AccessSettings {
  /** The gateway's own keys, without their scheme. */
  readonly providers: ReadonlyMap<ProviderName, { readonly apiKey: string | undefined }>;
  readonly AUTH_JWKS_URL?: string | undefined;
  readonly AUTH_ISSUER?: string | undefined;
  readonly AUTH_AUDIENCE?: string | undefined;
}

export interface AccessDeps {
  /** How the keys of tokens are read. */
  readonly readOnce: ReadOnce;
  readonly onKeysFetched: TokenKeysOptions['onFetch'];
  readonly onRefusedToken: TokenAccessOptions['onRefusedToken'];
}

/** The gateway's own credentials, as the value of `Authorization`. Where there is none, callers bring theirs. */
export function ownCredentials(
  all: readonly CredentialScheme[],
  { providers }: Pick<AccessSettings, 'providers'>,
): ReadonlyMap<ProviderName, string> {
  return new Map(
    all.flatMap(({ name, scheme }) => {
      const apiKey = providers.get(name)?.apiKey;
      return apiKey === undefined ? [] : [[name, `${scheme} ${apiKey}`] as const];
    }),
  );
}

/** Callers bring the providers' credentials. Where the gateway has its own, they bring tokens instead. */
export async function createAccess(
  providers: readonly CredentialScheme[],
  settings: AccessSettings,
  secret: string,
  { readOnce, onKeysFetched, onRefusedToken }: AccessDeps,
): Promise<AccessControl> {
  const { AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE } = settings;
  if (AUTH_JWKS_URL === undefined || AUTH_ISSUER === undefined || AUTH_AUDIENCE === undefined) {
    return { open: createCallerAccess(providers), unreadiness: () => null, close: () => {} };
  }
  const { createTokenAccess } = await import('./token-access.ts');
  return createTokenAccess({
    credentials: ownCredentials(providers, settings),
    issuer: AUTH_ISSUER,
    audience: AUTH_AUDIENCE,
    secret,
    keys: {
      url: AUTH_JWKS_URL,
      read: readOnce,
      now: () => performance.now(),
      later(ms, run) {
        const timer = setTimeout(run, ms).unref();
        return () => clearTimeout(timer);
      },
      onFetch: onKeysFetched,
    },
    onRefusedToken,
  });
}
