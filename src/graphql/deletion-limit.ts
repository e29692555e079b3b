import { GraphQLError, type ValidationRule } from 'graphql';
import { refuseAsTooMuch } from './over-limit.ts';
import { rootFields } from './root-fields.ts';

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
      if (operation.operation !== 'mutation') return;
      if (rootFields(context.getDocument(), operation, 'deleteAccount').length <= max) return;
      refuseAsTooMuch(
        context,
        new GraphQLError(`An operation may hold at most ${max} deleteAccount fields.`, {
          extensions: { code: TOO_MANY_DELETIONS },
        }),
      );
    },
  });
