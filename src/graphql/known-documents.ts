import { ApolloServerErrorCode } from '@apollo/server/errors';
import { execute, type GraphQLError, type GraphQLFormattedError, type GraphQLSchema, getOperationAST } from 'graphql';
import { limitedAnswer } from './answer-limit.ts';
import { boundErrors } from './bounded-errors.ts';
import type { RequestContext } from './context.ts';
import type { DocumentStore } from './document-store.ts';
import { countRepresentations, maxRepresentations } from './representation-limit.ts';

/**
 * Executes a POST whose document Apollo Server has parsed and validated before, in half of Apollo Server's time. Null:
 * nothing was executed, and Apollo Server must answer.
 */
export type AnswerKnown = (body: unknown, openContext: () => RequestContext) => Promise<string | null>;

interface KnownDocumentsOptions {
  readonly schema: GraphQLSchema;
  readonly documents: DocumentStore;
  readonly maxReadsPerOperation: number;
  readonly executionOptions: { readonly maxCoercionErrors: number };
  readonly formatError: (formatted: GraphQLFormattedError, error: GraphQLError) => GraphQLFormattedError;
}

/** A document need not be validated again: text, schema, introspection and limits are the same as the first time. */
export function createAnswerKnown(options: KnownDocumentsOptions): AnswerKnown {
  const { schema, documents, executionOptions } = options;
  const max = maxRepresentations(options.maxReadsPerOperation);

  return async (body, openContext) => {
    if (!isPlain(body)) return null;
    const { query, operationName, variables } = body;
    const document = documents.find(query);
    if (document === undefined) return null;
    const operation = getOperationAST(document, operationName);
    if (!operation || countRepresentations(document, operation, variables ?? {}) > max) return null;

    const contextValue = openContext();
    const args = {
      schema,
      document,
      contextValue,
      operationName,
      variableValues: variables,
      options: executionOptions,
    };
    const { data, errors } = await execute(args);
    if (data === undefined) return null; // the variables are not valid, so nothing was executed
    const formatted = errors?.map((error) => options.formatError(withCode(error), error));
    const answer = formatted === undefined ? { data } : { errors: boundErrors(formatted), data };
    return `${JSON.stringify(limitedAnswer(answer, operation, contextValue.audit))}\n`;
  };
}

/** The usual body. Apollo Server handles all other bodies, and wrong ones. */
interface PlainBody {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

function isPlain(body: unknown): body is PlainBody {
  if (typeof body !== 'object' || body === null) return false;
  const { query, operationName = null, variables = null, ...others } = body as Readonly<Record<string, unknown>>;
  return (
    typeof query === 'string' &&
    (operationName === null || typeof operationName === 'string') &&
    typeof variables === 'object' &&
    !Array.isArray(variables) &&
    Object.keys(others).length === 0
  );
}

function withCode(error: GraphQLError): GraphQLFormattedError {
  const { code = ApolloServerErrorCode.INTERNAL_SERVER_ERROR } = error.extensions;
  return { ...error.toJSON(), extensions: { ...error.extensions, code } };
}
