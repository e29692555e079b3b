import { alwaysFalse, alwaysTrue, remove, replace } from './change.ts';
import type { Mutant } from './mutants.ts';

const MODEL = 'test/model/model.test.ts';
const AT_STEPS = 'test/unit/steps.test.ts';
const AT_RECORD = 'test/unit/record.test.ts';
const AT_KEEPING = 'test/unit/housekeeping.test.ts';
const CORE = 'test/unit/core.test.ts';
const RECOVERY = 'test/unit/recovery.test.ts';
const AT_MEMORY = 'test/contract/memory-ledger.test.ts';

/** Mistakes in what is remembered: the state machine, its records, the memory ledger, the vault, the cache and the names. */
export const ledgerMutants: readonly Mutant[] = [
  {
    id: 'begin-ignores-a-lease',
    breaks: 'a record is taken over only when its lease is over',
    change: alwaysFalse('decide.begin', 'leaseLeft(record, time) > 0'),
    tests: [AT_STEPS, MODEL],
  },
  {
    id: 'begin-ignores-the-account',
    breaks: 'nobody takes over a record for another account',
    change: remove('decide.begin', '!belongsTo(record, step.accountId)'),
    tests: [AT_STEPS, MODEL],
  },
  {
    id: 'begin-takes-settled-records',
    breaks: 'settled records never change',
    change: remove('decide.begin', "record.state === 'settled'"),
    tests: [AT_STEPS, MODEL],
  },
  {
    id: 'begin-does-not-know-itself',
    breaks: 'a beginning whose reply was lost recognises itself',
    change: remove('decide.begin', 'if (isMine) return DONE'),
    tests: [AT_STEPS, CORE],
  },
  {
    id: 'dispatch-after-the-lease',
    breaks: 'only within the lease is a delete dispatched',
    change: remove('decide.owned', 'leaseLeft(record, time) > 0'),
    tests: [AT_STEPS],
  },
  {
    id: 'dispatch-at-any-time',
    breaks: 'the ledger itself refuses a dispatch after the lease',
    change: remove('dispatchedAgain', 'notAfter: leaseUntil'),
    tests: [AT_STEPS, MODEL],
  },
  {
    id: 'anyone-writes',
    breaks: 'once somebody has taken over, the old owner writes nothing',
    change: replace('decide', "(isMine && record.state === 'dispatched')", "record.state === 'dispatched'"),
    tests: [AT_STEPS, CORE, MODEL],
  },
  {
    id: 'settled-twice',
    breaks: 'settled records never change, by their own run either',
    change: replace('decide', "(isMine && record.state === 'dispatched')", 'isMine'),
    tests: [AT_STEPS],
  },
  {
    id: 'taken-over-loses-its-quiescence',
    breaks: 'a takeover does not shorten the time of a lost request',
    change: replace(
      'takenOver',
      'timeUntil(record.quietAt, record, time)',
      '0 * timeUntil(record.quietAt, record, time)',
    ),
    tests: [AT_STEPS, RECOVERY, MODEL],
  },
  {
    id: 'dead-sender-quiet-too-soon',
    breaks: 'a dead sender may have sent until its lease was over',
    change: remove('fresh.quietAt', 'leaseMs'),
    tests: [AT_STEPS, RECOVERY],
  },
  {
    id: 'lost-record-not-written-anew',
    breaks: 'an answer stays lost though the ledger forgot it',
    change: replace('decide.lose', 'isOpen', 'record !== null && isOpen'),
    tests: [AT_STEPS, CORE],
  },
  {
    id: 'ended-record-stands',
    breaks: 'a record whose time has ended is absent',
    change: replace('isOver', 'time.now', '0'),
    tests: [AT_STEPS, CORE],
  },
  {
    id: 'dispatched-kept-a-day',
    breaks: 'a dispatch without an answer is kept 30 days',
    change: replace('DISPATCHED_KEPT_MS', '30', '1'),
    tests: [RECOVERY],
  },
  {
    id: 'stepped-clock-believed',
    breaks: 'a lease is over once it was watched for its length, whatever a clock stepped to',
    change: replace('timeUntil', 'moment - writtenAt - (now - steadySince)', '0 * (writtenAt + steadySince)'),
    tests: [AT_RECORD, AT_STEPS],
  },
  {
    id: 'any-format-understood',
    breaks: 'a record of another version is not understood',
    change: replace('headerIn', 'header?.format === FORMAT', 'header !== null'),
    tests: [AT_RECORD],
  },
  {
    id: 'settlement-may-be-missing',
    breaks: 'a settled record without its settlement is not understood',
    change: replace('headerIn', "(header.state === 'settled' && end + 1 < body.length)", "header.state === 'settled'"),
    tests: [AT_RECORD],
  },
  {
    id: 'ended-while-owned',
    breaks: 'a record that somebody owns stands, however far the clock of the ledger is set forward',
    change: remove('isOver', 'leaseLeft(record, time) === 0'),
    tests: ['test/contract/sqlite-clock.test.ts'],
  },
  {
    id: 'housekeeping-removes-what-is-owned',
    breaks: 'housekeeping does not remove a record that somebody owns',
    change: remove('startHousekeeping.remove', 'if (time !== null && !isOver(record, time)) return null'),
    tests: [AT_KEEPING],
  },
  {
    id: 'housekeeping-removes-the-unreadable',
    breaks: 'what cannot be understood is not removed',
    change: replace(
      'startHousekeeping.remove',
      'if (fault instanceof UnreadableRecordError) return null',
      'return ledger.compareAndSet(name, { expected: String(row.version), next: null })',
    ),
    tests: [AT_KEEPING],
  },
  {
    id: 'housekeeping-stuck',
    breaks: 'rows that cannot be understood do not keep the others from being removed',
    change: replace('startHousekeeping.work', 'isFull ? Math.max …', '0'),
    tests: [AT_KEEPING],
  },
  {
    id: 'clock-stands-still-with-the-machine',
    breaks: 'the time for which a machine was suspended counts',
    change: replace('createClock.now', 'seen - ahead', '0'),
    tests: ['test/unit/clock.test.ts'],
  },
  {
    id: 'any-secret-will-do',
    breaks: 'two processes that work on one ledger have one secret',
    change: remove('openSecret', 'kept === mine'),
    tests: ['test/unit/secret.test.ts'],
  },
  {
    id: 'made-secret-over-a-given-one',
    breaks: 'a process without a secret does not start where there was one',
    change: remove('openSecret', 'kept.startsWith(MADE)'),
    tests: ['test/unit/secret.test.ts'],
  },
  {
    id: 'start-gives-up-after-the-first-answer',
    breaks: 'a start waits for a ledger that goes away between its first steps',
    change: alwaysFalse('openLedger', '!isFinal && performance.now() < giveUpAt'),
    tests: ['test/contract/open-ledger.test.ts'],
  },
  {
    id: 'written-over-any-version',
    breaks: 'a change is made only to the version that was judged',
    change: remove('createMemoryLedger.compareAndSet', '(rows.get(name)?.version ?? null) !== expected'),
    tests: [AT_MEMORY, CORE, MODEL],
  },
  {
    id: 'written-too-late',
    breaks: 'a change is not made after its latest moment',
    change: remove('createMemoryLedger.compareAndSet', 'writtenAt > notAfter'),
    tests: [AT_MEMORY],
  },
  {
    id: 'seal-of-any-record',
    breaks: "another record's result is never given for this one",
    change: replace('authenticated.mac', '`${name}\\n${text}`', '`\\n${text}`'),
    tests: ['test/unit/vault.test.ts', MODEL],
  },
  {
    id: 'seal-not-checked',
    breaks: 'a record that was changed is detected',
    change: remove('authenticated.reveal', 'if (given.length !== expected.length || …'),
    tests: ['test/unit/vault.test.ts', CORE],
  },
  {
    id: 'cached-for-good',
    breaks: 'a settled result is replayed for `REPLAY_TTL_MS`, from the cache too',
    change: alwaysTrue('createReplayCache', 'ttlMs >= 1'),
    tests: ['test/unit/replay-cache.test.ts'],
  },
  {
    id: 'key-shared-by-callers',
    breaks: 'a deletion is the record of (caller, provider, key)',
    change: remove('createIdentify', '...caller'),
    tests: ['test/unit/identity.test.ts'],
  },
  {
    id: 'key-hash-shows-same-keys',
    breaks: 'keys are hashed, and two callers with the same key do not show',
    change: remove('createIdentify', 'callerHash'),
    tests: ['test/unit/identity.test.ts'],
  },
  {
    id: 'key-in-the-clear',
    breaks: 'neither credential nor key is stored in the clear',
    change: replace('createIdentify', "hash('key', callerHash, idempotencyKey)", 'idempotencyKey'),
    tests: ['test/unit/identity.test.ts'],
  },
  {
    id: 'cache-outlives-the-replay-time',
    breaks: 'a settled result is replayed for `REPLAY_TTL_MS`, and no longer',
    change: replace('inMemory.set', 'kept', '{ value: kept.value }'),
    tests: ['test/unit/replay-cache.test.ts'],
  },
];
