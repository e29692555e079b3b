import { createHttpClient, type HttpClient, type HttpClientOptions } from '../../src/providers/http/http-client.ts';

/** The client of a provider, unwatched, that waits a second for a connection. */
export const clientOf = (baseUrl: string, more: Partial<HttpClientOptions> = {}): HttpClient =>
  createHttpClient({
    baseUrl,
    connectTimeoutMs: 1_000,
    now: () => performance.now(),
    watch: () => () => {},
    ...more,
  });
