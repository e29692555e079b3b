import { gql } from '@urql/core';
import { type CachingRecipe, describeCache, describeRecipe } from './client-suite.ts';
import { createUrqlClient, deleteAccount } from './urql.ts';

const ACCOUNT = gql`
  query Account($accountId: ID!) {
    account(provider: NUVION, accountId: $accountId) { __typename id accountId name }
  }
`;

function connect(url: string, headers: Record<string, string>): CachingRecipe {
  const client = createUrqlClient(url, headers);
  return {
    delete: (intention) => deleteAccount(client, intention),
    read: (accountId) => client.query(ACCOUNT, { accountId }).toPromise(),
    cached: (accountId) => client.readQuery(ACCOUNT, { accountId }),
  };
}

describeRecipe(connect);
describeCache(connect);
