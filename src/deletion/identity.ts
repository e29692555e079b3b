import { createHmac, createSecretKey } from 'node:crypto';
import type { AccountProvider } from './deletion.ts';
import type { DeletionId } from './ledger.ts';

/** @param caller what stays the same over the retries of one caller, and differs between callers */
export type Identify = (provider: AccountProvider, caller: readonly string[], idempotencyKey: string) => DeletionId;

/**
 * Names the deletion that a request is about: (caller, provider, idempotency key), the contract's section 5. Caller and
 * key enter as HMAC-SHA-256 under the ledger's secret, so that neither can be read or guessed from the ledger or a log.
 *
 * @param secret what `Ledger.secret` gave, or `LEDGER_SECRET`
 */
export function createIdentify(secret: string): Identify {
  const keyObject = createSecretKey(secret, 'utf8'); // a raw key is prepared anew for each hash
  const hash = (...parts: readonly string[]) =>
    createHmac('sha256', keyObject).update(JSON.stringify(parts)).digest('base64url');

  return (provider, caller, idempotencyKey) => {
    const callerHash = hash('caller', provider, ...caller);
    return { provider, caller: callerHash, key: hash('key', callerHash, idempotencyKey) };
  };
}
