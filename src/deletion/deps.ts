import type { DeletionId, Ledger } from './ledger.ts';
import type { Providers } from './provider-port.ts';
import type { ReplayCache, Vault } from './settlement.ts';

/** One `deleteAccount` whose input has been checked. */
export interface DeleteAccountCommand {
  readonly id: DeletionId;
  readonly accountId: string;
  /** As it is sent to the provider; never stored. */
  readonly idempotencyKey: string;
  /** The value of the provider's `Authorization` header; never stored. */
  readonly credential: string;
  /** Whose credential that is. */
  readonly heldBy: 'caller' | 'gateway';
  readonly requestId: string;
}

/** The process's clock, in milliseconds. `now` never goes back, and counts the time for which a machine was suspended. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** Durations in milliseconds, from the environment: see the table in README.md. */
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

/** Everything outside of the deletion core that it uses. */
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
  /** Called with every fault that an answer does not show. */
  readonly onFault: (fault: unknown) => void;
  readonly settings: DeletionSettings;
}
