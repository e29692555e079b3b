import { generateKeyPairSync, sign } from 'node:crypto';
import { jsonReply } from '../providers/shared/simulation/replies.ts';
import { serve } from '../providers/shared/simulation/serve.ts';

/** How long the tokens are valid, in seconds: for a day's work. */
const LIFETIME_S = 12 * 60 * 60;
const KEY_ID = 'sandbox';
const AUDIENCE = 'accounts-gateway-sandbox';

/** A token, and what it shows. */
export interface SandboxToken {
  readonly shows: string;
  readonly token: string;
}

/** An issuer of tokens on loopback, with new keys at every start. */
export interface TokenIssuer {
  /** The settings with which the gateway verifies its tokens. */
  readonly env: Readonly<Record<'AUTH_JWKS_URL' | 'AUTH_ISSUER' | 'AUTH_AUDIENCE', string>>;
  /** The first permits everything. */
  readonly tokens: readonly [SandboxToken, ...SandboxToken[]];
  close(): Promise<void>;
}

/**
 * Starts a key server on a free port of loopback, and makes tokens with different permissions.
 *
 * @param accounts the accounts of the restricted token: `PROVIDER:accountId`
 */
export async function createTokenIssuer(accounts: readonly string[]): Promise<TokenIssuer> {
  const nowS = Math.floor(Date.now() / 1_000);
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, alg: 'ES256', use: 'sig' };
  const { url: issuer, close } = await serve(async () => jsonReply(200, { keys: [jwk] }));

  /** A JWT (RFC 7519), signed with ES256 (RFC 7518). */
  const token = (claims: Readonly<Record<string, unknown>>): string => {
    const whole = { iss: issuer, aud: AUDIENCE, iat: nowS, exp: nowS + LIFETIME_S, ...claims };
    const text = [{ alg: 'ES256', typ: 'at+jwt', kid: KEY_ID }, whole].map(encoded).join('.');
    return `${text}.${sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  };
  const both = 'accounts:read accounts:delete';

  return {
    env: { AUTH_JWKS_URL: `${issuer}/jwks.json`, AUTH_ISSUER: issuer, AUTH_AUDIENCE: AUDIENCE },
    tokens: [
      { shows: 'reads and deletes', token: token({ sub: 'alice', scope: both }) },
      { shows: 'reads only: a deletion is ForbiddenError', token: token({ sub: 'bob', scope: 'accounts:read' }) },
      {
        shows: `reads and deletes ${accounts.join(' and ')} only`,
        token: token({ sub: 'carol', scope: both, accounts }),
      },
      {
        shows: 'expired an hour ago: UnauthorizedError',
        token: token({ sub: 'alice', scope: both, iat: nowS - 2 * 3_600, exp: nowS - 3_600 }),
      },
    ],
    close,
  };
}

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
