import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAULT_NAMES, faultyAccountId } from '../../src/providers/shared/simulation/faults.ts';
import { brunoCollection } from '../../tools/bruno-collection.ts';
import { readRepoFile } from '../support/doc-blocks.ts';
import { type Sandbox, startSandbox } from '../support/start-sandbox.ts';

const FOLDER = 'examples/bruno';
const files = readdirSync(new URL(`../../${FOLDER}`, import.meta.url), { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.\w+$/.test(file),
);
const schema = buildSchema(readRepoFile('schema.graphql'));

/** The blocks of a .bru file, by their names: as much of the language as these files use. */
function readBru(path: string): Readonly<Record<string, string>> {
  const blocks = readRepoFile(`${FOLDER}/${path}`).matchAll(/^([\w:-]+) \{\n(.*?)\n\}$/gms);
  return Object.fromEntries([...blocks].map(([, name, text = '']) => [name, text.replaceAll(/^ {2}/gm, '')]));
}

/** The lines of a block that are a name and a value. */
const pairs = (text = ''): readonly (readonly [string, string])[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]);

const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce((found, name) => (found as Record<string, unknown>)?.[name], value);

const sequenceOf = (file: string) => Number(Object.fromEntries(pairs(readBru(file).meta)).seq);
const requests = files
  .filter((file) => file.endsWith('.bru') && !file.startsWith('environments/'))
  .toSorted((a, b) => sequenceOf(a) - sequenceOf(b));

it('examples/bruno holds what npm run docs:build writes', () => {
  expect(
    new Map(files.map((file) => [file, readFileSync(new URL(`../../${FOLDER}/${file}`, import.meta.url), 'utf8')])),
  ).toEqual(new Map(brunoCollection()));
});

describe('the collection for Bruno, sent to the sandbox as Bruno would', () => {
  let sandbox: Sandbox;
  const variables = new Map<string, string>(pairs(readBru('environments/Sandbox.bru').vars));
  beforeAll(async () => {
    sandbox = await startSandbox();
    variables.set('gateway', sandbox.gateway.url);
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  const filled = (text = ''): string =>
    text.replaceAll(/\{\{(.+?)\}\}/g, (mark, name: string) =>
      name === '$randomUUID' ? randomUUID() : (variables.get(name) ?? mark),
    );

  it.each(requests)('%s', async (file) => {
    const bru = readBru(file);
    const query = bru['body:graphql'] ?? '';
    expect(validate(schema, parse(query))).toEqual([]);
    const response = await fetch(filled(Object.fromEntries(pairs(bru.post)).url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...Object.fromEntries(pairs(filled(bru.headers))) },
      body: JSON.stringify({ query, variables: JSON.parse(filled(bru['body:graphql:vars'])) }),
    });
    const res = { body: await response.json() };
    const assertions = pairs(bru.assert);
    expect(assertions.length).toBeGreaterThan(0);
    for (const [path, value] of assertions) expect(`eq ${at(res, path.replace(/^res\./, ''))}`, path).toBe(value);
    for (const [name, path] of pairs(bru['vars:post-response'])) {
      variables.set(name, String(at(res, path.replace(/^res\./, ''))));
    }
  });

  it('has each failing account, both providers, and each operation', () => {
    const all = requests.map((file) => readRepoFile(`${FOLDER}/${file}`)).join('\n');
    for (const name of FAULT_NAMES) expect(all).toContain(`"${faultyAccountId(name)}"`);
    for (const field of ['deleteAccount(', 'accounts(', 'account(', 'accountDeletion(']) expect(all).toContain(field);
    expect(all).toContain('X-Sequence-Authorization: {{sequence}}');
    expect(all).toContain('X-Nuvion-Authorization: {{nuvion}}');
    // Which provider `Authorization` is for depends on the schemes of all providers.
    expect(all).not.toMatch(/^ *Authorization:/m);
  });
});
