import { createConnect } from './connect.ts';
import type { DeleteRequest, HttpResult, ReadRequest } from './http-request.ts';
import type { ProxySettings } from './proxy.ts';
import type { Reads } from './reads.ts';
import { createSendOnce, type SendOnceOptions } from './send-once.ts';

/** Sends requests to one provider. Failures are values, and redirects are not followed. */
export interface HttpClient extends Reads {
  /** Makes one request on the wire, or none. */
  delete(request: DeleteRequest): Promise<HttpResult>;
  /** Closes all connections. */
  close(): void;
}

export interface HttpClientOptions extends Omit<SendOnceOptions, 'connect'> {
  /** How long connecting may take, in milliseconds: the longest time of an exchange. */
  readonly connectTimeoutMs: number;
  /** None unless given. */
  readonly proxies?: ProxySettings;
}

/** The HTTP client of a provider: undici for deletes, got for reads (`docs/decisions/0012-undici-for-the-delete.md`). */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { baseUrl, watch } = options;
  const connect = createConnect(options.connectTimeoutMs, options.proxies ?? {});
  const sendOnce = createSendOnce({ ...options, connect });
  let reads: Promise<Reads & { close(): void }> | undefined;

  /** Loads got with the first read, within its time: a process that only deletes does not need it. */
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
 * Reads one URL by GET, with the same rules and proxies as for providers. Used for the keys that verify tokens.
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
