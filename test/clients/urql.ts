import { Client, cacheExchange, fetchExchange, gql, type TypedDocumentNode } from '@urql/core';
import { retryExchange } from '@urql/exchange-retry';
import { type Answer, deleteWithRetry, type Intention } from './delete-with-retry.ts';

interface Data {
  readonly deleteAccount: Answer & { readonly deletedAccountId?: string; readonly message?: string };
}

const DELETE_ACCOUNT: TypedDocumentNode<Data, { input: Intention['input'] }> = gql`
  mutation DeleteAccount($input: DeleteAccountInput!) {
    deleteAccount(input: $input) {
      __typename
      ... on DeleteAccountSuccess { deletedAccountId replayed deletion { permanent } }
      ... on DeleteAccountError { code message retry retryAfterMs }
    }
  }
`;

export function createUrqlClient(url: string, headers: Record<string, string>): Client {
  return new Client({
    url,
    fetchOptions: { headers },
    preferGetMethod: false,
    // retryExchange sends the operation again as it is, so its variables must hold the key.
    exchanges: [cacheExchange, retryExchange({ initialDelayMs: 100, maxNumberAttempts: 3 }), fetchExchange],
  });
}

export function deleteAccount(client: Client, intention: Intention): Promise<Data['deleteAccount']> {
  return deleteWithRetry(intention, async (input) => {
    // The answer holds no Account, so the document cache must be told which of its results are out of date. With
    // Graphcache: `updates.Mutation.deleteAccount` and `cache.invalidate({ __typename: 'Account', id })`.
    const { data, error } = await client.mutation(DELETE_ACCOUNT, { input }, { additionalTypenames: ['Account'] });
    if (data === undefined) throw error;
    return data.deleteAccount;
  });
}
