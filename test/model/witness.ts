import type { Answer } from '../../src/deletion/answer.ts';
import type { Outcome } from '../../src/deletion/outcome.ts';
import type { DeletionRecord } from '../../src/deletion/record.ts';
import type { Accounts } from './accounts.ts';
import { isTerminal, type Run, type Sent, type Told } from './run.ts';
import type { World } from './world.ts';

/** A settled record. */
interface Settled {
  readonly outcome: Outcome;
  readonly run: Run;
  /** In which life of the record it was written. */
  readonly life: number;
  readonly at: number;
  readonly until: number;
}

/** Sees everything that happens to one key and says what must not. The numbers are those of `model.test.ts`. */
export class Witness {
  readonly #world: World;
  readonly #accounts: Accounts;
  readonly #open: (settlement: string) => Outcome;
  readonly deduplicates: boolean;
  readonly #sents: Sent[] = [];
  readonly told: Told[] = [];
  readonly settlements: Settled[] = [];
  /** The record as the confirmed changes make it, kept apart from the ledger. */
  record: DeletionRecord | null = null;
  /** It ends, and another one may begin, when its time is over or when the ledger forgets it. */
  life = 0;
  /** The run that wrote it, and whether it owns it still. */
  #writer: Run | null = null;
  #isOwned = false;
  #forgets = 0;
  /** What the run saw that decided to send the delete anew, where the provider has forgotten the key. */
  #seenAnew: Run['sighting'] = null;
  readonly #firstBegun = new Map<string, number>();

  constructor(world: World, accounts: Accounts, open: (settlement: string) => Outcome, deduplicates: boolean) {
    this.#world = world;
    this.#accounts = accounts;
    this.#open = open;
    this.deduplicates = deduplicates;
  }

  /** The ledger made this change for a run: `next` stands there now. */
  changed(run: Run, next: DeletionRecord | null): void {
    const step = next === null ? 'remove' : next.version.slice(`${run.owner}.`.length);
    const before = this.#standing(step === 'begin');
    if (before?.state === 'settled') this.#world.violated('I5: a settled record was changed');
    if (next !== null && before !== null && next.accountId !== before.accountId) {
      this.#world.violated('I9: taken over for another account');
    }
    this.record = next;
    if (step === 'begin') this.#began(run, before);
    else if (step === 'take-over') this.#tookOver(run, before);
    else if (step === 'look') this.#looked(run, before);
    else this.#wrote(run, step, before, next);
    if (next?.settlement != null) this.#settled(run, next, next.settlement);
  }

  #began(run: Run, before: DeletionRecord | null): void {
    if (before !== null) this.#world.violated('begun anew over a record that stands');
    if (!this.#firstBegun.has(run.accountId)) this.#firstBegun.set(run.accountId, this.#world.now);
    this.#owns(run);
  }

  #tookOver(run: Run, before: DeletionRecord | null): void {
    if (before === null) this.#world.violated('took over what is not there');
    if (this.#isOwned && this.#writer !== null && this.#writer.leaseUntil > this.#world.now) {
      this.#world.violated('I6: taken over while somebody owns it');
    }
    this.#world.seen(this.#isOwned ? 'takeover' : 'recovered a lost answer');
    this.#owns(run);
  }

  /** The gateway is about to look: nobody owns the record, and nobody does by that. */
  #looked(run: Run, before: DeletionRecord | null): void {
    if (before === null) this.#world.violated('looked at what is not there');
    if (this.#isOwned && this.#writer !== null && this.#writer.leaseUntil > this.#world.now) {
      this.#world.violated('looked while somebody owns the record');
    }
    this.#world.seen('the gateway looked');
    this.#writer = run;
    this.#isOwned = false;
    run.life = this.life;
  }

  #owns(run: Run): void {
    this.#writer = run;
    this.#isOwned = true;
    run.life = this.life;
    run.leaseUntil = this.#world.now + run.settings.leaseMs;
  }

  /** A step of a run that has the record already; or had it, before the ledger forgot. */
  #wrote(run: Run, step: string, before: DeletionRecord | null, next: DeletionRecord | null): void {
    if (before === null && this.#forgets === 0) this.#world.violated(`${step}, and there is no record`);
    if (before === null) this.#world.seen('written anew after it was forgotten');
    if (before !== null && this.#writer !== run) this.#world.violated(`${step} by a run that does not own the record`);
    if (step.startsWith('dispatch')) {
      const isOver = this.#world.now > run.leaseUntil + this.#world.setBackMs;
      if (!this.#isOwned || isOver) this.#world.violated('I6: dispatched after the lease');
      if (before !== null && next?.firstSentAt !== before.firstSentAt) {
        this.#world.seen('sent anew under a forgotten key');
        this.#seenAnew = run.sighting;
      }
      // After a step of the clock it is another time that is left, to everybody alike.
      if (next !== null) run.leaseUntil = this.#world.now + (next.leaseUntil ?? 0) - next.writtenAt;
    } else {
      this.#isOwned = false;
    }
    if (step === 'remove') this.#world.seen('released');
    if (step === 'release') this.#world.seen('released, with an earlier answer lost');
    if (step === 'abandon') this.#world.seen('a beginning was undone');
    this.#writer = run;
  }

  #settled(run: Run, { expiresAt, writtenAt }: DeletionRecord, settlement: string): void {
    const { now } = this.#world;
    const outcome = this.#open(settlement);
    run.settled = outcome;
    this.settlements.push({ outcome, run, life: this.life, at: now, until: now + expiresAt - writtenAt });
    if (outcome.code === 'DELETED') this.deleted(run);
  }

  /** The ledger forgets the record. Nobody knows, and the next one who asks begins anew. */
  forgot(): void {
    this.record = null;
    this.#writer = null;
    this.#forgets += 1;
    this.life += 1;
  }

  /**
   * The record, unless its time is over: then its life has ended.
   *
   * @param everOver whether it counts that it was over, by a clock that was set back since
   */
  #standing(everOver: boolean): DeletionRecord | null {
    const { wall, latestWall } = this.#world;
    if (this.record !== null && this.record.expiresAt <= (everOver ? Math.max(wall, latestWall) : wall)) {
      this.#world.seen('a record came to its end');
      this.record = null;
      this.#writer = null;
      this.life += 1;
      this.#firstBegun.clear();
    }
    return this.record;
  }

  isZombie(run: Run): boolean {
    return run.sends > 0 && this.#writer !== run;
  }

  /** A request leaves: I6, I7 and I9. */
  sent(run: Run, accountId: string): Sent {
    const { now } = this.#world;
    if (run.ticket === null) this.#world.violated('I6/I7: sent without a confirmed step of its own');
    if (now >= run.leaseUntil) this.#world.violated('I6: sent after the lease');
    if (now >= run.startedAt + run.settings.deleteDeadlineMs) this.#world.violated('I6: sent after the deadline');
    if (run.life === this.life) {
      if (this.#writer !== run || !this.#isOwned)
        this.#world.violated('I6: sent by a run that does not own the record');
      if (this.record?.accountId !== accountId) this.#world.violated('I9: sent for another account');
    }
    const sighting = this.deduplicates ? this.#seenAnew : run.sighting;
    const latest = run.leaseUntil + run.settings.quiescenceMs;
    const sent = { run, accountId, recordedAt: run.ticket?.at ?? now, at: now, sighting, heard: false, latest };
    if (!this.deduplicates) this.#resent(sent);
    this.#sents.push(sent);
    run.ticket = null;
    run.sends += 1;
    return sent;
  }

  /** Where duplicates are not known: earlier requests must have had their time, and the account been looked at. */
  #resent({ run, sighting, recordedAt }: Sent): void {
    const lost = this.#sents.filter((earlier) => !earlier.heard && earlier.run.life === run.life);
    if (lost.length === 0) return;
    this.#world.seen('sent again after the quiescence');
    const quietAt = Math.max(...lost.map(({ latest }) => latest));
    if (recordedAt < quietAt) this.#world.violated('I1: sent again while an earlier request can still arrive');
    if (sighting === null) this.#world.violated('I1: sent again without having read the account back');
    else if (sighting.at < quietAt) this.#world.violated('I1: read back while an earlier request could still arrive');
  }

  /** An answer reaches a caller: I2, I3 and the flag of a replay. */
  answered(answer: Answer, run: Run): void {
    const { outcome, replayed } = answer;
    const { begun, learnedAt: asOf } = run;
    this.told.push({ answer, run, asOf, begun, life: this.life });
    this.#world.seen(outcome.code);
    if (replayed) this.#world.seen('replay');
    this.#world.tell(null, `ANSWER ${outcome.code} to a caller for ${run.accountId}${replayed ? ', replayed' : ''}`);
    const own = run.settling === 'done' || !isTerminal(outcome);
    if (replayed ? own : isTerminal(outcome) && run.settling === 'no') {
      this.#world.violated(`answer ${outcome.code}: replayed is ${replayed}`);
    }
    if (outcome.code === 'DELETED') this.#world.seen(`evidence ${outcome.evidence}`);
    if (!replayed && outcome.code === 'DELETED') this.deleted(run);
  }

  /** A run, or a look of the gateway, says that the account is gone. What a credential cannot see is gone only if no request under another one was left without an answer. */
  deleted(run: Run): void {
    const { accountId, credential } = run;
    if (this.#accounts.wasGoneSince(accountId, this.#firstBegun.get(accountId) ?? Infinity)) return;
    const lost = this.#sents.filter(
      (sent) => !sent.heard && sent.accountId === accountId && sent.run.life === run.life,
    );
    const credentials = [credential, ...lost.map((sent) => sent.run.credential)];
    if (credentials.every((one) => this.#accounts.isGone(accountId, one))) return;
    this.#world.violated('I2: success, and the account was never gone');
  }
}
