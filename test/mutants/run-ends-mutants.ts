import { alwaysFalse, alwaysTrue, remove, replace } from './change.ts';
import type { Mutant } from './mutants.ts';

const MODEL = 'test/model/model.test.ts';
const CORE = 'test/unit/core.test.ts';
const RECOVERY = 'test/unit/recovery.test.ts';

/** Mistakes at the end of a run: in what is recorded and answered. */
export const runEndsMutants: readonly Mutant[] = [
  {
    id: 'record-deleted-on-error',
    breaks: 'an answer that is lost leaves the record dispatched',
    change: replace('RunEnds.giveUp', 'this.#own.lose()', 'this.#own.release(null)'),
    tests: [RECOVERY, MODEL],
  },
  {
    id: 'lost-answer-keeps-its-owner',
    breaks: 'a lost answer leaves the record without an owner',
    change: replace('RunEnds.giveUp', 'await this.#own.lose()', "{ kind: 'done' }"),
    tests: [RECOVERY],
  },
  {
    id: 'refusal-hides-lost-answer',
    breaks: 'a refusal says nothing about an earlier lost answer',
    change: alwaysTrue('RunEnds.release', 'before === null'),
    tests: [RECOVERY, MODEL],
  },
  {
    id: 'release-forgets-a-lost-answer',
    breaks: '"released" undoes this attempt only: a record with an earlier lost answer stays dispatched',
    change: replace('RunEnds.release', 'this.#own.release(before)', 'this.#own.release(null)'),
    tests: [RECOVERY, MODEL],
  },
  {
    id: 'settled-late-dropped',
    breaks: 'the record is settled as soon as the ledger is back',
    change: remove('RunEnds.settle', 'persist(this.#deps, write)'),
    tests: [CORE],
  },
  {
    id: 'true-answer-withheld',
    breaks: 'the ledger is unavailable after the provider answered: the caller gets the true answer',
    change: alwaysFalse(
      'RunEnds.settle',
      "(outcome.code === 'DELETED' && outcome.evidence !== 'ABSENT') || this.#ownsLease()",
    ),
    tests: [CORE],
  },
  {
    id: 'takeover-not-noticed',
    breaks: 'once somebody has taken over, it answers with the record',
    change: replace(
      'RunEnds.#answerAfter.taken-over',
      'return answerFromRecord(this.#deps, …',
      'return answer(own, attempts)',
    ),
    tests: [CORE, MODEL],
  },
  {
    id: 'release-not-repeated',
    breaks: 'an attempt that was not recorded is undone as soon as the ledger is back',
    change: remove('RunEnds.#releaseLater', 'persist(this.#deps, () => this.#own.release(before), …'),
    tests: [CORE],
  },
  {
    id: 'rejected-after-the-lease',
    breaks: 'once its lease is over a run that could not record a refusal does not say that nothing was executed',
    change: replace('RunEnds.settle', 'this.#ownsLease()', 'attempts > 0'),
    tests: [CORE],
  },
  {
    id: 'gone-unseen-after-the-lease',
    breaks:
      'once its lease is over a run that could not record what it saw does not take an account for gone because it did not see it',
    change: remove('RunEnds.settle', "outcome.evidence !== 'ABSENT'"),
    tests: [CORE],
  },
  {
    id: 'released-after-the-lease',
    breaks: 'once its lease is over a run that could not undo its attempt does not say that nothing was executed',
    change: replace('RunEnds.release', 'this.#ownsLease()', 'attempts >= 0'),
    tests: [CORE],
  },
  {
    id: 'own-deletion-denied',
    breaks: 'a ledger that forgot does not contradict whoever saw the account go',
    change: remove('RunEnds.settle', "if (outcome.code === 'DELETED' && …"),
    tests: [CORE],
  },
  {
    id: 'unseen-beats-the-record',
    breaks: 'whoever did not find the account does not contradict the record of a run that has read it since',
    change: alwaysTrue('RunEnds.#isContradicted', "(evidence !== 'ABSENT' || isForgotten)"),
    tests: [CORE],
  },
  {
    id: 'forgotten-deletion-denied',
    breaks: 'a ledger that forgot does not contradict whoever did not find the account after its own lost request',
    change: replace('RunEnds.#isContradicted', "(evidence !== 'ABSENT' || isForgotten)", "evidence !== 'ABSENT'"),
    tests: [CORE],
  },
  {
    id: 'another-beginning-beats-own-deletion',
    breaks: 'a ledger that forgot, and has another run of the key by now, does not hold back what this run saw',
    change: replace('RunEnds.#isContradicted', 'return isForgotten', 'return false'),
    tests: [CORE],
  },
  {
    id: 'unreadable-answer-beats-own-deletion',
    breaks: 'a record that cannot be read does not contradict whoever saw the account go',
    change: replace('RunEnds.#isContradicted', 'return true', 'return false'),
    tests: [CORE],
  },
  {
    id: 'own-deletion-beats-the-same',
    breaks: 'a record that says deleted, too, is the answer',
    change: alwaysTrue(
      'RunEnds.#isContradicted',
      "this.#deps.vault.open(this.#command.id, settlement).outcome.code !== 'DELETED'",
    ),
    tests: [CORE],
  },
  {
    id: 'another-accounts-record-answers',
    breaks: 'the record of another account, in a ledger that forgot, is no answer about this one',
    change: remove('RunEnds.#answerAfter', 'if (!belongsTo(verdict.standing.record, …'),
    tests: [CORE],
  },
];
