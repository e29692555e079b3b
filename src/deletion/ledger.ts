import type { ProviderName } from './deletion.ts';

/** Names a deletion. Caller and key are keyed hashes: neither credential nor key is stored. */
export interface DeletionId {
  readonly caller: string;
  readonly provider: ProviderName;
  readonly key: string;
}

/** The name of a deletion: its row has it, and a seal is bound to it. */
export const nameOf = (id: DeletionId): string => `${id.provider}:${id.caller}:${id.key}`;

/** The deletion that a name stands for; null when it is no such name. */
export function idOf(name: string): DeletionId | null {
  const [provider, caller, key, ...more] = name.split(':');
  if (!provider || caller === undefined || key === undefined || more.length > 0) return null;
  return { provider, caller, key };
}

/** A row to write. */
export interface NextRow {
  /** No other row ever has it. */
  readonly version: string;
  /** How long the row is kept from the moment at which it is written, in milliseconds. */
  readonly keptForMs: number;
  /** When the gateway should look at it, in milliseconds from then; null: never, it is settled. */
  readonly dueInMs: number | null;
  /** A text of up to a few hundred kilobytes. Only `record-row.ts` knows what is in it. */
  readonly body: string;
}

/** One compare-and-set. */
export interface Change {
  /** The version that must stand there now; null: there must be no row. */
  readonly expected: string | null;
  /** The row to put in its place; null: none. */
  readonly next: NextRow | null;
  /** The latest moment at which it may be made, in Unix milliseconds by the ledger's clock; otherwise any. */
  readonly notAfter?: number | undefined;
}

/** A row as it stands, unchecked: a whole number may be a number, a bigint or a text of digits, or missing. */
export interface StoredRow {
  readonly version?: unknown;
  /** When it was written, in Unix milliseconds by the ledger's clock. */
  readonly writtenAt?: unknown;
  /** `writtenAt` plus the time for which the row is kept. */
  readonly expiresAt?: unknown;
  /** When the gateway should look at it; null or missing when the row is not open. */
  readonly dueAt?: unknown;
  readonly body?: unknown;
}

/** The clock of a ledger, in Unix milliseconds. */
export interface LedgerTime {
  readonly now: number;
  /** Since when this process has seen that clock run without a step; 0 for the clock of a server, which it trusts. */
  readonly steadySince: number;
}

export interface Reading extends LedgerTime {
  readonly row: StoredRow;
}

/**
 * The port to the ledger, which records what was sent. A ledger keeps rows by name and does not know what they mean: the
 * states and their rules are in `record.ts` and `steps.ts`. To add a ledger, implement this and run it through
 * `test/contract/ledger-suite.ts`; `test/support/file-ledger.ts` does it in a hundred lines.
 *
 * Every function rejects with `LedgerUnavailableError` when the ledger cannot be reached. A change may then be made or not,
 * but it is not made later: an implementation gives its server the latest moment at which it may be made. All functions
 * settle within a few seconds.
 */
export interface Ledger {
  /** The row of this name, expired or not; null when there is none. */
  read(name: string): Promise<Reading | null>;
  /**
   * Makes one change: atomic, and durable when it resolves. Gives the moment at which it was made, by the ledger's clock;
   * null when it was not, because another row stands there, or none, or because it came too late.
   */
  compareAndSet(name: string, change: Change): Promise<number | null>;
  /**
   * Up to `limit` rows, unchecked, that expired at or after `from` and before now, the oldest first. They are not removed: that
   * is a change like others. None where the store removes them itself.
   */
  expired(from: number, limit: number): Promise<readonly NamedRow[]>;
  /** Up to `limit` open rows, unchecked, that are due at or after `from`, the first due first: also those due later than now. */
  open(from: number, limit: number): Promise<OpenRows>;
  /**
   * Some of all rows, and where the next call goes on: every row that stands from the first call to the last is among them.
   * Slow: for people who look something up.
   *
   * @param from what the last call gave as `next`; null for the first call
   */
  scan(
    from: string | null,
    limit: number,
  ): Promise<{ readonly rows: readonly NamedRow[]; readonly next: string | null }>;
  /**
   * What identifies the ledger's secret: `candidate`, for good, if there was nothing yet. From then on the ledger checks it with
   * every new connection and every `ping`: a store that has another one is unavailable, and one that has lost it gets it again.
   */
  identity(candidate: string): Promise<string>;
  /** Resolves when the ledger can be written to. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenRows extends LedgerTime {
  readonly rows: readonly NamedRow[];
}

export interface NamedRow {
  readonly name: string;
  readonly row: StoredRow;
}

/** The ledger could not be reached, or did not answer in time. */
export class LedgerUnavailableError extends Error {
  readonly code = 'LEDGER_UNAVAILABLE';
  override readonly name = 'LedgerUnavailableError';
  /** Whether trying again is of no use: somebody has to correct something first. */
  readonly final: boolean;

  constructor(message: string, { final = false, ...options }: ErrorOptions & { readonly final?: boolean } = {}) {
    super(message, options);
    this.final = final;
  }
}

/** There is a record, but it cannot be read or understood. */
export class UnreadableRecordError extends Error {
  readonly code = 'UNREADABLE_RECORD';
  override readonly name = 'UnreadableRecordError';
}
