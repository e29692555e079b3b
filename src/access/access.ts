import type { ProviderName } from '../deletion/deletion.ts';
import type { RefusalReason } from './audit.ts';

/** What a caller may be allowed to do. Public: the values of a token's `scope`. */
export type Scope = 'accounts:delete' | 'accounts:read';

/** Leave to work at a provider. */
export interface Grant {
  readonly kind: 'granted';
  /** The value of the provider's `Authorization` header. */
  readonly credential: string;
  /** Whose credential that is: the gateway can look by itself only into what it sent under its own. */
  readonly heldBy: 'caller' | 'gateway';
  /** Who asks: what stays the same over the retries of one caller, and differs between callers. */
  readonly caller: readonly string[];
  /** The idempotency key to send upstream for the caller's own and the account. */
  upstreamKey(key: string, accountId: string): string;
  /** Whether the leave is for this account too. */
  covers(accountId: string): boolean;
}

/** No leave. `UNAVAILABLE`: nobody can tell now. */
export interface Denial {
  readonly kind: 'denied';
  readonly code: 'UNAUTHORIZED' | 'FORBIDDEN' | 'UNAVAILABLE';
  /** For people; reveals nothing of the gateway's own credentials. */
  readonly message: string;
  /** For the audit; callers are not told which part of a token is wrong. */
  readonly reason: RefusalReason;
  /** What of a token was not accepted. */
  readonly claim: string | null;
  /** Who asks, where a token told. */
  readonly caller: readonly string[] | null;
}

/** The leave of one request's caller. Never rejects. */
export type Access = (provider: ProviderName, scope: Scope) => Promise<Grant | Denial>;

/** A caller who proves by a token who it is. Its audience and its provider's credential may change. */
export const callerOfSubject = (issuer: string, subject: string): readonly string[] => ['subject', issuer, subject];

/** A caller who is its credential: as HTTP compares it, the scheme in any case. One without a scheme stays as it is. */
export function callerOfCredential(credential: string): readonly string[] {
  const [, scheme, rest] = /^(\S+) +(\S.*)$/.exec(credential) ?? [];
  return ['credential', scheme === undefined ? credential : `${scheme.toLowerCase()} ${rest}`];
}

/** What a request carries to say who asks: header lines; null where there is none, empty where there is no use in it. */
export interface Presented {
  readonly authorization: string | null;
  /** A provider's own header, such as `X-Sequence-Authorization`. */
  readonly forProvider: (provider: ProviderName) => string | null;
}

/** Finds out what the caller of a request may do. */
export type OpenAccess = (presented: Presented) => Access;

export function denied(
  code: Denial['code'],
  message: string,
  { reason, claim = null, caller = null }: Pick<Denial, 'reason'> & Partial<Pick<Denial, 'claim' | 'caller'>>,
): Denial {
  return { kind: 'denied', code, message, reason, claim, caller };
}
