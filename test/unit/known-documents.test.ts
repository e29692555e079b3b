import { HeaderMap } from '@apollo/server';
import { buildSchema, GraphQLError } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RequestContext } from '../../src/graphql/context.ts';
import { createApollo } from '../../src/graphql/create-apollo.ts';

const schema = buildSchema(`
  scalar _Any
  type Query {
    text(length: Int! = 10): String
    fails(message: String!): String
    faulty: String
    needed: String!
    _entities(representations: [_Any!]!): [String]!
  }
  type Mutation { text(length: Int!): String }
`);
const text = ({ length }: { readonly length: number }) => 'x'.repeat(length);
const resolvers = {
  text,
  fails: ({ message }: { readonly message: string }) =>
    new GraphQLError(message, { extensions: { code: 'FORBIDDEN' } }),
  faulty: () => new Error('not for callers'),
  needed: () => new GraphQLError('Did you mean "text"? No.'),
  _entities: () => [],
};
for (const type of [schema.getQueryType(), schema.getMutationType()]) {
  for (const [name, field] of Object.entries(type?.getFields() ?? {})) {
    field.resolve = (_source, args) => resolvers[name as keyof typeof resolvers](args);
  }
}

const faults: unknown[] = [];
const refusals: unknown[] = [];
const context = {
  audit: { refused: (refusal: unknown) => refusals.push(refusal), read() {} },
} as never as RequestContext;
const { apollo, answerKnown } = createApollo({
  schema,
  introspection: false,
  maxDeletionsPerOperation: 10,
  maxReadsPerOperation: 100,
  onFault: (fault) => faults.push(fault),
});
beforeAll(() => apollo.start());
afterAll(() => apollo.stop());
beforeEach(() => {
  faults.length = 0;
  refusals.length = 0;
});

/** What Apollo Server answers, and what it asks of the rest of the program meanwhile. */
async function byApollo(body: object) {
  const { status = 200, body: answer } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: 'POST',
      headers: new HeaderMap([['apollo-require-preflight', 'x']]),
      search: '',
      body,
    },
    context: async () => context,
  });
  if (answer.kind !== 'complete') throw new Error('in parts');
  return { status, answer: answer.string, faults: faults.splice(0), refusals: refusals.splice(0) };
}

async function onceKnown(body: object) {
  const answer = await answerKnown(body, () => context);
  return { status: 200, answer, faults: faults.splice(0), refusals: refusals.splice(0) };
}

describe('a document that is known', () => {
  it.each<[string, object]>([
    ['a query', { query: '{ text }' }],
    ['variables', { query: 'query ($n: Int!) { text(length: $n) }', variables: { n: 3 } }],
    [
      'a default of a variable, where there are none',
      { query: 'query ($n: Int! = 4) { text(length: $n) }', variables: null },
    ],
    ['one of two operations', { query: 'query A { a: text } query B { b: text }', operationName: 'B' }],
    ['nulls where nothing is given', { query: 'query N { text }', operationName: null, variables: null }],
    ['a mutation', { query: 'mutation { text(length: 2) }' }],
    ['an error with a code', { query: '{ text fails(message: "No.") }' }],
    [
      'errors that are too long together',
      { query: `{ ${'abcdefghijklmn'.replace(/./g, '$&: fails(message: "$&") ')} }` },
    ],
    [
      'an error that is too long',
      { query: 'query ($m: String!) { fails(message: $m) }', variables: { m: 'x'.repeat(600) } },
    ],
    ['a fault', { query: '{ faulty }' }],
    ['no data at all, by an error', { query: '{ needed }' }],
    ['an answer that is too large', { query: '{ text(length: 4000001) }' }],
    ['the answer of a mutation, however large', { query: 'mutation { text(length: 4000001) }' }],
    ['names of types', { query: '{ __typename }' }],
  ])('gets the same answer without Apollo Server: %s', async (_what, body) => {
    const first = await byApollo(body);
    expect(await onceKnown(body)).toEqual(first);
    expect(first.status).toBe(200);
  });

  it.each<[string, object, object?]>([
    ['an operation that is not there', { query: '{ text }', operationName: 'Other' }],
    ['none of two operations', { query: 'query A { a: text } query B { b: text }' }],
    [
      'variables that are not valid',
      { query: 'query ($n: Int!) { text(length: $n) }', variables: { n: 'x' } },
      { n: 1 },
    ],
    [
      'too many representations',
      { query: 'query ($r: [_Any!]!) { _entities(representations: $r) }', variables: { r: Array(201).fill(1) } },
      { r: [] },
    ],
    ['extensions', { query: '{ text }', extensions: {} }],
    ['anything else in the body', { query: '{ text }', id: 1 }],
    ['a list of variables', { query: '{ text }', variables: [] }],
    ['variables in a text', { query: '{ text }', variables: '{}' }],
    ['an operation name that is no text', { query: '{ text }', operationName: 1 }],
    ['a batch', [{ query: '{ text }' }]],
  ])('is Apollo Server’s all the same, and nothing is executed: %s', async (_what, body, variables) => {
    const { query } = { query: '{ text }', ...body };
    await byApollo({ query, variables: variables ?? {}, ...('operationName' in body && { operationName: 'A' }) });
    expect((await onceKnown(body)).answer).toBeNull();
  });

  it('is known by its whole text, and only when it was valid', async () => {
    await byApollo({ query: '{ a: text }' });
    expect((await onceKnown({ query: '{ a: text } ' })).answer).toBeNull();
    await byApollo({ query: '{ nothing }' });
    expect((await onceKnown({ query: '{ nothing }' })).answer).toBeNull();
    await byApollo({ query: '{ __schema { queryType { name } } }' });
    expect((await onceKnown({ query: '{ __schema { queryType { name } } }' })).answer).toBeNull();
  });
});
