import { createConnect } from './connect.ts';
import type { DeleteRequest, HttpResult, ReadRequest } from './http-request.ts';
import type { ProxySettings } from './proxy.ts';
import { readPatiently } from './reads.ts';
import { createSendOnce, type SendOnceOptions } from './send-once.ts';

/** What is sent to one provider. Whatever goes wrong with it is a value, and no redirect is followed. */
export interface HttpClient {
  /** Makes one request on the wire, or none. */
  delete(request: DeleteRequest): Promise<HttpResult>;
  /** Makes one request. */
  get(request: ReadRequest): Promise<HttpResult>;
  /**
   * Makes up to three requests within `timeoutMs`, until there is an answer that is not just of the moment; a
   * `Retry-After` is kept, or the answer that came with it is the last.
   */
  read(request: ReadRequest): Promise<HttpResult>;
  /** Closes all connections. */
  close(): void;
}

export interface HttpClientOptions extends Omit<SendOnceOptions, 'connect'> {
  /** How long a connection may take to be made, in milliseconds: the longest time that an exchange can have. */
  readonly connectTimeoutMs: number;
  /** The proxies on the way; none unless given. */
  readonly proxies?: ProxySettings;
}

/** The HTTP client of a provider, on undici (`docs/decisions/0012-…`): deletes and reads have connections of their own. */
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
