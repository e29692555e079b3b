import { alwaysFalse, alwaysTrue, remove, replace, reword, swap } from './change.ts';
import type { Mutant } from './mutants.ts';

const MODEL = 'test/model/model.test.ts';
const CORE = 'test/unit/core.test.ts';
const CONCLUDE = 'test/unit/conclude.test.ts';
const RECOVERY = 'test/unit/recovery.test.ts';

/** Mistakes in what a run does about a lost answer. */
export const recoveryMutants: readonly Mutant[] = [
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
];
