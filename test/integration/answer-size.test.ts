import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GraphqlAnswer } from '../support/ask.ts';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway.ts';

/** What a refusal may be, in bytes, whatever was sent. */
const MAX_REFUSAL = 20_000;

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({});
});
afterAll(() => gateway[Symbol.asyncDispose]());

async function send(query: string, variables: object = {}) {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  return { status: response.status, text, answer: JSON.parse(text) as GraphqlAnswer };
}

const times = (count: number, write: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => write(n)).join(' ');
const DELETE = 'mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { __typename } }';
const ENTITIES = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Account { name } } }';
const LONG = 'x'.repeat(90_000);
const manyKeys = Object.fromEntries(Array.from({ length: 7_000 }, (_, n) => [`k${n}`, n]));
const key = (n: number) =>
  `a${n}: deleteAccount(input: {provider: NUVION, accountId: "a", idempotencyKey: $key}) { ... on DeleteAccountError { idempotencyKey } }`;
const REFERENCE = { __typename: 'Account', provider: 'NUVION' };

describe('a refusal is small, whatever was sent', () => {
  it.each<[string, string, object?]>([
    ['an input with thousands of unknown keys', DELETE, { input: manyKeys }],
    ['an input with a long key', DELETE, { input: { [LONG]: 1 } }],
    ['an object for a text', DELETE, { input: { provider: 'NUVION', accountId: manyKeys } }],
    ['a long text for an enum', DELETE, { input: { provider: LONG, accountId: 'a' } }],
    [
      'a long literal for an enum',
      `mutation { deleteAccount(input: {provider: ${LONG}, accountId: "a"}) { __typename } }`,
    ],
    ['a long number', `{ accounts(provider: NUVION, first: ${'9'.repeat(90_000)}) { __typename } }`],
    ['a long field', `{ ${LONG} }`],
    [
      'a long operation with many wrong variables',
      `query ${LONG} { ${times(90, (n) => `__type(name: $v${n}) { name }`)} }`,
    ],
    ['a long alias of introspection', `{ __schema { types { ${LONG}: name } } }`],
    ['one variable many times', `query (${'$a: Int '.repeat(240)}) { __typename }`],
    ['many lines', `${'\n'.repeat(40_000)} query (${'$a: Int '.repeat(240)}) { __typename }`],
    [
      'many references that are refused',
      ENTITIES,
      { of: Array.from({ length: 990 }, (_, n) => ({ ...REFERENCE, accountId: `${n}` })) },
    ],
    ['more references than are resolved', ENTITIES, { of: Array.from({ length: 1_001 }, () => REFERENCE) }],
    ['a key of a deletion that is too long, ten times', `mutation ($key: String) { ${times(10, key)} }`, { key: LONG }],
  ])('%s', async (_what, query, variables) => {
    const { status, text } = await send(query, variables);
    expect(text).toMatch(/errors|xxx…/);
    expect(status, text).toBeLessThan(500);
    expect(Buffer.byteLength(text)).toBeLessThan(MAX_REFUSAL);
  });
});

describe('questions about the schema cost what they are answered with', () => {
  const EVERYTHING = `... on __Schema { types { name description fields { name description type { name } } } }`;

  it.each([
    ['many times the whole', `{ ${times(15, (n) => `a${n}: __schema { ${EVERYTHING} }`)} }`],
    [
      'in a fragment',
      `{ ${times(15, (n) => `a${n}: __schema { ...All }`)} } fragment All on __Schema { ${EVERYTHING} }`,
    ],
    [
      'within the whole',
      `{ __schema { types { ${times(14, (n) => `a${n}: fields { description type { description } }`)} } } }`,
    ],
    ['as SDL', `{ ${times(3, (n) => `a${n}: _service { sdl }`)} }`],
  ])('%s is over the limit', async (_what, query) => {
    const { status, text } = await send(query);
    expect(status, text).toBe(400);
    expect(text).toContain('too much of the schema');
  });

  it.each([
    [
      'the usual introspection, with every option',
      getIntrospectionQuery({
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        inputValueDeprecation: true,
        oneOf: true,
      }),
    ],
    ['one type by its name', '{ __type(name: "Account") { name fields { name description } } }'],
    ['the SDL, for a router', '{ _service { sdl } }'],
    [
      'a fragment that holds itself is refused for that',
      '{ __schema { ...A } } fragment A on __Schema { ...B } fragment B on __Schema { ...A }',
    ],
  ])('%s is fine', async (_what, query) => {
    const { status, text } = await send(query);
    expect(status, text).toBe(200);
    expect(text).not.toContain('too much');
  });
});

describe('a name', () => {
  it.each([
    ['an alias', (name: string) => `{ ${name}: __typename }`],
    ['an operation', (name: string) => `query ${name} { __typename }`],
    ['a variable', (name: string) => `query ($${name}: Boolean!) { __typename @include(if: $${name}) }`],
    ['a fragment', (name: string) => `{ ...${name} } fragment ${name} on Query { __typename }`],
  ])('of %s may have 128 characters, and no more', async (_what, write) => {
    expect((await send(write('x'.repeat(128)))).text).not.toContain('A name has');
    const { status, text } = await send(write('x'.repeat(129)));
    expect(status).toBe(400);
    expect(text).toContain('A name has more than 128 characters.');
  });
});

describe('references to entities', () => {
  it.each<[string, unknown]>([
    ['__proto__', { __typename: '__proto__' }],
    ['constructor', { __typename: 'constructor' }],
    ['a type that is none', { __typename: 'Nothing' }],
    ['a type that is no entity', { __typename: 'Query' }],
    ['no type', {}],
    ['a type that is no text', { __typename: ['Account'] }],
    ['a number', 1],
    ['a list', [[]]],
  ])('%s: the caller is wrong, not the gateway', async (_what, reference) => {
    const { answer } = await send(ENTITIES, { of: [reference] });
    expect(answer.errors).toMatchObject([{ path: ['_entities'], extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(gateway.logs.filter(({ msg }) => msg === 'fault')).toEqual([]);
  });
});
