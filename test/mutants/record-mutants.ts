import { alwaysFalse, remove, replace } from './change.ts';
import type { Mutant } from './mutants.ts';

const MODEL = 'test/model/model.test.ts';
const CORE = 'test/unit/core.test.ts';
const RECOVERY = 'test/unit/recovery.test.ts';
const AT_STEPS = 'test/unit/steps.test.ts';
const AT_RECORD = 'test/unit/record.test.ts';

/** Mistakes in the state machine and its records. */
export const recordMutants: readonly Mutant[] = [
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
];
