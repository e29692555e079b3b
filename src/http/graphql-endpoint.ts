import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { RequestContext } from '../graphql/context.ts';
import { HttpError } from './http-error.ts';
import { readJsonBody } from './read-body.ts';
import { credentialsOf, idempotencyKeyOf } from './request-headers.ts';

/** The headers that Apollo Server reads: content negotiation, and those that prevent CSRF. */
const HEADERS_FOR_APOLLO = ['accept', 'content-type', 'x-apollo-operation-name', 'apollo-require-preflight'] as const;

/** `/graphql`: GraphQL over HTTP on Apollo Server (https://graphql.github.io/graphql-over-http/draft/). */
export function createGraphqlEndpoint(apollo: ApolloServer<RequestContext>) {
  return async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    const { method = '' } = request;
    if (method !== 'POST' && method !== 'GET') {
      response.setHeader('allow', 'GET, POST');
      throw new HttpError(405, 'METHOD_NOT_ALLOWED', 'Use POST.');
    }
    const headers = new HeaderMap();
    for (const name of HEADERS_FOR_APOLLO) {
      const value = request.headers[name];
      if (typeof value === 'string') headers.set(name, value);
    }
    const answer = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method,
        headers,
        search: searchOf(request.url ?? ''),
        body: method === 'POST' ? await readJsonBody(request) : undefined,
      },
      context: async () => ({
        requestId,
        credentials: credentialsOf(request),
        headerKey: idempotencyKeyOf(request),
      }),
    });

    response.statusCode = answer.status ?? 200;
    for (const [name, value] of answer.headers) response.setHeader(name, value);
    if (answer.body.kind === 'complete') {
      response.end(answer.body.string);
      return;
    }
    for await (const chunk of answer.body.asyncIterator) response.write(chunk);
    response.end();
  };
}

function searchOf(url: string): string {
  const question = url.indexOf('?');
  return question === -1 ? '' : url.slice(question);
}
