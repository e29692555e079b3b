import type { ProviderName } from './deletion.ts';

/** Names a deletion. Caller and key are keyed hashes: neither credential nor key is stored. */
export interface DeletionId {
  readonly caller: string;
  readonly provider: ProviderName;
  readonly key: string;
}

/** One text for a deletion: the name of its row, and what a seal is bound to. */
export const nameOf = (id: DeletionId): string => `${id.provider}:${id.caller}:${id.key}`;

/** The deletion of a name; null when it is none. */
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
  /** When somebody should look at it, in milliseconds from then; null: never, it is not open any more. */
  readonly dueInMs: number | null;
  /** A text of up to a few hundred kilobytes. What it says is the business of `record.ts`. */
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

/** A row as it stands. Nothing in it is judged yet: whole numbers may be numbers, bigints or digits, or missing. */
export interface StoredRow {
  readonly version?: unknown;
  /** When it was written, in Unix milliseconds by the ledger's clock. */
  readonly writtenAt?: unknown;
  /** `writtenAt` and what the row is kept for. */
  readonly expiresAt?: unknown;
  /** `writtenAt` and when the row is due; null or missing when it is not open. */
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
 * The port to the ledger, the memory of what was sent. A ledger keeps rows by name and knows nothing of what they mean:
 * the states and their rules are in `record.ts` and `steps.ts`. To add one, implement this and run it through
 * `test/contract/ledger-suite.ts`; `test/support/file-ledger.ts` does it in a hundred lines.
 *
 * Every function rejects with `LedgerUnavailableError` when the ledger cannot be reached. A change may then have been made
 * or not, but it will not be made later: an implementation gives its server the latest moment of every change. All functions
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
   * Up to `limit` rows, as they are, whose time ended at or after `from` and before now, the oldest first. They stay: removing
   * them is a change like others. None where the store itself lets go of them.
   */
  expired(from: number, limit: number): Promise<readonly NamedRow[]>;
  /** Up to `limit` open rows that are due at or after `from`, as they are, the first due first: later than now too. */
  open(from: number, limit: number): Promise<OpenRows>;
  /**
   * Some of all rows, and where to go on: every row that stands from the first call to the last is among them. Slow: for
   * people who look something up.
   *
   * @param from what the last call gave as `next`; null begins
   */
  scan(
    from: string | null,
    limit: number,
  ): Promise<{ readonly rows: readonly NamedRow[]; readonly next: string | null }>;
  /**
   * What identifies the ledger's secret: `candidate` if there was nothing yet, for good. From then on the ledger sees to it
   * that every new connection, and every `ping`, finds the same: one that has another, or that forgot, cannot be used.
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
  /** Whether trying again is of no use: something has to be set right first. */
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
