import { alwaysFalse, alwaysTrue, putBefore, remove, replace, reword, swap } from './change.ts';
import type { Mutant } from './mutants.ts';

const MODEL = 'test/model/model.test.ts';
const CORE = 'test/unit/core.test.ts';
const CONCLUDE = 'test/unit/conclude.test.ts';
const RECOVERY = 'test/unit/recovery.test.ts';
const TABLE = 'test/unit/exchange-table.test.ts';
const RESOLVE = 'test/unit/resolve.test.ts';

/** Mistakes in the deletion core. */
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
    id: 'not-found-after-lost-answer',
    breaks: "after a lost answer the provider's own 404 settles success, `ABSENT`",
    change: alwaysTrue('conclude.not-found', '!earlierLost'),
    tests: [RECOVERY, MODEL],
  },
  {
    id: 'absence-under-any-credential',
    breaks: 'a missing account means a deleted one only under the credential of the lost request',
    change: replace(
      'DeletionRun.#absenceCounts',
      'this.#own.record.credential === this.#credential',
      "this.#own.record.credential !== ''",
    ),
    tests: [RECOVERY, MODEL],
  },
  {
    id: 'absence-whoever-asked',
    breaks: 'a missing account means a deleted one only under the credential of the lost request',
    change: alwaysTrue('conclude.not-found', 'absenceCounts'),
    tests: [CONCLUDE, CORE, MODEL],
  },
  {
    id: 'credential-replaced-unseen',
    breaks: 'a credential counts for a lost answer once it has seen the account',
    change: replace('DeletionRun.#sendAgain', 'willBeMissed ? this.#credential : NO_CREDENTIAL', 'this.#credential'),
    tests: [RECOVERY, MODEL],
  },
  {
    id: 'rejection-not-read-back',
    breaks: 'after a lost answer a rejection is read back first',
    change: alwaysFalse('conclude.rejected', 'earlierLost'),
    tests: [RECOVERY, MODEL],
  },
  {
    id: 'rejection-before-the-quiescence',
    breaks: 'a rejection after a lost answer counts once the lost request is older than the quiescence',
    change: swap('concludeRejection', 'quietMs === 0', '>='),
    tests: [RECOVERY, MODEL],
  },
  {
    id: 'unreadable-rejection-settled',
    breaks: 'after a lost answer a rejection that cannot be read back is outcome unknown',
    change: replace('concludeRejection', 'release(rejection)', 'settle(rejection)'),
    tests: [RECOVERY, MODEL],
  },
  {
    id: 'settled-key-forgotten-too-soon',
    breaks: 'a settled record is kept while the provider recognises its key',
    change: replace('settleRecord', 'Math.max(atLeastMs, …', 'Math.max(atLeastMs, settings.replayTtlMs)'),
    tests: [CORE, MODEL],
  },
  {
    id: 'quiescence-from-the-dispatch',
    breaks: 'the quiescence counts from when the sender gave up',
    change: replace('OwnRecord.noteLost', 'this.time.now', 'this.record.firstSentAt'),
    tests: [RECOVERY, MODEL],
  },
  {
    id: 'no-backoff',
    breaks: 'Sequence is asked again with jittered backoff',
    change: remove('DeletionRun.#sendAgain', 'if (sends > 0) …'),
    tests: [RECOVERY],
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
    id: 'resends-without-end',
    breaks: 'Sequence is sent the same key at most twice more in one call',
    change: replace('MAX_RESENDS', '2', '20'),
    tests: [RECOVERY],
  },
  {
    id: 'key-sent-after-23-hours',
    breaks: 'from 23 h after the first dispatch on the key is not sent again',
    change: replace('nextStep', 'age < provider.resendsForMs', 'age >= 0 && provider.resendsForMs > 0'),
    tests: [RECOVERY, MODEL],
  },
  {
    id: 'never-deleted-anew',
    breaks: 'from 25 h on an account that is still there is deleted anew',
    change: reword('nextStep', 'send-anew', 'give-up'),
    tests: [RECOVERY, MODEL],
  },
  {
    id: 'deleted-anew-too-soon',
    breaks: 'between 23 h and 25 h nothing is sent',
    change: replace('nextStep', 'age >= provider.forgetsAfterMs', 'age >= provider.resendsForMs'),
    tests: [RECOVERY, MODEL],
  },
  {
    id: 'deleted-anew-unseen',
    breaks: 'from 25 h on only an account that is seen to be there is deleted anew',
    change: replace('nextStep', "sighting.kind === 'present'", 'sighting.kind !== null'),
    tests: [RECOVERY],
  },
  {
    id: 'last-resend-not-looked-at',
    breaks: 'after the last resend the account is read back once',
    change: replace('nextStep', "'read-back'", "isRecognised ? 'give-up' : 'read-back'"),
    tests: [RECOVERY],
  },
  {
    id: 'resend-without-read-back',
    breaks: 'Nuvion: read the account back, always before a second delete',
    change: reword('nextStep', 'read-back', 'send'),
    tests: [RECOVERY, MODEL],
  },
  {
    id: 'no-quiescence',
    breaks: 'nothing is sent again before a lost request has had its time',
    change: replace('nextStep', '!sighting.afterQuiet', 'sighting.afterQuiet === null'),
    tests: [RECOVERY, MODEL],
  },
  {
    id: 'many-deletes-in-one-call',
    breaks: 'Nuvion: a retry sends the delete once',
    change: remove('nextStep', 'done.sends > 0'),
    tests: [RECOVERY],
  },
  {
    id: 'retry-time-hidden',
    breaks: 'an unknown outcome says when asking again can help',
    change: replace('helpsAfter', 'quietLeft(record, time)', 'undefined'),
    tests: [RECOVERY],
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
  {
    id: 'retry-after-forgotten',
    breaks: "`retryAfterMs` of an unknown outcome is the rest of the quiescence, or the provider's own if longer",
    change: remove('unknownFor', 'lost.retryAfterMs'),
    tests: [RECOVERY],
  },
  {
    id: 'shorter-quiescence-wins',
    breaks: 'the setting of the process that sent counts, whoever recovers',
    change: remove('OwnRecord.noteLost', 'before?.quietAt'),
    tests: ['test/unit/lost-requests.test.ts', MODEL],
  },
  {
    id: 'undone-attempt-starts-anew',
    breaks: 'an attempt that is undone does not lengthen the life of the record',
    change: replace('OwnRecord.before', 'now + record.expiresAt - record.writtenAt', 'now + 30 * 86_400_000'),
    tests: ['test/unit/lost-requests.test.ts'],
  },
  {
    id: 'quiescence-by-a-clock-that-was-set',
    breaks: 'a quiescence passes by the ledger, from call to call',
    change: replace(
      'OwnRecord.time',
      'return …',
      'return { now: now + this.#options.clock.now() - this.#seen.askedAt, steadySince }',
    ),
    tests: ['test/unit/lost-requests.test.ts', MODEL],
  },
  {
    id: 'resolved-while-it-runs',
    breaks: 'nobody looks into or ends by hand what somebody runs',
    change: remove('decide.look', 'leaseLeft(record, time) > 0'),
    tests: ['test/unit/steps.test.ts', RESOLVE],
  },
  {
    id: 'resolved-before-the-quiescence',
    breaks: 'a lost answer is looked into, or ended by hand, once its request has had its time',
    change: remove('decide', 'quietLeft(record, time) > 0'),
    tests: ['test/unit/steps.test.ts', RESOLVE],
  },
  {
    id: 'attested-named-observed',
    breaks: 'what a person vouches for has the evidence `ATTESTED`',
    change: reword('resolveLostAnswer', 'ATTESTED', 'OBSERVED'),
    tests: [RESOLVE],
  },
  {
    id: 'freed-key-stays-taken',
    breaks: 'a person says that nothing was executed: the key is free',
    change: replace('resolveLostAnswer', 'own.release(null)', 'own.lose()'),
    tests: [RESOLVE],
  },
  {
    id: 'resolves-without-a-yes',
    breaks: 'the operator’s command changes nothing without a yes',
    change: replace('resolveByHand', '!yes', 'yes === undefined'),
    tests: ['test/integration/deletions.test.ts'],
  },
];
