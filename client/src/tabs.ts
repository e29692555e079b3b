import type { IntentionInput } from './intention.ts';

/** What a tab says to the others when an outcome is final, or the user abandoned it. */
export interface Outcome<A> {
  readonly slot: string;
  readonly input: IntentionInput;
  /** Null when it was abandoned. */
  readonly answer: A | null;
}

/** The other tabs of the same origin. */
export interface Tabs<A> {
  /** Runs the job when no other tab runs one of the same name. @throws the signal's reason, when it comes before its turn */
  takeTurn<T>(name: string, signal: AbortSignal, job: () => Promise<T>): Promise<T>;
  announce(outcome: Outcome<A>): void;
}

interface Locks {
  request<T>(name: string, options: { signal: AbortSignal }, job: () => Promise<T>): Promise<T>;
}

/**
 * With Web Locks and BroadcastChannel. Where a browser lacks them, or denies them as it does where it denies storage, tabs do
 * not wait for each other: they send the same key where they share it, which is one deletion all the same.
 */
export function openTabs<A>(hear: (outcome: Outcome<A>) => void): Tabs<A> {
  const { locks } = (globalThis.navigator ?? {}) as { locks?: Locks };
  const channel = openChannel();
  if (channel !== null) channel.onmessage = ({ data }) => hear(data as Outcome<A>);
  // In Node a channel would keep the process alive.
  (channel as { unref?: () => void } | null)?.unref?.();
  return {
    async takeTurn(name, signal, job) {
      if (!locks) return job();
      let isTurn = false;
      const take = () => {
        isTurn = true;
        return job();
      };
      return locks.request(name, { signal }, take).catch((fault: unknown) => {
        if (isTurn || signal.aborted) throw fault;
        return job();
      });
    },
    announce: (outcome) => channel?.postMessage(outcome),
  };
}

function openChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel('accounts-gateway/deletions');
  } catch {
    return null;
  }
}
