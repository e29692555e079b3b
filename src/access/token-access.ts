import { createHmac } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { AccountProvider } from '../deletion/deletion.ts';
import { callerOfSubject, type Denial, denied, type Grant, type Scope } from './access.ts';
import { byOwnHeader } from './caller-access.ts';
import type { AccessControl } from './create-access.ts';
import { createTokenKeys, TokenKeysAwayError, type TokenKeysOptions } from './token-keys.ts';

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

/** A token for callers (RFC 7519, RFC 9068): an id token or a logout token says something else of itself. */
const TYPES = ['jwt', 'at+jwt'];

export interface TokenAccessOptions {
  /** The gateway's own credentials, as the value of `Authorization`; null for a provider that callers bring theirs to. */
  readonly credentials: Readonly<Record<AccountProvider, string | null>>;
  readonly issuer: string;
  readonly audience: string;
  /** Keys the idempotency keys that are sent upstream; the same in every process on a ledger. */
  readonly secret: string;
  /** Where the keys of tokens come from. */
  readonly keys: TokenKeysOptions;
  /** Told why a token was not accepted, in words that are not the token's. */
  readonly onRefusedToken: (why: { readonly code: string; readonly claim: string | null }) => void;
}

interface Verified {
  readonly kind: 'verified';
  readonly claims: JWTPayload & { readonly sub: string };
}

/**
 * The gateway uses its own credentials, and callers prove who they are with a JWT. The token goes nowhere else. A provider
 * for which the gateway has no credential takes the caller's, by its own header alone.
 */
export function createTokenAccess(options: TokenAccessOptions): AccessControl {
  const { credentials, issuer, audience, secret, onRefusedToken } = options;
  const keys = createTokenKeys(options.keys);

  async function verify(authorization: string | null): Promise<Verified | Denial> {
    const [, token] = /^bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
    if (token === undefined) return NO_TOKEN;
    const refused = (code: string, claim: string | null) => {
      onRefusedToken({ code, claim });
      return unproven(claim);
    };
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys.find, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_SKEW_S,
        requiredClaims: ['exp', 'sub'],
      });
      if (!isType(protectedHeader.typ)) return refused('TYPE', 'typ');
      // Whoever shows it would have to show the key as well, and there is no way to do so here (RFC 7800).
      if ('cnf' in payload) return refused('BOUND_TO_A_KEY', 'cnf');
      const { sub } = payload;
      return isSubject(sub) ? { kind: 'verified', claims: { ...payload, sub } } : refused('NO_SUBJECT', 'sub');
    } catch (fault) {
      if (fault instanceof TokenKeysAwayError) return KEYS_AWAY;
      return refused(fault instanceof errors.JOSEError ? fault.code : 'UNUSABLE_KEY', claimOf(fault));
    }
  }

  function grant(provider: AccountProvider, credential: string, { sub, accounts }: Verified['claims']): Grant {
    const caller = callerOf(sub);
    return {
      kind: 'granted',
      credential,
      heldBy: 'gateway',
      caller,
      // Callers choose their keys without knowing of each other, and the provider sees one credential for them all. One
      // that deduplicates would answer a key that comes for another account with the old answer.
      upstreamKey: (key, accountId) =>
        createHmac('sha256', secret)
          .update(JSON.stringify(['upstream', provider, ...caller, key, accountId]))
          .digest('base64url'),
      covers: (accountId) =>
        accounts === undefined || (Array.isArray(accounts) && accounts.includes(`${provider}:${accountId}`)),
    };
  }

  const callerOf = (sub: string) => callerOfSubject(issuer, sub);

  return {
    unreadiness: () => (keys.ready() ? null : 'token keys unreachable'),
    close: keys.close,
    open({ authorization, forProvider }) {
      let verified: ReturnType<typeof verify> | undefined;
      return async (provider, scope) => {
        const credential = credentials[provider];
        if (credential === null) return byOwnHeader(provider, forProvider[provider]);
        verified ??= verify(authorization);
        const token = await verified;
        if (token.kind === 'denied') return token;
        return hasScope(token.claims, scope)
          ? grant(provider, credential, token.claims)
          : withoutScope(scope, callerOf(token.claims.sub));
      };
    },
  };
}

const NO_TOKEN = denied('UNAUTHORIZED', 'The request carries no token. Send Authorization: Bearer <JWT>, once.', {
  reason: 'no_credential',
});

/** Which part of it is wrong is for the log: whoever made the token up need not be told. */
const unproven = (claim: string | null) =>
  denied('UNAUTHORIZED', 'The request carries no token that is valid here.', { reason: 'bad_token', claim });

const KEYS_AWAY = denied('UNAVAILABLE', 'Tokens cannot be verified now, so nothing was sent.', {
  reason: 'token_keys_away',
});

const withoutScope = (scope: Scope, caller: readonly string[]) =>
  denied('FORBIDDEN', `The token does not have the scope ${scope}.`, { reason: 'wrong_scope', claim: 'scope', caller });

/**
 * `scope` is a list of words (RFC 8693, section 4.2). Where there is none, `scp` is: Microsoft Entra ID's is a list of words
 * too, Okta's an array of them.
 */
function hasScope({ scp, ...claims }: JWTPayload, wanted: Scope): boolean {
  const scope = claims.scope ?? (Array.isArray(scp) ? scp.join(' ') : scp);
  return typeof scope === 'string' && scope.split(' ').includes(wanted);
}

/** A media type in any case, whose `application/` may be left out (RFC 7515, section 4.1.9). */
const isType = (typ: unknown): boolean =>
  typ === undefined || (typeof typ === 'string' && TYPES.includes(typ.toLowerCase().replace(/^application\//, '')));

/** Something that can be seen: two subjects that look alike, such as none and a space, are one too many. */
const isSubject = (sub: unknown): sub is string => typeof sub === 'string' && /[\p{L}\p{N}\p{P}\p{S}]/u.test(sub);

/** What of the token was wrong, from a fixed list of names: its own words are nobody's to log. */
function claimOf(fault: unknown): string | null {
  if (fault instanceof errors.JWTExpired || fault instanceof errors.JWTClaimValidationFailed) return fault.claim;
  if (fault instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (fault instanceof errors.JWKSNoMatchingKey || fault instanceof errors.JWKSMultipleMatchingKeys) return 'kid';
  return fault instanceof errors.JOSEAlgNotAllowed ? 'alg' : null;
}
