import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { toGlobalId } from '../../src/graphql/account-id.ts';
import { PROVIDER_NAMES } from '../../src/providers/index.ts';

/** Accounts of the sandbox; the first stands twice, as lists have it. */
export const REFERENCES = [
  { provider: 'NUVION', accountId: 'acc_checking' },
  { provider: 'NUVION', accountId: 'acc_checking' },
  { provider: 'NUVION', accountId: 'acc_operational' },
  { provider: 'NUVION', accountId: 'acc_debit' },
  { provider: 'SEQUENCE', accountId: 'acc_pod_savings' },
  { provider: 'SEQUENCE', accountId: 'acc_never_was' },
] as const;

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';

/** Knows accounts by their opaque id alone, and nothing else of them. */
const CARDS = {
  typeDefs: `${LINK}
    type Query { cards: [Card!]! }
    type Card { number: String! account: Account }
    type Account @key(fields: "id", resolvable: false) { id: ID! }
  `,
  resolvers: {
    Query: {
      cards: () =>
        REFERENCES.map(({ provider, accountId }, i) => ({
          number: `card-${i}`,
          account: { id: toGlobalId(provider, accountId) },
        })),
    },
  },
};

/** Knows accounts as their providers name them, and adds a field to them. */
const ORDERS = {
  typeDefs: `${LINK}
    enum AccountProvider { ${PROVIDER_NAMES.join(' ')} }
    type Query { orders: [Order!]! payers: [Account]! strictPayers: [Account!]! }
    type Order { number: String! paidFrom: Account }
    extend type Account @key(fields: "provider accountId") {
      provider: AccountProvider!
      accountId: ID!
      orders: [Order!]!
    }
  `,
  resolvers: {
    Query: { orders: () => ordersOf(() => true), payers: () => REFERENCES, strictPayers: () => REFERENCES },
    Account: {
      __resolveReference: (reference: object) => reference,
      orders: (account: { accountId: string }) => ordersOf(({ accountId }) => accountId === account.accountId),
    },
  },
};

const ordersOf = (matches: (reference: (typeof REFERENCES)[number]) => boolean) =>
  REFERENCES.map((paidFrom, i) => ({ number: `order-${i}`, paidFrom })).filter(({ paidFrom }) => matches(paidFrom));

/** Two subgraphs that belong to somebody else and refer to `Account`, each by another key. */
export async function startOtherSubgraphs() {
  const servers = await Promise.all(
    Object.entries({ cards: CARDS, orders: ORDERS }).map(async ([name, { typeDefs, resolvers }]) => {
      const schema = buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers: resolvers as never }]);
      const server = new ApolloServer({ schema, plugins: [ApolloServerPluginInlineTraceDisabled()] });
      const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
      return { name, url, server };
    }),
  );
  return {
    subgraphs: servers.map(({ name, url }) => ({ name, url })),
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map(({ server }) => server.stop()));
    },
  };
}
