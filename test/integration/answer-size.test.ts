import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GraphqlAnswer } from '../support/ask.ts';
import { NUVION_CREDENTIAL } from '../support/secrets.ts';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway.ts';
import { answers, startUpstream } from '../support/upstream.ts';

/** What a refusal may be, in bytes, whatever was sent. */
const MAX_REFUSAL = 20_000;

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({});
});
afterAll(() => gateway[Symbol.asyncDispose]());

async function send(query: string, variables: object = {}, url = gateway.url, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
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
      { of: Array.from({ length: 200 }, (_, n) => ({ ...REFERENCE, accountId: `${n}` })) },
    ],
    ['more references than are resolved', ENTITIES, { of: Array.from({ length: 201 }, () => REFERENCE) }],
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

describe('an answer', () => {
  /** A provider whose accounts have so much to tell. */
  async function gatewayOf(meta: object) {
    const upstream = await startUpstream(
      answers(200, { status: 200, data: { account: { id: 'a', deleted: 0, meta } } }),
    );
    const reading = await startTestGateway({ NUVION_URL: upstream.url });
    return {
      ask: (query: string, variables?: object) =>
        send(query, variables, reading.url, { 'x-nuvion-authorization': NUVION_CREDENTIAL }),
      logs: reading.logs,
      async [Symbol.asyncDispose]() {
        await reading[Symbol.asyncDispose]();
        await upstream[Symbol.asyncDispose]();
      },
    };
  }
  const READ = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Account { meta } } }';
  const references = (count: number) => ({
    of: Array.from({ length: count }, () => ({ ...REFERENCE, accountId: 'a' })),
  });

  it('of more than 4 MB is withheld, however often it repeats the same', async () => {
    await using large = await gatewayOf({ note: 'm'.repeat(50_000) });
    const within = await large.ask(READ, references(70));
    expect(within.text.length).toBeGreaterThan(3_000_000);
    expect(within.answer.errors).toBeUndefined();
    const { status, text, answer } = await large.ask(READ, references(90));
    expect(text.length).toBeLessThan(500);
    expect(status).toBe(200);
    expect(answer).toMatchObject({ data: null, errors: [{ extensions: { code: 'RESPONSE_TOO_LARGE' } }] });
    expect(large.logs.filter(({ msg }) => msg === 'refused')).toMatchObject([{ reason: 'over_limit' }]);
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
  const of = (count: number) => Array.from({ length: count }, (_, n) => ({ ...REFERENCE, accountId: `${n}` }));
  const SELECTED = '(representations: $of) { ... on Account { name } }';
  const literal = (count: number) => times(count, () => '{__typename: "Account"}');

  it.each<[string, string, object?]>([
    ['in one field', ENTITIES, { of: of(201) }],
    ['in fifteen', `query ($of: [_Any!]!) { ${times(15, (n) => `a${n}: _entities${SELECTED}`)} }`, { of: of(14) }],
    [
      'in fragments',
      `query ($of: [_Any!]!) { a: _entities${SELECTED} ...F ... { c: _entities${SELECTED} } } fragment F on Query { b: _entities${SELECTED} }`,
      { of: of(67) },
    ],
    ['as a default', `query ($of: [_Any!]! = [${literal(101)}]) { a: _entities${SELECTED} b: _entities${SELECTED} }`],
    [
      'written out',
      `query ($of: [_Any!]!) { a: _entities${SELECTED} b: _entities(representations: [${literal(101)}]) { __typename } }`,
      { of: of(100) },
    ],
  ])('more than 200 are refused before anything runs, %s', async (_what, query, variables) => {
    const before = gateway.logs.length;
    const { status, answer, text } = await send(query, variables);
    expect(status, text).toBe(400);
    expect(answer).toEqual({ errors: [expect.objectContaining({ extensions: { code: 'TOO_MANY_REPRESENTATIONS' } })] });
    const lines = gateway.logs.slice(before).filter(({ msg }) => msg === 'refused');
    expect(lines).toMatchObject([{ reason: 'over_limit', operation: null }]);
  });

  it('200 in all are resolved', async () => {
    const query = `query ($of: [_Any!]!) { a: _entities${SELECTED} b: _entities${SELECTED} b: _entities${SELECTED} }`;
    const { status, text, answer } = await send(query, { of: of(100) });
    expect(status, text).toBe(200);
    expect(answer.errors?.[0]).toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
  });

  it('as many as may be read, where more than 200 may be', async () => {
    await using wide = await startTestGateway({ MAX_READS_PER_OPERATION: '300' });
    expect((await send(ENTITIES, { of: of(300) }, wide.url)).status).toBe(200);
    expect((await send(ENTITIES, { of: of(301) }, wide.url)).status).toBe(400);
  });

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
