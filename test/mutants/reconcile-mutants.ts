import { alwaysTrue, putBefore, remove, replace, reword, swap } from './change.ts';
import type { Mutant } from './mutants.ts';

const AT_LOOK = 'test/unit/reconcile.test.ts';
const AT_LOOP = 'test/unit/reconciler.test.ts';
const AT_FIND = 'test/unit/find-deletion.test.ts';
const AT_STEPS = 'test/unit/steps.test.ts';
const AT_RECORD = 'test/unit/record.test.ts';
const PROCESSES = 'test/e2e/reconciliation.test.ts';

/** Mistakes in what the gateway does by itself about lost answers. */
export const reconcileMutants: readonly Mutant[] = [
  {
    id: 'look-sends-a-delete',
    breaks: 'the gateway by itself never sends a delete',
    change: putBefore(
      'look.present',
      "return seen('present')",
      `const { providerTimeoutMs: timeoutMs } = deps.settings;
      const call = { accountId, credential, requestId, idempotencyKey: id.key, timeoutMs, maySend: () => true };
      await deps.providers[id.provider].delete(call);`,
    ),
    tests: [AT_LOOK],
  },
  {
    id: 'look-believes-any-credential',
    breaks: 'a missing account means a deleted one only under the credential of the lost request',
    change: remove('look', 'if (own.record.credential !== …'),
    tests: [AT_LOOK],
  },
  {
    id: 'look-into-what-callers-sent',
    breaks: 'what was sent under the credential of a caller is never read',
    change: remove('chooseDue', "record.heldBy === 'gateway'"),
    tests: [AT_LOOK],
  },
  {
    id: 'callers-records-come-due',
    breaks: 'what was sent under the credential of a caller never comes due',
    change: remove('nextLookInMs', "if (heldBy === 'caller') return keptForMs"),
    tests: [AT_RECORD],
  },
  {
    id: 'look-before-it-says-so',
    breaks: 'of several processes one reads an account',
    change: replace('look', 'if ((await own.look(standing)).kind …', 'await own.look(standing)'),
    tests: [AT_LOOK],
  },
  {
    id: 'look-twice-at-once',
    breaks: 'of several processes that have chosen a record at the same moment one reads the account',
    change: remove('decide', 'if (record.version !== step.found) return STANDS'),
    tests: [AT_STEPS, AT_LOOK],
  },
  {
    id: 'overtaken-look-counts',
    breaks: 'a look is dropped when somebody has taken the record over meanwhile',
    change: alwaysTrue('look.settle', "verdict.kind === 'done'"),
    tests: [AT_LOOK],
  },
  {
    id: 'look-settles-for-a-day',
    breaks: 'what the gateway settles by itself is kept for as long as the record would have been',
    change: remove('look.settle', 'keptForMs(own.record)'),
    tests: [AT_LOOK],
  },
  {
    id: 'look-renews-the-record',
    breaks: 'a look leaves the end of the record where it was',
    change: replace('lookedAt', 'time.now', 'record.writtenAt + 0 * time.now'),
    tests: [AT_STEPS, AT_LOOK],
  },
  {
    id: 'look-before-the-quiescence',
    breaks: 'the gateway looks once every lost request has had its time',
    change: remove('decide', 'quietLeft(record, time) > 0'),
    tests: [AT_STEPS],
  },
  {
    id: 'looks-every-minute',
    breaks: 'it looks less and less often',
    change: replace('nextLookInMs', 'LOOKS_AFTER_MS.length', '1'),
    tests: [AT_RECORD, AT_LOOK],
  },
  {
    id: 'looks-without-a-pace',
    breaks: 'a process looks at most once a second at a provider',
    change: replace(
      'startReconciler.lookOnce',
      "if (seen.result !== 'refused') …",
      "if (seen.result !== 'refused') return 100",
    ),
    tests: [AT_LOOP],
  },
  {
    id: 'refused-looks-go-on',
    breaks: 'a provider that refuses is left alone for a while',
    change: replace('startReconciler.lookOnce', 'retryAfterMs ?? REFUSED_MS', 'PACE_MS'),
    tests: [AT_LOOP],
  },
  {
    id: 'refused-looks-end',
    breaks: 'no Retry-After puts an end to the looking',
    change: remove('startReconciler.lookOnce', 'MAX_REFUSED_MS'),
    tests: [AT_LOOP],
  },
  {
    id: 'looks-all-at-once',
    breaks: 'several processes do not look at the same moment',
    change: replace('startReconciler.pause', 'ms * (1 + random() / 4)', 'ms'),
    tests: [AT_LOOP],
  },
  {
    id: 'look-begun-while-stopping',
    breaks: 'nothing is read once the process is to stop',
    change: remove('startReconciler.lookOnce', 'if (stopped) return PACE_MS'),
    tests: [AT_LOOP],
  },
  {
    id: 'looks-without-a-credential',
    breaks: 'a process without a credential of its own reads nothing',
    change: replace('startReconciler', '[...credentials]', "[['SEQUENCE', ''] as const]"),
    tests: [AT_LOOP],
  },
  {
    id: 'looks-while-it-drains',
    breaks: 'a process that drains leaves lost answers to others',
    change: replace('startGateway.stop', 'reconciler.stop()', 'Promise.resolve()'),
    tests: [PROCESSES],
  },
  {
    id: 'running-counts-as-unknown',
    breaks: 'a deletion that somebody runs is not counted as unknown',
    change: remove('countUnknown', 'if (leaseLeft(record, time) > 0) continue'),
    tests: [AT_LOOK],
  },
  {
    id: 'next-check-of-nobody',
    breaks: '`nextCheckAt` is null where the process has no credential to look with',
    change: remove('createFindDeletion.nextCheckAt', 'credentials.has(provider)'),
    tests: [AT_FIND],
  },
  {
    id: 'next-check-after-the-end',
    breaks: '`nextCheckAt` is null when the record ends before',
    change: replace('createFindDeletion.nextCheckAt', 'dueAt < expiresAt', 'dueAt <= expiresAt + Infinity'),
    tests: [AT_FIND],
  },
  {
    id: 'due-record-by-its-place',
    breaks: 'several processes seldom choose the same record',
    change: replace('chooseDue', 'Math.floor(random * due.length)', 'Math.floor(random * 0)'),
    tests: [AT_LOOK],
  },
  {
    id: 'due-records-passed-by',
    breaks: 'no record that is due is passed by because another one was chosen',
    change: remove('chooseDue', 'first = Math.min(first, dueAt)'),
    tests: [AT_LOOK],
  },
  {
    id: 'unwatched-quiescence-believed',
    breaks: 'a record is looked at once the process has watched its quiescence pass',
    change: swap('chooseDue', 'unwatchedMs === 0', '>='),
    tests: [AT_LOOK],
  },
  {
    id: 'seen-deleted-named-absent',
    breaks: 'an account that the provider shows as deleted is evidence `OBSERVED`',
    change: reword('goneAs', 'OBSERVED', 'ABSENT'),
    tests: [AT_LOOK, 'test/unit/conclude.test.ts'],
  },
  {
    id: 'look-settles-what-is-there',
    breaks: 'an account that is still there is not settled as gone',
    change: replace('look.present', "return seen('present')", "return settle(goneAs({ kind: 'absent' }, provider))"),
    tests: [AT_LOOK],
  },
  {
    id: 'due-before-the-quiescence',
    breaks: 'a record comes due after its quiescence',
    change: remove('nextLookInMs', 'until(quietAt)'),
    tests: [AT_RECORD, AT_LOOK],
  },
  {
    id: 'never-looked-through-anew',
    breaks: 'it looks through all due records every ten minutes',
    change: replace('startReconciler.looking', '[0, now + ANEW_EVERY_MS]', '[0, Infinity]'),
    tests: [AT_LOOP],
  },
  {
    id: 'rows-of-one-moment-lost',
    breaks: 'of rows that come due at the same moment none is left out',
    change: replace('openRows', 'from = last', 'from = last + 1'),
    tests: [AT_LOOK],
  },
  {
    id: 'rows-of-one-moment-cut-off',
    breaks: 'where more than a page come due at the same moment, more are asked for',
    change: putBefore('openRows', 'limit = last > from ? page : 2 * limit', 'if (last <= from) return;'),
    tests: [AT_LOOK],
  },
  {
    id: 'ended-counts-as-unknown',
    breaks: 'a record whose time has ended is not counted as unknown',
    change: remove('countUnknown', 'record.expiresAt <= time.now'),
    tests: [AT_LOOK],
  },
];
