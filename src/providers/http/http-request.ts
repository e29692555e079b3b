/** How long an idle connection is kept, in milliseconds: shorter than servers do, so that few are closed under a request. */
export const IDLE_SOCKET_MS = 1_000;

/** A longer body is not an answer that a provider documents about one account. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** In place of a body that nobody asked to be encoded, and that cannot be read. */
export const ENCODED = '(an encoded body)';

/** What every request carries beside its own headers. */
export const COMMON_HEADERS = {
  'user-agent': 'accounts-gateway',
  accept: 'application/json',
  'accept-encoding': 'identity',
} as const;

export interface HttpRequest {
  /** Below the base URL, with its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For the whole exchange, connect to last byte. */
  readonly timeoutMs: number;
}

/** The one request that deletes. */
export interface DeleteRequest extends HttpRequest {
  /** Not every provider has `DELETE`. */
  readonly method: 'DELETE' | 'POST';
  /** Sent as JSON. */
  readonly body?: string;
  /** Asked once connected, right before the first byte; when it says no, nothing is sent. */
  readonly maySend: () => boolean;
}

export interface ReadRequest extends HttpRequest {
  /** 1 MB unless given. */
  readonly maxBodyBytes?: number;
}

/** By name in lower case; a list where a line came more than once and cannot be joined. */
export type HttpHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * What came back. `lost`: it was sent, or may have been, and the answer cannot be relied on. The body of an answer to a
 * delete is empty when it holds nothing but white space.
 */
export type HttpResult =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: HttpHeaders; readonly body: string }
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'lost' };

/**
 * Asked once for each exchange, where it begins; what it gives back is told of each request that was made: its HTTP
 * status, `lost` or `not-sent`, and how long it took.
 */
export type WatchExchange = (method: 'GET' | DeleteRequest['method']) => (status: string, seconds: number) => void;
