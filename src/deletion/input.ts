import { type Failure, refusedHere } from './outcome.ts';

/**
 * Checks an account id. It is opaque, but becomes one segment of a path: 1 to 255 characters, none of them a control
 * character; not blank, `.` or `..`.
 *
 * @returns the refusal; null when the id is acceptable
 */
export function checkAccountId(accountId: string): Failure | null {
  const acceptable =
    accountId.isWellFormed() &&
    accountId.length <= 2 * 255 &&
    [...accountId].length <= 255 &&
    !/\p{Cc}/u.test(accountId) &&
    accountId.trim() !== '' &&
    accountId !== '.' &&
    accountId !== '..';
  return acceptable
    ? null
    : refusedHere('INVALID_INPUT', 'accountId must be 1 to 255 characters, none of them a control character.', {
        field: 'accountId',
      });
}

/**
 * Checks an idempotency key: 1 to 255 characters from `!` (0x21) to `~` (0x7E).
 *
 * @returns the refusal; null when the key is acceptable
 */
export function checkIdempotencyKey(key: string): Failure | null {
  return /^[\x21-\x7e]{1,255}$/.test(key) ? null : badKey('An idempotency key is 1 to 255 characters from ! to ~.');
}

/** The refusal of a key that cannot be used, or that is required and missing. */
export const badKey = (message: string): Failure => refusedHere('INVALID_INPUT', message, { field: 'idempotencyKey' });
