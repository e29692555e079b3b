import type { DeletionId, Ledger } from './ledger.ts';
import type { Providers } from './provider.ts';
import type { ReplayCache, Vault } from './settlement.ts';

/** One `deleteAccount` whose input was found acceptable. */
export interface DeleteAccountCommand {
  readonly id: DeletionId;
  readonly accountId: string;
  /** Sent upstream; never stored. */
  readonly idempotencyKey: string;
  /** Sent upstream; never stored. */
  readonly credential: string;
  /** Whose credential that is. */
  readonly heldBy: 'caller' | 'gateway';
  readonly requestId: string;
}

/** Time in milliseconds. `now` never goes back, and counts the time for which a machine was suspended. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** Durations in milliseconds, from the environment: the README says what each is for. */
export interface DeletionSettings {
  readonly replayTtlMs: number;
  readonly providerTimeoutMs: number;
  readonly deleteDeadlineMs: number;
  readonly leaseMs: number;
  readonly quiescenceMs: number;
  readonly inProgressWaitMs: number;
  /** Deletions that run at once at one provider; the next is refused before anything is written or sent. */
  readonly maxRunning: number;
}

/** All that the deletion core touches of the world. */
export interface DeletionDeps {
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly cache: ReplayCache;
  readonly providers: Providers;
  readonly clock: Clock;
  /** A number in [0, 1), for jitter. */
  readonly random: () => number;
  /** A name that no other run has. */
  readonly newOwner: () => string;
  /** The keyed hash of a provider's credential. */
  readonly hashCredential: (credential: string) => string;
  /** Told of every fault that an answer does not show. */
  readonly onFault: (fault: unknown) => void;
  readonly settings: DeletionSettings;
}
