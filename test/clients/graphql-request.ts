import { GraphQLClient, gql } from 'graphql-request';
import { type Answer, deleteWithRetry, type Intention } from './delete-with-retry.ts';

interface Data {
  readonly deleteAccount: Answer & { readonly deletedAccountId?: string; readonly message?: string };
}

const DELETE_ACCOUNT = gql`
  mutation DeleteAccount($input: DeleteAccountInput!) {
    deleteAccount(input: $input) {
      __typename
      ... on DeleteAccountSuccess { deletedAccountId replayed deletion { permanent } }
      ... on DeleteAccountError { code message retry retryAfterMs }
    }
  }
`;

export const createClient = (url: string, headers: Record<string, string>) => new GraphQLClient(url, { headers });

export function deleteAccount(client: GraphQLClient, intention: Intention): Promise<Data['deleteAccount']> {
  return deleteWithRetry(intention, async (input) => {
    const { deleteAccount } = await client.request<Data>(DELETE_ACCOUNT, { input });
    return deleteAccount;
  });
}
