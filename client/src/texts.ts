import { type Answer, isFinal } from './answer.ts';
import type { DeletionState } from './deletion-states.ts';
import type { DeleteAccountErrorCode } from './generated.ts';

/** What can be said to the user: one text for each outcome. */
export type TextKey = DeleteAccountErrorCode | 'DELETED' | 'FINDING_OUT' | 'ABANDONED' | 'NO_ANSWER' | 'OTHER';

/** A text, or what makes one of the answer (null when there is none). */
export type Text = string | ((answer: Answer | null) => string);
export type Texts = Readonly<Record<TextKey, Text>>;

const UNKNOWN = 'We do not know yet whether the account was deleted. Try again: it is never deleted twice.';

/** For users. `message` of an answer is for developers, and in the provider's words. */
export const ENGLISH: Texts = {
  DELETED: 'The account was deleted.',
  INVALID_INPUT: 'This account cannot be deleted: its number is not valid.',
  UNAUTHORIZED: 'You are not signed in any more. Sign in and try again.',
  FORBIDDEN: 'You are not allowed to delete this account.',
  ACCOUNT_NOT_FOUND: 'This account does not exist any more.',
  DELETION_REJECTED: 'The bank does not delete this account now, for example because its balance is not zero.',
  IDEMPOTENCY_KEY_REUSED: 'Something went wrong on our side. Nothing was deleted. Please try again.',
  DELETION_IN_PROGRESS: 'The account is being deleted. Try again in a moment to see the result.',
  RATE_LIMITED: 'There are too many requests at the bank. Nothing was deleted. Try again in a minute.',
  // Not that nothing was deleted: an earlier request of the same key may have done it.
  UNAVAILABLE: 'The bank cannot be reached now. Try again later: the account is never deleted twice.',
  OUTCOME_UNKNOWN: UNKNOWN,
  FINDING_OUT: 'We are finding out whether the account was deleted. You can close this page.',
  ABANDONED: 'You abandoned the deletion. If it was already under way, the account may be deleted all the same.',
  NO_ANSWER: UNKNOWN,
  OTHER: 'The account was not deleted.',
};

/**
 * What to show the user.
 *
 * @param answer null when none came
 * @param texts your own, in any language; `ENGLISH` where they have none
 */
export function textFor(answer: Answer | null, texts: Partial<Texts> = {}): string {
  return say(keyOf(answer), answer, texts);
}

/** What to show the user of a `DeletionState`; empty while there is nothing to say. */
export function textForState(
  { status, answer }: Pick<DeletionState, 'status' | 'answer'>,
  texts: Partial<Texts> = {},
): string {
  if (status === 'IDLE' || status === 'DELETING') return '';
  return status === 'FINDING_OUT' || status === 'ABANDONED' ? say(status, answer, texts) : textFor(answer, texts);
}

function say(key: TextKey, answer: Answer | null, texts: Partial<Texts>): string {
  const text = texts[key] ?? ENGLISH[key];
  return typeof text === 'string' ? text : text(answer);
}

function keyOf(answer: Answer | null): TextKey {
  if (answer === null) return 'NO_ANSWER';
  if (answer.__typename === 'DeleteAccountSuccess') return 'DELETED';
  if (Object.hasOwn(ENGLISH, answer.code ?? '')) return answer.code as TextKey;
  return isFinal(answer) ? 'OTHER' : 'NO_ANSWER';
}
