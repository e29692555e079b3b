import type { AccountDeletionQuery, DeleteAccountMutation } from './generated.ts';

/** What `deleteAccount` answers, as the package's own document asks for it. */
export type DeleteAccountAnswer = DeleteAccountMutation['deleteAccount'];

/** What is read of an answer. An operation of your own selects these fields, and whatever else it shows. */
export interface Answer {
  readonly __typename: string;
  readonly code?: string | undefined;
  readonly retry?: string | undefined;
  readonly retryAfterMs?: number | null | undefined;
}

/** What `accountDeletion` answers, as the package's own document asks for it. */
export type AccountDeletion = NonNullable<AccountDeletionQuery['accountDeletion']>;

/** Whether the outcome is final, so that the key is spent. Advice that is not known here is not. */
export const isFinal = ({ __typename, retry }: Answer): boolean =>
  __typename === 'DeleteAccountSuccess' || retry === 'NEW_KEY' || retry === 'NEVER';

/**
 * The `Account.id` that is not there any more, for caches and lists: deleted, or not known to the provider. Null when the
 * account may still be there.
 */
export function goneAccountId(answer: object): string | null {
  const { deletedAccountId, missingAccountId } = answer as { deletedAccountId?: string; missingAccountId?: string };
  return deletedAccountId ?? missingAccountId ?? null;
}
