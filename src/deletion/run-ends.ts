import { answer, answerFromRecord, type RunAnswer, unknownFor } from './answer.ts';
import type { DeleteAccountCommand, DeletionDeps } from './deps.ts';
import type { DeletionId } from './ledger.ts';
import type { Failure, Outcome, outcomeUnknown } from './outcome.ts';
import { type OwnRecord, persist, type Verdict } from './own-record.ts';
import { providerOf } from './provider.ts';
import type { DeletionRecord } from './record.ts';
import type { Vault } from './settlement.ts';

/** How an answer that tells nothing, or a refusal, was put. */
export type Said = Parameters<typeof outcomeUnknown>[0];

/** The ends of a run: what is written, and what the caller hears of it once the record has had its say. */
export class RunEnds {
  readonly #deps: DeletionDeps;
  readonly #command: DeleteAccountCommand;
  readonly #own: OwnRecord;

  constructor(deps: DeletionDeps, command: DeleteAccountCommand, own: OwnRecord) {
    this.#deps = deps;
    this.#command = command;
    this.#own = own;
  }

  /** It is known what the deletion came to. Should the ledger be away, that is written as soon as it is back. */
  async settle(outcome: Outcome): Promise<RunAnswer> {
    const { vault, cache, providers, settings } = this.#deps;
    const { id, accountId } = this.#command;
    const { attempts } = this.#own.record;
    const sealed = vault.seal(id, { accountId, attempts, outcome });
    // A provider that still recognises the key would answer it for another account with this answer.
    const keptForMs = Math.max(settings.replayTtlMs, providerOf(providers, id.provider).forgetsAfterMs);
    const write = async () => {
      const verdict = await this.#own.settle(sealed, keptForMs);
      if (verdict.kind === 'done') await cache.set(id, sealed, keptForMs);
      return verdict;
    };
    const verdict = await write();
    // A ledger that forgot the record may hold another answer by now. It is not true for whoever saw the account go.
    if (outcome.code === 'DELETED' && isFinalFailure(verdict, vault, id)) return answer(outcome, attempts);
    return this.#tell(verdict, outcome, attempts, () => {
      // Once its lease is over, others may have deleted what this run saw rejected or missing.
      const told = outcome.code === 'DELETED' || this.#ownsLease() ? outcome : this.#unknown(this.#own.record, {});
      return answer(told, attempts, persist(this.#deps, write));
    });
  }

  /**
   * This attempt was not executed. With an earlier answer lost, that says nothing about the account.
   *
   * @param before the record without this attempt, where an earlier answer is lost
   * @param sent whether the attempt reached the provider
   */
  async release(failure: Failure, before: DeletionRecord | null, sent: boolean): Promise<RunAnswer> {
    const attempts = this.#own.record.attempts - (sent ? 0 : 1);
    const told = before === null ? failure : this.#unknown(before, failure);
    return this.#tell(await this.#own.release(before), told, attempts, () => {
      this.#releaseLater(before);
      return answer(before !== null || this.#ownsLease() ? told : this.#unknown(this.#own.record, {}), attempts);
    });
  }

  /** The next attempt could not be recorded, so it is not made. */
  notRecorded(verdict: Verdict, before: DeletionRecord, said: Said): Promise<RunAnswer> {
    const unknown = this.#unknown(before, said);
    return this.#tell(verdict, unknown, before.attempts, () => {
      this.#releaseLater(before);
      return answer(unknown, before.attempts);
    });
  }

  /** Nobody knows yet. The record is free for the next call with this key, which goes on where this one stopped. */
  async giveUp(said: Said): Promise<RunAnswer> {
    const { attempts } = this.#own.record;
    const unknown = this.#unknown(this.#own.record, said);
    return this.#tell(await this.#own.lose(), unknown, attempts, () => answer(unknown, attempts));
  }

  async #tell(verdict: Verdict, own: Outcome, attempts: number, unrecorded: () => RunAnswer): Promise<RunAnswer> {
    switch (verdict.kind) {
      case 'done':
      case 'unreadable': // whatever has become of the record, this run knows what it saw
        return answer(own, attempts);
      case 'taken-over':
        return answerFromRecord(this.#deps, this.#command, verdict.standing);
      case 'not-recorded':
        return unrecorded();
    }
  }

  #ownsLease(): boolean {
    return this.#deps.clock.now() < this.#own.leaseEnd;
  }

  /** Spares the next call with this key the wait for the lease; nobody waits for it, and with the lease it ends. */
  #releaseLater(before: DeletionRecord | null): void {
    persist(this.#deps, () => this.#own.release(before), this.#own.leaseEnd).catch(this.#deps.onFault);
  }

  #unknown(record: DeletionRecord, said: Said): Failure {
    return unknownFor(
      providerOf(this.#deps.providers, this.#command.id.provider),
      { record, time: this.#own.time },
      said,
    );
  }
}

/** Whether somebody else has settled that the account is not deleted, or something that cannot be read. */
function isFinalFailure(verdict: Verdict, vault: Vault, id: DeletionId): boolean {
  if (verdict.kind !== 'taken-over' || verdict.standing.record.settlement === null) return false;
  try {
    return vault.open(id, verdict.standing.record.settlement).outcome.code !== 'DELETED';
  } catch {
    return true;
  }
}
