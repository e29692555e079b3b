import type { Authorize, Presented } from '../access/access.ts';
import type { Audit } from '../access/audit.ts';
import type { AccountReads } from '../accounts/account-reads.ts';
import type { Failure } from '../deletion/outcome.ts';

/** The state of one request. */
export interface RequestContext {
  readonly requestId: string;
  readonly authorize: Authorize;
  readonly headerKey: HeaderKey;
  readonly accountReads: AccountReads;
  readonly audit: Audit;
}

/** Makes the context of a request from its headers. */
export type OpenContext = (request: {
  readonly requestId: string;
  readonly presented: Presented;
  readonly headerKey: HeaderKey;
}) => RequestContext;

/** The `Idempotency-Key` header: a key, its refusal, or null when there is none. */
export type HeaderKey = { readonly key: string } | { readonly received: string; readonly refusal: Failure } | null;
