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

/** How late at most the end of an exchange is noticed, in milliseconds of a machine that runs. */
const SLICE_MS = 1_000;

type Sent = HttpRequest & Partial<DeleteRequest & ReadRequest>;

export interface SendOnceOptions {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** A clock in milliseconds that does not stand still while the machine is suspended: it ends a request. */
  readonly now: () => number;
  readonly watch: WatchExchange;
  readonly connect: Connect;
}

/**
 * Requests on undici's pool: each is on the wire once, or not at all. The pool neither retries nor redirects; it hands a
 * request its socket once that is connected (with TLS: secured), and looks for the end of a kept one before it uses it.
 */
export function createSendOnce({ baseUrl, now, watch, connect }: SendOnceOptions) {
  const { origin, pathname } = new URL(baseUrl);
  const basePath = pathname === '/' ? '' : pathname;
  const pool = new Pool(origin, {
    allowH2: false, // a stream that is reset says less than a connection of its own
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
    headersTimeout: 0, // each exchange has its own time
    bodyTimeout: 0,
  });

  return {
    start(request: Sent): OneRequest {
      const { method = 'GET', path, headers, body = null } = request;
      const exchange = new OneRequest(request, watch(method), now);
      const type = body === null ? {} : { 'content-type': 'application/json' };
      const all = { ...COMMON_HEADERS, ...type, ...headers };
      const options = { method, path: basePath + path, headers: all, body };
      // From here undici waits for a turn of the event loop before it uses a kept connection: whatever has arrived on it by
      // then is read, and a connection on which something came that nobody asked for is closed.
      setImmediate(() => pool.dispatch(options, exchange));
      return exchange;
    },
    close(): void {
      pool.destroy().catch(() => {});
    },
  };
}

/** undici asks and tells it how its request goes. Faults may hold what was sent: they are not kept. */
export class OneRequest implements Dispatcher.DispatchHandler {
  readonly result: Promise<HttpResult>;
  /** What the connection failed by, where it did and the system or undici has a name for it. */
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
  /** Set right before the first byte; without it nothing was sent. */
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

  /** In slices: a timer stands still while the machine is suspended, and may be late for all of that time. */
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

  /** Connected, and not a byte is sent yet. Never twice, and never after the answer was given. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#over || this.#sending !== undefined || this.#isLate() || this.#request.maySend?.() === false) {
      controller.abort(new Error('This process may no longer send'));
    } else {
      this.#sending = controller;
    }
  }

  /** Also told of 1xx, after which the answer itself comes – but for 100, at which undici hangs up: nobody asked for it. */
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

  /** The text of the body; empty when it is nothing but white space. */
  #body(): string {
    const encoding = `${this.#headers['content-encoding'] ?? ''}`.trim().toLowerCase();
    if (this.#length > 0 && encoding !== '' && encoding !== 'identity') return ENCODED;
    const text = UTF_8.decode(Buffer.concat(this.#chunks)); // without a byte order mark
    return text.trim() === '' ? '' : text;
  }

  /** Where only the end of the connection ends a body, undici takes a reset for it: then an empty one proves nothing. */
  #mayBeCutOff(): boolean {
    const { 'content-length': length, 'transfer-encoding': coding } = this.#headers;
    const mayHaveBody = this.#status >= 200 && this.#status <= 299 && this.#status !== 204;
    return mayHaveBody && length === undefined && !/\bchunked\s*$/i.test(`${coding ?? ''}`);
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
