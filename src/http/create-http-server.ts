import http, { type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import cors from 'cors';
import type { RefusalReason } from '../access/audit.ts';
import { HttpError, HungUpError, originNotAllowedError, overloadedError } from './http-error.ts';
import { createOutbox } from './outbox.ts';
import { refuseBrokenRequest } from './refuse-broken-request.ts';
import { requestIdOf } from './request-headers.ts';
import { type HttpExchange, type Routes, sendJson } from './route.ts';
import { stopOf } from './stop-of.ts';

/** How long a request may take to arrive: its headers, and all of it. In milliseconds. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** How often connections are checked for these limits, in milliseconds. */
const CHECK_MS = 2_000;
/** Open connections; further ones are closed at once. */
const MAX_CONNECTIONS = 10_000;
/** Pipelined requests of one connection. Clients seldom send two. */
const MAX_IN_A_ROW = 16;
/** Longer than load balancers keep idle connections, so that they close them first. */
const KEEP_ALIVE_MS = 75_000;

export interface HttpServerDeps {
  readonly routes: Routes;
  readonly corsOrigins: readonly string[];
  /** Runs a request in the trace that its headers name. */
  readonly inTraceOf: <T>(headers: IncomingHttpHeaders, run: () => T) => T;
  /** Called for every request when its answer has ended. */
  readonly onAnswered: (request: AnsweredRequest) => void;
  /** Called for every request that is refused here for an audited reason. */
  readonly onRefused: (refusal: { readonly requestId: string; readonly reason: RefusalReason }) => void;
  readonly onFault: (fault: unknown) => void;
}

/** `route` and `method` have a fixed set of values, so that callers cannot add metrics. */
export interface AnsweredRequest {
  readonly route: string;
  readonly method: string;
  /** The HTTP status, or `aborted` when the caller closed the connection before. */
  readonly status: string;
  readonly seconds: number;
}

const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS'];

/** `idle` resolves when no request is being answered, including those whose callers have closed the connection. */
export type HttpServer = Server & { stop(): void; idle(): Promise<void> };

/** A node:http server with routes, and with request ids, limits and refusals for all of them. */
export function createHttpServer(deps: HttpServerDeps): HttpServer {
  let running = 0;
  const whenIdle: (() => void)[] = [];
  const inARow = new WeakMap<Socket, number>();
  const outbox = createOutbox(() => performance.now());
  const allowOrigins = cors({
    origin: [...deps.corsOrigins],
    methods: ['GET', 'POST'],
    exposedHeaders: ['X-Request-ID'],
    maxAge: 600,
  });
  /** A CORS preflight from an origin that is not allowed (https://fetch.spec.whatwg.org/#cors-preflight-fetch). */
  const isRefusedPreflight = ({ method, headers }: IncomingMessage): boolean =>
    method === 'OPTIONS' &&
    headers['access-control-request-method'] !== undefined &&
    !deps.corsOrigins.includes(headers.origin ?? '');
  const exchangeOf = (request: IncomingMessage, response: ServerResponse): HttpExchange => {
    const requestId = requestIdOf(request);
    response.setHeader('x-request-id', requestId);
    return { request, response, requestId, send: (body) => outbox.send(response, body) };
  };

  async function answer(exchange: HttpExchange): Promise<void> {
    const { request, response } = exchange;
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cache-control', 'no-store');
    try {
      if ((inARow.get(request.socket) ?? 0) > MAX_IN_A_ROW) {
        throw overloadedError(`More than ${MAX_IN_A_ROW} requests are waiting on this connection.`);
      }
      checkHost(request);
      if (isRefusedPreflight(request)) throw originNotAllowedError();
      const route = deps.routes.get(pathOf(request.url ?? ''));
      if (route === undefined) throw new HttpError(404, 'NOT_FOUND', 'There is no such path.');
      await deps.inTraceOf(request.headers, () => route(exchange));
    } catch (fault) {
      if (fault instanceof HungUpError) return;
      if (!(fault instanceof HttpError)) deps.onFault(fault);
      else if (fault.reason !== null) deps.onRefused({ requestId: exchange.requestId, reason: fault.reason });
      refuse(exchange, fault instanceof HttpError ? fault : new HttpError(500, 'INTERNAL', 'Internal server error'));
    }
  }

  const server = http.createServer({
    requestTimeout: REQUEST_TIMEOUT_MS,
    headersTimeout: HEADERS_TIMEOUT_MS,
    connectionsCheckingInterval: CHECK_MS,
    requireHostHeader: false, // refused in `checkHost`, so that the refusal has a request id
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('clientError', (fault, socket) => {
    const refused = refuseBrokenRequest(fault, socket);
    if (refused === null) return;
    deps.onAnswered({ status: refused.status, route: 'other', method: 'other', seconds: 0 });
    if (refused.status === '431') deps.onRefused({ requestId: refused.requestId, reason: 'over_limit' });
  });
  server.on('close', outbox.close);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!server.listening) response.setHeader('connection', 'close'); // stopping: the next request should go to another process
    const { socket } = request;
    const waiting = (inARow.get(socket) ?? 0) + 1;
    // Stop reading this connection, because each request would be held until the first is answered. In the next tick,
    // because node:http resumes reading at the end of each request.
    if (waiting > MAX_IN_A_ROW) process.nextTick(() => socket.pause());
    if (waiting > MAX_IN_A_ROW + 1) return; // the previous one was refused, and closes the connection
    inARow.set(socket, waiting);
    const exchange = exchangeOf(request, response);
    const startedAt = performance.now();
    response.once('close', () => {
      inARow.set(socket, (inARow.get(socket) ?? 1) - 1);
      // A connection whose answer ran when the stop began is idle only now.
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
      const path = pathOf(request.url ?? '');
      deps.onAnswered({
        route: deps.routes.has(path) ? path : 'other',
        method: METHODS.includes(request.method ?? '') ? (request.method ?? '') : 'other',
        status: response.writableFinished ? String(response.statusCode) : 'aborted',
        seconds: (performance.now() - startedAt) / 1000,
      });
    });
    const run = async () => {
      running += 1;
      try {
        await answer(exchange);
      } finally {
        running -= 1;
        if (running === 0) for (const resolve of whenIdle.splice(0)) resolve();
      }
    };
    if (deps.corsOrigins.length === 0 || isRefusedPreflight(request)) run();
    else allowOrigins(request, response, run);
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const error = new HttpError(417, 'EXPECTATION_FAILED', 'The Expect header is not supported.');
    refuse(exchangeOf(request, response), error);
  });

  return Object.assign(server, {
    stop: stopOf(server),
    idle: () => (running === 0 ? Promise.resolve() : new Promise<void>((resolve) => whenIdle.push(resolve))),
  });
}

/** A name or an address with an optional port. Not a list, of which a proxy in front may have used another part. */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.~%!$&'()*+;=-]+)(?::\d*)?$/i;

/**
 * Requires one host (https://www.rfc-editor.org/rfc/rfc9112#section-3.2): of two, a proxy in front may have used the
 * other. A request line in absolute form must name the same host.
 */
function checkHost({ headersDistinct, httpVersion, url = '' }: IncomingMessage): void {
  const hosts = headersDistinct.host ?? [];
  const bad = (message: string) => new HttpError(400, 'BAD_REQUEST', message);
  if (hosts.length > 1) throw bad('The request names more than one host.');
  const [host] = hosts;
  if (host === undefined) {
    if (httpVersion === '1.1') throw bad('The request names no host.');
    return;
  }
  if (!HOST.test(host)) throw bad('The Host header is not one host.');
  const [, target] = /^https?:\/\/([^/?#\\]*)/i.exec(url) ?? [];
  if (target !== undefined && target.toLowerCase() !== host.toLowerCase()) throw bad('The request names another host.');
}

/**
 * The path of a request line in origin form or in absolute form (https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2).
 * It is not normalized: for a proxy in front, a path with `..` may be another path.
 */
function pathOf(target: string): string {
  const [, path = ''] = /^(?:https?:\/\/[^/?#\\]*)?([^?#]*)/i.exec(target) ?? [];
  return path === '' && target !== '' ? '/' : path;
}

/** Sends a refusal in the shape of a GraphQL response, which clients of this server can read. */
function refuse(exchange: HttpExchange, { status, code, message, reason }: HttpError): void {
  const { response } = exchange;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (status === 413 || reason === 'overloaded') response.setHeader('connection', 'close');
  if (reason === 'overloaded') response.setHeader('retry-after', '1');
  sendJson(exchange, status, { errors: [{ message, extensions: { code } }] });
}
