import { backoffMs } from './backoff.ts';
import type { Clock } from './deps.ts';
import {
  type DeletionId,
  type Ledger,
  type LedgerTime,
  LedgerUnavailableError,
  nameOf,
  UnreadableRecordError,
} from './ledger.ts';
import { type DeletionRecord, recordIn, rowOf, versionOf, written } from './record.ts';
import { type Decision, decide, type Step } from './steps.ts';

/** A record as somebody else may see it: with the ledger's time of that look. */
export interface Standing {
  readonly record: DeletionRecord;
  readonly time: LedgerTime;
}

/** Looks at a record, expired or not; null when there is none. */
export async function look(ledger: Ledger, id: DeletionId): Promise<Standing | null> {
  const reading = await ledger.read(nameOf(id));
  return reading === null ? null : { record: recordIn(reading), time: reading };
}

/** What became of a step on the record of a run. */
export type Verdict =
  | { readonly kind: 'done' }
  /** Somebody else's word stands there: it counts. */
  | { readonly kind: 'taken-over'; readonly standing: Standing }
  /** The ledger could not be reached, so it may be done or not; or the record is gone. */
  | { readonly kind: 'not-recorded' }
  /** What stands there cannot be understood, and is left as it is. */
  | { readonly kind: 'unreadable' };

/** How often a step is tried anew because the record changed in between. */
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
 * The record of one deletion in the hands of one run. It knows what it wrote last, so a step is one round trip; only when
 * something else stands there it reads and decides again.
 */
export class OwnRecord {
  readonly #options: OwnRecordOptions;
  readonly #name: string;
  /** What stood there when this run last looked or wrote. */
  #standing: DeletionRecord | null = null;
  /** The ledger's time of that, and when it was asked for by the process's clock. */
  #seen = { now: 0, steadySince: 0, askedAt: 0 };
  #own: DeletionRecord | undefined;

  constructor(options: OwnRecordOptions) {
    this.#options = options;
    this.#name = nameOf(options.id);
  }

  /**
   * Makes the record this run's own: null when it is, otherwise what stands in the way.
   *
   * @throws LedgerUnavailableError, UnreadableRecordError
   */
  async begin(step: Omit<Extract<Step, { kind: 'begin' }>, 'kind'>): Promise<Standing | null> {
    const take = () => this.#take({ kind: 'begin', ...step });
    if (this.#standing !== null) await this.#look(); // it stood in the way the last time: it is sure to stand there
    const decision = await take().catch((fault: unknown) => {
      // The reply may be all that was lost: then it recognises itself.
      if (fault instanceof LedgerUnavailableError) return take();
      throw fault;
    });
    const record = this.#standing;
    if (record === null) throw new LedgerUnavailableError('The record was gone as soon as it was written');
    if (decision.kind !== 'done') return { record, time: this.time };
    this.#own = record;
    return null;
  }

  /**
   * Says that the gateway is about to look what became of this lost answer, which it found standing there. Done: nobody
   * else looks for a while, and the record is this run's own until somebody takes it over.
   */
  async look(standing: Standing): Promise<Verdict> {
    this.#standing = standing.record;
    this.#seen = { ...standing.time, askedAt: this.#options.clock.now() };
    const verdict = await this.#verdict({ kind: 'look', found: standing.record.version });
    if (verdict.kind === 'done' && this.#standing !== null) this.#own = this.#standing;
    return verdict;
  }

  /** Says that a delete is about to be sent again. Not for a fresh record, which says so already. */
  dispatch(step: Omit<Extract<Step, { kind: 'dispatch' }>, 'kind'>): Promise<Verdict> {
    return this.#verdict({ kind: 'dispatch', ...step });
  }

  /** Undoes this run's attempt, which was provably not executed. */
  release(before: DeletionRecord | null): Promise<Verdict> {
    return this.#verdict({ kind: 'release', before });
  }

  /** Undoes a beginning that failed, should it have been written all the same. Nothing must have been sent. */
  abandon(): Promise<Verdict> {
    return this.#verdict({ kind: 'abandon' }, () => this.#look());
  }

  /** Gives the record up, its answer lost. */
  lose(): Promise<Verdict> {
    return this.#verdict({ kind: 'lose', known: this.record });
  }

  settle(settlement: string, keptForMs: number): Promise<Verdict> {
    return this.#verdict({ kind: 'settle', known: this.record, settlement, keptForMs });
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
   * The answer of the request that was just given up is lost: from now on it has this long to arrive.
   *
   * @param before the record without it, where an earlier answer is lost
   */
  noteLost(quiescenceMs: number, before: DeletionRecord | null): void {
    this.#own = { ...this.record, quietAt: Math.max(this.time.now + quiescenceMs, before?.quietAt ?? 0) };
  }

  /** What stood before the last step, with so much of its quiescence left, in the ledger's time of that step. */
  before(record: DeletionRecord, quietMs: number): DeletionRecord {
    const { now } = this.time;
    return { ...record, writtenAt: now, expiresAt: now + record.expiresAt - record.writtenAt, quietAt: now + quietMs };
  }

  /**
   * The ledger's time when it was last heard of. Since then no time counts as passed: the clock of a process may be set
   * forward, and a quiescence would seem to be over.
   */
  get time(): LedgerTime {
    const { now, steadySince } = this.#seen;
    return { now, steadySince };
  }

  /** From then on, by the process's clock, this run may send nothing; at the earliest. */
  get leaseEnd(): number {
    return this.#seen.askedAt + ((this.record.leaseUntil ?? 0) - this.#seen.now);
  }

  async #verdict(step: Step, first: () => Promise<void> = async () => {}): Promise<Verdict> {
    try {
      await first();
      const { kind } = await this.#take(step);
      if (kind === 'gone') return { kind: 'not-recorded' };
      if (kind === 'done' || this.#standing === null) return { kind: 'done' };
      return { kind: 'taken-over', standing: { record: this.#standing, time: this.time } };
    } catch (fault) {
      this.#options.onFault(fault);
      if (fault instanceof LedgerUnavailableError) return { kind: 'not-recorded' };
      if (fault instanceof UnreadableRecordError) return { kind: 'unreadable' };
      throw fault;
    }
  }

  /** Takes a step, or finds that it is taken already (`done`), or cannot be. */
  async #take(step: Step): Promise<Exclude<Decision, { kind: 'write' }>> {
    const { ledger, clock, owner } = this.#options;
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const decision = decide(this.#standing, step, owner, this.time);
      if (decision.kind !== 'write') return decision;
      const { next, notAfter } = decision;
      const expected = this.#standing?.version ?? null;
      const askedAt = clock.now();
      const row = next === null ? null : rowOf(next, this.time.now);
      const writtenAt = await ledger.compareAndSet(this.#name, { expected, next: row, notAfter });
      if (writtenAt !== null) {
        this.#seen = { now: writtenAt, steadySince: 0, askedAt };
        this.#standing = next === null ? null : written(next, writtenAt);
        if (this.#own !== undefined && this.#standing !== null) this.#own = this.#standing;
        return { kind: 'done' };
      }
      await this.#look();
    }
    throw new LedgerUnavailableError('The record changed too fast to be written');
  }

  async #look(): Promise<void> {
    const askedAt = this.#options.clock.now();
    const found = await look(this.#options.ledger, this.#options.id);
    const { now, steadySince } = found?.time ?? this.time;
    this.#standing = found?.record ?? null;
    this.#seen = { now, steadySince, askedAt };
  }
}

/**
 * Repeats a step until the ledger is back. It overwrites nothing that others wrote.
 *
 * @param until when to stop, by the process's clock
 */
export async function persist(
  { clock, random }: { readonly clock: Clock; readonly random: () => number },
  step: () => Promise<Verdict>,
  until = Infinity,
): Promise<void> {
  for (let n = 1; clock.now() < until; n += 1) {
    await clock.sleep(backoffMs(n, random()));
    if ((await step()).kind !== 'not-recorded') return;
  }
}
