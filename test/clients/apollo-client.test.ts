import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { RetryLink } from '@apollo/client/link/retry';
import { AccountsDocument } from 'accounts-gateway-client';
import { createApolloTransport, possibleTypes, typePolicies } from 'accounts-gateway-client/apollo';
import { buildSchema, isAbstractType } from 'graphql';
import { expect, it } from 'vitest';
import { readTypeDefs } from '../../src/graphql/schema.ts';
import { HEADERS, startSandbox } from '../support/start-sandbox.ts';
import { describeAbort, RETRY_DELAY_MS } from './abort-suite.ts';
import { type CachingRecipe, deleteOver, describeCache, describeRecipe, describeTransport } from './client-suite.ts';

/** With a `RetryLink`, which many applications have: it sends again what the network lost, with the same variables. */
function createClient(uri: string, headers: Record<string, string>) {
  const retry = new RetryLink({ delay: { initial: RETRY_DELAY_MS, jitter: false } });
  return new ApolloClient({
    link: ApolloLink.from([retry, new HttpLink({ uri, headers })]),
    cache: new InMemoryCache({ possibleTypes, typePolicies }),
  });
}

function connect(url: string, headers: Record<string, string>): CachingRecipe {
  const client = createClient(url, headers);
  return {
    delete: (intention) => deleteOver(createApolloTransport(client), intention),
    read: () => client.query({ query: AccountsDocument, variables: { provider: 'NUVION', first: 100 } }),
    cached(accountId) {
      const objects = Object.values(client.cache.extract() as Record<string, { accountId?: string }>);
      return objects.find((object) => object.accountId === accountId) ?? null;
    },
  };
}

describeRecipe(connect);
describeCache(connect);
describeTransport((url, headers) => createApolloTransport(createClient(url, headers)));
describeAbort((url) => createApolloTransport(createClient(url, {})));

it('joins the pages of a list, which loses a deleted account without another request', async () => {
  await using sandbox = await startSandbox();
  const client = createClient(sandbox.gateway.url, HEADERS);
  const variables = { provider: 'NUVION', first: 3 } as const;
  const list = client.watchQuery({ query: AccountsDocument, variables });
  const shown: string[][] = [];
  const subscription = list.subscribe(({ data, dataState }) => {
    if (dataState === 'complete') shown.push(data.accounts.nodes.map(({ accountId }) => accountId));
  });
  await expect.poll(() => shown.at(-1)?.length).toBe(3);
  await list.fetchMore({ variables: { after: list.getCurrentResult().data?.accounts?.pageInfo?.endCursor ?? null } });
  await expect.poll(() => shown.at(-1)?.length).toBe(6);

  const asked = () => sandbox.nuvion.requests.filter(({ method }) => method === 'GET').length;
  const before = asked();
  const { id = '' } = list.getCurrentResult().data?.accounts?.nodes?.[0] ?? {};
  createApolloTransport(client).forget?.(id);
  await expect.poll(() => shown.at(-1)?.length).toBe(5);
  expect(asked()).toBe(before);
  subscription.unsubscribe();
});

it('joins edges as it joins nodes, and begins anew without a place to start behind', () => {
  const { merge, keyArgs } = typePolicies.Query.fields.accounts;
  const [first, second] = [
    { nodes: [1], edges: ['a'] },
    { nodes: [2], edges: ['b'], pageInfo: 'last' },
  ];
  expect(merge(first, second, { args: { after: 'a' } })).toEqual({
    nodes: [1, 2],
    edges: ['a', 'b'],
    pageInfo: 'last',
  });
  expect(merge(first, second, { args: { after: null } })).toBe(second);
  expect(merge(undefined, second, { args: { after: 'a' } })).toBe(second);
  expect(keyArgs).toEqual(['provider']);
});

it('evicts nothing but the account, also where the cache identifies accounts in another way', () => {
  const client = createClient('http://127.0.0.1:1', {});
  const custom = new InMemoryCache({ typePolicies: { Account: { keyFields: false } } });
  client.writeQuery({ query: AccountsDocument, variables: { provider: 'NUVION' }, data: NOTHING });
  custom.writeQuery({ query: AccountsDocument, variables: { provider: 'NUVION' }, data: NOTHING });
  for (const cache of [client.cache, custom]) {
    createApolloTransport({ cache } as ApolloClient).forget?.('some id');
    expect(cache.extract()).toHaveProperty('ROOT_QUERY');
  }
});

const NOTHING = {
  accounts: {
    __typename: 'AccountConnection',
    nodes: [],
    pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
  },
} as const;

it('knows every type behind an interface or a union', () => {
  const schema = buildSchema(readTypeDefs(), { assumeValidSDL: true });
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
  const types = abstract.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)] as const);
  const own = Object.fromEntries(types.filter(([name]) => !name.startsWith('_')));
  expect(Object.keys(possibleTypes).toSorted()).toEqual(Object.keys(own).toSorted());
  for (const [name, members] of Object.entries(own))
    expect(possibleTypes[name]?.toSorted()).toEqual(members.toSorted());
});
