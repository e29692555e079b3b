import type { RunAnswer } from './answer.ts';
import { backoffMs } from './backoff.ts';
import { type Conclusion, conclude, concludeRejection, goneAs, isGone } from './conclude.ts';
import type { DeleteAccountCommand, DeletionDeps } from './deps.ts';
import { type LostAnswer, unavailableHere } from './outcome.ts';
import type { OwnRecord } from './own-record.ts';
import { type Exchange, type Provider, providerOf, type Sighting } from './provider-port.ts';
import { readBack } from './read-back.ts';
import { type DeletionRecord, NO_CREDENTIAL, quietLeft } from './record.ts';
import { nextStep, type Progress } from './recovery.ts';
import { RunEnds } from './run-ends.ts';
import { UnreachableCaseError } from './unreachable-case.ts';

/**
 * Runs a deletion whose record is this run's own, until the record is settled, released, or given up with its answer lost:
 *
 *     a new record ──▶ one request ──▶ conclude ──▶ settled | released | lost ─┐
 *                                                                              ▼
 *     a lost answer ──────────────────────────────────────────────────▶ nextStep ──▶ read back ──▶ settled | nextStep
 *                                                                                ──▶ dispatch, one request (as above)
 *                                                                                ──▶ give up: outcome unknown
 *
 * The two decisions are pure: `conclude` says what an exchange means, `nextStep` how to recover a lost answer.
 *
 * @param deadline when the caller must have an answer, in milliseconds of the process's clock
 */
export async function runDeletion(
  deps: DeletionDeps,
  command: DeleteAccountCommand,
  own: OwnRecord,
  deadline: number,
): Promise<RunAnswer> {
  const run = new DeletionRun(deps, command, own, deadline);
  let answer = own.isFresh ? await run.request(null) : undefined;
  while (answer === undefined) answer = await run.recover();
  return answer;
}

/** One run. Its steps give the answer when the run has ended; until then undefined. */
class DeletionRun {
  readonly #deps: DeletionDeps;
  readonly #command: DeleteAccountCommand;
  readonly #provider: Provider;
  readonly #credential: string;
  readonly #own: OwnRecord;
  readonly #ends: RunEnds;
  readonly #deadline: number;
  #progress: Progress = { sends: 0, resends: 0, sighting: null };
  /** What is known of the last lost answer. */
  #lost: LostAnswer = {};

  constructor(deps: DeletionDeps, command: DeleteAccountCommand, own: OwnRecord, deadline: number) {
    this.#deps = deps;
    this.#command = command;
    this.#provider = providerOf(deps.providers, command.id.provider);
    this.#credential = deps.hashCredential(command.credential);
    this.#own = own;
    this.#ends = new RunEnds(deps, command, own);
    this.#deadline = deadline;
  }

  /** Takes the next step about a lost answer. */
  async recover(): Promise<RunAnswer | undefined> {
    const { record, time } = this.#own;
    const step = this.#isLate() ? 'give-up' : nextStep(record, this.#provider, this.#progress, time);
    switch (step) {
      case 'send':
        return this.#sendAgain(false);
      case 'send-anew':
        return this.#sendAgain(true);
      case 'read-back':
        return this.#readBack();
      case 'give-up':
        return this.#ends.giveUp(this.#lost);
      default:
        throw new UnreachableCaseError(step);
    }
  }

  /**
   * Sends the one request that the record has been dispatched for.
   *
   * @param before the record without that request, where an earlier answer is lost; otherwise null
   */
  async request(before: DeletionRecord | null): Promise<RunAnswer | undefined> {
    const { accountId, idempotencyKey, credential, requestId } = this.#command;
    if (this.#isLate()) return this.#ends.release(unavailableHere(NO_TIME), before, false);
    const { sends, resends } = this.#progress;
    this.#progress = { sends: sends + 1, resends: resends + (before === null ? 0 : 1), sighting: null };
    const exchange = await this.#provider
      .delete({
        accountId,
        idempotencyKey,
        credential,
        requestId,
        timeoutMs: this.#timeLeft(),
        maySend: () => !this.#isLate() && this.#deps.clock.now() < this.#own.leaseEnd,
      })
      .catch((fault: unknown): Exchange => {
        this.#deps.onFault(fault); // a bug: but the request may have been sent
        return { kind: 'lost' };
      });
    const earlierLost = before !== null;
    const absenceCounts = this.#absenceCounts();
    return this.#carryOut(conclude(exchange, { earlierLost, absenceCounts, provider: this.#provider }), before);
  }

  async #carryOut(conclusion: Conclusion, before: DeletionRecord | null): Promise<RunAnswer | undefined> {
    switch (conclusion.kind) {
      case 'settle':
        return this.#ends.settle(conclusion.outcome);
      case 'release':
        return this.#ends.release(conclusion.failure, before, conclusion.sent);
      case 'read-back': {
        const quietMs = before === null ? 0 : quietLeft(before, this.#own.time);
        const sighting = await this.#readAccount();
        return this.#carryOut(concludeRejection(conclusion.rejection, sighting, quietMs, this.#provider), before);
      }
      case 'recover':
        this.#lost = conclusion;
        this.#own.noteLost(this.#deps.settings.quiescenceMs, before);
        return undefined;
      default:
        throw new UnreachableCaseError(conclusion);
    }
  }

  async #readBack(): Promise<RunAnswer | undefined> {
    const { record, time } = this.#own;
    const afterQuiet = quietLeft(record, time) === 0;
    const sighting = await this.#readAccount();
    if (isGone(sighting)) return this.#ends.settle(goneAs(sighting, this.#provider));
    this.#progress = { ...this.#progress, sighting: { kind: sighting.kind, afterQuiet } };
    return undefined;
  }

  async #sendAgain(anew: boolean): Promise<RunAnswer | undefined> {
    const { clock, random, settings } = this.#deps;
    const { sends, sighting } = this.#progress;
    if (sends > 0) await clock.sleep(Math.min(backoffMs(sends, random()), this.#deadline - clock.now()));
    if (this.#isLate()) return undefined;

    const before = this.#own.record;
    const quietMs = quietLeft(before, this.#own.time);
    // A credential that has just seen the account will miss it once it is gone. Where requests were lost under two
    // credentials, one of them may never have seen the account: then its absence proves nothing.
    const willBeMissed = sighting?.kind === 'present' || this.#absenceCounts();
    const verdict = await this.#own.dispatch({
      anew,
      credential: willBeMissed ? this.#credential : NO_CREDENTIAL,
      quiescenceMs: settings.quiescenceMs,
    });
    if (verdict.kind === 'done') return this.request(this.#own.before(before, quietMs));
    return this.#ends.notRecorded(verdict, before, this.#lost);
  }

  /** Reads the account. That it is absent counts only under the credential of the lost request. */
  async #readAccount(): Promise<Sighting> {
    const { accountId, credential, requestId } = this.#command;
    const call = { accountId, credential, requestId, timeoutMs: this.#timeLeft() };
    const sighting = await readBack(this.#provider, call, this.#deps.onFault);
    return sighting.kind === 'absent' && !this.#absenceCounts() ? { kind: 'unreadable' } : sighting;
  }

  #absenceCounts(): boolean {
    return this.#own.record.credential === this.#credential;
  }

  #timeLeft(): number {
    const { clock, settings } = this.#deps;
    return Math.max(1, Math.min(settings.providerTimeoutMs, this.#deadline - clock.now()));
  }

  #isLate(): boolean {
    return this.#deps.clock.now() >= this.#deadline;
  }
}

const NO_TIME = 'There was no time left to send the deletion: this request executed nothing.';
