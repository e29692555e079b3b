import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type ValueNode,
} from 'graphql';
import type { RequestContext } from './context.ts';
import { asTooMuch } from './over-limit.ts';
import { rootFields } from './root-fields.ts';

/** Public: the `extensions.code` of the refusal. */
export const TOO_MANY_REPRESENTATIONS = 'TOO_MANY_REPRESENTATIONS';

/** A refused reference costs an error of about 50 µs: so many take less than 50 ms, also the first time. */
const MAX_REPRESENTATIONS = 200;

export const maxRepresentations = (maxReads: number): number => Math.max(MAX_REPRESENTATIONS, maxReads);

type Variables = Readonly<Record<string, unknown>>;

/**
 * Refuses an operation with too many references to entities before it runs. All `_entities` fields count together,
 * because each of them may have a list.
 *
 * @param maxReads `MAX_READS_PER_OPERATION`: this many references are always allowed
 */
export const limitRepresentations = (maxReads: number): ApolloServerPlugin<RequestContext> => ({
  async requestDidStart() {
    return {
      async didResolveOperation({ operation, document, request: { variables = {} } }) {
        const max = maxRepresentations(maxReads);
        if (!operation || countRepresentations(document, operation, variables) <= max) return;
        throw asTooMuch(
          new GraphQLError(`An operation may hold at most ${max} representations.`, {
            extensions: { code: TOO_MANY_REPRESENTATIONS, http: { status: 400 } },
          }),
        );
      },
    };
  },
});

/** The references of all `_entities` fields that would run. */
export function countRepresentations(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): number {
  function countOf({ arguments: given = [] }: FieldNode): number {
    const value = given.find(({ name }) => name.value === 'representations')?.value;
    if (value?.kind !== Kind.VARIABLE) return lengthOf(value);
    const name = value.name.value;
    if (Object.hasOwn(variables, name)) {
      const list = variables[name];
      return Array.isArray(list) ? list.length : 1;
    }
    return lengthOf(operation.variableDefinitions?.find(({ variable }) => variable.name.value === name)?.defaultValue);
  }

  return rootFields(document, operation, '_entities')
    .map(countOf)
    .reduce((sum, count) => sum + count, 0);
}

/** A value that is not a list counts as a list of one. */
const lengthOf = (value: ValueNode | undefined): number => (value?.kind === Kind.LIST ? value.values.length : 1);
