import { createConnect } from './connect.ts';
import type { DeleteRequest, HttpResult, ReadRequest } from './http-request.ts';
import type { ProxySettings } from './proxy.ts';
import { readPatiently } from './reads.ts';
import { createSendOnce, type SendOnceOptions } from './send-once.ts';

/** Sends requests to one provider. Failures are values, and redirects are not followed. */
export interface HttpClient {
  /** Makes one request on the wire, or none. */
  delete(request: DeleteRequest): Promise<HttpResult>;
  /** Makes one request. */
  get(request: ReadRequest): Promise<HttpResult>;
  /**
   * Makes up to three requests within `timeoutMs`, until the answer is not a temporary failure. Waits for `Retry-After`;
   * if there is no time for that, returns the answer.
   */
  read(request: ReadRequest): Promise<HttpResult>;
  /** Closes all connections. */
  close(): void;
}

export interface HttpClientOptions extends Omit<SendOnceOptions, 'connect'> {
  /** How long connecting may take, in milliseconds: the longest time of an exchange. */
  readonly connectTimeoutMs: number;
  /** None unless given. */
  readonly proxies?: ProxySettings;
}

/**
 * The HTTP client of a provider, on undici (`docs/decisions/0012-undici-for-the-delete.md`). Deletes and reads have a pool
 * each.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const connect = createConnect(options.connectTimeoutMs, options.proxies ?? {});
  const deletes = createSendOnce({ ...options, connect });
  const gets = createSendOnce({ ...options, connect });
  return {
    delete: (request) => deletes.start(request).result,
    get: (request) => gets.start(request).result,
    read: (request) => readPatiently(gets.start, request),
    close() {
      deletes.close();
      gets.close();
    },
  };
}
