import { useApolloClient } from '@apollo/client/react';
import { createApolloTransport } from '../apollo.ts';
import type { AccountRef } from '../intention.ts';
import { type AccountDeletionHandle, type UseDeleteAccountOptions, useDeletion } from './use-deletion.ts';

export * from '../apollo.ts';
export { stopDeletions } from './share-deletions.ts';
export type { AccountDeletionHandle, UseDeleteAccountOptions } from './use-deletion.ts';

/**
 * The deletion of one account, over Apollo Client 4. Needs its `ApolloProvider`.
 *
 * It goes on when the component is gone, is resumed with the same key after a reload, and is known to all tabs of the
 * same owner.
 */
export function useDeleteAccount(account: AccountRef, options: UseDeleteAccountOptions = {}): AccountDeletionHandle {
  const client = useApolloClient();
  return useDeletion(client, () => createApolloTransport(client), account, options);
}
