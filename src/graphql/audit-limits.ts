import type { ApolloServerPlugin } from '@apollo/server';
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
        const isDeletion = over.some(({ originalError }) => codeOf(originalError) === TOO_MANY_DELETIONS);
        const operation = isDeletion ? 'deleteAccount' : null;
        audit.refused({ reason: 'over_limit', operation, provider: null, accountId: null, caller: null });
      },
    };
  },
};

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'extensions' in error
    ? (error.extensions as Readonly<Record<string, unknown>>).code
    : undefined;
