import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { RequestContext } from './context.ts';
import { TOO_MANY_DELETIONS } from './deletion-limit.ts';
import { isOverLimit } from './over-limit.ts';

/** Writes the audit line for a document that is refused because it is over a limit: nothing of it has run. */
export const auditLimits: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async didEncounterErrors({ errors, contextValue: { audit } }) {
        const over = errors.filter(isOverLimit);
        if (over.length === 0) return;
        const isDeletion = over.some(({ originalError }) => isTooManyDeletions(originalError));
        const operation = isDeletion ? 'deleteAccount' : null;
        audit.refused({ reason: 'over_limit', operation, provider: null, accountId: null, caller: null });
      },
    };
  },
};

const isTooManyDeletions = (error: unknown): boolean =>
  error instanceof GraphQLError && error.extensions.code === TOO_MANY_DELETIONS;
