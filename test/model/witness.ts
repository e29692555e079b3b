import type { Answer } from '../../src/deletion/answer.ts';
import type { DeletionSettings } from '../../src/deletion/deps.ts';
import type { Outcome } from '../../src/deletion/outcome.ts';
import type { World } from './world.ts';

/** One call of the core in one process, and what it did. Calls that share a run have one between them. */
export interface Run {
  readonly accountId: string;
  startedAt: number;
  owner: string | null;
  /** The ledger has answered its claim. */
  claimed: boolean;
  /** A dispatch that the ledger confirmed to this run and that no request has used yet. */
  dispatch: { readonly at: number } | null;
  sends: number;
  /** What the account looked like when it was last read back, and when. */
  sighting: { readonly kind: string; readonly at: number } | null;
  /** Its last request was rejected. */
  rejected: boolean;
  /** The last moment at which it learned something from ledger or provider. */
  learnedAt: number;
  /** It has something to settle; done once the ledger has confirmed it. */
  settling: 'no' | 'tried' | 'done';
  /** The ledger was away when it settled: its answer is true, but may never be recorded. */
  unrecorded: boolean;
}

/** A delete request that left a process. */
export interface Sent {
  readonly run: Run;
  readonly accountId: string;
  readonly dispatchedAt: number;
  readonly at: number;
  /** What its run had seen of the account before. */
  readonly sighting: Run['sighting'];
  /** Its process got an answer that says what came of it. */
  heard: boolean;
}

/** The record as the ledger's confirmed steps make it, kept apart from the ledger. */
interface Standing {
  owner: string | null;
  leaseUntil: number;
  accountId: string;
  dispatched: boolean;
  settlement: string | null;
}

const TERMINAL: ReadonlySet<string> = new Set(['DELETED', 'ACCOUNT_NOT_FOUND', 'DELETION_REJECTED']);
export const isTerminal = ({ code }: Outcome) => TERMINAL.has(code);

/** Sees everything that happens to one key and says what must not. The numbers are those of `model.test.ts`. */
export class Witness {
  readonly #world: World;
  readonly #settings: DeletionSettings;
  readonly deduplicates: boolean;
  readonly #sents: Sent[] = [];
  /** Requests of the key that deleted the account, with the time of it. */
  readonly effects: { readonly sent: Sent; readonly at: number; readonly account: string }[] = [];
  /** When an outsider brought an account back. */
  readonly restores: { readonly account: string; readonly at: number }[] = [];
  readonly answers: { readonly answer: Answer; readonly run: Run; readonly asOf: number }[] = [];
  record: Standing | null = null;
  firstDispatchAt = Infinity;
  settledAt = Infinity;
  lastOwner: string | null = null;

  constructor(world: World, settings: DeletionSettings, deduplicates: boolean) {
    this.#world = world;
    this.#settings = settings;
    this.deduplicates = deduplicates;
  }

  claimed(owner: string, accountId: string): void {
    const { record } = this;
    if (record?.owner === owner) return;
    const { now } = this.#world;
    if (record?.settlement != null) this.#world.violated('a settled record was claimed');
    if (record !== null && record.owner !== null && record.leaseUntil > now) {
      this.#world.violated('a record was claimed while somebody owns it');
    }
    const takesOver = record?.dispatched === true;
    if (takesOver && record.accountId !== accountId) this.#world.violated('I9: taken over for another account');
    if (takesOver) this.#world.seen(record.owner === null ? 'recovered a lost answer' : 'takeover');
    this.lastOwner = owner;
    this.record = {
      owner,
      leaseUntil: now + this.#settings.leaseMs,
      accountId,
      dispatched: takesOver,
      settlement: null,
    };
  }

  dispatched(): void {
    this.firstDispatchAt = Math.min(this.firstDispatchAt, this.#world.now);
    if (this.record !== null) this.record.dispatched = true;
  }

  /** The record after a release or a lost answer; null when it is absent. */
  givenUp(absent: boolean): void {
    if (absent) this.record = null;
    else if (this.record !== null) this.record.owner = null;
  }

  settled(settlement: string): void {
    const { record } = this;
    if (record === null || !record.dispatched) {
      this.#world.violated('settled what was never dispatched');
      return;
    }
    if (record.settlement !== null && record.settlement !== settlement) this.#world.violated('I5: settled twice');
    Object.assign(record, { settlement, owner: null });
    this.settledAt = this.#world.now;
  }

  /** A request leaves: I6, I7 and I9. */
  sent(run: Run, accountId: string): Sent {
    const { record } = this;
    const { now } = this.#world;
    if (run.dispatch === null) this.#world.violated('I6/I7: sent without a confirmed dispatch of its own');
    if (record === null || record.owner !== run.owner || !record.dispatched) {
      this.#world.violated('I6: sent by a process that does not own the dispatched record');
    } else if (now >= record.leaseUntil) this.#world.violated('I6: sent after the lease');
    if (record !== null && record.accountId !== accountId) this.#world.violated('I9: sent for another account');
    if (now >= run.startedAt + this.#settings.deleteDeadlineMs) this.#world.violated('I6: sent after the deadline');
    const { sighting } = run;
    const sent = { run, accountId, dispatchedAt: run.dispatch?.at ?? now, at: now, sighting, heard: false };
    if (!this.deduplicates) this.#resent(sent);
    this.#sents.push(sent);
    run.dispatch = null;
    run.sends += 1;
    return sent;
  }

  /** Where duplicates are not known: earlier requests must have had their time, and the account been looked at. */
  #resent({ sighting, dispatchedAt }: Sent): void {
    const lost = this.#sents.filter(({ heard }) => !heard);
    if (lost.length === 0) return;
    this.#world.seen('sent again after the quiescence');
    const quietAt = Math.max(...lost.map((earlier) => earlier.dispatchedAt)) + this.#settings.quiescenceMs;
    if (dispatchedAt < quietAt) this.#world.violated('I1: sent again while an earlier request can still arrive');
    if (sighting === null) this.#world.violated('I1: sent again without having read the account back');
    else if (sighting.at < quietAt) this.#world.violated('I1: read back while an earlier request could still arrive');
  }

  /** An answer reaches a caller: I2, I3 and the flag of a replay. */
  answered(answer: Answer, run: Run, isGone: boolean): void {
    const { outcome, replayed } = answer;
    this.answers.push({ answer, run, asOf: run.learnedAt });
    this.#world.seen(outcome.code);
    if (replayed) this.#world.seen('replay');
    this.#world.tell(null, `ANSWER ${outcome.code} to a caller for ${run.accountId}${replayed ? ', replayed' : ''}`);
    const own = run.settling === 'done' || !isTerminal(outcome);
    if (replayed ? own : isTerminal(outcome) && run.settling === 'no') {
      this.#world.violated(`answer ${outcome.code}: replayed is ${replayed}`);
    }
    if (outcome.code === 'DELETED') {
      this.#world.seen(`evidence ${outcome.evidence}`);
      const wasGone = this.restores.some(({ account, at }) => account === run.accountId && at >= this.firstDispatchAt);
      if (!isGone && !wasGone) this.#world.violated('I2: success, and the account was never gone');
    }
  }
}
