import type { Deletion, Evidence } from './deletion.ts';

/** The result of a `deleteAccount`: the account is gone, or one typed reason why it is not. */
export type Outcome = Deleted | Failure;

export interface Deleted {
  readonly code: 'DELETED';
  readonly evidence: Evidence;
  readonly deletion: Deletion;
}

/** Which idempotency key a caller should use after a failure, if any. */
export type RetryAdvice = 'SAME_KEY' | 'NEW_KEY' | 'NEVER';

/** The retry advice is a property of the error alone. */
export const RETRY = {
  INVALID_INPUT: 'NEVER',
  UNAUTHORIZED: 'SAME_KEY',
  FORBIDDEN: 'SAME_KEY',
  ACCOUNT_NOT_FOUND: 'NEVER',
  DELETION_REJECTED: 'NEW_KEY',
  IDEMPOTENCY_KEY_REUSED: 'NEW_KEY',
  DELETION_IN_PROGRESS: 'SAME_KEY',
  RATE_LIMITED: 'SAME_KEY',
  UNAVAILABLE: 'SAME_KEY',
  OUTCOME_UNKNOWN: 'SAME_KEY',
} as const satisfies Record<string, RetryAdvice>;

export type FailureCode = keyof typeof RETRY;

/** One thing that a provider found wrong with a request. */
export interface FieldValidation {
  readonly field: string;
  readonly code: string | null;
  readonly message: string | null;
}

export interface Failure {
  readonly code: FailureCode;
  /** For people; free of credential and key. */
  readonly message: string;
  /** Who refused: the gateway itself, or the provider. */
  readonly source: 'GATEWAY' | 'PROVIDER';
  /** The provider's own code. */
  readonly providerCode?: string | undefined;
  /** Milliseconds to wait before a retry. */
  readonly retryAfterMs?: number | undefined;
  /** The input field that is wrong (INVALID_INPUT). */
  readonly field?: 'accountId' | 'idempotencyKey' | undefined;
  /** What the provider found wrong (DELETION_REJECTED). */
  readonly validations?: readonly FieldValidation[] | undefined;
}

/** A failure that the gateway itself is the source of. */
export function refusedHere(
  code: FailureCode,
  message: string,
  more: Pick<Failure, 'field' | 'retryAfterMs'> = {},
): Failure {
  return { code, message, source: 'GATEWAY', ...more };
}

/** The key belongs to another account: see `belongsTo`. */
export const keyReused = (): Failure =>
  refusedHere('IDEMPOTENCY_KEY_REUSED', 'This idempotency key belongs to the deletion of another account.');

/** Another run owns this deletion, for `leaseLeftMs` milliseconds more. */
export const inProgress = (leaseLeftMs: number): Failure =>
  refusedHere('DELETION_IN_PROGRESS', 'A request with this idempotency key is still running.', {
    retryAfterMs: Math.max(0, Math.ceil(leaseLeftMs)),
  });

/** The gateway cannot work now, and this request executed nothing. An earlier one may have. */
export const unavailableHere = (message: string): Failure => refusedHere('UNAVAILABLE', message);

/** When to ask again where too many deletions run in this process, in milliseconds. */
const ROOM_AFTER_MS = 1_000;
export const overloaded = (): Failure =>
  refusedHere('UNAVAILABLE', 'Too many deletions are running at this provider; this request executed nothing.', {
    retryAfterMs: ROOM_AFTER_MS,
  });

/** What is known of an answer that was lost, or from which nothing follows. */
export interface LostAnswer {
  /** The HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  readonly providerCode?: string | undefined;
  /** Milliseconds to wait before a retry. */
  readonly retryAfterMs?: number | undefined;
}

/** The provider may have carried out the deletion, or not. */
export function outcomeUnknown({ status, providerCode, retryAfterMs }: LostAnswer): Failure {
  const seen =
    status === undefined
      ? 'There is no usable answer from the provider'
      : `The provider answered with status ${status}, which proves nothing`;
  return {
    code: 'OUTCOME_UNKNOWN',
    message: `${seen}: the account may be deleted or not. Retry with the same idempotency key.`,
    source: 'PROVIDER',
    providerCode,
    retryAfterMs,
  };
}
