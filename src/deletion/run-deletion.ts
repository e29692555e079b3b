import type { RunAnswer } from './answer.ts';
import { backoffMs } from './backoff.ts';
import type { Deletion, Evidence } from './deletion.ts';
import type { DeleteAccountCommand, DeletionDeps } from './deps.ts';
import { type Failure, type Outcome, unavailableHere } from './outcome.ts';
import type { OwnRecord } from './own-record.ts';
import { type Exchange, type Provider, providerOf, type Sighting } from './provider.ts';
import { type DeletionRecord, NO_CREDENTIAL, quietLeft } from './record.ts';
import { nextStep, type Progress } from './recovery.ts';
import { RunEnds, type Said } from './run-ends.ts';

/**
 * Runs a deletion whose record is this run's own, to a settled record, a released one, or one whose answer is lost:
 *
 *     a fresh record ──▶ one request ──▶ settled | released | lost ─┐
 *                                                                   ▼
 *     a lost answer ───────────────────────────────────────▶ nextStep ──▶ read back ──▶ settled | not known ──▶ nextStep
 *                                                                     ──▶ dispatch, one request ──▶ (as above)
 *                                                                     ──▶ give up: outcome unknown
 *
 * @param deadline by the process's clock: by then the caller must have an answer
 */
export async function runDeletion(
  deps: DeletionDeps,
  command: DeleteAccountCommand,
  own: OwnRecord,
  deadline: number,
): Promise<RunAnswer> {
  const run = new DeletionRun(deps, command, own, deadline);
  let ended = own.isFresh ? await run.request(null) : undefined;
  while (ended === undefined) ended = await run.goOn();
  return ended;
}

class DeletionRun {
  readonly #deps: DeletionDeps;
  readonly #command: DeleteAccountCommand;
  readonly #provider: Provider;
  readonly #credential: string;
  readonly #own: OwnRecord;
  readonly #ends: RunEnds;
  readonly #deadline: number;
  #done: Progress = { sends: 0, resends: 0, sighting: null };
  /** What the last lost answer said, as far as that goes. */
  #said: Said = {};

  constructor(deps: DeletionDeps, command: DeleteAccountCommand, own: OwnRecord, deadline: number) {
    this.#deps = deps;
    this.#command = command;
    this.#provider = providerOf(deps.providers, command.id.provider);
    this.#credential = deps.hashCredential(command.credential);
    this.#own = own;
    this.#ends = new RunEnds(deps, command, own);
    this.#deadline = deadline;
  }

  /** The next step about a lost answer. */
  async goOn(): Promise<RunAnswer | undefined> {
    const { record, time } = this.#own;
    const step = this.#isLate() ? 'give-up' : nextStep(record, this.#provider, this.#done, time);
    switch (step) {
      case 'send':
      case 'send-anew':
        return this.#sendAgain(step === 'send-anew');
      case 'read-back':
        return this.#readBack();
      case 'give-up':
        return this.#ends.giveUp(this.#said);
    }
  }

  /**
   * Sends the one request that the record speaks of.
   *
   * @param before the record without it, where an earlier answer is lost
   */
  async request(before: DeletionRecord | null): Promise<RunAnswer | undefined> {
    const { accountId, idempotencyKey, credential, requestId } = this.#command;
    if (this.#isLate()) return this.#ends.release(unavailableHere(NO_TIME), before, false);
    const { sends, resends } = this.#done;
    this.#done = { sends: sends + 1, resends: resends + (before === null ? 0 : 1), sighting: null };
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
    return this.#conclude(exchange, before);
  }

  /** What an exchange means: `Exchange` has the table. */
  async #conclude(exchange: Exchange, before: DeletionRecord | null): Promise<RunAnswer | undefined> {
    switch (exchange.kind) {
      case 'deleted':
        return this.#ends.settle(gone('RESPONSE', exchange.deletion));
      case 'not-found':
        if (before === null) return this.#ends.settle(exchange.failure);
        return this.#absenceCounts()
          ? this.#settleGone({ kind: 'absent' })
          : this.#ends.release(exchange.failure, before, true);
      case 'rejected':
        return before === null ? this.#ends.settle(exchange.failure) : this.#rejected(exchange.failure, before);
      case 'refused':
      case 'not-sent':
        return this.#ends.release(exchange.failure, before, exchange.kind === 'refused');
      case 'lost':
        this.#said = { status: exchange.status, providerCode: exchange.providerCode };
        this.#own.noteLost(this.#deps.settings.quiescenceMs, before);
        return undefined;
    }
  }

  /** A rejection after a lost answer proves nothing by itself: the lost request may be the reason for it, or still at work. */
  async #rejected(failure: Failure, before: DeletionRecord): Promise<RunAnswer> {
    const leftMs = quietLeft(before, this.#own.time);
    const sighting = await this.#look();
    if (isGone(sighting)) return this.#settleGone(sighting);
    if (sighting.kind === 'unreadable') return this.#ends.release(failure, before, true);
    if (leftMs === 0) return this.#ends.settle(failure);
    return this.#ends.release({ ...failure, retryAfterMs: leftMs }, before, true);
  }

  async #readBack(): Promise<RunAnswer | undefined> {
    const { record, time } = this.#own;
    const afterQuiet = quietLeft(record, time) === 0;
    const sighting = await this.#look();
    if (isGone(sighting)) return this.#settleGone(sighting);
    this.#done = { ...this.#done, sighting: { kind: sighting.kind, afterQuiet } };
    return undefined;
  }

  #settleGone(sighting: GoneSighting): Promise<RunAnswer> {
    return this.#ends.settle(
      sighting.kind === 'deleted' ? gone('OBSERVED', sighting.deletion) : gone('ABSENT', this.#provider.untoldDeletion),
    );
  }

  async #sendAgain(anew: boolean): Promise<RunAnswer | undefined> {
    const { clock, random, settings } = this.#deps;
    const { sends, sighting } = this.#done;
    if (sends > 0) await clock.sleep(Math.min(backoffMs(sends, random()), this.#deadline - clock.now()));
    if (this.#isLate()) return undefined;

    const before = this.#own.record;
    const quietMs = quietLeft(before, this.#own.time);
    // Under a credential that has seen the account, it will be missing. Lost under two, one of which may never have seen it, it may not.
    const willBeMissed = sighting?.kind === 'present' || this.#absenceCounts();
    const verdict = await this.#own.dispatch({
      anew,
      credential: willBeMissed ? this.#credential : NO_CREDENTIAL,
      quiescenceMs: settings.quiescenceMs,
    });
    if (verdict.kind === 'done') return this.request(this.#own.before(before, quietMs));
    return this.#ends.notRecorded(verdict, before, this.#said);
  }

  /** Reads the account. That it is missing proves a deletion only under the credential of the lost request. */
  async #look(): Promise<Sighting> {
    const { accountId, credential, requestId } = this.#command;
    const sighting = await this.#provider
      .readBack({ accountId, credential, requestId, timeoutMs: this.#timeLeft() })
      .catch((fault: unknown): Sighting => {
        this.#deps.onFault(fault);
        return { kind: 'unreadable' };
      });
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

type GoneSighting = Extract<Sighting, { kind: 'deleted' | 'absent' }>;

const isGone = (sighting: Sighting): sighting is GoneSighting =>
  sighting.kind === 'deleted' || sighting.kind === 'absent';

const gone = (evidence: Evidence, deletion: Deletion): Outcome => ({ code: 'DELETED', evidence, deletion });

const NO_TIME = 'There was no time left to send the deletion: this request executed nothing.';
