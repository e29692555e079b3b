import type { RefusalReason } from '../access/audit.ts';

/** A request that is refused before GraphQL sees it. `message` is for the caller. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly code: string;
  /** The reason in the audit line; null for no audit line. */
  readonly reason: RefusalReason | null;

  constructor(status: number, code: string, message: string, reason: RefusalReason | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.reason = reason;
  }
}

/** A refusal because of too much load; the request can be repeated later. */
export const overloadedError = (message: string) => new HttpError(503, 'OVERLOADED', message, 'overloaded');

/** The caller closed the connection before the request had arrived. No answer is needed, and it is not a fault. */
export class HungUpError extends Error {
  override readonly name = 'HungUpError';
}

export const originNotAllowedError = () =>
  new HttpError(
    403,
    'ORIGIN_NOT_ALLOWED',
    'Pages of this origin are not allowed to call the gateway. The variable CORS_ORIGINS lists the allowed origins.',
  );
