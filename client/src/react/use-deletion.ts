import { useEffect, useSyncExternalStore } from 'react';
import { type DeletionState, IDLE } from '../deletion-states.ts';
import type { DeletionsOptions } from '../deletions.ts';
import type { AccountRef } from '../intention.ts';
import { report } from '../report.ts';
import { type Texts, textForState } from '../texts.ts';
import type { Transport } from '../transport.ts';
import { shareDeletions, takeOver } from './share-deletions.ts';

export interface UseDeleteAccountOptions extends DeletionsOptions {
  /** Your own texts, in any language. */
  readonly texts?: Partial<Texts>;
}

/** What the hooks give a component. */
export interface AccountDeletionHandle extends DeletionState {
  /** Something is going on: disable the button. */
  readonly isBusy: boolean;
  /** What to show the user; empty while there is nothing to say. */
  readonly text: string;
  /** Call it when the user confirms. */
  start(): void;
  /** Gives up waiting. The key is kept. */
  stop(): void;
  /** The user does not want it any more: nothing more is sent. It undoes nothing. */
  abandon(): void;
  /** Back to `IDLE` once it has ended. */
  dismiss(): void;
}

export function useDeletion(
  client: object,
  connect: () => Transport,
  account: AccountRef,
  options: UseDeleteAccountOptions,
): AccountDeletionHandle {
  const deletions = shareDeletions(client, options, connect);
  const state = useSyncExternalStore(
    deletions.subscribe,
    () => deletions.get(account),
    () => IDLE,
  );
  useEffect(() => takeOver(client, deletions), [client, deletions]);
  const isBusy = state.status === 'DELETING' || state.status === 'FINDING_OUT';
  return {
    ...state,
    isBusy,
    text: textForState(state, options.texts),
    start: () => void deletions.start(account),
    stop: () => deletions.stop(account),
    abandon: () => void deletions.abandon(account).catch(report),
    dismiss: () => deletions.dismiss(account),
  };
}
