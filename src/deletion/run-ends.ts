import { answer, answerFromRecord, type RunAnswer, unknownFor } from './answer.ts';
import type { DeleteAccountCommand, DeletionDeps } from './deps.ts';
import type { Deleted, Failure, LostAnswer, Outcome } from './outcome.ts';
import type { OwnRecord, Verdict } from './own-record.ts';
import { persist } from './persist.ts';
import { providerOf } from './provider-port.ts';
import { belongsTo, type DeletionRecord } from './record.ts';
import { settleRecord } from './settle-record.ts';
import { UnreachableCaseError } from './unreachable-case.ts';

/** The ends of a run: what is written into the record, and what the caller is answered after that. */
export class RunEnds {
  readonly #deps: DeletionDeps;
  readonly #command: DeleteAccountCommand;
  readonly #own: OwnRecord;

  constructor(deps: DeletionDeps, command: DeleteAccountCommand, own: OwnRecord) {
    this.#deps = deps;
    this.#command = command;
    this.#own = own;
  }

  /** The outcome is known. If the ledger is unavailable, it is recorded as soon as the ledger is back. */
  async settle(outcome: Outcome): Promise<RunAnswer> {
    const { id } = this.#command;
    const { attempts } = this.#own.record;
    const write = () => settleRecord(this.#deps, id, this.#own, outcome);
    const verdict = await write();
    // A ledger that lost the record may hold another answer by now. It is not true: this run saw that the account is gone.
    if (outcome.code === 'DELETED' && this.#isContradicted(verdict, outcome)) return answer(outcome, attempts);
    return this.#answerAfter(verdict, outcome, attempts, () => {
      // Once the lease is over, another run may have deleted the account that this run saw rejected or missing; or it may have
      // lost a request under a credential that sees an account which this run's does not.
      const isSure = (outcome.code === 'DELETED' && outcome.evidence !== 'ABSENT') || this.#ownsLease();
      const known = isSure ? outcome : this.#unknown(this.#own.record, {});
      return answer(known, attempts, persist(this.#deps, write));
    });
  }

  /**
   * This attempt was not executed. Where an earlier answer is lost, nothing about the account follows from that.
   *
   * @param before the record without this attempt, where an earlier answer is lost
   * @param sent whether the attempt reached the provider
   */
  async release(failure: Failure, before: DeletionRecord | null, sent: boolean): Promise<RunAnswer> {
    const attempts = this.#own.record.attempts - (sent ? 0 : 1);
    const known = before === null ? failure : this.#unknown(before, failure);
    return this.#answerAfter(await this.#own.release(before), known, attempts, () => {
      this.#releaseLater(before);
      return answer(before !== null || this.#ownsLease() ? known : this.#unknown(this.#own.record, {}), attempts);
    });
  }

  /** The next attempt could not be recorded, so it is not made. */
  async notRecorded(verdict: Verdict, before: DeletionRecord, lost: LostAnswer): Promise<RunAnswer> {
    const unknown = this.#unknown(before, lost);
    return this.#answerAfter(verdict, unknown, before.attempts, () => {
      this.#releaseLater(before);
      return answer(unknown, before.attempts);
    });
  }

  /** The outcome stays unknown. The next call with this key can own the record at once and goes on from there. */
  async giveUp(lost: LostAnswer): Promise<RunAnswer> {
    const { attempts } = this.#own.record;
    const unknown = this.#unknown(this.#own.record, lost);
    return this.#answerAfter(await this.#own.lose(), unknown, attempts, () => answer(unknown, attempts));
  }

  /** This run's own answer, unless somebody else's record counts; `notRecorded` where the ledger could not be reached. */
  #answerAfter(
    verdict: Verdict,
    own: Outcome,
    attempts: number,
    notRecorded: () => RunAnswer,
  ): RunAnswer | Promise<RunAnswer> {
    switch (verdict.kind) {
      case 'done':
      case 'unreadable': // whatever became of the record, this run knows what it saw
        return answer(own, attempts);
      case 'taken-over':
        // A ledger that lost this run's record may hold another account's by now, which says nothing about this one.
        if (!belongsTo(verdict.standing.record, this.#command.accountId)) return notRecorded();
        return answerFromRecord(this.#deps, this.#command, verdict.standing);
      case 'not-recorded':
        return notRecorded();
      default:
        throw new UnreachableCaseError(verdict);
    }
  }

  /**
   * Whether somebody else has settled that the account is not deleted, or something that cannot be read; or does not know yet,
   * in a record of their own. Whoever took over this very record has read the account since, or will: that this run did not find
   * it counts for nothing then.
   */
  #isContradicted(verdict: Verdict, { evidence }: Deleted): boolean {
    if (verdict.kind !== 'taken-over') return false;
    const { settlement, startedAt } = verdict.standing.record;
    const isForgotten = startedAt !== this.#own.record.startedAt;
    if (settlement === null) return isForgotten;
    try {
      const isFailure = this.#deps.vault.open(this.#command.id, settlement).outcome.code !== 'DELETED';
      return isFailure && (evidence !== 'ABSENT' || isForgotten);
    } catch {
      return true;
    }
  }

  #ownsLease(): boolean {
    return this.#deps.clock.now() < this.#own.leaseEnd;
  }

  /** Tries to release until the lease is over, so that the next call with this key need not wait for that. */
  #releaseLater(before: DeletionRecord | null): void {
    persist(this.#deps, () => this.#own.release(before), this.#own.leaseEnd).catch(this.#deps.onFault);
  }

  #unknown(record: DeletionRecord, lost: LostAnswer): Failure {
    const provider = providerOf(this.#deps.providers, this.#command.id.provider);
    return unknownFor(provider, { record, time: this.#own.time }, lost);
  }
}
