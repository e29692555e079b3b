/**
 * What a request that brought no answer means for the deletion.
 *
 * - `REPEAT`: the network, a 5xx, a fault of the server: the same request may end well.
 * - `STOP`: this request was not executed and will not be when it is repeated now, such as after a 401 from a proxy. The key
 *   is kept: the user signs in again, and it goes on.
 * - `REFUSED`: the request is wrong in itself, such as a document or a variable that does not fit the schema. It was not
 *   executed and never will be.
 */
export type Verdict = 'REPEAT' | 'STOP' | 'REFUSED';

/** `extensions.code` of answers to requests that are wrong in themselves: Apollo's names, and the gateway's own. */
const REFUSED_CODES = [
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PAYLOAD_TOO_LARGE',
  'TOO_MANY_DELETIONS',
  'UNSUPPORTED_MEDIA_TYPE',
];
const STOP_CODES = ['UNAUTHENTICATED', 'FORBIDDEN', 'PERSISTED_QUERY_NOT_SUPPORTED', 'METHOD_NOT_ALLOWED', 'NOT_FOUND'];

/** RFC 9110: the request is wrong in itself. */
const REFUSED_STATUSES = [400, 406, 411, 413, 414, 415, 422, 431];
/** 4xx that ask for patience: a timeout, too early, too many requests. */
const PATIENT_STATUSES = [408, 425, 429];

/**
 * Understands what `fetch` (through `createFetchTransport`), Apollo Client 4, urql and graphql-request throw.
 *
 * @param fault what was thrown in place of an answer
 */
export function judgeFault(fault: unknown): Verdict {
  const codes = codesOf(fault);
  const refused = wasExecuted(fault) ? 'STOP' : 'REFUSED';
  if (codes.some((code) => REFUSED_CODES.includes(code))) return refused;
  if (codes.some((code) => STOP_CODES.includes(code))) return 'STOP';
  const status = responseOf(fault).status ?? 0;
  if (status < 400 || status >= 500 || PATIENT_STATUSES.includes(status)) return 'REPEAT';
  return REFUSED_STATUSES.includes(status) ? refused : 'STOP';
}

/** The `Retry-After` (RFC 9110, 10.2.3) of an answer such as 429 or 503, in milliseconds; 0 when there is none. */
export function retryAfterOf(fault: unknown): number {
  const { headers } = responseOf(fault);
  const value = headers?.get?.('retry-after') ?? '';
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

interface FaultShape {
  /** Apollo Client's `CombinedGraphQLErrors`: what came beside the errors. */
  readonly data?: unknown;
  /** `createFetchTransport`, Apollo Client's `CombinedGraphQLErrors`. */
  readonly errors?: unknown;
  /** urql. */
  readonly graphQLErrors?: unknown;
  /** Apollo Client's `ServerError`. */
  readonly statusCode?: unknown;
  /** All but `CombinedGraphQLErrors`. graphql-request puts the errors in here. */
  readonly response?: ResponseShape;
}
interface ResponseShape {
  readonly status?: number;
  readonly headers?: Pick<Headers, 'get'>;
  readonly errors?: unknown;
  readonly data?: unknown;
}

const shapeOf = (fault: unknown): FaultShape => (typeof fault === 'object' && fault !== null ? fault : {});

function responseOf(fault: unknown): ResponseShape {
  const { response, statusCode } = shapeOf(fault);
  return response ?? (typeof statusCode === 'number' ? { status: statusCode } : {});
}

function errorsOf(fault: unknown) {
  const { errors, graphQLErrors, response } = shapeOf(fault);
  return [errors, graphQLErrors, response?.errors].flatMap((list) => (Array.isArray(list) ? list : []));
}

const codesOf = (fault: unknown): string[] => errorsOf(fault).map((error) => String(error?.extensions?.code));

/**
 * Whether the operation was begun: then data came, or an error names its field by a `path`
 * (https://spec.graphql.org/October2021/#sec-Errors). The error may be another subgraph's, behind a deletion that was
 * carried out.
 */
function wasExecuted(fault: unknown): boolean {
  const hasData = [shapeOf(fault).data, shapeOf(fault).response?.data].some((data) => (data ?? null) !== null);
  return hasData || errorsOf(fault).some((error) => Array.isArray(error?.path));
}
