import type { Mutant } from './mutants.ts';

const FILE = 'src/ledger/sqlite/file.ts';
const WRITER = 'src/ledger/sqlite/writer.ts';
const ROWS = 'src/ledger/sqlite/rows.ts';
const LEDGER = 'src/ledger/sqlite/sqlite-ledger.ts';
const CLOCK = 'src/ledger/sqlite/steady-clock.ts';

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
    file: ROWS,
    find: 'standing !== expected || now > notAfter',
    replace: 'now > notAfter',
    tests: [AT_LEDGER],
  },
  {
    id: 'sqlite-too-late',
    breaks: 'a change is not made after its latest moment',
    file: ROWS,
    find: 'standing !== expected || now > notAfter',
    replace: 'standing !== expected',
    tests: [AT_LEDGER],
  },
  {
    id: 'sqlite-other-tables',
    breaks: 'tables of another version are refused',
    file: ROWS,
    find: 'if (found !== TABLES) {',
    replace: 'if (found === undefined) {',
    tests: [AT_FILE],
  },
  {
    id: 'sqlite-late-step-made',
    breaks: 'a step that was given up, or came too late, is never made later',
    file: WRITER,
    find: '    giveUpLate();\n    transact',
    replace: '    transact',
    tests: [AT_PROCESSES],
  },
  {
    id: 'sqlite-answers-before-the-commit',
    breaks: 'nothing is answered before it is on the disk',
    file: WRITER,
    find: 'answers.push(() => done.resolve(result));',
    replace: 'done.resolve(result);',
    tests: [AT_FILE],
  },
  {
    id: 'sqlite-one-long-transaction',
    breaks: 'the event loop is held up for one flush, not for all that waited',
    file: WRITER,
    find: ' && pages < FLUSH_PAGES;',
    replace: ';',
    tests: [AT_LOG],
  },
  {
    id: 'sqlite-endless-log',
    breaks: 'the write-ahead log stays short while several processes write',
    file: WRITER,
    find: 'wal_checkpoint(RESTART)',
    replace: 'wal_checkpoint(PASSIVE)',
    tests: [AT_LOG],
  },
  {
    id: 'sqlite-log-not-watched',
    breaks: 'a log that is removed or replaced under running processes ends their work',
    file: FILE,
    find: "['', '-wal', '-shm']",
    replace: "['']",
    tests: [AT_FILE],
  },
  {
    id: 'sqlite-starts-on-what-is-left',
    breaks: 'nobody starts on a file whose log was removed while others have it open',
    file: FILE,
    find: '    assertNoneIsMissing(path);\n',
    replace: '',
    tests: [AT_FILE],
  },
  {
    id: 'sqlite-keeps-a-lost-log',
    breaks: 'what was in a removed log is saved by those who had it open',
    file: FILE,
    find: '      if (db.isOpen) db.close();\n      throw lost;',
    replace: '      throw lost;',
    tests: [AT_FILE],
  },
  {
    id: 'sqlite-other-secret',
    breaks: 'a ledger with another secret is not written to',
    file: LEDGER,
    find: 'if (known !== undefined && keepIdentity(rows, known) !== known) throw foreign();',
    replace: '',
    tests: [AT_LEDGER],
  },
  {
    id: 'sqlite-ping-writes-nothing',
    breaks: 'a ping is a true write',
    file: LEDGER,
    find: "rows.putMeta('ping', randomUUID())",
    replace: "rows.putMeta('ping', '')",
    tests: [AT_FILE],
  },
  {
    id: 'sqlite-step-of-the-clock',
    breaks: 'a step forward of the clock ends no lease at once',
    file: CLOCK,
    find: 'isStep ? now :',
    replace: '',
    tests: [AT_CLOCK],
  },
  {
    id: 'sqlite-clock-back-and-forth',
    breaks: 'a step forward that undoes a step back is one',
    file: CLOCK,
    find: 'isStep ? seen : Math.min(seen, ahead)',
    replace: 'isStep ? seen : ahead',
    tests: [AT_CLOCK],
  },
];
