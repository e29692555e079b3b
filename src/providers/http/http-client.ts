import { createConnect } from './connect.ts';
import type { DeleteRequest, HttpResult, ReadRequest } from './http-request.ts';
import type { ProxySettings } from './proxy.ts';
import type { Reads } from './reads.ts';
import { createSendOnce, type SendOnceOptions } from './send-once.ts';

/** What is sent to one provider. Whatever goes wrong with it is a value, and no redirect is followed. */
export interface HttpClient extends Reads {
  /** Makes one request on the wire, or none. */
  delete(request: DeleteRequest): Promise<HttpResult>;
  /** Closes all connections. */
  close(): void;
}

export interface HttpClientOptions extends Omit<SendOnceOptions, 'connect'> {
  /** How long a connection may take to be made, in milliseconds: the longest time that an exchange can have. */
  readonly connectTimeoutMs: number;
  /** The proxies on the way; none unless given. */
  readonly proxies?: ProxySettings;
}

/** The HTTP client of a provider: undici for the one request that destroys, got for reads (`docs/decisions/0012-…`). */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { baseUrl, watch } = options;
  const connect = createConnect(options.connectTimeoutMs, options.proxies ?? {});
  const sendOnce = createSendOnce({ ...options, connect });
  let reads: Promise<Reads & { close(): void }> | undefined;

  /** Loads them with the first read, within its time: a process that only deletes can do without. */
  async function viaReads(how: 'get' | 'read', request: ReadRequest): Promise<HttpResult> {
    const startedAt = performance.now();
    reads ??= import('./reads.ts').then(({ createReads }) => createReads(baseUrl, watch, connect));
    const client = await reads;
    return client[how]({ ...request, timeoutMs: request.timeoutMs - (performance.now() - startedAt) });
  }

  return {
    delete: sendOnce.send,
    get: (request) => viaReads('get', request),
    read: (request) => viaReads('read', request),
    close() {
      sendOnce.close();
      reads?.then(
        ({ close }) => close(),
        () => {},
      );
    },
  };
}

/**
 * Reads one text from anywhere, by GET, with the same rules and through the same proxies as what is asked of providers: for
 * the keys of tokens.
 */
export async function readOnce(
  url: string,
  { proxies, timeoutMs, maxBodyBytes }: Pick<ReadRequest, 'timeoutMs' | 'maxBodyBytes'> & { proxies: ProxySettings },
): Promise<HttpResult> {
  const { createReads } = await import('./reads.ts');
  const reads = createReads(url, () => () => {}, createConnect(timeoutMs, proxies));
  try {
    return await reads.get({ path: '', headers: {}, timeoutMs, ...(maxBodyBytes !== undefined && { maxBodyBytes }) });
  } finally {
    reads.close();
  }
}
