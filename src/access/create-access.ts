import type { AccessControl } from './access.ts';
import { openCallerAccess } from './caller-access.ts';
import type { TokenAccessOptions } from './token-access.ts';
import type { ReadOnce, TokenKeysOptions } from './token-keys.ts';

/** The settings that decide who brings which credential. */
export interface AccessSettings {
  readonly SEQUENCE_API_KEY?: string | undefined;
  readonly NUVION_API_KEY?: string | undefined;
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

/** The gateway's own credentials, as the value of `Authorization`; null: callers bring theirs. */
export const ownCredentials = ({ SEQUENCE_API_KEY, NUVION_API_KEY }: AccessSettings) => ({
  SEQUENCE: SEQUENCE_API_KEY === undefined ? null : `ApiKey ${SEQUENCE_API_KEY}`,
  NUVION: NUVION_API_KEY === undefined ? null : `Bearer ${NUVION_API_KEY}`,
});

/** Callers bring the providers' credentials. Where the gateway has its own, they bring tokens instead. */
export async function createAccess(
  settings: AccessSettings,
  secret: string,
  { readOnce, onKeysFetched, onRefusedToken }: AccessDeps,
): Promise<AccessControl> {
  const { AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE } = settings;
  if (AUTH_JWKS_URL === undefined || AUTH_ISSUER === undefined || AUTH_AUDIENCE === undefined) {
    return { open: openCallerAccess, unreadiness: () => null, close: () => {} };
  }
  const { createTokenAccess } = await import('./token-access.ts');
  return createTokenAccess({
    credentials: ownCredentials(settings),
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
