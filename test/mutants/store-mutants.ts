import { remove, replace, reword } from './change.ts';
import type { Mutant } from './mutants.ts';

const AT_LEDGER = 'test/contract/sqlite-ledger.test.ts';
const AT_FILE = 'test/contract/sqlite-file.test.ts';
const AT_LOG = 'test/contract/sqlite-log.test.ts';
const AT_PROCESSES = 'test/contract/sqlite-processes.test.ts';
const AT_CLOCK = 'test/contract/sqlite-clock.test.ts';

/** Mistakes in a durable ledger, seen at the one that needs no server. */
export const storeMutants: readonly Mutant[] = [
  {
    id: 'sqlite-any-version',
    breaks: 'a change is made only from the version that stands there',
    change: remove('rowsOf.change', 'standing !== expected'),
    tests: [AT_LEDGER],
  },
  {
    id: 'sqlite-too-late',
    breaks: 'a change is not made after its latest moment',
    change: remove('rowsOf.change', 'now > notAfter'),
    tests: [AT_LEDGER],
  },
  {
    id: 'sqlite-other-tables',
    breaks: 'tables of another version are refused',
    change: replace('makeTables', 'found !== TABLES', 'found === undefined'),
    tests: [AT_FILE],
  },
  {
    id: 'sqlite-late-step-made',
    breaks: 'a step that was given up, or came too late, is never made later',
    change: remove('writeSome', 'giveUpLate()'),
    tests: [AT_PROCESSES],
  },
  {
    id: 'sqlite-answers-before-the-commit',
    breaks: 'nothing is answered before it is on the disk',
    change: replace('createWriter.transact', 'answers.push(() => done.resolve(result))', 'done.resolve(result)'),
    tests: [AT_FILE],
  },
  {
    id: 'sqlite-one-long-transaction',
    breaks: 'the event loop is held up for one flush, not for all that waited',
    change: remove('createWriter.nextBatch', 'pages < FLUSH_PAGES'),
    tests: [AT_LOG],
  },
  {
    id: 'sqlite-endless-log',
    breaks: 'the write-ahead log stays short while several processes write',
    change: reword('checkpoint', 'RESTART', 'PASSIVE'),
    tests: [AT_LOG],
  },
  {
    id: 'sqlite-log-not-watched',
    breaks: 'a log that is removed or replaced under running processes ends their work',
    change: replace('SUFFIXES', "['', '-wal', '-shm']", "['']"),
    tests: [AT_FILE],
  },
  {
    id: 'sqlite-starts-on-what-is-left',
    breaks: 'nobody starts on a file whose log was removed while others have it open',
    change: remove('open', 'assertNoneIsMissing(path)'),
    tests: [AT_FILE],
  },
  {
    id: 'sqlite-keeps-a-lost-log',
    breaks: 'what was in a removed log is saved by those who had it open',
    change: remove('createLedgerFile.assertInPlace', 'if (db.isOpen) db.close()'),
    tests: [AT_FILE],
  },
  {
    id: 'sqlite-other-secret',
    breaks: 'a ledger with another secret is not written to',
    change: remove('createSqliteLedger', 'if (known !== undefined && keepIdentity(rows, known) !== known) …'),
    tests: [AT_LEDGER],
  },
  {
    id: 'sqlite-ping-writes-nothing',
    breaks: 'a ping is a true write',
    change: replace('createSqliteLedger.ping', 'randomUUID()', "''"),
    tests: [AT_FILE],
  },
  {
    id: 'sqlite-step-of-the-clock',
    breaks: 'a step forward of the clock ends no lease at once',
    change: replace('createSteadyClock', 'isStep ? now : Math.min(now, steadySince)', 'Math.min(now, steadySince)'),
    tests: [AT_CLOCK],
  },
  {
    id: 'sqlite-clock-back-and-forth',
    breaks: 'a step forward that undoes a step back is one',
    change: replace('createSteadyClock', 'Math.min(seen, ahead)', 'ahead'),
    tests: [AT_CLOCK],
  },
];
