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
import { limitAnswer } from './answer-limit.ts';
import { auditLimits } from './audit-limits.ts';
import { boundedErrors } from './bounded-errors.ts';
import type { RequestContext } from './context.ts';
import { documentLimits, PARSER_LIMITS } from './document-limits.ts';
import { createDocumentStore } from './document-store.ts';
import { type AnswerKnown, createAnswerKnown } from './known-documents.ts';
import { limitRepresentations } from './representation-limit.ts';
import { responseStatus } from './response-status.ts';

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly introspection: boolean;
  readonly maxDeletionsPerOperation: number;
  readonly maxReadsPerOperation: number;
  /** Called with faults that a caller must not see. */
  readonly onFault: (fault: unknown) => void;
}

/** How many errors of a document and of its variables are reported. Each takes time: it may print a whole variable. */
const MAX_DOCUMENT_ERRORS = 5;
const MAX_VARIABLE_ERRORS = 1;

/** Restores our public codes: Apollo Server replaces the code of every validation error. */
function withOwnCode(error: GraphQLFormattedError, { originalError }: GraphQLError): GraphQLFormattedError {
  const code = originalError instanceof GraphQLError ? originalError.extensions.code : undefined;
  return code === undefined ? error : { ...error, extensions: { ...error.extensions, code } };
}

/** Removes graphql's suggestions of schema names, some of which Apollo Server does not remove. */
const withoutSuggestions = (error: GraphQLFormattedError): GraphQLFormattedError => ({
  ...error,
  message: error.message.replace(/ ?Did you mean [^?]*\?/g, ''),
});

/** Apollo Server would print to standard error without a limit. */
function faultLogger(onFault: ApolloOptions['onFault']) {
  const report = (message: unknown) => onFault(new Error(String(message)));
  return { debug() {}, info() {}, warn: report, error: report };
}

/**
 * Apollo Server without the parts that this gateway does not need (cache control, reporting, pages, signals), and
 * `answerKnown`, which answers in its place once a document is known.
 */
export function createApollo(options: ApolloOptions): {
  apollo: ApolloServer<RequestContext>;
  answerKnown: AnswerKnown;
} {
  const { schema, maxReadsPerOperation } = options;
  const documents = createDocumentStore();
  const executionOptions = { maxCoercionErrors: MAX_VARIABLE_ERRORS };

  function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
    const original = unwrapResolverError(error);
    if (original instanceof GraphQLError) {
      const own = withOwnCode(formatted, original);
      return options.introspection ? own : withoutSuggestions(own);
    }
    options.onFault(original);
    return { ...formatted, message: 'Internal server error' };
  }

  const apollo = new ApolloServer<RequestContext>({
    schema,
    introspection: options.introspection,
    hideSchemaDetailsFromClientErrors: !options.introspection,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: PARSER_LIMITS,
    validationRules: documentLimits(schema, options.maxDeletionsPerOperation),
    validationOptions: { maxErrors: MAX_DOCUMENT_ERRORS },
    executionOptions,
    documentStore: documents,
    logger: faultLogger(options.onFault),
    plugins: [
      auditLimits,
      responseStatus,
      boundedErrors,
      limitRepresentations(maxReadsPerOperation),
      limitAnswer,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
    formatError,
  });
  return {
    apollo,
    answerKnown: createAnswerKnown({ schema, documents, maxReadsPerOperation, executionOptions, formatError }),
  };
}
