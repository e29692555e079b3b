import { createHmac } from 'node:crypto';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { AccountProvider } from '../deletion/deletion.ts';
import { type Denial, denied, type Grant, type OpenAccess, type Scope } from './access.ts';
import { grantOf, noCredential } from './caller-access.ts';

/** Asymmetric ones only: whoever can verify a token must not be able to make one (RFC 8725, section 3.1). */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** How far clocks may be apart, in seconds. */
const CLOCK_SKEW_S = 30;
/** Milliseconds: for one request to the key server, between two of them, and how long its answer is kept. */
const JWKS_TIMEOUT_MS = 5_000;
const JWKS_COOLDOWN_MS = 30_000;
const JWKS_KEPT_MS = 600_000;

export interface TokenAccessOptions {
  /** The gateway's own credentials, as the value of `Authorization`; null for a provider that callers bring theirs to. */
  readonly credentials: Readonly<Record<AccountProvider, string | null>>;
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  /** Keys the idempotency keys that are sent upstream; the same in every process on a ledger. */
  readonly secret: string;
  /** Told why the keys of tokens cannot be had. */
  readonly onFault: (fault: unknown) => void;
}

interface Verified {
  readonly kind: 'verified';
  readonly claims: JWTPayload;
}

/**
 * The gateway uses its own credentials, and callers prove who they are with a JWT (the contract, section 7). The token
 * goes nowhere else. A provider for which the gateway has no credential takes the caller's, by its own header alone.
 */
export function createTokenAccess(options: TokenAccessOptions): OpenAccess {
  const { credentials, issuer, audience, secret, onFault } = options;
  const keys = createRemoteJWKSet(new URL(options.jwksUrl), {
    timeoutDuration: JWKS_TIMEOUT_MS,
    cooldownDuration: JWKS_COOLDOWN_MS,
    cacheMaxAge: JWKS_KEPT_MS,
  });

  async function verify(authorization: string | null): Promise<Verified | Denial> {
    const [, token] = /^bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
    if (token === undefined) return UNPROVEN;
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_SKEW_S,
        requiredClaims: ['exp', 'sub'],
      });
      return payload.sub === '' ? UNPROVEN : { kind: 'verified', claims: payload };
    } catch (fault) {
      if (isAboutTheToken(fault)) return UNPROVEN;
      onFault(fault);
      return denied('UNAVAILABLE', 'Tokens cannot be verified now, so nothing was sent.');
    }
  }

  function grant(provider: AccountProvider, credential: string, { sub = '', accounts }: JWTPayload): Grant {
    const caller = ['subject', issuer, sub];
    return {
      kind: 'granted',
      credential,
      caller,
      // Callers choose their keys without knowing of each other, and the provider sees one credential for them all.
      upstreamKey: (key) =>
        createHmac('sha256', secret)
          .update(JSON.stringify(['upstream', provider, ...caller, key]))
          .digest('base64url'),
      covers: (accountId) =>
        accounts === undefined || (Array.isArray(accounts) && accounts.includes(`${provider}:${accountId}`)),
    };
  }

  return ({ authorization, forProvider }) => {
    let verified: ReturnType<typeof verify> | undefined;
    return async (provider, scope) => {
      const credential = credentials[provider];
      if (credential === null) return grantOf(forProvider[provider]) ?? noCredential(provider);
      verified ??= verify(authorization);
      const token = await verified;
      if (token.kind === 'denied') return token;
      return hasScope(token.claims, scope) ? grant(provider, credential, token.claims) : withoutScope(scope);
    };
  };
}

const UNPROVEN = denied('UNAUTHORIZED', 'The request carries no token that is valid here.');

const withoutScope = (scope: Scope) => denied('FORBIDDEN', `The token does not have the scope ${scope}.`);

/** `scope` is a list of words (RFC 8693, section 4.2). */
const hasScope = ({ scope }: JWTPayload, wanted: Scope): boolean =>
  typeof scope === 'string' && scope.split(' ').includes(wanted);

/** Otherwise it is the keys that are missing, which is not the caller's fault. */
function isAboutTheToken(fault: unknown): boolean {
  if (!(fault instanceof errors.JOSEError)) return false;
  const aboutKeys = [errors.JWKSTimeout.code, errors.JWKSInvalid.code, errors.JOSEError.code];
  return !aboutKeys.includes(fault.code);
}
