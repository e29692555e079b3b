import { DeleteAccountDocument, deleteWithRetry, type Intention } from 'accounts-gateway-client';
import { GraphQLClient } from 'graphql-request';

export const createClient = (url: string, headers: Record<string, string>) => new GraphQLClient(url, { headers });

export function deleteAccount(client: GraphQLClient, intention: Intention) {
  return deleteWithRetry(intention, async (input, signal) => {
    const variables = { input };
    return (await client.request({ document: DeleteAccountDocument, variables, signal })).deleteAccount;
  });
}
