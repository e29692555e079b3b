import { gql } from '@apollo/client/core';
import { buildSchema, type GraphQLInterfaceType } from 'graphql';
import { expect, it } from 'vitest';
import { readTypeDefs } from '../../src/graphql/schema.ts';
import { createApolloClient, deleteAccount, POSSIBLE_TYPES } from './apollo-client.ts';
import { type CachingRecipe, describeCache, describeRecipe } from './client-suite.ts';

const ACCOUNT = gql`
  query Account($accountId: ID!) {
    account(provider: NUVION, accountId: $accountId) { id accountId name }
  }
`;

function connect(url: string, headers: Record<string, string>): CachingRecipe {
  const client = createApolloClient(url, headers);
  return {
    delete: (intention) => deleteAccount(client, intention),
    read: (accountId) => client.query({ query: ACCOUNT, variables: { accountId } }),
    cached(accountId) {
      const objects = Object.values(client.cache.extract() as Record<string, { accountId?: string }>);
      return objects.find((object) => object.accountId === accountId) ?? null;
    },
  };
}

describeRecipe(connect);
describeCache(connect);

it('knows every error there is', () => {
  const schema = buildSchema(readTypeDefs(), { assumeValidSDL: true });
  const errors = schema.getPossibleTypes(schema.getType('DeleteAccountError') as GraphQLInterfaceType);
  expect(POSSIBLE_TYPES.DeleteAccountError.toSorted()).toEqual(errors.map(({ name }) => name).toSorted());
});
