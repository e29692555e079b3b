import type { Clock } from './deps.ts';
import {
  type DeletionId,
  type Ledger,
  type LedgerTime,
  LedgerUnavailableError,
  nameOf,
  UnreadableRecordError,
} from './ledger.ts';
import { readRecord, type Standing } from './read-record.ts';
import { type DeletionRecord, versionOf } from './record.ts';
import { rowOf, written } from './record-row.ts';
import { type Decision, decide, type Step } from './steps.ts';

/** What became of a step on the record of a run. */
export type Verdict =
  | { readonly kind: 'done' }
  /** Somebody else's record stands there, and it counts. */
  | { readonly kind: 'taken-over'; readonly standing: Standing }
  /** The ledger could not be reached, so the step may be taken or not; or the record has vanished. */
  | { readonly kind: 'not-recorded' }
  /** What stands there cannot be understood, and is not changed. */
  | { readonly kind: 'unreadable' };

/** What `decide` says once everything is written. */
type Taken = Exclude<Decision, { kind: 'write' }>;
type Options<Kind extends Step['kind']> = Omit<Extract<Step, { kind: Kind }>, 'kind'>;

/** How often a step is tried again because the record changed in between. */
const MAX_TRIES = 10;

interface OwnRecordOptions {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly id: DeletionId;
  /** Names the run: no other has it. */
  readonly owner: string;
  readonly onFault: (fault: unknown) => void;
}

/**
 * The record of one deletion in the hands of one run. It remembers what it wrote last, so a step is one round trip. Only
 * when something else stands in the ledger, it reads and decides again.
 */
export class OwnRecord {
  readonly #options: OwnRecordOptions;
  readonly #name: string;
  /** What stood in the ledger when this run last read or wrote. */
  #found: DeletionRecord | null = null;
  /** The ledger's time then, and when the ledger was asked, by the process's clock. */
  #seen = { now: 0, steadySince: 0, askedAt: 0 };
  #own: DeletionRecord | undefined;

  constructor(options: OwnRecordOptions) {
    this.#options = options;
    this.#name = nameOf(options.id);
  }

  /** Makes the record this run's own: a new one, or one whose answer is lost. */
  begin(options: Options<'begin'>): Promise<Verdict> {
    const step: Step = { kind: 'begin', ...options };
    return this.#acquire(async () => {
      if (this.#found !== null) await this.#read(); // it was in the way the last time: it is likely to be there still
      return this.#take(step).catch((fault: unknown) => {
        // It may be written, and only the reply lost: the second try recognises this run's own record.
        if (fault instanceof LedgerUnavailableError) return this.#take(step);
        throw fault;
      });
    });
  }

  /**
   * Makes a record with a lost answer this run's own for as long as nobody takes it over: the gateway is about to look what
   * became of the account. Nobody else looks for a while.
   */
  look(standing: Standing): Promise<Verdict> {
    this.#found = standing.record;
    this.#seen = { ...standing.time, askedAt: this.#options.clock.now() };
    return this.#acquire(() => this.#take({ kind: 'look', found: standing.record.version }));
  }

  /** Records that a delete is about to be sent again. A new record needs no such step. */
  dispatch(options: Options<'dispatch'>): Promise<Verdict> {
    return this.#verdict(() => this.#take({ kind: 'dispatch', ...options }));
  }

  /** Undoes this run's attempt, which was provably not executed. */
  release(before: DeletionRecord | null): Promise<Verdict> {
    return this.#verdict(() => this.#take({ kind: 'release', before }));
  }

  /** Undoes a beginning that failed, in case it was written all the same. Nothing must have been sent. */
  abandon(): Promise<Verdict> {
    return this.#verdict(async () => {
      await this.#read();
      return this.#take({ kind: 'abandon' });
    });
  }

  /** Gives the record up, its answer lost. */
  lose(): Promise<Verdict> {
    return this.#verdict(() => this.#take({ kind: 'lose', known: this.record }));
  }

  /** Records the sealed settlement for good. */
  settle(settlement: string, keptForMs: number): Promise<Verdict> {
    return this.#verdict(() => this.#take({ kind: 'settle', known: this.record, settlement, keptForMs }));
  }

  /** The record as this run knows it. */
  get record(): DeletionRecord {
    if (this.#own === undefined) throw new Error('The record is not this run’s own yet');
    return this.#own;
  }

  /** Whether nothing was ever sent for this record. */
  get isFresh(): boolean {
    return this.record.version === versionOf(this.#options.owner, 'begin');
  }

  /**
   * The request that was just given up has this long to arrive, from now on.
   *
   * @param before the record without that request, where an earlier answer is lost
   */
  noteLost(quiescenceMs: number, before: DeletionRecord | null): void {
    this.#own = { ...this.record, quietAt: Math.max(this.time.now + quiescenceMs, before?.quietAt ?? 0) };
  }

  /** What stood there before the last step, with so much of its quiescence left, in the ledger's time of that step. */
  before(record: DeletionRecord, quietMs: number): DeletionRecord {
    const { now } = this.time;
    return { ...record, writtenAt: now, expiresAt: now + record.expiresAt - record.writtenAt, quietAt: now + quietMs };
  }

  /**
   * The ledger's time at the last read or write. No time counts as passed since then: if the clock of this process were set
   * forward, a quiescence would seem to be over.
   */
  get time(): LedgerTime {
    const { now, steadySince } = this.#seen;
    return { now, steadySince };
  }

  /** When this run may send nothing any more, in milliseconds of the process's clock: the earliest moment that it can be. */
  get leaseEnd(): number {
    return this.#seen.askedAt + ((this.record.leaseUntil ?? 0) - this.#seen.now);
  }

  /** A step after which the record is this run's own. */
  async #acquire(take: () => Promise<Taken>): Promise<Verdict> {
    const verdict = await this.#verdict(take);
    if (verdict.kind === 'done' && this.#found !== null) this.#own = this.#found;
    return verdict;
  }

  async #verdict(take: () => Promise<Taken>): Promise<Verdict> {
    try {
      const { kind } = await take();
      if (kind === 'gone') return { kind: 'not-recorded' };
      if (kind === 'done' || this.#found === null) return { kind: 'done' };
      return { kind: 'taken-over', standing: { record: this.#found, time: this.time } };
    } catch (fault) {
      this.#options.onFault(fault);
      if (fault instanceof LedgerUnavailableError) return { kind: 'not-recorded' };
      if (fault instanceof UnreadableRecordError) return { kind: 'unreadable' };
      throw fault;
    }
  }

  /** Writes what `decide` says, until there is nothing to write. */
  async #take(step: Step): Promise<Taken> {
    const { ledger, clock, owner } = this.#options;
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const decision = decide(this.#found, step, owner, this.time);
      if (decision.kind !== 'write') return decision;
      const { next, notAfter } = decision;
      const expected = this.#found?.version ?? null;
      const askedAt = clock.now();
      const row = next === null ? null : rowOf(next, this.time.now);
      const writtenAt = await ledger.compareAndSet(this.#name, { expected, next: row, notAfter });
      if (writtenAt !== null) {
        this.#seen = { now: writtenAt, steadySince: 0, askedAt };
        this.#found = next === null ? null : written(next, writtenAt);
        if (this.#own !== undefined && this.#found !== null) this.#own = this.#found;
        return { kind: 'done' };
      }
      await this.#read();
    }
    throw new LedgerUnavailableError('The record changed too fast to be written');
  }

  async #read(): Promise<void> {
    const askedAt = this.#options.clock.now();
    const standing = await readRecord(this.#options.ledger, this.#options.id);
    this.#found = standing?.record ?? null;
    this.#seen = { ...(standing?.time ?? this.time), askedAt };
  }
}
