import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, GraphQLError, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { RequestContext } from './context.ts';

/**
 * Refuses an operation with more `deleteAccount` fields than allowed before anything of it runs (the contract,
 * `MAX_DELETIONS_PER_OPERATION`).
 */
export function createDeletionLimit(max: number): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation }) {
          if (operation?.operation !== 'mutation' || countDeletions(document, operation) <= max) return;
          throw new GraphQLError(`An operation may hold at most ${max} deleteAccount fields.`, {
            extensions: { code: 'TOO_MANY_DELETIONS', http: { status: 400 } },
          });
        },
      };
    },
  };
}

/** The `deleteAccount` fields that would run: one for each response name, wherever fragments have put it. */
function countDeletions(document: DocumentNode, operation: OperationDefinitionNode): number {
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const names = new Set<string>();
  const seen = new Set<string>();

  function collect({ selections }: SelectionSetNode): void {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        if (node.name.value === 'deleteAccount') names.add(node.alias?.value ?? node.name.value);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        collect(node.selectionSet);
      } else if (!seen.has(node.name.value)) {
        seen.add(node.name.value);
        const fragment = fragments.get(node.name.value);
        if (fragment !== undefined) collect(fragment.selectionSet);
      }
    }
  }
  collect(operation.selectionSet);
  return names.size;
}
