import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getIntrospectionQuery,
  Kind,
  parse,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';
import { refuseAsTooMuch } from './over-limit.ts';

/** How often an operation may ask for what the usual introspection query, with every option, asks for. */
const MAX_WHOLE_SCHEMAS = 2;

/** What a value of the answer takes besides its name, in bytes: most are a name or a word. */
const VALUE_BYTES = 15;
/** Of a type that many fields have, more than of the others. */
const DESCRIPTION_BYTES = 200;

/** Items of a list, about: `types` and `fields` are counted, other lists are short or mostly null. */
const ITEMS = {
  args: 0.5,
  directives: 20,
  enumValues: 0.7,
  inputFields: 0.3,
  locations: 3,
  ofType: 0.5,
  possibleTypes: 0.5,
};

const EVERYTHING = {
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
};

/**
 * Refuses an operation whose questions about the schema – `__schema`, `__type`, `_service` – would be answered with more
 * than the usual introspection query is twice: a few hundred bytes could otherwise ask for megabytes.
 */
export function limitIntrospection(schema: GraphQLSchema): ValidationRule {
  const items = listLengths(schema);
  const usual = costsIn(parse(getIntrospectionQuery(EVERYTHING)), items, 0);
  const wholeSchema = Math.max(...usual.values());
  return (context) => ({
    Document(document) {
      for (const bytes of costsIn(document, items, wholeSchema).values()) {
        if (bytes <= MAX_WHOLE_SCHEMAS * wholeSchema) continue;
        refuseAsTooMuch(context, new GraphQLError('The operation asks for too much of the schema at once.'));
        return;
      }
    },
  });
}

function listLengths(schema: GraphQLSchema): ReadonlyMap<string, number> {
  const types = Object.values(schema.getTypeMap());
  const fields = types.flatMap((type) => ('getFields' in type ? Object.keys(type.getFields()) : []));
  return new Map([...Object.entries(ITEMS), ['types', types.length], ['fields', fields.length / types.length]]);
}

/** About how many bytes each operation asks for of the schema. */
function costsIn(document: DocumentNode, items: ReadonlyMap<string, number>, sdlBytes: number) {
  const fragments = new Map<string, SelectionSetNode>();
  const operations = new Map<SelectionSetNode, number>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node.selectionSet);
    if (node.kind === Kind.OPERATION_DEFINITION) operations.set(node.selectionSet, 0);
  }
  /** Of a fragment inside of questions about the schema, and outside; 0 while it is being looked at: it may hold itself. */
  const known = { inside: new Map<string, number>(), outside: new Map<string, number>() };

  function costOf({ selections }: SelectionSetNode, inside: boolean): number {
    let bytes = 0;
    for (const node of selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) bytes += costOfFragment(node.name.value, inside);
      else if (node.kind === Kind.INLINE_FRAGMENT) bytes += costOf(node.selectionSet, inside);
      else {
        const name = node.name.value;
        const asks = inside || name === '__schema' || name === '__type';
        const ofValue = { sdl: sdlBytes, description: DESCRIPTION_BYTES }[name] ?? VALUE_BYTES;
        const ofAnswer = (node.alias?.value ?? name).length + ofValue;
        const within = node.selectionSet === undefined ? 0 : costOf(node.selectionSet, asks);
        if (asks) bytes += (items.get(name) ?? 1) * (ofAnswer + within);
        else bytes += name === 'sdl' ? ofAnswer : within;
      }
    }
    return bytes;
  }

  function costOfFragment(name: string, inside: boolean): number {
    const costs = inside ? known.inside : known.outside;
    const cost = costs.get(name);
    if (cost !== undefined) return cost;
    costs.set(name, 0);
    const fragment = fragments.get(name);
    const bytes = fragment === undefined ? 0 : costOf(fragment, inside);
    costs.set(name, bytes);
    return bytes;
  }

  for (const selections of operations.keys()) operations.set(selections, costOf(selections, false));
  return operations;
}
