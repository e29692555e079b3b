import type { DeleteAccountAnswer } from './answer.ts';

/**
 * - `IDLE`: nothing was asked for.
 * - `DELETING`: it is being asked for, here or in another tab.
 * - `FINDING_OUT`: the outcome is unknown, and the gateway finds out by itself.
 * - `DELETED`: the account is gone.
 * - `REFUSED`: final, and not deleted by this request; `isGone` says whether it is there. `start` is a new intention.
 * - `UNFINISHED`: not final. The key is kept, and `start` goes on with it unless it has expired.
 * - `ABANDONED`: nothing more is sent, but what was sent may have deleted the account. `start` is a new intention.
 */
export type DeletionPhase = 'IDLE' | 'DELETING' | 'FINDING_OUT' | 'DELETED' | 'REFUSED' | 'UNFINISHED' | 'ABANDONED';

/** How far the deletion of one account has come. A new object with each change. */
export interface DeletionState {
  readonly status: DeletionPhase;
  /** The last answer; null when none came. */
  readonly answer: DeleteAccountAnswer | null;
  /** What was thrown in place of an answer. */
  readonly fault: unknown;
  /** The account is not there any more: deleted, or not known to the provider. Take it off the screen. */
  readonly isGone: boolean;
}

export const IDLE: DeletionState = { status: 'IDLE', answer: null, fault: null, isGone: false };
