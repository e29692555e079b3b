import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import type { GraphQLError } from 'graphql';
import type { RequestContext } from './context.ts';
import { isOverLimit } from './over-limit.ts';

/** A document that cannot be parsed, is not valid for the schema, or has variables that are not. */
const ABOUT_THE_DOCUMENT: readonly unknown[] = [
  ApolloServerErrorCode.GRAPHQL_PARSE_FAILED,
  ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED,
  ApolloServerErrorCode.BAD_USER_INPUT,
];

/**
 * As application/json, a well-formed request whose document is wrong is answered with 200: there, 4xx may come from
 * anything in between (https://graphql.github.io/graphql-over-http/draft/#sec-application-json). As
 * application/graphql-response+json it stays 400, and so does whatever is over a limit.
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
