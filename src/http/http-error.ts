import type { RefusalReason } from '../access/audit.ts';

/** A request that is refused before GraphQL sees it. `message` is for the caller. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly code: string;
  /** As what the refusal is audited; null: it is not. */
  readonly reason: RefusalReason | null;

  constructor(status: number, code: string, message: string, reason: RefusalReason | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.reason = reason;
  }
}

/** Refuses for now what would be too much at once. */
export const overloadedError = (message: string) => new HttpError(503, 'OVERLOADED', message, 'overloaded');

/** The caller hung up before the request had arrived: nobody waits for an answer, and nothing is wrong here. */
export class HungUpError extends Error {
  override readonly name = 'HungUpError';
}

export const originNotAllowedError = () =>
  new HttpError(
    403,
    'ORIGIN_NOT_ALLOWED',
    'Pages of this origin may not call the gateway. The variable CORS_ORIGINS lists the origins whose pages may.',
  );
