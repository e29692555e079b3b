import { GraphQLClient } from 'graphql-request';
import { deleteWithRetry, type Intention } from './delete-with-retry.ts';
import { graphql, unmask } from './generated/preset/index.ts';

const ERROR = graphql(`
  fragment DeletionError on DeleteAccountError { code message retry retryAfterMs }
`);

const DELETE_ACCOUNT = graphql(`
  mutation DeleteAccount($input: DeleteAccountInput!) {
    deleteAccount(input: $input) {
      __typename
      ... on DeleteAccountSuccess { deletedAccountId replayed deletion { permanent } }
      ... on DeleteAccountError { ...DeletionError }
    }
  }
`);

export const createClient = (url: string, headers: Record<string, string>) => new GraphQLClient(url, { headers });

export function deleteAccount(client: GraphQLClient, intention: Intention) {
  return deleteWithRetry(intention, async (input) => {
    const { deleteAccount } = await client.request(DELETE_ACCOUNT, { input });
    if (deleteAccount.__typename === 'DeleteAccountSuccess') return deleteAccount;
    return { __typename: deleteAccount.__typename, ...unmask(ERROR, deleteAccount) };
  });
}
