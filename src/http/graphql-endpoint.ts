import type { IncomingMessage } from 'node:http';
import { HeaderMap } from '@apollo/server';
import { LRUCache } from 'lru-cache';
import type { OpenContext } from '../graphql/context.ts';
import type { createApollo } from '../graphql/create-apollo.ts';
import { hasTooManyLines } from '../graphql/document-limits.ts';
import { HttpError, overloadedError } from './http-error.ts';
import { createBodyReader } from './read-body.ts';
import { idempotencyKeyOf, presentedBy } from './request-headers.ts';
import type { Route } from './route.ts';
import { createTurnstile, type Turnstile } from './turnstile.ts';

/** Who accepts this gets what everybody gets who does not say: not worth a negotiation. */
const JSON_ANYWAY = ['*/*', 'application/json'];
/** Requests that run at once in this process; each may take as long as its providers do. */
const MAX_RUNNING = 4_000;
/** Texts of `Accept` that are remembered; a client has one. */
const MAX_ACCEPTS = 100;

/** `/graphql`: GraphQL over HTTP on Apollo Server (https://graphql.github.io/graphql-over-http/draft/). */
export function createGraphqlEndpoint(
  { apollo, answerKnown }: ReturnType<typeof createApollo>,
  openContext: OpenContext,
  maxRunning = MAX_RUNNING,
): Route & Pick<Turnstile, 'onConnection'> {
  const readJsonBody = createBodyReader();
  /** The content type that Apollo Server has chosen for an `Accept`. */
  const types = new LRUCache<string, string>({ max: MAX_ACCEPTS });
  const turnstile = createTurnstile();
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
    // Counted once they have arrived: who sends slowly must not take the place of those who do not.
    if (running >= maxRunning) throw overloadedError('Too many requests run in this process, so nothing was sent.');
    running += 1;
    const context = () =>
      openContext({ requestId, presented: presentedBy(request), headerKey: idempotencyKeyOf(request) });
    try {
      if (!(await turnstile.enter()))
        throw overloadedError('Too many requests wait in this process, so nothing was sent.');
      const type = method === 'POST' ? types.get(accept) : undefined;
      const known = type === undefined ? null : await answerKnown(body, context);
      if (type !== undefined && known !== null) {
        response.setHeader('content-type', type);
        send(known);
        return;
      }
      const httpGraphQLRequest = { method, headers: headersForApollo(request), search, body };
      const answer = await apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => context() });
      response.statusCode = answer.status ?? 200;
      for (const [name, value] of answer.headers) response.setHeader(name, value);
      if (response.statusCode === 200) types.set(accept, answer.headers.get('content-type'));
      // Nothing here is answered in parts: the schema has neither @defer nor @stream.
      if (answer.body.kind !== 'complete') throw new Error('The answer comes in parts');
      send(answer.body.string);
    } finally {
      running -= 1;
    }
  };
  return Object.assign(route, { onConnection: turnstile.onConnection });
}

/** The few headers that Apollo Server reads: each costs time. A body that was read has the content type of JSON. */
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
 * Prevents cross-site requests where Apollo Server would ask every GET for a header: browsers say where a GET comes from
 * (https://www.w3.org/TR/fetch-metadata/), and one that got past them could do nothing – credentials come in headers
 * that no page can send without a preflight, and mutations by POST, whose content type needs one too.
 */
function comesFromAnotherSite({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** The document as it was sent; null where there is none that Apollo Server would take. */
function documentIn(body: unknown, search: string): string | null {
  if (body === undefined) return new URLSearchParams(search).get('query');
  const isObject = typeof body === 'object' && body !== null;
  return isObject && 'query' in body && typeof body.query === 'string' ? body.query : null;
}

function searchOf(url: string): string {
  const question = url.indexOf('?');
  return question === -1 ? '' : url.slice(question);
}
