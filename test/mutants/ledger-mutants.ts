import type { Mutant } from './mutants.ts';

const MEMORY = 'src/ledger/memory.ts';
const VAULT = 'src/ledger/vault.ts';
const CACHE = 'src/ledger/replay-cache.ts';
const NAME = 'src/deletion/identity.ts';
const PORT = 'src/deletion/ledger.ts';

const MODEL = 'test/model/model.test.ts';
const CORE = 'test/unit/core.test.ts';
const RECOVERY = 'test/unit/recovery.test.ts';
const AT_MEMORY = 'test/contract/memory-ledger.test.ts';
const TABLE = 'test/unit/exchange-table.test.ts';

/** Mistakes in what is remembered: the ledger, the vault, the cache and the names of records. */
export const ledgerMutants: readonly Mutant[] = [
  {
    id: 'claim-ignores-a-lease',
    breaks: 'a record is taken over only when its lease is over',
    file: MEMORY,
    find: ' || (row.owner !== null && row.leaseUntil > time)) {\n        return { won: false',
    replace: ') {\n        return { won: false',
    tests: [CORE, MODEL],
  },
  {
    id: 'claim-ignores-the-account',
    breaks: 'nobody takes over a record for another account',
    file: MEMORY,
    find: "row.state !== 'dispatched' || row.accountId !== accountId ||",
    replace: "row.state !== 'dispatched' ||",
    tests: [MODEL],
  },
  {
    id: 'claim-takes-settled-records',
    breaks: 'settled records never change',
    file: MEMORY,
    find: "if (row.state !== 'dispatched' || row.accountId",
    replace: "if (row.state === 'claimed' || row.accountId",
    tests: [CORE, MODEL],
  },
  {
    id: 'claim-does-not-know-itself',
    breaks: 'a claim whose reply was lost recognises itself',
    file: MEMORY,
    find: 'if (row.owner === owner) return { won: true, record: show(row) };',
    replace: '',
    tests: [CORE],
  },
  {
    id: 'repeated-claim-gets-a-longer-lease',
    breaks: 'a repeated claim has the lease of the first',
    file: MEMORY,
    find: 'if (row.owner === owner) return { won: true',
    replace:
      'if (row.owner === owner) row.leaseUntil = time + leaseMs;\n      if (row.owner === owner) return { won: true',
    tests: [AT_MEMORY],
  },
  {
    id: 'dispatch-after-the-lease',
    breaks: 'only within the lease is a delete dispatched',
    file: MEMORY,
    find: ' || row.leaseUntil <= time || row.attempts',
    replace: ' || row.attempts',
    tests: [AT_MEMORY],
  },
  {
    id: 'dispatch-of-any-attempt',
    breaks: 'a dispatch is the next attempt, or none',
    file: MEMORY,
    find: ' || row.attempts !== attempt - 1) {',
    replace: ') {',
    tests: [AT_MEMORY],
  },
  {
    id: 'settle-without-owner-check',
    breaks: 'once somebody has taken over, the old owner writes nothing',
    file: MEMORY,
    find: "const row = owned(id, owner);\n      if (row?.state !== 'dispatched') return false;",
    replace: 'const row = find(id);\n      if (row === undefined) return false;',
    tests: [CORE, MODEL],
  },
  {
    id: 'release-without-owner-check',
    breaks: 'a release that comes too late leaves the new owner alone',
    file: MEMORY,
    find: "const row = owned(id, owner);\n      if (row === undefined || row.state === 'settled') return false;\n      const undone",
    replace:
      "const row = find(id);\n      if (row === undefined || row.state === 'settled') return false;\n      const undone",
    tests: [CORE, MODEL],
  },
  {
    id: 'lose-without-owner-check',
    breaks: 'a process that wakes after a takeover writes nothing',
    file: MEMORY,
    find: "const row = owned(id, owner);\n      if (row?.state === 'dispatched') row.owner = null;",
    replace: "const row = find(id);\n      if (row?.state === 'dispatched') row.owner = null;",
    tests: [MODEL],
  },
  {
    id: 'release-forgets-a-lost-answer',
    breaks: 'a record with an earlier lost answer stays dispatched when an attempt is released',
    file: MEMORY,
    find: '(undone && row.lostAt === null)',
    replace: 'undone',
    tests: [RECOVERY, MODEL],
  },
  {
    id: 'dispatch-forgets-a-lost-answer',
    breaks: '"released" undoes this attempt only',
    file: MEMORY,
    find: 'lostAt: row.lastDispatchedAt,\n        lastDispatchedAt: time,',
    replace: 'lostAt: null,\n        lastDispatchedAt: time,',
    tests: [RECOVERY, MODEL],
  },
  {
    id: 'quiescence-from-the-first-dispatch',
    breaks: 'the quiescence is counted from the last dispatch',
    file: MEMORY,
    find: '        lastDispatchedAt: time,\n        expiresAt: time',
    replace: '        lastDispatchedAt: row.lastDispatchedAt ?? time,\n        expiresAt: time',
    tests: [MODEL],
  },
  {
    id: 'dispatched-kept-a-day',
    breaks: 'a dispatch without an answer is kept 30 days',
    file: PORT,
    find: 'DISPATCHED_KEPT_MS = 30 * 24',
    replace: 'DISPATCHED_KEPT_MS = 1 * 24',
    tests: [RECOVERY, AT_MEMORY],
  },
  {
    id: 'dispatched-kept-as-long-as-a-lease',
    breaks: 'a crashed process is a lost answer, not an absent record',
    file: MEMORY,
    find: 'expiresAt: time + DISPATCHED_KEPT_MS,',
    replace: 'expiresAt: row.leaseUntil,',
    tests: [RECOVERY, MODEL],
  },
  {
    id: 'settled-for-good',
    breaks: 'a settled result is replayed for `REPLAY_TTL_MS`',
    file: MEMORY,
    find: 'settlement, expiresAt: now() + ttlMs });',
    replace: 'settlement, expiresAt: now() + DISPATCHED_KEPT_MS });',
    tests: [CORE, TABLE],
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
