import { ApolloServer } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import { GraphQLError, type GraphQLSchema, type ValidationContext } from 'graphql';
import type { RequestContext } from './context.ts';
import { createDeletionLimit } from './deletion-limit.ts';

/** Limits on a document: graphql-armor's defaults, with fragments counted as if they were written out. */
const MAX_TOKENS = 1_000;
const MAX_DEPTH = 6;
const MAX_ALIASES = 15;
const MAX_DIRECTIVES = 50;

/** graphql-armor throws by default, which Apollo Server takes for a fault of its own: 500. */
const AS_VALIDATION_ERROR = {
  propagateOnRejection: false,
  onReject: [(context: ValidationContext | null, error: GraphQLError) => context?.reportError(error)],
};

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly introspection: boolean;
  readonly maxDeletionsPerOperation: number;
  /** Told of faults that a caller must not see. */
  readonly onFault: (fault: unknown) => void;
}

/** Apollo Server without what this gateway does not need: no cache control, no reporting, no pages, no signals. */
export function createApollo(options: ApolloOptions): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema: options.schema,
    introspection: options.introspection,
    hideSchemaDetailsFromClientErrors: !options.introspection,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    validationRules: [
      maxDepthRule({ n: MAX_DEPTH, flattenFragments: true, ...AS_VALIDATION_ERROR }),
      maxAliasesRule({ n: MAX_ALIASES, ...AS_VALIDATION_ERROR }),
      maxDirectivesRule({ n: MAX_DIRECTIVES, ...AS_VALIDATION_ERROR }),
    ],
    plugins: [
      createDeletionLimit(options.maxDeletionsPerOperation),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
    formatError(formatted, error) {
      const original = unwrapResolverError(error);
      if (original instanceof GraphQLError) return formatted;
      options.onFault(original);
      return { ...formatted, message: 'Internal server error' };
    },
  });
}
