import type { IncomingMessage } from 'node:http';
import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import { LRUCache } from 'lru-cache';
import type { OpenContext } from '../graphql/context.ts';
import type { createApollo } from '../graphql/create-apollo.ts';
import { hasTooManyLines } from '../graphql/document-limits.ts';
import { HttpError, overloadedError } from './http-error.ts';
import { createBodyReader } from './read-body.ts';
import { idempotencyKeyOf, presentedBy } from './request-headers.ts';
import type { Route } from './route.ts';
import { createTurnstile, type Turnstile } from './turnstile.ts';

/** Values of `Accept` that mean the same as none. */
const JSON_ANYWAY = ['*/*', 'application/json'];
/** Requests that run at the same time in this process; each may take as long as its providers. */
const MAX_RUNNING = 4_000;
/** How many values of `Accept` are remembered; a client uses one. */
const MAX_ACCEPTS = 100;

/** Executed to learn which content type Apollo Server chooses for an `Accept`. */
const PROBE = { query: '{ __typename }' };

/** `/graphql`: GraphQL over HTTP on Apollo Server (https://graphql.github.io/graphql-over-http/draft/). */
export function createGraphqlEndpoint(
  { apollo, answerKnown }: ReturnType<typeof createApollo>,
  openContext: OpenContext,
  maxRunning = MAX_RUNNING,
  turnstile = createTurnstile(),
): Route & Pick<Turnstile, 'onConnection'> {
  const readJsonBody = createBodyReader();
  /** The content type that Apollo Server chose for a value of `Accept`. */
  const types = new LRUCache<string, string>({ max: MAX_ACCEPTS });
  let running = 0;
  const route: Route = async ({ request, response, requestId, send }) => {
    const { method = '' } = request;
    if (method !== 'POST' && method !== 'GET') {
      response.setHeader('allow', 'GET, POST');
      throw new HttpError(405, 'METHOD_NOT_ALLOWED', 'Use POST.');
    }
    const body = method === 'POST' ? await readJsonBody(request) : undefined;
    const { accept = '*/*' } = request.headers;
    const search = searchOf(request.url ?? '');
    const text = documentIn(body, search);
    if (text !== null && hasTooManyLines(text))
      throw new HttpError(400, 'BAD_REQUEST', 'The document has too many lines.', 'over_limit');
    // Parsed documents are remembered by a hash of their UTF-8, which is the same for U+FFFD and for half a character.
    if (text?.isWellFormed() === false) throw new HttpError(400, 'BAD_REQUEST', 'The document is not Unicode text.');
    // Counted when the body has arrived, so that slow senders do not use up the limit.
    if (running >= maxRunning)
      throw overloadedError('Too many requests are running in this process; this request executed nothing.');
    running += 1;
    const context = () =>
      openContext({ requestId, presented: presentedBy(request), headerKey: idempotencyKeyOf(request) });
    const ask = async (what: Pick<HTTPGraphQLRequest, 'search' | 'body'>) => {
      const httpGraphQLRequest = { method, headers: headersForApollo(request), ...what };
      const answer = await apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => context() });
      if ((answer.status ?? 200) === 200) types.set(accept, answer.headers.get('content-type'));
      return answer;
    };
    const give = ({ status = 200, headers, body }: Awaited<ReturnType<typeof ask>>) => {
      response.statusCode = status;
      for (const [name, value] of headers) response.setHeader(name, value);
      // The schema has neither @defer nor @stream.
      if (body.kind !== 'complete') throw new Error('The answer is not complete');
      send(body.string);
    };
    try {
      if (!(await turnstile.enter()))
        throw overloadedError('Too many requests are waiting in this process; this request executed nothing.');
      if (method === 'POST' && !JSON_ANYWAY.includes(accept) && !types.has(accept)) {
        // Apollo Server checks this after the execution: it would answer 406 for a deletion that was executed.
        const probed = await ask({ search: '', body: PROBE });
        if (!types.has(accept)) return give(probed);
      }
      const type = method === 'POST' ? types.get(accept) : undefined;
      const known = type === undefined ? null : await answerKnown(body, context);
      if (type === undefined || known === null) return give(await ask({ search, body }));
      response.setHeader('content-type', type);
      send(known);
    } finally {
      running -= 1;
    }
  };
  return Object.assign(route, { onConnection: turnstile.onConnection });
}

/** The headers that Apollo Server needs, no others, to save time. The content type of a body was checked before. */
function headersForApollo(request: IncomingMessage): HeaderMap {
  const { method, headers } = request;
  const { accept, 'content-type': type } = headers;
  const chosen = new HeaderMap();
  if (accept !== undefined && !JSON_ANYWAY.includes(accept)) chosen.set('accept', accept);
  if (method === 'POST' || isVouchedFor(request)) chosen.set('apollo-require-preflight', 'vouched for');
  if (method === 'GET' && type !== undefined) chosen.set('content-type', type);
  return chosen;
}

const isVouchedFor = (request: IncomingMessage): boolean =>
  !comesFromAnotherSite(request) ||
  Boolean(request.headers['apollo-require-preflight'] || request.headers['x-apollo-operation-name']);

/**
 * Prevents cross-site requests, in place of Apollo Server's rule that every GET needs a header. Browsers state where a
 * GET comes from (https://www.w3.org/TR/fetch-metadata/). One that passed could do nothing: credentials are in headers,
 * and mutations use POST with JSON; a page can send neither without a preflight.
 */
function comesFromAnotherSite({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** The document of the request; null when there is none that Apollo Server would accept. */
function documentIn(body: unknown, search: string): string | null {
  if (body === undefined) return new URLSearchParams(search).get('query');
  const isObject = typeof body === 'object' && body !== null;
  return isObject && 'query' in body && typeof body.query === 'string' ? body.query : null;
}

function searchOf(url: string): string {
  const question = url.indexOf('?');
  return question === -1 ? '' : url.slice(question);
}
