import type { IncomingHttpHeaders } from 'node:http';
import type { Fault, FaultName } from './faults.ts';

/** A server that behaves like the provider, for the sandbox and for tests. Each provider's folder has one. */
export interface Simulation {
  /** Starts it on a free port of loopback, with the demo accounts. */
  start(options?: Pick<SimulationOptions<never>, 'now' | 'sleep'>): Promise<SimulatedProvider<unknown>>;
  /** `Authorization` values that it accepts. They are made up and open nothing. */
  readonly credentials: {
    /** Reads and deletes every account. */
    readonly full: string;
    /** Lists and reads; a deletion is 403. */
    readonly readOnly: string;
  };
  /** The demo accounts that work; the first is the first to try. The others fail on purpose: see `faults.ts`. */
  readonly accountIds: readonly string[];
}

/** One request as it arrived; `path` as on the wire, `at` in Unix milliseconds. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly at: number;
  readonly body: string;
}

/** An executed deletion. */
export interface Effect {
  readonly accountId: string;
  /** The `Idempotency-Key` it came with; null when there was none. */
  readonly idempotencyKey: string | null;
}

/** A running simulation on loopback. */
export interface SimulatedProvider<Account> {
  /** The base URL for the gateway's configuration. */
  readonly url: string;
  /** Every request so far, in the order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** Every executed deletion so far. A deletion that is here twice is a fault of the gateway. */
  readonly effects: readonly Effect[];
  readonly accounts: ReadonlyMap<string, Account>;
  /** Adds an account, or restores a deleted one. Missing `details` have defaults. */
  add(accountId: string, details?: Partial<Omit<Account, 'id'>>): void;
  /** Makes deletions of this account fail from now on; replaces an earlier fault. */
  fail(accountId: string, fault: FaultName | Fault): void;
  close(): Promise<void>;
}

export interface SimulationOptions<Account> {
  /** The accounts at the start; by default the demo accounts. */
  readonly accounts?: readonly Account[];
  /** Unix time in milliseconds. */
  readonly now?: () => number;
  /** How a slow answer waits. */
  readonly sleep?: (ms: number) => Promise<void>;
}
