import { alwaysFalse, alwaysTrue, remove, replace } from './change.ts';
import type { Mutant } from './mutants.ts';

const MODEL = 'test/model/model.test.ts';
const CORE = 'test/unit/core.test.ts';
const AT_KEEPING = 'test/unit/housekeeping.test.ts';
const AT_MEMORY = 'test/contract/memory-ledger.test.ts';

/** Mistakes in what keeps records: housekeeping, clock, secret, the memory ledger, the vault, the cache and the names. */
export const ledgerMutants: readonly Mutant[] = [
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
