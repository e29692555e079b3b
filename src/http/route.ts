import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError } from './http-error.ts';

/** A request and its response. */
export interface HttpExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  /** Ends the response. A buffer must be one that the process keeps anyway. */
  readonly send: (body: string | Buffer) => void;
}

export type Route = (exchange: HttpExchange) => Promise<void>;

/** Routes by their path. */
export type Routes = ReadonlyMap<string, Route>;

/** A route that only GET and HEAD may use. */
export function readOnly(answer: Route): Route {
  return async (exchange) => {
    const { method } = exchange.request;
    if (method !== 'GET' && method !== 'HEAD') {
      exchange.response.setHeader('allow', 'GET, HEAD');
      throw new HttpError(405, 'METHOD_NOT_ALLOWED', 'Use GET.');
    }
    await answer(exchange);
  };
}

export function sendJson(
  { response, send }: Pick<HttpExchange, 'response' | 'send'>,
  status: number,
  body: unknown,
): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  send(`${JSON.stringify(body)}\n`);
}
