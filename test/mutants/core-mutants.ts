import { alwaysTrue, putBefore, remove, replace, reword } from './change.ts';
import type { Mutant } from './mutants.ts';

const MODEL = 'test/model/model.test.ts';
const CORE = 'test/unit/core.test.ts';
const RECOVERY = 'test/unit/recovery.test.ts';
const TABLE = 'test/unit/exchange-table.test.ts';

/** Mistakes in the deletion core: a run, its duplicates and replays. Lost answers: `recovery-mutants.ts`. */
export const coreMutants: readonly Mutant[] = [
  {
    id: 'fail-open-at-dispatch',
    breaks: 'the ledger is unavailable before a lost answer is asked for again: nothing sent',
    change: replace('DeletionRun.#sendAgain', "verdict.kind === 'done'", "verdict.kind !== 'taken-over'"),
    tests: [CORE, MODEL],
  },
  {
    id: 'refused-dispatch-sends',
    breaks: 'only the owner sends, and only within its lease',
    change: replace('DeletionRun.#sendAgain', "verdict.kind === 'done'", "verdict.kind !== 'not-recorded'"),
    tests: [CORE],
  },
  {
    id: 'sends-whenever-connected',
    breaks: 'a process whose lease is over sends nothing, checked right before the first byte',
    change: alwaysTrue('DeletionRun.maySend', '!this.#isLate() && …'),
    tests: [CORE, MODEL],
  },
  {
    id: 'sends-after-the-lease',
    breaks: 'a process whose lease is over sends nothing',
    change: remove('DeletionRun.maySend', 'this.#deps.clock.now() < this.#own.leaseEnd'),
    tests: [CORE, MODEL],
  },
  {
    id: 'sends-after-the-deadline',
    breaks: '`DELETE_DEADLINE_MS` holds for all exchanges of a call together',
    change: remove('DeletionRun.maySend', '!this.#isLate()'),
    tests: [CORE],
  },
  {
    id: 'lease-from-the-answer',
    breaks: 'the lease is counted from before it was asked for',
    change: replace('OwnRecord.leaseEnd', 'this.#seen.askedAt', 'this.#seen.askedAt + 60_000'),
    tests: [CORE, MODEL],
  },
  {
    id: 'settled-key-forgotten-too-soon',
    breaks: 'a settled record is kept while the provider recognises its key',
    change: replace('settleRecord', 'Math.max(atLeastMs, …', 'Math.max(atLeastMs, settings.replayTtlMs)'),
    tests: [CORE, MODEL],
  },
  {
    id: 'exchange-outlives-deadline',
    breaks: 'no exchange goes on after the deadline of its call',
    change: replace('DeletionRun.#timeLeft', 'Math.max(1, …', 'settings.providerTimeoutMs'),
    tests: [RECOVERY],
  },
  {
    id: 'no-deadline',
    breaks: 'nothing is sent again after the deadline',
    change: replace('beginAndRun', 'startedAt + deleteDeadlineMs', 'startedAt + deleteDeadlineMs * 1e6'),
    tests: [CORE, RECOVERY],
  },
  {
    id: 'duplicates-run-twice',
    breaks: 'duplicates in one process share one run',
    change: replace(
      'createDeleteAccount.deleteAccount',
      'other !== undefined',
      'other !== undefined && other.accountId !== accountId',
    ),
    tests: [CORE],
  },
  {
    id: 'other-account-shares-a-run',
    breaks: 'the same key for another account is `IdempotencyKeyReusedError`, also while it runs',
    change: alwaysTrue('createDeleteAccount.deleteAccount', 'belongsTo(other, accountId)'),
    tests: [CORE, MODEL],
  },
  {
    id: 'unrecorded-answer-forgotten',
    breaks: 'duplicates get the true answer while it waits to be recorded',
    change: alwaysTrue('createDeleteAccount.deleteAccount', 'written === null'),
    tests: [CORE],
  },
  {
    id: 'fail-open-at-begin',
    breaks: 'the ledger cannot be reached: `UnavailableError`, nothing sent',
    change: putBefore(
      'beginAndRun.not-recorded',
      'persist(deps, …',
      `const sent = await deps.providers[id.provider].delete({ ...command, timeoutMs: 9_000, maySend: () => true });
 if (sent.kind === 'deleted') return answer({ code: 'DELETED', evidence: 'RESPONSE', deletion: sent.deletion }, 1);`,
    ),
    tests: [CORE, MODEL],
  },
  {
    id: 'earlier-answer-not-mentioned',
    breaks: '`UnavailableError` says that it speaks of this request only',
    change: reword(
      'NOT_RECORDED',
      'An earlier request with this key whose answer was lost may have been executed.',
      '',
    ),
    tests: [CORE],
  },
  {
    id: 'unreadable-record-is-unavailable',
    breaks: 'a record that cannot be read may stand for a deletion: outcome unknown',
    change: replace('UNREADABLE', 'outcomeUnknown({})', "unavailableHere('Unreadable.')"),
    tests: [CORE],
  },
  {
    id: 'cache-believed-unsealed',
    breaks: 'the ledger, not the cache, holds the results: a cached one is checked by its seal',
    change: replace('replayFromCache', 'vault.open(id, cached)', "JSON.parse(cached.slice(cached.indexOf('{')))"),
    tests: [CORE, MODEL],
  },
  {
    id: 'broken-cache-breaks-answers',
    breaks: 'losing the cache never loses a result',
    change: replace('replayFromCache', 'onFault(fault)', 'throw fault'),
    tests: [CORE],
  },
  {
    id: 'duplicates-elsewhere-do-not-wait',
    breaks: 'duplicates elsewhere wait `IN_PROGRESS_WAIT_MS`',
    change: replace('beginAndRun', 'startedAt + inProgressWaitMs - clock.now()', '0 * inProgressWaitMs'),
    tests: [CORE],
  },
  {
    id: 'lost-beginning-not-repeated',
    breaks: 'a beginning whose reply was lost recognises itself',
    change: remove('OwnRecord.begin', 'if (fault instanceof LedgerUnavailableError) …'),
    tests: [CORE],
  },
  {
    id: 'lost-beginning-not-undone',
    breaks: 'a beginning that failed does not block the key for the length of a lease',
    change: remove('beginAndRun', 'persist(deps, () => own.abandon(), …'),
    tests: [CORE],
  },
  {
    id: 'abandons-unseen',
    breaks: 'a beginning is undone by what stands there, not by what the run believes',
    change: remove('OwnRecord.abandon', 'await this.#read()'),
    tests: [CORE],
  },
  {
    id: 'forgotten-record-is-done',
    breaks: 'a record that is gone is written anew',
    change: replace('OwnRecord.#verdict', "if (kind === 'gone') …", "if (kind === 'gone') return { kind: 'done' }"),
    tests: [CORE, MODEL],
  },
  {
    id: 'replay-for-another-account',
    breaks: 'the same key for another account is `IdempotencyKeyReusedError`, from the cache too',
    change: alwaysTrue('replay', 'belongsTo(settlement, accountId)'),
    tests: [CORE, MODEL],
  },
  {
    id: 'account-of-the-record-not-checked',
    breaks: 'a record belongs to one account',
    change: remove('answerFromRecord', 'if (!belongsTo(record, accountId)) …'),
    tests: [CORE],
  },
  {
    id: 'any-account-belongs',
    breaks: 'the first account that a key is used for is the only one',
    change: alwaysTrue('belongsTo', 'record.accountId === accountId'),
    tests: [CORE, MODEL],
  },
  {
    id: 'replays-not-marked',
    breaks: 'every answer for a settled key has `replayed: true`',
    change: replace('replay', 'replayed: true', 'replayed: false'),
    tests: [CORE, TABLE, MODEL],
  },
];
