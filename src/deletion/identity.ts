import { createHmac, createSecretKey } from 'node:crypto';
import type { ProviderName } from './deletion.ts';
import type { DeletionId } from './ledger.ts';

/**
 * Names the deletion that a request is about.
 *
 * @param caller identifies the caller: the same for all retries of one caller, different for two callers
 */
export type Identify = (provider: ProviderName, caller: readonly string[], idempotencyKey: string) => DeletionId;

/**
 * A deletion is (caller, provider, idempotency key). Caller and key enter as HMAC-SHA-256 under the ledger's secret, so that
 * neither can be read or guessed from the ledger or a log.
 *
 * @param secret the ledger's
 */
export function createIdentify(secret: string): Identify {
  const hash = createHash(secret);
  return (provider, caller, idempotencyKey) => {
    const callerHash = hash('caller', provider, ...caller);
    return { provider, caller: callerHash, key: hash('key', callerHash, idempotencyKey) };
  };
}

/** Hashes the value of an `Authorization` header, whatever the case of its scheme, under the ledger's secret. */
export function createHashCredential(secret: string): (credential: string) => string {
  const hash = createHash(secret);
  return (credential) => hash('credential', credential.slice(credential.indexOf(' ') + 1).trim());
}

function createHash(secret: string) {
  const key = createSecretKey(secret, 'utf8'); // a raw key is prepared anew for each hash
  return (...parts: readonly string[]) => createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url');
}
