import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  findBreakingChanges,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  parse,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { readTypeDefs } from '../../src/graphql/schema.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' });
const build = (sdl: string) => buildSubgraphSchema([{ typeDefs: parse(sdl) }]);
const schema = build(readTypeDefs());

/** What the federation library adds is not ours to describe. */
const isOurs = (name: string) =>
  !name.startsWith('_') && !name.startsWith('federation__') && !name.startsWith('link__');
const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type) && isOurs(type.name));

const argumentsOf = (field: GraphQLField<unknown, unknown> | GraphQLInputField) => ('args' in field ? field.args : []);

/** Every element that can have a description, by its coordinate. */
function elements(): readonly { readonly at: string; readonly description: string | null | undefined }[] {
  const builtIn = ['String', 'ID', 'Boolean', 'Int', 'Float'];
  return types.flatMap((type) => {
    const own = builtIn.includes(type.name) ? [] : [{ at: type.name, description: type.description }];
    if (isEnumType(type)) {
      return [...own, ...type.getValues().map((value) => ({ at: `${type.name}.${value.name}`, ...value }))];
    }
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return own;
    const fields = Object.values(type.getFields()).filter(({ name }) => isOurs(name));
    return [
      ...own,
      ...fields.flatMap((field) => [
        { at: `${type.name}.${field.name}`, description: field.description },
        ...argumentsOf(field).map((arg) => ({
          at: `${type.name}.${field.name}(${arg.name}:)`,
          description: arg.description,
        })),
      ]),
    ];
  });
}

describe('the schema', () => {
  it('describes every element, in a sentence', () => {
    const described = elements();
    expect(described.length).toBeGreaterThan(100);
    const bare = described.filter(({ description }) => !/\S/.test(description ?? '')).map(({ at }) => at);
    expect(bare).toEqual([]);
  });

  it('names things as GraphQL does', () => {
    const odd = elements()
      .map(({ at }) => at)
      .filter((at) => {
        const [type = '', member = ''] = at.split(/[.(]/);
        const isValue = isEnumType(schema.getType(type));
        return !/^[A-Z][A-Za-z]+$/.test(type) || !(isValue ? /^[A-Z_]*$/ : /^([a-z][A-Za-z]*)?$/).test(member);
      });
    expect(odd).toEqual([]);
  });

  it('says of its own scalars where they are specified', () => {
    const own = types.filter(isScalarType).filter(({ name }) => ['DateTime', 'Decimal', 'JSONObject'].includes(name));
    expect(own).toHaveLength(3);
    for (const { name, specifiedByURL } of own) expect(specifiedByURL, name).toMatch(/^https:\/\//);
  });

  it('gives every failure the interface, and every member of the union a place in it', () => {
    const errors = schema.getImplementations(schema.getType('DeleteAccountError') as never).objects;
    const union = schema.getType('DeleteAccountResult');
    const members = union !== undefined && 'getTypes' in union ? union.getTypes().map(({ name }) => name) : [];
    expect(new Set(members)).toEqual(new Set(['DeleteAccountSuccess', ...errors.map(({ name }) => name)]));
  });

  it('breaks nothing that the last commit had, unless CHANGELOG.md says so in these words', (context) => {
    const before = ['HEAD', 'HEAD~1'].map(schemaOf).filter((commit) => commit !== null);
    if (before.length === 0) context.skip('no commit to compare with');
    const announced = readFileSync(new URL('../../CHANGELOG.md', import.meta.url), 'utf8');
    const breaking = before.flatMap((commit) => findBreakingChanges(commit, schema));
    const silent = breaking
      .map(({ description }) => description)
      .filter((description) => isOurs(description) && !announced.includes(description));
    expect(silent).toEqual([]);
  });
});

/** The schema of a commit; null where it is not at hand, as in a shallow clone. */
function schemaOf(commit: string): GraphQLSchema | null {
  try {
    const files = git('ls-tree', '--name-only', commit, 'schema/').trim().split('\n');
    return build(files.map((file) => git('show', `${commit}:${file}`)).join('\n'));
  } catch {
    return null;
  }
}
