import { ApolloServer } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { auditLimits } from './audit-limits.ts';
import type { RequestContext } from './context.ts';
import { documentLimits, MAX_TOKENS } from './document-limits.ts';
import { responseStatus } from './response-status.ts';

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly introspection: boolean;
  readonly maxDeletionsPerOperation: number;
  /** Told of faults that a caller must not see. */
  readonly onFault: (fault: unknown) => void;
}

/** Apollo Server gives every validation error its own code, also one that has a public code of ours. */
function withOwnCode(error: GraphQLFormattedError, { originalError }: GraphQLError): GraphQLFormattedError {
  const code = originalError instanceof GraphQLError ? originalError.extensions.code : undefined;
  return code === undefined ? error : { ...error, extensions: { ...error.extensions, code } };
}

/** graphql suggests names of the schema in places that Apollo Server does not look at. */
const withoutSuggestions = (error: GraphQLFormattedError): GraphQLFormattedError => ({
  ...error,
  message: error.message.replace(/ ?Did you mean [^?]*\?/g, ''),
});

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
    validationRules: documentLimits(options.maxDeletionsPerOperation),
    plugins: [
      auditLimits,
      responseStatus,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
    formatError(formatted, error) {
      const original = unwrapResolverError(error);
      if (original instanceof GraphQLError) {
        const own = withOwnCode(formatted, original);
        return options.introspection ? own : withoutSuggestions(own);
      }
      options.onFault(original);
      return { ...formatted, message: 'Internal server error' };
    },
  });
}
