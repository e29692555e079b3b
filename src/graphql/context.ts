import type { AccountReads } from '../accounts/account-reads.ts';
import type { AccountProvider } from '../deletion/deletion.ts';
import type { Failure } from '../deletion/outcome.ts';

/** All that belongs to one request. */
export interface RequestContext {
  readonly requestId: string;
  readonly credentials: Credentials;
  readonly headerKey: HeaderKey;
  readonly accountReads: AccountReads;
}

/** The credential for each provider, as the value of its `Authorization` header; never one of them for the other. */
export type Credentials = Readonly<Record<AccountProvider, string | null>>;

/** The `Idempotency-Key` header: a key, its refusal, or null when there is none. */
export type HeaderKey = { readonly key: string } | { readonly received: string; readonly refusal: Failure } | null;
