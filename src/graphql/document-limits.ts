import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import { GraphQLError, type ValidationContext, type ValidationRule } from 'graphql';
import { limitDeletions, TOO_MANY_DELETIONS } from './deletion-limit.ts';

/** Limits on a document: graphql-armor's defaults, with fragments counted as if they were written out. */
export const MAX_TOKENS = 1_000;
/** Just what the whole of an account in a connection takes: `accounts.edges.node.accountDetails.issuer.name`. */
const MAX_DEPTH = 6;
const MAX_ALIASES = 15;
const MAX_DIRECTIVES = 50;

const overLimit = new WeakSet<Error>();

/** graphql-armor throws by default, which Apollo Server takes for a fault of its own: 500. */
const AS_VALIDATION_ERROR = {
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null, error: GraphQLError) => {
      overLimit.add(error);
      context?.reportError(error);
    },
  ],
};

/**
 * The limits that are validation rules; that on tokens is the parser's.
 *
 * @param maxDeletions `MAX_DELETIONS_PER_OPERATION`: several deletions in one operation need an alias each
 */
export const documentLimits = (maxDeletions: number): ValidationRule[] => [
  limitDeletions(maxDeletions),
  maxDepthRule({ n: MAX_DEPTH, flattenFragments: true, ...AS_VALIDATION_ERROR }),
  maxAliasesRule({ n: Math.max(MAX_ALIASES, maxDeletions), ...AS_VALIDATION_ERROR }),
  maxDirectivesRule({ n: MAX_DIRECTIVES, ...AS_VALIDATION_ERROR }),
];

/** Whether a request was refused because its document is too much, and not because it is wrong. */
export function isOverLimit({ message, originalError }: GraphQLError): boolean {
  if (originalError instanceof GraphQLError) {
    if (overLimit.has(originalError) || originalError.extensions.code === TOO_MANY_DELETIONS) return true;
  }
  return /Document contains more tha[nt]|Maximum introspection depth/.test(message); // graphql's own limits
}
