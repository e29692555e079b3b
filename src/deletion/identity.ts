import { createHmac } from 'node:crypto';
import type { AccountProvider } from './deletion.ts';
import type { DeletionId } from './ledger.ts';

/** @param caller the credential, or issuer and subject of a token: whatever stays the same over retries */
export type Identify = (provider: AccountProvider, caller: string, idempotencyKey: string) => DeletionId;

/**
 * Names the deletion that a request is about: (caller, provider, idempotency key), the contract's section 5. Caller and
 * key enter as HMAC-SHA-256 under the ledger's secret, so that neither can be read or guessed from the ledger or a log.
 *
 * @param secret what `Ledger.secret` gave, or `LEDGER_SECRET`
 */
export function createIdentify(secret: string): Identify {
  const hash = (...parts: readonly string[]) =>
    createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url');

  return (provider, caller, idempotencyKey) => {
    const callerHash = hash('caller', provider, caller);
    return { provider, caller: callerHash, key: hash('key', callerHash, idempotencyKey) };
  };
}

/** Reads a credential as HTTP compares it: the scheme in any case. A credential without a scheme stays as it is. */
export function callerOfCredential(credential: string): string {
  const [, scheme, rest] = /^(\S+) +(\S.*)$/.exec(credential) ?? [];
  return scheme === undefined ? credential : `${scheme.toLowerCase()} ${rest}`;
}
