import type { Denial } from '../access/access.ts';
import type { Account } from './account.ts';

/** The result of a read. A refusal's message is for people, and holds nothing that the provider said. */
export type Read<T> = { readonly kind: 'read'; readonly value: T } | Refusal;

export interface Refusal {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  readonly message: string;
}

/** Public: the `extensions.code` of GraphQL errors. */
export type RefusalCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'PROVIDER_UNAVAILABLE'
  | 'TOO_MANY_READS'
  | 'BAD_USER_INPUT';

/** The refusal of a read that access denies. */
export function refusalOf({ code, message }: Denial): Refusal {
  const codes = {
    UNAUTHORIZED: 'UNAUTHENTICATED',
    FORBIDDEN: 'FORBIDDEN',
    UNAVAILABLE: 'PROVIDER_UNAVAILABLE',
  } as const;
  return refused(codes[code], message);
}

export const read = <T>(value: T): Read<T> => ({ kind: 'read', value });

export const refused = (code: RefusalCode, message: string): Refusal => ({ kind: 'refused', code, message });

/** What a provider is sent of a read. Nothing else of the caller's is sent. */
export interface ReadCall {
  /** The value of the `Authorization` header. */
  readonly credential: string;
  readonly requestId: string;
  /** For the whole read, retries included. */
  readonly timeoutMs: number;
}

/** Accounts in the provider's order. `next` is the provider's own cursor of the following page; null at the end. */
export interface AccountPage {
  readonly accounts: readonly Account[];
  readonly next: string | null;
}

/** The port to the accounts of a provider. Its functions never reject. */
export interface AccountSource {
  /** Null when the provider has no such account. */
  account(call: ReadCall & { readonly accountId: string }): Promise<Read<Account | null>>;
  /** @param call `cursor` null: the first page, which at some providers is the whole list */
  page(call: ReadCall & { readonly cursor: string | null }): Promise<Read<AccountPage>>;
}
