import { createHmac } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { ProviderName } from '../deletion/deletion.ts';
import { type AccessControl, callerOfSubject, type Denial, denied, type Grant, type Scope } from './access.ts';
import { byOwnHeader } from './caller-access.ts';
import { createTokenKeys, type TokenKeysOptions, TokenKeysUnavailableError } from './token-keys.ts';

/** Asymmetric ones only: a party that can verify a token must not be able to make one (RFC 8725, 3.1). */
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

/** How far the clocks of issuer and gateway may be apart, in seconds. */
const CLOCK_SKEW_S = 30;

/** The values of `typ` of a token for callers (RFC 7519, RFC 9068). Id tokens and logout tokens have others. */
const TYPES = ['jwt', 'at+jwt'];

export interface TokenAccessOptions {
  /** The gateway's own credentials, as the value of `Authorization`. Where there is none, callers bring theirs. */
  readonly credentials: ReadonlyMap<ProviderName, string>;
  readonly issuer: string;
  readonly audience: string;
  /** Keys the hash that is sent to a provider as the idempotency key; the same in every process on a ledger. */
  readonly secret: string;
  /** Where the keys of tokens come from. */
  readonly keys: TokenKeysOptions;
  /** Called with why a token was not accepted; no text of the token is in it. */
  readonly onRefusedToken: (why: { readonly code: string; readonly claim: string | null }) => void;
}

interface Verified {
  readonly kind: 'verified';
  readonly claims: JWTPayload & { readonly sub: string };
}

/**
 * The gateway uses its own credentials, and callers identify themselves with a JWT, which is never forwarded. Where the
 * gateway has no credential for a provider, callers send theirs in that provider's own header.
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
      // The caller would have to prove that it has the key, and there is no way to do so here (RFC 7800).
      if ('cnf' in payload) return refused('BOUND_TO_A_KEY', 'cnf');
      const { sub } = payload;
      return isSubject(sub) ? { kind: 'verified', claims: { ...payload, sub } } : refused('NO_SUBJECT', 'sub');
    } catch (fault) {
      if (fault instanceof TokenKeysUnavailableError) return KEYS_UNAVAILABLE;
      return refused(fault instanceof errors.JOSEError ? fault.code : 'UNUSABLE_KEY', claimOf(fault));
    }
  }

  function grant(provider: ProviderName, credential: string, { sub, accounts }: Verified['claims']): Grant {
    const caller = callerOfSubject(issuer, sub);
    return {
      kind: 'granted',
      credential,
      heldBy: 'gateway',
      caller,
      // Two callers may choose the same key, and the provider sees one credential for all of them. A provider that
      // deduplicates keys would give the second caller the answer of the first.
      upstreamKey: (key, accountId) =>
        createHmac('sha256', secret)
          .update(JSON.stringify(['upstream', provider, ...caller, key, accountId]))
          .digest('base64url'),
      covers: (accountId) =>
        accounts === undefined || (Array.isArray(accounts) && accounts.includes(`${provider}:${accountId}`)),
    };
  }

  return {
    unreadiness: () => (keys.ready() ? null : 'token keys unreachable'),
    close: keys.close,
    open({ authorization, forProvider }) {
      let verified: ReturnType<typeof verify> | undefined;
      return async (provider, scope, accountId = null) => {
        const credential = credentials.get(provider);
        if (credential === undefined) return byOwnHeader(provider, forProvider(provider));
        verified ??= verify(authorization);
        const token = await verified;
        if (token.kind === 'denied') return token;
        const granted = grant(provider, credential, token.claims);
        if (!hasScope(token.claims, scope)) return withoutScope(scope, granted.caller);
        return accountId === null || granted.covers(accountId) ? granted : withoutAccount(granted.caller);
      };
    },
  };
}

const NO_TOKEN = denied('UNAUTHORIZED', 'The request carries no token. Send Authorization: Bearer <JWT>, once.', {
  reason: 'no_credential',
});

/** Which part of the token is wrong is only logged: a forger must not learn it. */
const unproven = (claim: string | null) =>
  denied('UNAUTHORIZED', 'The request carries no token that is valid here.', { reason: 'bad_token', claim });

const KEYS_UNAVAILABLE = denied('UNAVAILABLE', 'Tokens cannot be verified now, so nothing was sent.', {
  reason: 'token_keys_away',
});

const withoutScope = (scope: Scope, caller: readonly string[]) =>
  denied('FORBIDDEN', `The token does not have the scope ${scope}.`, { reason: 'wrong_scope', claim: 'scope', caller });

const withoutAccount = (caller: readonly string[]) =>
  denied('FORBIDDEN', 'The token does not cover this account.', { reason: 'wrong_account', claim: 'accounts', caller });

/**
 * `scope` is a list of words (RFC 8693, 4.2). Where there is none, `scp` is used: Microsoft Entra ID sends a list of words,
 * Okta an array of them.
 */
function hasScope({ scp, ...claims }: JWTPayload, wanted: Scope): boolean {
  const scope = claims.scope ?? (Array.isArray(scp) ? scp.join(' ') : scp);
  return typeof scope === 'string' && scope.split(' ').includes(wanted);
}

/** A media type in any case, whose `application/` may be left out (RFC 7515, 4.1.9). */
const isType = (typ: unknown): boolean =>
  typ === undefined || (typeof typ === 'string' && TYPES.includes(typ.toLowerCase().replace(/^application\//, '')));

/** Has a visible character: a subject of white space looks like no subject. */
const isSubject = (sub: unknown): sub is string => typeof sub === 'string' && /[\p{L}\p{N}\p{P}\p{S}]/u.test(sub);

/** The part of the token that was wrong, from a fixed list of names: no text of a token is logged. */
function claimOf(fault: unknown): string | null {
  if (fault instanceof errors.JWTExpired || fault instanceof errors.JWTClaimValidationFailed) return fault.claim;
  if (fault instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (fault instanceof errors.JWKSNoMatchingKey || fault instanceof errors.JWKSMultipleMatchingKeys) return 'kid';
  return fault instanceof errors.JOSEAlgNotAllowed ? 'alg' : null;
}
