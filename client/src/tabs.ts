import type { IntentionInput } from './intention.ts';

/** What a tab says to the others when an outcome is final. */
export interface Outcome<A> {
  readonly slot: string;
  readonly input: IntentionInput;
  readonly answer: A;
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
 * With Web Locks and BroadcastChannel. Where a browser lacks them, tabs do not wait for each other: they send the same key,
 * which is one deletion all the same.
 */
export function openTabs<A>(hear: (outcome: Outcome<A>) => void): Tabs<A> {
  const { locks } = (globalThis.navigator ?? {}) as { locks?: Locks };
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel('accounts-gateway/deletions') : null;
  if (channel !== null) channel.onmessage = ({ data }) => hear(data as Outcome<A>);
  // In Node a channel would keep the process alive.
  (channel as { unref?: () => void } | null)?.unref?.();
  return {
    takeTurn: (name, signal, job) => (locks ? locks.request(name, { signal }, job) : job()),
    announce: (outcome) => channel?.postMessage(outcome),
  };
}
