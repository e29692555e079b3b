import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { Socket } from 'node:net';
import got, { type ExtendOptions, HTTPError, type RetryFunction } from 'got';
import type { Connect } from './connect.ts';
import {
  COMMON_HEADERS,
  ENCODED,
  type HttpResult,
  IDLE_SOCKET_MS,
  MAX_BODY_BYTES,
  type ReadRequest,
  type WatchExchange,
} from './http-request.ts';

type Retry = NonNullable<ExtendOptions['retry']>;

/** Answers and connection failures that may be temporary: the read is repeated, at most twice. */
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
/** got waits 1 s, then 2 s: too long for a caller who waits. */
const BACKOFF = 1 / 4;

/** Reads by GET. */
export interface Reads {
  /** Makes one request. */
  get(request: ReadRequest): Promise<HttpResult>;
  /**
   * Makes up to three requests within `timeoutMs`, until the answer is not a temporary failure. Waits for `Retry-After`; if
   * there is no time for that, the answer is returned.
   */
  read(request: ReadRequest): Promise<HttpResult>;
}

/**
 * Reads through got: no redirects, no decompression, no error for any status. got's errors contain the request headers and
 * so the credential: they are not passed on.
 */
export function createReads(baseUrl: string, watch: WatchExchange, connect: Connect): Reads & { close(): void } {
  const options = { keepAlive: true, timeout: IDLE_SOCKET_MS, scheduling: 'lifo' } as const;
  const agent = { http: new http.Agent(options), https: new https.Agent(options) };
  leadBy(connect, agent.http, false);
  leadBy(connect, agent.https, true);
  const client = got.extend({
    agent,
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    decompress: false,
    headers: COMMON_HEADERS,
  });

  async function send({ path, headers, timeoutMs, maxBodyBytes }: ReadRequest, retry?: Retry): Promise<HttpResult> {
    const ended = new AbortController(); // by the time or by the length
    const timer = setTimeout(() => ended.abort(), Math.max(1, timeoutMs));
    const endsAt = performance.now() + timeoutMs;
    const onRequest = watch('GET');
    let startedAt = performance.now();
    let sent = false;
    const observe = (status: number | undefined) =>
      onRequest(
        status === undefined ? (sent ? 'lost' : 'not-sent') : String(status),
        (performance.now() - startedAt) / 1000,
      );
    /** How long to wait before the next request; 0: no further request. */
    const delayOf: RetryFunction = ({ computedValue, retryAfter, error }) => {
      if (computedValue === 0) return 0; // not temporary, or the third request
      const delayMs = retryAfter === undefined ? computedValue * BACKOFF : computedValue;
      if (performance.now() + delayMs >= endsAt) return 0;
      observe(error instanceof HTTPError ? error.response.statusCode : undefined);
      return delayMs;
    };
    const open = async (url: URL, request: https.RequestOptions, onResponse?: (response: IncomingMessage) => void) => {
      startedAt = performance.now();
      sent = false;
      await untilAllIsRead();
      const outgoing = (url.protocol === 'https:' ? https : http).request(url, request, onResponse);
      onceConnected(outgoing, () => {
        sent = true;
      });
      return outgoing;
    };
    try {
      const pending = client(baseUrl + path, {
        headers,
        signal: ended.signal,
        request: open as never, // got types the callback with its own response class
        ...(retry !== undefined && { retry: { ...retry, calculateDelay: delayOf } }),
      });
      pending.on('downloadProgress', ({ transferred }) => {
        if (transferred > (maxBodyBytes ?? MAX_BODY_BYTES)) ended.abort();
      });
      const { statusCode, headers: received, body } = await pending;
      observe(statusCode);
      // got gives a compressed body as bytes.
      return { kind: 'answer', status: statusCode, headers: received, body: typeof body === 'string' ? body : ENCODED };
    } catch {
      observe(undefined);
      return { kind: sent ? 'lost' : 'not-sent' };
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    get: (request) => send(request),
    read: (request) => send(request, RETRIES),
    close() {
      agent.http.destroy();
      agent.https.destroy();
    },
  };
}

/** Makes an agent open its connections with `connect`. */
function leadBy(connect: Connect, agent: http.Agent, secure: boolean): void {
  agent.createConnection = ({ host, port }, connected) => {
    connect({ secure, hostname: host ?? 'localhost', port: Number(port) }).then(
      (socket) => connected?.(null, socket),
      (fault: Error) => connected?.(fault, new Socket()),
    );
    return null; // the callback gets it
  };
}

/**
 * Waits for a whole turn of the event loop, in which everything that has arrived is read: an idle connection that received
 * unrequested data is closed by then, and not used again.
 */
const untilAllIsRead = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));

function onceConnected(outgoing: ClientRequest, then: () => void): void {
  outgoing.once('socket', (socket) => {
    if (!socket.connecting) then();
    else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', then);
  });
}
