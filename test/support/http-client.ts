import { createHttpClient, type HttpClient } from '../../src/providers/http-client.ts';

/** The client of a provider, unwatched, that waits a second for a connection. */
export const clientOf = (baseUrl: string): HttpClient =>
  createHttpClient({ baseUrl, connectTimeoutMs: 1_000, watch: () => () => {} });
