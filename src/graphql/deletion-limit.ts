import {
  type DocumentNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';
import { refuseAsTooMuch } from './over-limit.ts';

/** Public: the `extensions.code` of the refusal. */
export const TOO_MANY_DELETIONS = 'TOO_MANY_DELETIONS';

/**
 * Refuses a document with more `deleteAccount` fields in one operation than allowed, before anything of it runs
 * (`MAX_DELETIONS_PER_OPERATION`).
 */
export const limitDeletions =
  (max: number): ValidationRule =>
  (context) => ({
    OperationDefinition(operation) {
      if (operation.operation !== 'mutation' || countDeletions(context.getDocument(), operation) <= max) return;
      refuseAsTooMuch(
        context,
        new GraphQLError(`An operation may hold at most ${max} deleteAccount fields.`, {
          extensions: { code: TOO_MANY_DELETIONS },
        }),
      );
    },
  });

/** How many `deleteAccount` fields would run: one for each response name, fragments included. */
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
