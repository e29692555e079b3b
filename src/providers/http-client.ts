import http from 'node:http';
import https from 'node:https';
import got, { type ExtendOptions, HTTPError, type RetryFunction } from 'got';
import { createConnectedAgents } from './agent.ts';

/** A longer body is not an answer that a provider documents about one account. */
const MAX_BODY_BYTES = 1024 * 1024;

/** What may pass by itself, and is worth asking again, at most twice: these answers, and a connection that fails. */
const RETRIES: Retry = {
  limit: 2,
  methods: ['GET'],
  statusCodes: [429, 502, 503, 504],
  errorCodes: [
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ENETUNREACH',
    'ECONNRESET',
    'EPIPE',
    'ERR_READING_RESPONSE_STREAM',
    'ERR_HTTP_CONTENT_LENGTH_MISMATCH',
  ],
};
/** Got waits 1 s, then 2 s; somebody waits for a read. */
const BACKOFF = 1 / 4;

const ENCODED = '(an encoded body)';

type Retry = NonNullable<ExtendOptions['retry']>;

export interface HttpRequest {
  readonly method: 'GET' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For the whole exchange, connect to last byte. */
  readonly timeoutMs: number;
  /** Asked once connected, right before the first byte; when it says no, nothing is sent. */
  readonly maySend?: () => boolean;
  /** 1 MB unless given. */
  readonly maxBodyBytes?: number;
}

/**
 * Asked once for each exchange, where it begins; what it gives back is told of each request that was made: its HTTP
 * status, `lost` or `not-sent`, and how long it took.
 */
export type WatchExchange = (request: HttpRequest) => (status: string, seconds: number) => void;

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
  /**
   * Makes up to three requests within `timeoutMs`, until there is an answer that is not just of the moment; a
   * `Retry-After` is kept, or the answer that came with it is the last. Never rejects.
   */
  read(request: HttpRequest & { readonly method: 'GET' }): Promise<HttpResult>;
  /** Closes idle connections. */
  close(): void;
}

/**
 * The one got client of a provider: no retry but of reads, no redirect, no decompression, an answer of any status is an
 * answer. Its errors carry headers and with them the credential: they are looked at here and never logged.
 */
export function createHttpClient(watch: WatchExchange = () => () => {}): HttpClient {
  const agent = createConnectedAgents();
  const client = got.extend({
    agent,
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    decompress: false,
    headers: { 'user-agent': 'accounts-gateway', accept: 'application/json', 'accept-encoding': 'identity' },
  });

  async function send(request: HttpRequest, retry?: Retry): Promise<HttpResult> {
    const ended = new AbortController(); // by time or by length
    const timer = setTimeout(() => ended.abort(), Math.max(1, request.timeoutMs));
    const endsAt = performance.now() + request.timeoutMs;
    const onRequest = watch(request);
    let startedAt = performance.now();
    let sent = false;
    const observe = (status: number | undefined) =>
      onRequest(
        status === undefined ? (sent ? 'lost' : 'not-sent') : String(status),
        (performance.now() - startedAt) / 1000,
      );
    /** How long to wait before the next request; 0: there is none, because it would begin too late. */
    const delayOf: RetryFunction = ({ computedValue, retryAfter, error }) => {
      if (computedValue === 0) return 0; // the rules above say no
      const delayMs = retryAfter === undefined ? computedValue * BACKOFF : computedValue;
      if (performance.now() + delayMs >= endsAt) return 0;
      observe(error instanceof HTTPError ? error.response.statusCode : undefined);
      sent = false;
      return delayMs;
    };
    const open = (url: URL, options: https.RequestOptions, onResponse?: (response: http.IncomingMessage) => void) => {
      startedAt = performance.now();
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
        ...(retry !== undefined && { retry: { ...retry, calculateDelay: delayOf } }),
      });
      pending.on('downloadProgress', ({ transferred }) => {
        if (transferred > (request.maxBodyBytes ?? MAX_BODY_BYTES)) ended.abort();
      });
      const { statusCode, headers, body } = await pending;
      observe(statusCode);
      // An encoded body stays as bytes: nobody asked for it, and it cannot be read.
      return { kind: 'answer', status: statusCode, headers, body: typeof body === 'string' ? body : ENCODED };
    } catch (fault) {
      observe(undefined);
      return { kind: sent ? 'lost' : 'not-sent', fault };
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    exchange: (request) => send(request),
    read: (request) => send(request, RETRIES),
    close() {
      agent.http.destroy();
      agent.https.destroy();
    },
  };
}
