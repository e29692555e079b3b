import { type GraphQLSchema, isAbstractType, type parse, print } from 'graphql';

interface Documents {
  readonly document?: { readonly definitions: readonly Definition[] };
}
type Definition = ReturnType<typeof parse>['definitions'][number];

/**
 * A plugin of GraphQL Code Generator: the text of each operation with the fragments that it needs, for clients that send
 * text; and `possibleTypes`, for Apollo Client's cache.
 */
export function plugin(schema: GraphQLSchema, files: readonly Documents[]): string {
  const definitions = files.flatMap(({ document }) => document?.definitions ?? []);
  const texts = definitions.flatMap((definition) => {
    if (definition.kind !== 'OperationDefinition') return [];
    const text = withFragments(definition, definitions).map(print).join('\n');
    return `export const ${definition.name?.value}Text = ${JSON.stringify(text)};`;
  });
  const possibleTypes = Object.values(schema.getTypeMap())
    .filter(isAbstractType)
    .filter(({ name }) => !name.startsWith('_'))
    .map(({ name }) => [name, schema.getPossibleTypes(schema.getType(name) as never).map((type) => type.name)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...texts,
    '/** Which types stand behind each interface and union: `new InMemoryCache({ possibleTypes })`. */',
    `export const possibleTypes: Record<string, string[]> = ${JSON.stringify(Object.fromEntries(possibleTypes), null, 2)};`,
  ].join('\n');
}

/** A definition, and after it each fragment that it spreads, at any depth, once. */
function withFragments(root: Definition, all: readonly Definition[]): Definition[] {
  const needed = new Set([root]);
  for (const definition of needed) {
    for (const [, name] of print(definition).matchAll(/\.\.\.(?!\s*on\b)\s*(\w+)/g)) {
      const fragment = all.find((one) => one.kind === 'FragmentDefinition' && one.name.value === name);
      if (fragment) needed.add(fragment);
    }
  }
  return [...needed];
}
