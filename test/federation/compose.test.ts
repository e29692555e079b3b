import { buildSchema, isUnionType, parse } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway } from '../support/start-test-gateway.ts';
import { COMPOSERS, readSubgraph, type Subgraph } from './compose.ts';
import { startOtherSubgraphs } from './other-subgraphs.ts';

describe.each(Object.entries(COMPOSERS))('composed by %s', (_, compose) => {
  let accounts: Subgraph;
  let others: Subgraph[];
  beforeAll(async () => {
    await using gateway = await startTestGateway({ INTROSPECTION: 'false' });
    await using other = await startOtherSubgraphs();
    accounts = await readSubgraph({ name: 'accounts', url: gateway.url });
    others = await Promise.all(other.subgraphs.map(readSubgraph));
  });

  it('the SDL of a gateway without introspection makes a supergraph with subgraphs that refer to Account', () => {
    const sdl = compose([accounts, ...others]);
    for (const key of ['id', 'provider accountId']) {
      expect(sdl).toMatch(new RegExp(`type Account\\s[^{]*@join__type\\(graph: ACCOUNTS, key: "${key}"\\)`));
    }
    const supergraph = buildSchema(sdl, { assumeValidSDL: true });
    expect(Object.keys(supergraph.getMutationType()?.getFields() ?? {})).toEqual(['deleteAccount']);
    const result = supergraph.getType('DeleteAccountResult');
    expect(isUnionType(result) && result.getTypes().length).toBe(11);
  });

  it('its shared types do not collide with those of another subgraph with the same habits', () => {
    const typeDefs = parse(`
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@shareable"])
      scalar DateTime
      type Query { transfers: TransferConnection! }
      type TransferConnection { edges: [TransferEdge!]! pageInfo: PageInfo! }
      type TransferEdge { cursor: String! madeAt: DateTime }
      type PageInfo @shareable {
        hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String
      }
    `);
    expect(compose([accounts, { name: 'transfers', url: accounts.url, typeDefs }])).toContain('TransferConnection');
  });

  it('a key that Account does not have is refused', () => {
    const typeDefs = parse(`
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
      type Query { loans: [Loan!]! }
      type Loan { account: Account }
      type Account @key(fields: "iban", resolvable: false) { iban: ID! }
    `);
    expect(() => compose([accounts, { name: 'loans', url: accounts.url, typeDefs }])).toThrow(/iban|loans/);
  });
});
