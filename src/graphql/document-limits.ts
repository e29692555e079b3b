import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import type { GraphQLSchema, ParseOptions, ValidationRule } from 'graphql';
import { limitDeletions } from './deletion-limit.ts';
import { limitIntrospection } from './introspection-limit.ts';
import { limitNames } from './name-limit.ts';
import { refuseAsTooMuch } from './over-limit.ts';

/** Limits on a document: graphql-armor's defaults or tighter, with fragments expanded. */
export const PARSER_LIMITS: ParseOptions = { maxTokens: 1_000, maxComments: 500 };
/** The depth of a whole account in a connection: `accounts.edges.node.accountDetails.issuer.name`. */
const MAX_DEPTH = 6;
const MAX_ALIASES = 15;
const MAX_DIRECTIVES = 50;
/** Twice the number of tokens. The parser counts all lines before an error to give its location. */
const MAX_LINES = 2_000;

/** graphql-armor throws by default, and Apollo Server answers that with 500. */
const AS_VALIDATION_ERROR = { propagateOnRejection: false, onReject: [refuseAsTooMuch] };

/**
 * The limits that are validation rules; those on tokens and comments are the parser's.
 *
 * @param maxDeletions `MAX_DELETIONS_PER_OPERATION`: several deletions in one operation need an alias each
 */
export const documentLimits = (schema: GraphQLSchema, maxDeletions: number): ValidationRule[] => [
  limitDeletions(maxDeletions),
  limitIntrospection(schema),
  limitNames,
  maxDepthRule({ n: MAX_DEPTH, flattenFragments: true, ...AS_VALIDATION_ERROR }),
  maxAliasesRule({ n: Math.max(MAX_ALIASES, maxDeletions), ...AS_VALIDATION_ERROR }),
  maxDirectivesRule({ n: MAX_DIRECTIVES, ...AS_VALIDATION_ERROR }),
];

/** Whether a document has too many lines; to be checked before it is parsed. */
export function hasTooManyLines(text: string): boolean {
  if (text.length <= MAX_LINES) return false;
  let lines = 1;
  for (const _lineBreak of text.matchAll(/\r\n|\n|\r/g)) {
    lines += 1;
    if (lines > MAX_LINES) return true;
  }
  return false;
}
