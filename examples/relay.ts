import { deleteWithRetry, type Intention, RequestError } from 'accounts-gateway-client';
import { commitMutation, Environment, graphql, Network, RecordSource, Store } from 'relay-runtime';
import type { relayDeleteAccountMutation } from './generated/relayDeleteAccountMutation.graphql.ts';

// The deleted record is named by the answer: wherever it stands in the store, it reads as null from then on.
const DELETE_ACCOUNT = graphql`
  mutation relayDeleteAccountMutation($input: DeleteAccountInput!) {
    deleteAccount(input: $input) {
      __typename
      ... on DeleteAccountSuccess { deletedAccountId @deleteRecord replayed deletion { __typename permanent } }
      ... on AccountNotFoundError { missingAccountId @deleteRecord }
      ... on DeleteAccountError { code message retry retryAfterMs }
    }
  }
`;

type Result = relayDeleteAccountMutation['response']['deleteAccount'];

export function createRelayEnvironment(url: string, headers: Record<string, string>): Environment {
  const network = Network.create(async ({ text }, variables) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: text, variables }),
    });
    const body = await response.json().catch(() => null);
    if (!body?.data) throw new RequestError(response, body?.errors ?? []);
    return body;
  });
  return new Environment({ network, store: new Store(new RecordSource()) });
}

export function deleteAccount(environment: Environment, intention: Intention): Promise<Result> {
  return deleteWithRetry(
    intention,
    (input) =>
      new Promise<Result>((resolve, reject) => {
        commitMutation<relayDeleteAccountMutation>(environment, {
          mutation: DELETE_ACCOUNT,
          // Relay's types are of the day on which the operation was compiled: a later provider is sent as it is.
          variables: { input } as relayDeleteAccountMutation['variables'],
          onCompleted: ({ deleteAccount }) => resolve(deleteAccount),
          onError: reject,
        });
      }),
  );
}
