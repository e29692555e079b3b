import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { OpenContext, RequestContext } from '../graphql/context.ts';
import { HttpError } from './http-error.ts';
import { readJsonBody } from './read-body.ts';
import { idempotencyKeyOf, presentedBy } from './request-headers.ts';

/** The headers that Apollo Server reads: content negotiation, and those that prevent CSRF. */
const HEADERS_FOR_APOLLO = ['accept', 'content-type', 'x-apollo-operation-name', 'apollo-require-preflight'] as const;

/** `/graphql`: GraphQL over HTTP on Apollo Server (https://graphql.github.io/graphql-over-http/draft/). */
export function createGraphqlEndpoint(apollo: ApolloServer<RequestContext>, openContext: OpenContext) {
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
    if (method === 'GET' && !comesFromAnotherSite(request)) headers.set('apollo-require-preflight', 'vouched for');
    const answer = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method,
        headers,
        search: searchOf(request.url ?? ''),
        body: method === 'POST' ? await readJsonBody(request) : undefined,
      },
      context: async () =>
        openContext({ requestId, presented: presentedBy(request), headerKey: idempotencyKeyOf(request) }),
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

/**
 * Prevents cross-site requests where Apollo Server would ask every GET for a header: browsers say where a GET comes from
 * (https://www.w3.org/TR/fetch-metadata/), and one that got past them could do nothing – credentials come in headers
 * that no page can send without a preflight, and mutations by POST, whose content type needs one too.
 */
function comesFromAnotherSite({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

function searchOf(url: string): string {
  const question = url.indexOf('?');
  return question === -1 ? '' : url.slice(question);
}
