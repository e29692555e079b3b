import type { ProviderName } from '../deletion/deletion.ts';
import type { RefusalReason } from './audit.ts';

/** What a caller may be allowed to do. Public: the values of a token's `scope`. */
export type Scope = 'accounts:delete' | 'accounts:read';

/** Permission to work at a provider. */
export interface Grant {
  readonly kind: 'granted';
  /** The value of the provider's `Authorization` header. */
  readonly credential: string;
  /** Whose credential that is: under its own, the gateway can look by itself what became of a request. */
  readonly heldBy: 'caller' | 'gateway';
  /** Identifies the caller: the same for all retries of one caller, different for two callers. */
  readonly caller: readonly string[];
  /** The idempotency key to send to the provider, made from the caller's own and the account. */
  upstreamKey(key: string, accountId: string): string;
  /** Whether the grant is for this account, too: for lists, which hold many. `Authorize` checks a single account itself. */
  covers(accountId: string): boolean;
}

/** Refused. `UNAVAILABLE`: whether the caller may do this cannot be found out now. */
export interface Denial {
  readonly kind: 'denied';
  readonly code: 'UNAUTHORIZED' | 'FORBIDDEN' | 'UNAVAILABLE';
  /** For people; reveals nothing about the gateway's own credentials. */
  readonly message: string;
  /** For the audit. Callers do not learn which part of a token is wrong. */
  readonly reason: RefusalReason;
  /** The part of the token that was not accepted. */
  readonly claim: string | null;
  /** Identifies the caller, where a token has said who that is. */
  readonly caller: readonly string[] | null;
}

/**
 * Decides what the caller of one request may do. Never rejects.
 *
 * @param accountId the account that the request is about; a caller who may work on other accounts only is denied. Without
 *   it – for a list, or where the account is not known yet – only provider and scope are checked.
 */
export type Authorize = (provider: ProviderName, scope: Scope, accountId?: string | null) => Promise<Grant | Denial>;

/** Who may do what, for all requests. */
export interface AccessControl {
  readonly open: OpenAccess;
  /** Why nobody can be authorized now; null when everybody can. */
  unreadiness(): string | null;
  close(): void;
}

/** A caller who is identified by a token. The token's audience and the credential sent to the provider may change. */
export const callerOfSubject = (issuer: string, subject: string): readonly string[] => ['subject', issuer, subject];

/** A caller who is identified by its credential, compared as HTTP does: the case of the scheme does not count. */
export function callerOfCredential(credential: string): readonly string[] {
  const [, scheme, rest] = /^(\S+) +(\S.*)$/.exec(credential) ?? [];
  return ['credential', scheme === undefined ? credential : `${scheme.toLowerCase()} ${rest}`];
}

/** The headers by which a request says who asks; null: there is none; empty: there is one that cannot be used. */
export interface Presented {
  readonly authorization: string | null;
  /** A provider's own header, such as `X-Sequence-Authorization`. */
  readonly forProvider: (provider: ProviderName) => string | null;
}

/** Makes the `Authorize` of a request. */
export type OpenAccess = (presented: Presented) => Authorize;

export function denied(
  code: Denial['code'],
  message: string,
  { reason, claim = null, caller = null }: Pick<Denial, 'reason'> & Partial<Pick<Denial, 'claim' | 'caller'>>,
): Denial {
  return { kind: 'denied', code, message, reason, claim, caller };
}
