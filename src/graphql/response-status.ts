import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import type { GraphQLError } from 'graphql';
import type { RequestContext } from './context.ts';
import { isOverLimit } from './over-limit.ts';

/** A document that cannot be parsed, or is not valid for the schema, or whose variables are not. */
const ABOUT_THE_DOCUMENT: readonly unknown[] = [
  ApolloServerErrorCode.GRAPHQL_PARSE_FAILED,
  ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED,
  ApolloServerErrorCode.BAD_USER_INPUT,
];

/**
 * With application/json, a well-formed request with a wrong document gets 200, because there a 4xx may come from an
 * intermediary (https://graphql.github.io/graphql-over-http/draft/#sec-application-json). With
 * application/graphql-response+json it stays 400, and so do refusals because of a limit.
 */
export const responseStatus: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, response: { http }, errors = [] }) {
        const accept = request.http?.headers.get('accept') ?? '';
        if (http.status === 400 && !accept.includes('graphql-response+json') && errors.every(isAboutTheDocument)) {
          http.status = 200;
        }
      },
    };
  },
};

function isAboutTheDocument(error: GraphQLError): boolean {
  return ABOUT_THE_DOCUMENT.includes(error.extensions.code) && !isOverLimit(error);
}
