import type { Deletion, ProviderName } from './deletion.ts';
import type { Failure } from './outcome.ts';

/**
 * The result of one delete request:
 *
 * | kind        | seen                                                              | the record is        |
 * | ----------- | ----------------------------------------------------------------- | -------------------- |
 * | `deleted`   | a confirmation that can be read                                   | settled              |
 * | `not-found` | the provider's own error that says that there is no such account  | settled              |
 * | `rejected`  | the provider's own error with a status that is a rejection there  | settled              |
 * | `refused`   | 401, 403, 429, a 404 that is not the provider's own               | released             |
 * | `not-sent`  | name, connect or TLS failure; or this process may no longer send  | released             |
 * | `lost`      | anything else: it may have been executed                          | kept dispatched      |
 */
export type Exchange =
  | { readonly kind: 'deleted'; readonly deletion: Deletion }
  | { readonly kind: 'not-found'; readonly failure: Failure }
  | { readonly kind: 'rejected'; readonly failure: Failure }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'not-sent'; readonly failure: Failure }
  | { readonly kind: 'lost'; readonly status?: number | undefined; readonly providerCode?: string | undefined };

/** What reading an account back shows. `unreadable` stands for everything that proves neither. */
export type Sighting =
  | { readonly kind: 'deleted'; readonly deletion: Deletion }
  | { readonly kind: 'absent' }
  | { readonly kind: 'present' }
  | {
      readonly kind: 'unreadable';
      readonly providerCode?: string | undefined;
      /** The provider refused to say: the credential may not read, or has read too often (401, 403, 429). */
      readonly refused?: boolean | undefined;
      /** How long it asks to wait, in milliseconds. */
      readonly retryAfterMs?: number | undefined;
    };

/** What a provider needs to know of a call. Nothing else of the caller's goes upstream. */
export interface ProviderCall {
  readonly accountId: string;
  /** The value of the `Authorization` header. */
  readonly credential: string;
  readonly requestId: string;
  /** For the whole exchange, connect to last byte. */
  readonly timeoutMs: number;
}

export interface DeleteCall extends ProviderCall {
  readonly idempotencyKey: string;
  /** Asked once connected, right before the first byte; when it says no, nothing is sent. */
  readonly maySend: () => boolean;
}

/** The port to a provider. Its functions never reject: whatever goes wrong is one of their values. */
export interface Provider {
  readonly name: ProviderName;
  /**
   * For how long after its first request a key is sure to be recognised: until then the provider answers a duplicate with the
   * first answer. In milliseconds; 0: it does not recognise duplicates.
   */
  readonly resendsForMs: number;
  /** From when on a key is sure to be forgotten, in milliseconds after its first request; 0: it never was recognised. */
  readonly forgetsAfterMs: number;
  /** The deletion to return when the provider gave no details. */
  readonly deletionWithoutDetails: Deletion;
  /** Sends exactly one delete request, or none. */
  delete(call: DeleteCall): Promise<Exchange>;
  /** Reads the account, to learn whether it is gone. */
  readBack(call: ProviderCall): Promise<Sighting>;
}

/** The providers by name. */
export type Providers = ReadonlyMap<ProviderName, Provider>;

/** @throws TypeError when there is none of this name, which is a bug: the schema lets no other name through */
export function providerOf(providers: Providers, name: ProviderName): Provider {
  const provider = providers.get(name);
  if (provider === undefined) throw new TypeError(`There is no provider ${name}`);
  return provider;
}
