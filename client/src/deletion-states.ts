import { type DeleteAccountAnswer, goneAccountId, isFinal } from './answer.ts';
import { type DeletionState, IDLE } from './deletion-state.ts';
import { report } from './report.ts';
import type { Transport } from './transport.ts';

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
