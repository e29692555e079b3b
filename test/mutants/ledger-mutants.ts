import type { Mutant } from './mutants.ts';

const MEMORY = 'src/ledger/memory/memory-ledger.ts';
const STEPS = 'src/deletion/steps.ts';
const RECORD = 'src/deletion/record.ts';
const KEEPING = 'src/deletion/housekeeping.ts';
const CLOCK = 'src/clock.ts';
const SECRET = 'src/ledger/secret.ts';
const VAULT = 'src/settlements/vault.ts';
const CACHE = 'src/settlements/replay-cache.ts';
const NAME = 'src/deletion/identity.ts';

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
    file: STEPS,
    find: 'return leaseLeft(record, time) > 0 ? STANDS : write(takenOver(owner, record, step, time));',
    replace: 'return write(takenOver(owner, record, step, time));',
    tests: [AT_STEPS, MODEL],
  },
  {
    id: 'begin-ignores-the-account',
    breaks: 'nobody takes over a record for another account',
    file: STEPS,
    find: "if (record.accountId !== step.accountId || record.state === 'settled') return STANDS;",
    replace: "if (record.state === 'settled') return STANDS;",
    tests: [AT_STEPS, MODEL],
  },
  {
    id: 'begin-takes-settled-records',
    breaks: 'settled records never change',
    file: STEPS,
    find: "if (record.accountId !== step.accountId || record.state === 'settled') return STANDS;",
    replace: 'if (record.accountId !== step.accountId) return STANDS;',
    tests: [AT_STEPS, MODEL],
  },
  {
    id: 'begin-does-not-know-itself',
    breaks: 'a beginning whose reply was lost recognises itself',
    file: STEPS,
    find: `      if (isMine) return DONE;
      if (record.accountId !==`,
    replace: '      if (record.accountId !==',
    tests: [AT_STEPS, CORE],
  },
  {
    id: 'dispatch-after-the-lease',
    breaks: 'only within the lease is a delete dispatched',
    file: STEPS,
    find: "record.state === 'dispatched' && leaseLeft(record, time) > 0;",
    replace: "record.state === 'dispatched';",
    tests: [AT_STEPS],
  },
  {
    id: 'dispatch-at-any-time',
    breaks: 'the ledger itself refuses a dispatch after the lease',
    file: STEPS,
    find: "return { kind: 'write', next, notAfter: leaseUntil };",
    replace: "return { kind: 'write', next };",
    tests: [AT_STEPS, MODEL],
  },
  {
    id: 'anyone-writes',
    breaks: 'once somebody has taken over, the old owner writes nothing',
    file: STEPS,
    find: "const isOpen = record === null || (isMine && record.state === 'dispatched');",
    replace: "const isOpen = record === null || record.state === 'dispatched';",
    tests: [AT_STEPS, CORE, MODEL],
  },
  {
    id: 'settled-twice',
    breaks: 'settled records never change, by their own run either',
    file: STEPS,
    find: "const isOpen = record === null || (isMine && record.state === 'dispatched');",
    replace: 'const isOpen = record === null || isMine;',
    tests: [AT_STEPS],
  },
  {
    id: 'taken-over-loses-its-quiescence',
    breaks: 'a takeover does not shorten the time of a lost request',
    file: STEPS,
    find: 'quietAt: after(timeUntil(record.quietAt, record, time)),',
    replace: 'quietAt: after(0 * timeUntil(record.quietAt, record, time)),',
    tests: [AT_STEPS, RECOVERY, MODEL],
  },
  {
    id: 'dead-sender-quiet-too-soon',
    breaks: 'a dead sender may have sent until its lease was over',
    file: STEPS,
    find: 'quietAt: after(leaseMs + quiescenceMs),',
    replace: 'quietAt: after(quiescenceMs),',
    tests: [AT_STEPS, RECOVERY],
  },
  {
    id: 'lost-record-not-written-anew',
    breaks: 'an answer stays lost though the ledger forgot it',
    file: STEPS,
    find: "return isOpen ? write(unowned(owner, 'lose', step.known, time)) : STANDS;",
    replace: "return record !== null && isOpen ? write(unowned(owner, 'lose', step.known, time)) : STANDS;",
    tests: [AT_STEPS, CORE],
  },
  {
    id: 'ended-record-stands',
    breaks: 'a record whose time has ended is absent',
    file: STEPS,
    find: 'const record = found === null || found.expiresAt <= time.now ? null : found;',
    replace: 'const record = found === null || found.expiresAt <= 0 ? null : found;',
    tests: [AT_STEPS, CORE],
  },
  {
    id: 'dispatched-kept-a-day',
    breaks: 'a dispatch without an answer is kept 30 days',
    file: RECORD,
    find: 'DISPATCHED_KEPT_MS = 30 * 24',
    replace: 'DISPATCHED_KEPT_MS = 1 * 24',
    tests: [RECOVERY],
  },
  {
    id: 'stepped-clock-believed',
    breaks: 'a lease is over once it was watched for its length, whatever a clock stepped to',
    file: RECORD,
    find: 'return Math.max(0, moment - now, moment - writtenAt - (now - steadySince));',
    replace: 'return Math.max(0, moment - now, 0 * (writtenAt + steadySince));',
    tests: [AT_RECORD, AT_STEPS],
  },
  {
    id: 'any-format-understood',
    breaks: 'a record of another version is not understood',
    file: RECORD,
    find: 'header?.format === FORMAT &&',
    replace: 'header !== null &&',
    tests: [AT_RECORD],
  },
  {
    id: 'settlement-may-be-missing',
    breaks: 'a settled record without its settlement is not understood',
    file: RECORD,
    find: "(header.state === 'settled' && end + 1 < body.length)",
    replace: "header.state === 'settled'",
    tests: [AT_RECORD],
  },
  {
    id: 'housekeeping-removes-the-unreadable',
    breaks: 'what cannot be understood is not removed',
    file: KEEPING,
    find: `      const { version } = recordIn({ row });
`,
    replace: `      const version = String(row.version ?? recordIn({ row }));
`,
    tests: [AT_KEEPING],
  },
  {
    id: 'housekeeping-stuck',
    breaks: 'rows that cannot be understood do not keep the others from being removed',
    file: KEEPING,
    find: 'from = isFull ?',
    replace: 'from = isFull && from < 0 ?',
    tests: [AT_KEEPING],
  },
  {
    id: 'clock-stands-still-with-the-machine',
    breaks: 'the time for which a machine was suspended counts',
    file: CLOCK,
    find: 'if (isStep) stepsMs += seen - ahead;',
    replace: 'if (isStep) stepsMs += 0;',
    tests: ['test/unit/clock.test.ts'],
  },
  {
    id: 'any-secret-will-do',
    breaks: 'two processes that work on one ledger have one secret',
    file: SECRET,
    find: 'if (given !== undefined && kept === mine) return given;',
    replace: 'if (given !== undefined) return given;',
    tests: ['test/unit/secret.test.ts'],
  },
  {
    id: 'made-secret-over-a-given-one',
    breaks: 'a process without a secret does not start where there was one',
    file: SECRET,
    find: 'if (given === undefined && kept.startsWith(MADE)) return',
    replace: 'if (given === undefined) return',
    tests: ['test/unit/secret.test.ts'],
  },
  {
    id: 'written-over-any-version',
    breaks: 'a change is made only to the version that was judged',
    file: MEMORY,
    find: '(rows.get(name)?.version ?? null) !== expected ||',
    replace: '',
    tests: [AT_MEMORY, CORE, MODEL],
  },
  {
    id: 'written-too-late',
    breaks: 'a change is not made after its latest moment',
    file: MEMORY,
    find: '|| writtenAt > notAfter) return null;',
    replace: ') return null;',
    tests: [AT_MEMORY],
  },
  {
    id: 'seal-of-any-record',
    breaks: "another record's result is never given for this one",
    file: VAULT,
    find: 'const mac = (name: string, text: string) => createHmac',
    replace: "const mac = (_name: string, text: string, name = '') => createHmac",
    tests: ['test/unit/vault.test.ts', MODEL],
  },
  {
    id: 'seal-not-checked',
    breaks: 'a changed record is told from a true one',
    file: VAULT,
    find: "if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Error('The seal is broken');",
    replace: '',
    tests: ['test/unit/vault.test.ts', CORE],
  },
  {
    id: 'cached-for-good',
    breaks: 'a settled result is replayed for `REPLAY_TTL_MS`, from the cache too',
    file: CACHE,
    find: 'if (ttlMs >= 1) await',
    replace: 'await',
    tests: ['test/unit/replay-cache.test.ts'],
  },
  {
    id: 'key-shared-by-callers',
    breaks: 'a deletion is the record of (caller, provider, key)',
    file: NAME,
    find: "hash('caller', provider, ...caller)",
    replace: "hash('caller', provider)",
    tests: ['test/unit/identity.test.ts'],
  },
  {
    id: 'key-hash-shows-same-keys',
    breaks: 'keys are hashed, and two callers with the same key do not show',
    file: NAME,
    find: "hash('key', callerHash, idempotencyKey)",
    replace: "hash('key', idempotencyKey)",
    tests: ['test/unit/identity.test.ts'],
  },
  {
    id: 'key-in-the-clear',
    breaks: 'neither credential nor key is stored in the clear',
    file: NAME,
    find: "hash('key', callerHash, idempotencyKey)",
    replace: 'idempotencyKey',
    tests: ['test/unit/identity.test.ts'],
  },
  {
    id: 'cache-outlives-the-replay-time',
    breaks: 'a settled result is replayed for `REPLAY_TTL_MS`, and no longer',
    file: CACHE,
    find: 'void bounded.set(key, kept),',
    replace: 'void bounded.set(key, { value: kept.value }),',
    tests: ['test/unit/replay-cache.test.ts'],
  },
];
