import { type Dispatcher, Pool } from 'undici';
import type { Connect } from './connect.ts';
import {
  COMMON_HEADERS,
  type DeleteRequest,
  ENCODED,
  type HttpHeaders,
  type HttpRequest,
  type HttpResult,
  IDLE_SOCKET_MS,
  MAX_BODY_BYTES,
  type ReadRequest,
  type WatchExchange,
} from './http-request.ts';

const UTF_8 = new TextDecoder();

/** The longest delay until the end of an exchange is noticed, in milliseconds during which the machine runs. */
const SLICE_MS = 1_000;

type Sent = HttpRequest & Partial<DeleteRequest & ReadRequest>;

export interface SendOnceOptions {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** A clock in milliseconds that goes on while the machine is suspended: it ends a request. */
  readonly now: () => number;
  readonly watch: WatchExchange;
  readonly connect: Connect;
}

/**
 * Sends requests through undici's pool: each is on the wire once, or not at all. The pool neither retries nor redirects.
 * It gives a request a socket once that is connected (with TLS: secured), and checks that an idle one is still open.
 */
export function createSendOnce({ baseUrl, now, watch, connect }: SendOnceOptions) {
  const { origin, pathname } = new URL(baseUrl);
  const basePath = pathname === '/' ? '' : pathname;
  const pool = new Pool(origin, {
    allowH2: false, // the reset of one stream would not show that nothing more can arrive
    pipelining: 1,
    connect: (target, connected) => {
      const secure = target.protocol === 'https:';
      connect({ secure, hostname: target.hostname, port: Number(target.port || (secure ? 443 : 80)) }).then(
        (socket) => connected(null, socket),
        (fault: Error) => connected(fault, null),
      );
    },
    keepAliveTimeout: IDLE_SOCKET_MS,
    keepAliveMaxTimeout: IDLE_SOCKET_MS,
    headersTimeout: 0, // `OneRequest` has the time of the exchange
    bodyTimeout: 0,
  });

  return {
    start(request: Sent): OneRequest {
      const { method = 'GET', path, headers, body = null } = request;
      const exchange = new OneRequest(request, watch(method), now);
      const type = body === null ? {} : { 'content-type': 'application/json' };
      const all = { ...COMMON_HEADERS, ...type, ...headers };
      const options = { method, path: basePath + path, headers: all, body };
      // From `setImmediate`, undici waits for a turn of the event loop before it uses an idle connection: everything that
      // has arrived is read by then, and a connection with unrequested data is closed.
      setImmediate(() => pool.dispatch(options, exchange));
      return exchange;
    },
    close(): void {
      pool.destroy().catch(() => {});
    },
  };
}

/** Follows one request through undici's callbacks. undici's errors may contain what was sent: they are not kept. */
export class OneRequest implements Dispatcher.DispatchHandler {
  readonly result: Promise<HttpResult>;
  /** The error code of a failed connection, from the system or from undici, if it has one. */
  faultCode: string | undefined;
  readonly #request: Sent;
  readonly #observe: ReturnType<WatchExchange>;
  readonly #startedAt = performance.now();
  readonly #now: () => number;
  readonly #endsAt: number;
  #timer: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #resolve!: (result: HttpResult) => void;
  #over = false;
  /** Set right before the first byte; undefined: nothing was sent. */
  #sending: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: HttpHeaders = {};
  #length = 0;

  constructor(request: Sent, observe: ReturnType<WatchExchange>, now: () => number) {
    this.#request = request;
    this.#observe = observe;
    this.result = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#now = now;
    this.#endsAt = now() + request.timeoutMs;
    this.#timer = this.#untilTheEnd();
  }

  /** In slices, because a timer stops while the machine is suspended and then fires late by that time. */
  #untilTheEnd(): NodeJS.Timeout {
    const leftMs = this.#endsAt - this.#now();
    return setTimeout(
      () => {
        if (this.#isLate()) this.#giveUp();
        else this.#timer = this.#untilTheEnd();
      },
      Math.min(SLICE_MS, Math.max(1, leftMs)),
    );
  }

  #isLate(): boolean {
    return this.#now() >= this.#endsAt;
  }

  /** Called once connected, before the first byte. Does not send twice, nor after the result was given. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#over || this.#sending !== undefined || this.#isLate() || this.#request.maySend?.() === false) {
      controller.abort(new Error('This process may no longer send'));
    } else {
      this.#sending = controller;
    }
  }

  /** Also called for 1xx, which the answer follows. At an unrequested 100, undici closes the connection. */
  onResponseStart(_controller: unknown, status: number, headers: HttpHeaders): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    this.#length += chunk.length;
    if (this.#length > (this.#request.maxBodyBytes ?? MAX_BODY_BYTES)) this.#giveUp();
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const body = this.#body();
    if (body === '' && this.#mayBeCutOff()) this.onResponseError();
    else this.#end({ kind: 'answer', status: this.#status, headers: this.#headers, body }, String(this.#status));
  }

  /** The text of the body; empty when it contains only white space. */
  #body(): string {
    const encoding = `${this.#headers['content-encoding'] ?? ''}`.trim().toLowerCase();
    if (this.#length > 0 && encoding !== '' && encoding !== 'identity') return ENCODED;
    const text = UTF_8.decode(Buffer.concat(this.#chunks)); // removes a byte order mark
    return text.trim() === '' ? '' : text;
  }

  /** Where the end of the connection ends the body, undici accepts a reset as the end: an empty body proves nothing. */
  #mayBeCutOff(): boolean {
    const { 'content-length': length, 'transfer-encoding': coding } = this.#headers;
    const mayHaveBody = this.#status >= 200 && this.#status <= 299 && this.#status !== 204;
    return mayHaveBody && length === undefined && !/(^|,)\s*chunked\s*$/i.test(`${coding ?? ''}`);
  }

  onResponseError(_controller?: unknown, fault?: NodeJS.ErrnoException): void {
    if (!this.#over) this.faultCode = fault?.code;
    const kind = this.#sending === undefined ? 'not-sent' : 'lost';
    this.#end({ kind }, kind);
  }

  #giveUp(): void {
    const sending = this.#sending;
    this.onResponseError();
    sending?.abort(new Error('The exchange took too long, or its answer did'));
  }

  #end(result: HttpResult, status: string): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#timer);
    this.#resolve(result);
    this.#observe(status, (performance.now() - this.#startedAt) / 1000);
  }
}
