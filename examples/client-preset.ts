import { deleteWithRetry, type Intention } from 'accounts-gateway-client';
import { GraphQLClient } from 'graphql-request';
import { graphql, unmask } from './generated/preset/index.ts';

const FAILURE = graphql(`
  fragment DeletionFailure on DeleteAccountError { __typename code message retry retryAfterMs }
`);

const DELETE_ACCOUNT = graphql(`
  mutation DeleteOneAccount($input: DeleteAccountInput!) {
    deleteAccount(input: $input) {
      __typename
      ... on DeleteAccountSuccess { deletedAccountId replayed deletion { __typename permanent } }
      ... on AccountNotFoundError { missingAccountId }
      ... on DeleteAccountError { ...DeletionFailure }
    }
  }
`);

export const createClient = (url: string, headers: Record<string, string>) => new GraphQLClient(url, { headers });

export function deleteAccount(client: GraphQLClient, intention: Intention) {
  return deleteWithRetry(intention, async (input) => {
    const { deleteAccount } = await client.request(DELETE_ACCOUNT, { input });
    if (deleteAccount.__typename === 'DeleteAccountSuccess') return deleteAccount;
    return { ...unmask(FAILURE, deleteAccount) };
  });
}
