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

/** The limit, as a multiple of the usual introspection query with every option. */
const MAX_WHOLE_SCHEMAS = 2;

/** The size of a value in the answer, in bytes: most are a name or a word. */
const VALUE_BYTES = 15;
/** The size of a description, in bytes: types that many fields have count more. */
const DESCRIPTION_BYTES = 200;

/** The average length of lists. `types` and `fields` are counted; other lists are short or mostly null. */
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
 * Refuses an operation whose introspection (`__schema`, `__type`, `_service`) would have an answer more than twice as
 * large as that of the usual introspection query: otherwise a few hundred bytes could request megabytes.
 */
export function limitIntrospection(schema: GraphQLSchema): ValidationRule {
  const items = listLengths(schema);
  const usual = costsIn(parse(getIntrospectionQuery(EVERYTHING)), items, 0);
  const wholeSchema = Math.max(...usual.values());
  return (context) => ({
    Document(document) {
      for (const bytes of costsIn(document, items, wholeSchema).values()) {
        if (bytes <= MAX_WHOLE_SCHEMAS * wholeSchema) continue;
        refuseAsTooMuch(context, new GraphQLError('The operation selects too much of the schema.'));
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

/** The approximate size of each operation's introspection answer, in bytes. */
function costsIn(document: DocumentNode, items: ReadonlyMap<string, number>, sdlBytes: number) {
  const fragments = new Map<string, SelectionSetNode>();
  const operations = new Map<SelectionSetNode, number>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node.selectionSet);
    if (node.kind === Kind.OPERATION_DEFINITION) operations.set(node.selectionSet, 0);
  }
  /** The size of a fragment inside of introspection fields, and outside. 0 while it is computed: it may contain itself. */
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
