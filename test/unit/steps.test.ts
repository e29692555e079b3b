import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { LedgerTime } from '../../src/deletion/ledger.ts';
import { type DeletionRecord, DISPATCHED_KEPT_MS } from '../../src/deletion/record.ts';
import { type Decision, decide, type Step } from '../../src/deletion/steps.ts';

const NOW = 1_700_000_000_000;
const LEASE_MS = 30_000;
const QUIESCENCE_MS = 45_000;
const OWNER = 'me';

/** The table in the comment of `decide`: what stands there → step → what becomes of it. */
const TABLE = readTable();

/** Every shape of a row that a run can meet: who wrote it as what, whose account, which lease, which end, which clock. */
const WRITERS = ['me.begin', 'me.dispatch-2', 'me.take-over', 'me.release', 'me.lose', 'me2.begin', 'them.take-over'];
/** A row that was given up has no lease. */
const GIVEN_UP = /\.(release|lose)$/;
/** Until when a lost request may be at work. */
const QUIETS = { quiet: NOW - 1, 'quiet now': NOW, 'not quiet': NOW + 1 };
const LEASES = { none: null, ended: NOW - 1, 'ends now': NOW, 'nearly over': NOW + 1, fresh: NOW + LEASE_MS };
const ENDS = { ended: NOW - 1, 'ends now': NOW, stands: NOW + 1 };
/** Since when this process has seen the ledger's clock run: it has watched a whole lease, or not. */
const CLOCKS = { steady: 0, 'just stepped': NOW - 5 };
const WRITTEN_AT = NOW - 20_000;

interface Shape {
  readonly what: string;
  readonly record: DeletionRecord | null;
  readonly time: LedgerTime;
}

const SHAPES: readonly Shape[] = [
  { what: 'absent', record: null, time: { now: NOW, steadySince: 0 } },
  ...WRITERS.flatMap((version) =>
    (['dispatched', 'settled'] as const).flatMap((state) =>
      (version.startsWith('me.') ? ['acc_1'] : ['acc_1', 'acc_2']).flatMap((accountId) =>
        Object.entries(LEASES).flatMap(([lease, leaseUntil]) =>
          Object.entries(ENDS).flatMap(([end, expiresAt]) =>
            Object.entries(CLOCKS).flatMap(([clock, steadySince]) =>
              Object.entries(QUIETS).map(([quiet, quietAt]) => ({
                what: `${state} by ${version}, ${accountId}, lease ${lease}, ${end}, ${clock}, ${quiet}`,
                record: recordOf({ version, state, accountId, leaseUntil, expiresAt, quietAt }),
                time: { now: NOW, steadySince },
              })),
            ),
          ),
        ),
      ),
    ),
  ),
].filter(({ record }) => !(record !== null && GIVEN_UP.test(record.version) && record.leaseUntil !== null));

const BEFORE = recordOf({ version: 'them.lose', attempts: 4, credential: 'hash of before', quietAt: NOW - 77 });
const KNOWN = recordOf({ version: 'me.begin', attempts: 7, quietAt: NOW + 77 });
const STEPS: readonly Step[] = [
  {
    kind: 'begin',
    accountId: 'acc_1',
    credential: 'mine',
    heldBy: 'gateway',
    leaseMs: LEASE_MS,
    quiescenceMs: QUIESCENCE_MS,
  },
  { kind: 'dispatch', credential: 'mine', quiescenceMs: QUIESCENCE_MS, anew: false },
  { kind: 'dispatch', credential: 'mine', quiescenceMs: QUIESCENCE_MS, anew: true },
  { kind: 'release', before: null },
  { kind: 'release', before: BEFORE },
  { kind: 'abandon' },
  { kind: 'look', found: 'what stands there' },
  { kind: 'lose', known: KNOWN },
  { kind: 'settle', known: KNOWN, settlement: 'sealed', keptForMs: 123 },
];

describe('the state machine', () => {
  it.each(STEPS.map((step) => [step.kind, step] as const))(
    'does with %s what its table says, for every row',
    (kind, step) => {
      for (const { what, record, time } of SHAPES) {
        const row = rowOf(record, time, kind);
        const cell = TABLE.get(row)?.get(kind);
        const asked = step.kind === 'look' ? { ...step, found: record?.version ?? '' } : step;
        const decision = decide(record, asked, OWNER, time);
        const found = record !== null && isAbsent(record, time) ? null : record;
        expect({ what, row, decision }).toEqual({ what, row, decision: expected(cell, step, found, time) });
      }
    },
  );

  it('takes no look at what was written since it was found', () => {
    const record = recordOf({ version: 'them.look', leaseUntil: null, quietAt: NOW });
    const time = { now: NOW, steadySince: 0 };
    expect(decide(record, { kind: 'look', found: 'them.look' }, OWNER, time)).toMatchObject({ kind: 'write' });
    expect(decide(record, { kind: 'look', found: 'them.lose' }, OWNER, time)).toEqual({ kind: 'stands' });
  });

  it('meets every row of its table', () => {
    const met = new Set(STEPS.flatMap(({ kind }) => SHAPES.map(({ record, time }) => rowOf(record, time, kind))));
    expect(met).toEqual(new Set(TABLE.keys()));
    expect(SHAPES.length).toBeGreaterThan(400);
  });

  it('gives every row of a run a version of its own', () => {
    const record = recordOf({ version: 'me.begin' });
    const versions = STEPS.flatMap((step) => {
      const decision = decide(step.kind === 'begin' ? null : record, step, OWNER, { now: NOW, steadySince: 0 });
      return decision.kind === 'write' && decision.next !== null ? [decision.next.version] : [];
    });
    expect(versions).toEqual(['me.begin', 'me.dispatch-2', 'me.dispatch-2', 'me.release', 'me.lose', 'me.settle']);
    const abandoned = decide(recordOf({ version: 'me.take-over' }), { kind: 'abandon' }, OWNER, {
      now: NOW,
      steadySince: 0,
    });
    expect(abandoned).toMatchObject({ kind: 'write', next: { version: 'me.abandon', leaseUntil: null } });
  });
});

/** Which row of the table a record is in, told apart from the code that is tested. */
function rowOf(record: DeletionRecord | null, { steadySince }: LedgerTime, step: Step['kind']): string {
  if (record === null || isAbsent(record, { now: NOW, steadySince })) return 'nothing, or its time ended';
  const isMine = record.version.split('.')[0] === OWNER;
  if (record.state === 'settled' && isMine) return 'settled by this run';
  // A look is of whatever account the record has.
  if (!isMine && record.accountId !== 'acc_1' && (step !== 'look' || record.state === 'settled'))
    return 'of another account';
  if (record.state === 'settled') return 'settled by others';
  const isLost = isLeaseOver(record, steadySince);
  const isQuiet = record.quietAt <= NOW && NOW - steadySince >= record.quietAt - WRITTEN_AT;
  if (!isMine && isLost) return isQuiet ? 'an answer lost by others' : '… and not quiet yet';
  if (!isMine) return 'owned by others';
  if (record.version === 'me.release') return '… and released by it';
  return isLost ? '… and its lease is over' : 'dispatched, by this run';
}

/** A lease has to be over by the clock, and to have been watched for its whole length where the clock may step. */
const isLeaseOver = ({ leaseUntil }: DeletionRecord, steadySince: number): boolean =>
  leaseUntil === null || (leaseUntil <= NOW && NOW - steadySince >= leaseUntil - WRITTEN_AT);

/** The time of a record that somebody owns has not ended. */
const isAbsent = (record: DeletionRecord, { steadySince }: LedgerTime): boolean =>
  record.expiresAt <= NOW && isLeaseOver(record, steadySince);

/** A cell of the table in full. */
function expected(cell: string | undefined, step: Step, record: DeletionRecord | null, time: LedgerTime): Decision {
  /** What is left of a quiescence by a clock that may have stepped. */
  const quietAt = (known: DeletionRecord) =>
    `+${Math.max(0, known.quietAt - NOW, known.quietAt - known.writtenAt - (NOW - time.steadySince))}` as const;
  const unowned = (version: string, record: DeletionRecord): Decision => {
    const { writtenAt, expiresAt, dueAt, ...known } = record;
    const next = { ...known, version: `me.${version}`, leaseUntil: null, quietAt: quietAt(record) };
    return { kind: 'write', next: { ...next, keptForMs: expiresAt - writtenAt } };
  };
  const REMOVED: Decision = { kind: 'write', next: null };
  switch (cell) {
    case 'done':
    case 'stands':
    case 'gone':
      return { kind: cell };
    case 'taken over': {
      const { writtenAt, expiresAt, dueAt, ...lost } = record as DeletionRecord;
      const taken = { version: 'me.take-over', leaseUntil: `+${LEASE_MS}` } as const;
      const next = { ...lost, ...taken, quietAt: quietAt(record as DeletionRecord), keptForMs: expiresAt - NOW };
      return { kind: 'write', next };
    }
    case 'dispatched': {
      if (step.kind === 'begin') return { kind: 'write', next: FRESH };
      const { writtenAt, expiresAt, dueAt, ...own } = record as DeletionRecord;
      const leaseUntil = own.leaseUntil ?? 0;
      const next = {
        ...own,
        version: `me.dispatch-${own.attempts + 1}`,
        attempts: own.attempts + 1,
        credential: 'mine',
        firstSentAt: step.kind === 'dispatch' && step.anew ? ('+0' as const) : own.firstSentAt,
        quietAt: Math.max(own.quietAt, leaseUntil + QUIESCENCE_MS),
        looks: 0,
        lookedAt: null,
        keptForMs: DISPATCHED_KEPT_MS,
      };
      return { kind: 'write', next, notAfter: leaseUntil };
    }
    case 'as before':
      if (step.kind === 'release' && step.before !== null) {
        return unowned('release', step.before);
      }
      if (record === null) return { kind: 'done' };
      return step.kind === 'release' || record.version === 'me.begin' ? REMOVED : unowned('abandon', record);
    case 'looked at': {
      const lost = record as DeletionRecord;
      const { next } = unowned('look', lost) as { next: object };
      const keptForMs = lost.expiresAt - NOW;
      return { kind: 'write', next: { ...next, looks: 3, lookedAt: '+0', keptForMs } } as unknown as Decision;
    }
    case 'lost':
      return unowned('lose', KNOWN);
    case 'settled': {
      const lost = unowned('settle', KNOWN) as { next: object };
      return {
        kind: 'write',
        next: { ...lost.next, state: 'settled', settlement: 'sealed', keptForMs: 123 },
      } as Decision;
    }
    default:
      throw new Error(`The table says "${cell}"`);
  }
}

const FRESH = {
  state: 'dispatched',
  version: 'me.begin',
  accountId: 'acc_1',
  attempts: 1,
  credential: 'mine',
  heldBy: 'gateway',
  looks: 0,
  lookedAt: null,
  startedAt: '+0',
  firstSentAt: '+0',
  leaseUntil: `+${LEASE_MS}`,
  quietAt: `+${LEASE_MS + QUIESCENCE_MS}`,
  settlement: null,
  keptForMs: DISPATCHED_KEPT_MS,
} as const;

function recordOf(more: Partial<DeletionRecord>): DeletionRecord {
  return {
    state: 'dispatched',
    version: 'them.begin',
    writtenAt: WRITTEN_AT,
    expiresAt: NOW + DISPATCHED_KEPT_MS,
    accountId: 'acc_1',
    attempts: 1,
    startedAt: NOW - 60_000,
    firstSentAt: NOW - 50_000,
    leaseUntil: NOW + LEASE_MS,
    quietAt: NOW + 40_000,
    credential: 'theirs',
    heldBy: 'gateway',
    looks: 2,
    lookedAt: NOW - 100_000,
    dueAt: NOW,
    settlement: more.state === 'settled' ? 'sealed before' : null,
    ...more,
  };
}

function readTable(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const source = readFileSync(new URL('../../src/deletion/steps.ts', import.meta.url), 'utf8');
  const lines = source.split('\n').filter((line) => line.startsWith(' * |'));
  const [head = [], , ...rows] = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return new Map(
    rows.map(([name = '', ...cells]) => [name, new Map(cells.map((cell, n) => [head[n + 1] ?? '', cell]))]),
  );
}
