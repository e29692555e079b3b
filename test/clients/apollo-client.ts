import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache, type TypedDocumentNode } from '@apollo/client/core';
import { RetryLink } from '@apollo/client/link/retry';
import { type Answer, deleteWithRetry, type Intention } from './delete-with-retry.ts';

interface Data {
  readonly deleteAccount: Answer & { readonly deletedAccountId?: string; readonly message?: string };
}

const DELETE_ACCOUNT: TypedDocumentNode<Data, { input: Intention['input'] }> = gql`
  mutation DeleteAccount($input: DeleteAccountInput!) {
    deleteAccount(input: $input) {
      ... on DeleteAccountSuccess { deletedAccountId replayed deletion { permanent } }
      ... on DeleteAccountError { code message retry retryAfterMs }
    }
  }
`;

// Which types the interface stands for; the codegen plugin `fragment-matcher` writes the like.
export const POSSIBLE_TYPES = {
  DeleteAccountResult: ['DeleteAccountSuccess', 'DeleteAccountError'],
  DeleteAccountError: [
    'InvalidInputError',
    'UnauthorizedError',
    'ForbiddenError',
    'AccountNotFoundError',
    'DeletionRejectedError',
    'IdempotencyKeyReusedError',
    'DeletionInProgressError',
    'RateLimitedError',
    'UnavailableError',
    'OutcomeUnknownError',
  ],
};

export function createApolloClient(uri: string, headers: Record<string, string>): ApolloClient {
  // RetryLink sends the operation again as it is: a key that is made anywhere behind it would be new each time.
  const retry = new RetryLink({ delay: { initial: 100 }, attempts: { max: 3 } });
  return new ApolloClient({
    link: ApolloLink.from([retry, new HttpLink({ uri, headers })]),
    cache: new InMemoryCache({ possibleTypes: POSSIBLE_TYPES }),
  });
}

export function deleteAccount(client: ApolloClient, intention: Intention): Promise<Data['deleteAccount']> {
  return deleteWithRetry(intention, async (input) => {
    const { data } = await client.mutate({
      mutation: DELETE_ACCOUNT,
      variables: { input },
      // The answer belongs to one attempt and not into the cache; and so it comes whole, also when it is an error that
      // was added to the schema later.
      fetchPolicy: 'no-cache',
      update(cache, { data }) {
        const deleted = data?.deleteAccount.deletedAccountId;
        const id = deleted && cache.identify({ __typename: 'Account', id: deleted });
        if (!id) return;
        cache.evict({ id });
        cache.gc();
      },
    });
    if (!data) throw new Error('There is no answer.');
    return data.deleteAccount;
  });
}
