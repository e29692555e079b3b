import { type DeleteAccountAnswer, goneAccountId, isFinal } from './answer.ts';
import { report } from './report.ts';
import type { Transport } from './transport.ts';

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

/** What a tab shows of its deletions, each under the name of its slot. */
export interface DeletionStates {
  read(slot: string): DeletionState;
  change(slot: string, state: Partial<DeletionState>): DeletionState;
  /** Shows an answer, and takes an account that is gone off the caches. `unfinished` is shown when it is not final. */
  conclude(
    slot: string,
    answer: DeleteAccountAnswer,
    unfinished?: 'UNFINISHED' | 'ABANDONED' | undefined,
  ): DeletionState;
  /** @returns ends the subscription */
  subscribe(listener: () => void): () => void;
}

export function createDeletionStates(transport: Transport): DeletionStates {
  const states = new Map<string, DeletionState>();
  const listeners = new Set<() => void>();

  function change(slot: string, state: Partial<DeletionState>): DeletionState {
    const next = { ...IDLE, ...state };
    states.set(slot, next);
    for (const listener of listeners) listener();
    return next;
  }

  // Apart from the rest: a cache that throws changes nothing about the outcome.
  const forget = async (id: string) => transport.forget?.(id);

  return {
    read: (slot) => states.get(slot) ?? IDLE,
    change,
    conclude(slot, answer, unfinished = 'UNFINISHED') {
      const id = goneAccountId(answer);
      const failed = isFinal(answer) ? 'REFUSED' : unfinished;
      const status = answer.__typename === 'DeleteAccountSuccess' ? 'DELETED' : failed;
      const state = change(slot, { status, answer, isGone: id !== null });
      if (id !== null) forget(id).catch(report);
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
