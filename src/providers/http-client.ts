import http from 'node:http';
import https from 'node:https';
import got from 'got';
import { createConnectedAgents } from './agent.ts';

/** A longer body is not an answer that a provider documents. */
const MAX_BODY_BYTES = 1024 * 1024;

export interface HttpRequest {
  readonly method: 'GET' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For the whole exchange, connect to last byte. */
  readonly timeoutMs: number;
  /** Asked once connected, right before the first byte; when it says no, nothing is sent. */
  readonly maySend?: () => boolean;
}

/** Told of each exchange: its HTTP status, `lost` or `not-sent`, and how long it took. */
export type OnExchange = (method: string, status: string, seconds: number) => void;

/** What came back. `lost`: it was sent, or may have been, and the answer cannot be relied on. */
export type HttpResult =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: http.IncomingHttpHeaders;
      readonly body: string;
    }
  | { readonly kind: 'not-sent'; readonly fault: unknown }
  | { readonly kind: 'lost'; readonly fault: unknown };

export interface HttpClient {
  /** Makes one request on the wire, or none. Never rejects. */
  exchange(request: HttpRequest): Promise<HttpResult>;
  /** Closes idle connections. */
  close(): void;
}

/**
 * The one got client of a provider: no retry, no redirect, no decompression, an answer of any status is an answer.
 * Its errors carry headers and with them the credential: they are looked at here and never logged.
 */
export function createHttpClient(onExchange: OnExchange = () => {}): HttpClient {
  const agent = createConnectedAgents();
  const client = got.extend({
    agent,
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    decompress: false,
    headers: { 'user-agent': 'accounts-gateway', accept: 'application/json', 'accept-encoding': undefined },
  });

  async function exchange(request: HttpRequest): Promise<HttpResult> {
    const ended = new AbortController(); // by time or by length
    const timer = setTimeout(() => ended.abort(), Math.max(1, request.timeoutMs));
    let sent = false;
    const open = (url: URL, options: https.RequestOptions, onResponse?: (response: http.IncomingMessage) => void) => {
      const outgoing = (url.protocol === 'https:' ? https : http).request(
        url,
        { ...options, abandoned: ended.signal } as https.RequestOptions,
        onResponse,
      );
      // The agent gives the socket once it is connected; the first byte leaves right after this event.
      outgoing.once('socket', () => {
        if (request.maySend?.() ?? true) sent = true;
        else outgoing.destroy(new Error('This process may no longer send'));
      });
      return outgoing;
    };
    try {
      const pending = client(request.url, {
        method: request.method,
        headers: request.headers,
        signal: ended.signal,
        request: open as never, // got types its callback by its own response class
      });
      pending.on('downloadProgress', ({ transferred }) => {
        if (transferred > MAX_BODY_BYTES) ended.abort();
      });
      const { statusCode, headers, body } = await pending;
      return { kind: 'answer', status: statusCode, headers, body };
    } catch (fault) {
      return { kind: sent ? 'lost' : 'not-sent', fault };
    } finally {
      clearTimeout(timer);
    }
  }

  async function observed(request: HttpRequest): Promise<HttpResult> {
    const startedAt = performance.now();
    const result = await exchange(request);
    const status = result.kind === 'answer' ? String(result.status) : result.kind;
    onExchange(request.method, status, (performance.now() - startedAt) / 1000);
    return result;
  }

  return {
    exchange: observed,
    close() {
      agent.http.destroy();
      agent.https.destroy();
    },
  };
}
