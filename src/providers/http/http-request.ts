/** How long an idle connection is kept, in milliseconds: less than servers keep it, so that they seldom close one in use. */
export const IDLE_SOCKET_MS = 1_000;

/** The longest body about one account that is accepted: far more than a provider documents. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** Stands for a compressed body, which was not requested and is not read. */
export const ENCODED = '(an encoded body)';

/** Headers of every request, beside its own. */
export const COMMON_HEADERS = {
  'user-agent': 'accounts-gateway',
  accept: 'application/json',
  'accept-encoding': 'identity',
} as const;

export interface HttpRequest {
  /** Relative to the base URL, with the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For the whole exchange, from connect to the last byte, in milliseconds. */
  readonly timeoutMs: number;
}

/** A request that deletes. */
export interface DeleteRequest extends HttpRequest {
  /** Not every provider has `DELETE`. */
  readonly method: 'DELETE' | 'POST';
  /** Sent as JSON. */
  readonly body?: string;
  /** Called once connected, right before the first byte; when it returns false, nothing is sent. */
  readonly maySend: () => boolean;
}

export interface ReadRequest extends HttpRequest {
  /** 1 MB unless given. */
  readonly maxBodyBytes?: number;
}

/** By name in lower case; a list for a repeated header that cannot be joined. */
export type HttpHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The result of a request. `not-sent`: no byte was sent. `lost`: it was sent, or may have been, and there is no usable
 * answer. The body of an answer to a delete is empty when it contains only white space.
 */
export type HttpResult =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: HttpHeaders; readonly body: string }
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'lost' };

/**
 * Called at the start of each exchange. The function that it returns is called after each request of the exchange, with the
 * HTTP status, `lost` or `not-sent`, and the duration.
 */
export type WatchExchange = (method: 'GET' | DeleteRequest['method']) => (status: string, seconds: number) => void;
