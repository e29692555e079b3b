import { useClient } from 'urql';
import type { AccountRef } from '../intention.ts';
import { createUrqlTransport } from '../urql.ts';
import { type AccountDeletionHandle, type UseDeleteAccountOptions, useDeletion } from './use-deletion.ts';

export * from '../urql.ts';
export { stopDeletions } from './share-deletions.ts';
export type { AccountDeletionHandle, UseDeleteAccountOptions } from './use-deletion.ts';

/**
 * The deletion of one account, over urql. Needs its `Provider`.
 *
 * It goes on when the component is gone, is resumed with the same key after a reload, and is known to all tabs of the
 * same owner.
 */
export function useDeleteAccount(account: AccountRef, options: UseDeleteAccountOptions = {}): AccountDeletionHandle {
  const client = useClient();
  return useDeletion(client, () => createUrqlTransport(client), account, options);
}
