import { answer, answerFromRecord, type RunAnswer, unknownFor } from './answer.ts';
import type { Evidence } from './deletion.ts';
import type { DeleteAccountCommand, DeletionDeps } from './deps.ts';
import { type DeletionRecord, LedgerUnavailableError, UnreadableRecordError } from './ledger.ts';
import { type Failure, type Outcome, unavailableHere } from './outcome.ts';
import type { Exchange, Sighting } from './provider.ts';
import { nextStep, type Progress } from './recovery.ts';

/** Jittered pause before the n-th repetition of a delete or a write, in milliseconds: 100–200, 200–400, … up to 1 s. */
const BACKOFF_MS = 200;
const BACKOFF_MAX_MS = 1_000;

/** A record that a run owns, and until when on the process's monotonic clock, in milliseconds. */
export interface Ownership {
  readonly owner: string;
  readonly record: DeletionRecord;
  /** From then on nothing may be sent. */
  readonly leaseEnd: number;
  /** By then the caller must have an answer. */
  readonly deadline: number;
}

/**
 * Longer than other files, because all of its steps share one record and one lease, and read best in one place.
 *
 * Runs the deletion that this run owns, from its claim to a settled record, a released one, or one whose answer is lost:
 *
 *     nextStep ──▶ send: dispatch, then one request ──▶ settled | released | lost ──▶ nextStep
 *              ──▶ read back ──▶ settled | not known ──▶ nextStep
 *              ──▶ give up: outcome unknown
 */
export async function runDeletion(
  deps: DeletionDeps,
  command: DeleteAccountCommand,
  { owner, record: claimed, leaseEnd, deadline }: Ownership,
): Promise<RunAnswer> {
  const { ledger, clock, settings } = deps;
  const { id } = command;
  const provider = deps.providers[id.provider];
  const done = { sends: 0, resends: 0, readBackAfterMs: null as Progress['readBackAfterMs'] };
  let record = claimed;
  let recordedAt = clock.now();
  let seen: Pick<Failure, 'providerCode'> = {};

  for (;;) {
    const step = clock.now() < deadline ? nextStep(recordNow(), provider, done, settings.quiescenceMs) : 'give-up';
    const ended = await { send, 'read-back': readBack, 'give-up': giveUp }[step]();
    if (ended !== undefined) return ended;
  }

  async function send(): Promise<RunAnswer | undefined> {
    const before = recordNow();
    const answerLost = before.state === 'dispatched';
    if (done.sends > 0) await clock.sleep(Math.min(backoff(done.sends), deadline - clock.now()));
    if (clock.now() >= deadline) return undefined;

    const attempt = before.attempts + 1;
    const dispatched = await ledger.dispatch(id, owner, attempt).catch(unlessAway);
    if (dispatched === 'away') {
      persistRelease(attempt);
      return answer(answerLost || !ownsLease() ? unknown() : unavailableHere(NOT_RECORDED), before.attempts);
    }
    if (dispatched === null) return answerOfTheOthers(unavailableHere(NOT_RECORDED));
    record = dispatched;
    recordedAt = clock.now();
    done.sends += 1;
    if (answerLost) done.resends += 1;
    done.readBackAfterMs = null;

    const exchange = await provider
      .delete({
        accountId: command.accountId,
        idempotencyKey: command.idempotencyKey,
        credential: command.credential,
        requestId: command.requestId,
        timeoutMs: timeLeft(),
        maySend: () => clock.now() < deadline && ownsLease(),
      })
      .catch((fault: unknown): Exchange => {
        deps.onFault(fault); // a bug: but the request may have been sent
        return { kind: 'lost' };
      });
    return conclude(exchange, answerLost ? before : null);
  }

  /** The table "What an exchange means" (the contract, section 5), read from left to right. */
  async function conclude(exchange: Exchange, lostBefore: DeletionRecord | null): Promise<RunAnswer | undefined> {
    switch (exchange.kind) {
      case 'deleted':
        return settle({ code: 'DELETED', evidence: 'RESPONSE', deletion: exchange.deletion });
      case 'not-found':
        return lostBefore === null ? settle(exchange.failure) : settleGone('ABSENT');
      case 'rejected':
        return lostBefore === null ? settle(exchange.failure) : settleRejection(exchange.failure);
      case 'refused':
      case 'not-sent':
        return release(exchange, lostBefore);
      case 'lost':
        seen = { providerCode: exchange.providerCode };
        return undefined;
    }
  }

  async function readBack(): Promise<RunAnswer | undefined> {
    const readAfterMs = recordNow().sinceLastDispatchMs;
    const sighting = await look();
    if (sighting.kind === 'deleted') return settleGone('OBSERVED', sighting.deletion);
    if (sighting.kind === 'absent') return settleGone('ABSENT');
    done.readBackAfterMs = readAfterMs ?? 0;
    return undefined;
  }

  /** A refusal after a lost answer proves nothing by itself: the earlier request may be why there is nothing left to do. */
  async function settleRejection(failure: Failure): Promise<RunAnswer> {
    const sighting = await look();
    switch (sighting.kind) {
      case 'deleted':
        return settleGone('OBSERVED', sighting.deletion);
      case 'absent':
        return settleGone('ABSENT');
      case 'present':
        return settle(failure);
      case 'unreadable':
        seen = { providerCode: failure.providerCode };
        return giveUp();
    }
  }

  /** This attempt was not executed. With an earlier answer lost, that says nothing about the account. */
  async function release(
    { kind, failure }: Extract<Exchange, { failure: Failure }>,
    lostBefore: DeletionRecord | null,
  ): Promise<RunAnswer> {
    const attempts = kind === 'not-sent' ? record.attempts - 1 : record.attempts;
    return free(lostBefore === null ? failure : unknownFor(deps, id.provider, lostBefore, failure), attempts);
  }

  /** Undoes this attempt, and gives the record up with it. */
  async function free(outcome: Failure, attempts: number): Promise<RunAnswer> {
    const attempt = record.attempts;
    const released = await ledger.release(id, owner, attempt).catch(unlessUnwritable);
    if (released === 'unreadable') return answer(outcome, attempts);
    if (released === 'away') {
      persistRelease(attempt);
      return answer(ownsLease() ? outcome : unknown(), attempts);
    }
    return released ? answer(outcome, attempts) : answerOfTheOthers(outcome);
  }

  /** Nobody knows yet. The record is free for the next call with this key, which goes on where this one stopped. */
  async function giveUp(): Promise<RunAnswer> {
    if (record.state === 'claimed') {
      return free(unavailableHere('There was no time left to send the deletion, so nothing was sent.'), 0);
    }
    await ledger.lose(id, owner).catch(unlessAway); // if it is away, the lease ends by itself
    return answer(unknown(), record.attempts);
  }

  function settleGone(evidence: Evidence, deletion = provider.untoldDeletion): Promise<RunAnswer> {
    return settle({ code: 'DELETED', evidence, deletion });
  }

  async function settle(outcome: Outcome): Promise<RunAnswer> {
    const { attempts } = record;
    const sealed = deps.vault.seal(id, { accountId: command.accountId, attempts, outcome });
    const write = async () => {
      const settled = await ledger.settle(id, owner, sealed, settings.replayTtlMs);
      if (settled) await deps.cache.set(id, sealed, settings.replayTtlMs);
      return settled;
    };
    const settled = await write().catch(unlessUnwritable);
    if (settled === 'unreadable') return answer(outcome, attempts);
    if (settled === 'away') return answer(outcome, attempts, persist(write));
    return settled ? answer(outcome, attempts) : answerOfTheOthers(outcome);
  }

  /** Somebody else has taken over while this process slept: what they recorded counts. */
  async function answerOfTheOthers(own: Outcome): Promise<RunAnswer> {
    const standing = await ledger.read(id).catch(unlessAway);
    if (standing === 'away') return answer(unknown(), record.attempts);
    return standing === null ? answer(own, record.attempts) : answerFromRecord(deps, command, standing);
  }

  function look() {
    const { accountId, credential, requestId } = command;
    return provider.readBack({ accountId, credential, requestId, timeoutMs: timeLeft() }).catch((fault): Sighting => {
      deps.onFault(fault);
      return { kind: 'unreadable' };
    });
  }

  /** Repeats a write until the ledger is back. The owner check keeps it from ever overwriting what others wrote. */
  async function persist(write: () => Promise<unknown>, until = Infinity): Promise<void> {
    for (let n = 1; clock.now() < until; n += 1) {
      await clock.sleep(backoff(n));
      if ((await write().catch(unlessAway)) !== 'away') return;
    }
  }

  /** Spares the next call with this key the wait for the lease; nobody waits for it, and with the lease it ends. */
  function persistRelease(attempt: number): void {
    persist(() => ledger.release(id, owner, attempt), leaseEnd).catch(deps.onFault);
  }

  function unlessAway(fault: unknown): 'away' {
    if (!(fault instanceof LedgerUnavailableError)) throw fault;
    deps.onFault(fault);
    return 'away';
  }

  /** Once the provider has answered, the caller gets that answer, whatever has become of the record. */
  function unlessUnwritable(fault: unknown): 'away' | 'unreadable' {
    if (!(fault instanceof UnreadableRecordError)) return unlessAway(fault);
    deps.onFault(fault);
    return 'unreadable';
  }

  function backoff(n: number): number {
    return Math.min(BACKOFF_MAX_MS, BACKOFF_MS * 2 ** (n - 1)) * (0.5 + deps.random() / 2);
  }

  /** The record with its ages as of now. */
  function recordNow(): DeletionRecord {
    const elapsed = clock.now() - recordedAt;
    const aged = (age: number | null) => (age === null ? null : age + elapsed);
    return {
      ...record,
      sinceFirstDispatchMs: aged(record.sinceFirstDispatchMs),
      sinceLastDispatchMs: aged(record.sinceLastDispatchMs),
    };
  }

  function unknown(): Failure {
    return unknownFor(deps, id.provider, recordNow(), seen);
  }

  function timeLeft(): number {
    return Math.max(1, Math.min(settings.providerTimeoutMs, deadline - clock.now()));
  }

  function ownsLease(): boolean {
    return clock.now() < leaseEnd;
  }
}

const NOT_RECORDED = 'The deletion could not be recorded, so nothing was sent.';
