import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import cors from 'cors';
import type { OpenContext, RequestContext } from '../graphql/context.ts';
import { createGraphqlEndpoint } from './graphql-endpoint.ts';
import { HttpError } from './http-error.ts';
import { createLandingPage, type LandingPage } from './landing-page.ts';
import { refuseBrokenRequest } from './refuse-broken-request.ts';
import { requestIdOf } from './request-headers.ts';

/** An import would also load what Node keeps behind its lazy exports: WebSocket and fetch, 30 ms of a start. */
const http = process.getBuiltinModule('node:http');

/** How long a request may take to arrive: its headers, and all of it. In milliseconds. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** How often connections are looked at for these. */
const CHECK_MS = 2_000;
/** Connections at once; more are closed as they come. */
const MAX_CONNECTIONS = 10_000;
/** Longer than load balancers keep idle connections, so that it is they who close them. */
const KEEP_ALIVE_MS = 75_000;

export interface HttpServerDeps {
  readonly apollo: ApolloServer<RequestContext>;
  readonly openContext: OpenContext;
  readonly corsOrigins: readonly string[];
  /** Null: no page. */
  readonly landingPage: LandingPage | null;
  /** Why the gateway should not get requests now; null when it should. */
  readonly unreadiness: () => Promise<string | null>;
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  /** Runs a request in the trace that its headers name. */
  readonly inTraceOf: <T>(headers: IncomingHttpHeaders, run: () => T) => T;
  /** Told of every request whose answer has ended. */
  readonly onAnswered: (request: AnsweredRequest) => void;
  readonly onFault: (fault: unknown) => void;
}

/** `route` and `method` are of a fixed list, so that no caller makes metrics grow. */
export interface AnsweredRequest {
  readonly requestId: string;
  readonly route: string;
  readonly method: string;
  /** The HTTP status, or `aborted`: the caller hung up before. */
  readonly status: string;
  readonly seconds: number;
}

const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS'];

/** `idle` resolves when no request is being answered, though its caller may have hung up. */
export type HttpServer = Server & { idle(): Promise<void> };

type Route = (request: IncomingMessage, response: ServerResponse, requestId: string) => Promise<void>;

/** node:http in, GraphQL out: one server with the routes of the contract's section 3. */
export function createHttpServer(deps: HttpServerDeps): HttpServer {
  const routes = createRoutes(deps);
  const running = new Set<Promise<void>>();
  const allowOrigins = cors({
    origin: [...deps.corsOrigins],
    methods: ['GET', 'POST'],
    exposedHeaders: ['X-Request-ID'],
    maxAge: 600,
  });

  async function answer(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cache-control', 'no-store');
    try {
      if (request.headers.host === undefined && request.httpVersion === '1.1') {
        throw new HttpError(400, 'BAD_REQUEST', 'The request names no host.');
      }
      const route = routes.get(pathOf(request.url ?? ''));
      if (route === undefined) throw new HttpError(404, 'NOT_FOUND', 'There is no such path.');
      await deps.inTraceOf(request.headers, () => route(request, response, requestId));
    } catch (fault) {
      if (!(fault instanceof HttpError)) deps.onFault(fault);
      refuse(response, fault instanceof HttpError ? fault : new HttpError(500, 'INTERNAL', 'Internal server error'));
    }
  }

  const server = http.createServer({
    requestTimeout: REQUEST_TIMEOUT_MS,
    headersTimeout: HEADERS_TIMEOUT_MS,
    connectionsCheckingInterval: CHECK_MS,
    requireHostHeader: false, // refused here, so that the refusal too has a request id
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('clientError', refuseBrokenRequest);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!server.listening) response.setHeader('connection', 'close'); // stopping: the next request is for others
    response.once('close', () => {
      // A connection whose answer ran when the stop began is idle only now.
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
    const requestId = requestIdOf(request);
    response.setHeader('x-request-id', requestId);
    const startedAt = performance.now();
    response.once('close', () => {
      const path = pathOf(request.url ?? '');
      deps.onAnswered({
        requestId,
        route: routes.has(path) ? path : 'other',
        method: METHODS.includes(request.method ?? '') ? (request.method ?? '') : 'other',
        status: response.writableFinished ? String(response.statusCode) : 'aborted',
        seconds: (performance.now() - startedAt) / 1000,
      });
    });
    const run = () => {
      const answered: Promise<void> = answer(request, response, requestId).finally(() => running.delete(answered));
      running.add(answered);
    };
    if (deps.corsOrigins.length === 0) run();
    else allowOrigins(request, response, run);
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('x-request-id', requestIdOf(request));
    refuse(response, new HttpError(417, 'EXPECTATION_FAILED', 'There is no such expectation.'));
  });

  return Object.assign(server, {
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  });
}

/** Of a request line in origin form, or in absolute form (https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2). */
function pathOf(url: string): string {
  if (url.startsWith('/')) return url.split('?', 1)[0] ?? '';
  return URL.canParse(url) ? new URL(url).pathname : url;
}

function createRoutes(deps: HttpServerDeps): ReadonlyMap<string, Route> {
  const graphql = createGraphqlEndpoint(deps.apollo, deps.openContext);
  const routes = new Map<string, Route>([
    ['/graphql', graphql],
    ['/health/live', readOnly(async (response) => sendJson(response, 200, { status: 'live' }))],
    [
      '/health/ready',
      readOnly(async (response) => {
        const reason = await deps.unreadiness();
        sendJson(response, reason === null ? 200 : 503, { status: reason ?? 'ready' });
      }),
    ],
    [
      '/metrics',
      readOnly(async (response) => {
        const { contentType, text } = await deps.metrics();
        response.setHeader('content-type', contentType);
        response.end(text);
      }),
    ],
  ]);
  if (deps.landingPage !== null) routes.set('/', readOnly(createLandingPage(deps.landingPage)));
  return routes;
}

function readOnly(send: (response: ServerResponse) => Promise<void>): Route {
  return async ({ method }, response) => {
    if (method !== 'GET' && method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      throw new HttpError(405, 'METHOD_NOT_ALLOWED', 'Use GET.');
    }
    await send(response);
  };
}

/** A refusal has the shape of a GraphQL response, which is what clients of this server read. */
function refuse(response: ServerResponse, { status, code, message }: HttpError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (status === 413) response.setHeader('connection', 'close');
  sendJson(response, status, { errors: [{ message, extensions: { code } }] });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(`${JSON.stringify(body)}\n`);
}
