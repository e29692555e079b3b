import type { IncomingHttpHeaders } from 'node:http';
import type { Fault, FaultName } from './faults.ts';

/** What a provider's folder has for the sandbox and for tests: a server that behaves as the provider does. */
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
  /** The demo accounts that work, the first to try in front. The others fail on purpose: `faults.ts`. */
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

/** A deletion that was really carried out. */
export interface Effect {
  readonly accountId: string;
  /** The `Idempotency-Key` it came with; null when there was none. */
  readonly idempotencyKey: string | null;
}

/** A provider that is running on loopback. Nothing in it is real. */
export interface SimulatedProvider<Account> {
  /** The base URL, as the gateway is configured with it. */
  readonly url: string;
  /** Every request so far, in the order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** Every deletion that was carried out so far: the one thing that must never be there twice. */
  readonly effects: readonly Effect[];
  readonly accounts: ReadonlyMap<string, Account>;
  /** Adds an account, or puts back one that was deleted. What `details` leave out has a default. */
  add(accountId: string, details?: Partial<Omit<Account, 'id'>>): void;
  /** Makes deletions of this account fail from now on, in place of any fault that it had. */
  fail(accountId: string, fault: FaultName | Fault): void;
  close(): Promise<void>;
}

export interface SimulationOptions<Account> {
  /** 0, the default, picks a free port. */
  readonly port?: number;
  /** What is there at first; the demo accounts, unless given. */
  readonly accounts?: readonly Account[];
  /** Unix time in milliseconds. */
  readonly now?: () => number;
  /** How a slow answer waits. */
  readonly sleep?: (ms: number) => Promise<void>;
}
