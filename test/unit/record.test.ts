import { describe, expect, it } from 'vitest';
import { UnreadableRecordError } from '../../src/deletion/ledger.ts';
import { type Draft, after as later, leaseLeft, timeUntil } from '../../src/deletion/record.ts';
import { recordIn, rowOf, written } from '../../src/deletion/record-row.ts';

const DRAFT: Draft = {
  state: 'dispatched',
  version: 'me.begin',
  accountId: 'acc_1"\n\u{1f600}',
  attempts: 1,
  credential: 'hash',
  heldBy: 'gateway',
  looks: 0,
  lookedAt: null,
  startedAt: later(0),
  firstSentAt: 1_000,
  leaseUntil: later(30_000),
  quietAt: later(60_000.4),
  settlement: null,
  keptForMs: 99_000,
};
const WRITTEN_AT = 1_700_000_000_000;

/** The row of a draft as a store gives it. */
function stored(draft: Draft, more: Record<string, unknown> = {}) {
  const { keptForMs, dueInMs, ...row } = rowOf(draft, WRITTEN_AT);
  const dueAt = dueInMs === null ? null : WRITTEN_AT + dueInMs;
  return { row: { ...row, writtenAt: WRITTEN_AT, expiresAt: WRITTEN_AT + keptForMs, dueAt, ...more } };
}

describe('a record', () => {
  it('is what was drafted, with the times that the ledger filled in', () => {
    const record = recordIn(stored(DRAFT));
    expect(record).toEqual({
      ...{ state: 'dispatched', version: 'me.begin', accountId: DRAFT.accountId, attempts: 1, credential: 'hash' },
      ...{ startedAt: WRITTEN_AT, firstSentAt: 1_000, leaseUntil: WRITTEN_AT + 30_000, quietAt: WRITTEN_AT + 60_001 },
      ...{ heldBy: 'gateway', looks: 0, lookedAt: null, dueAt: WRITTEN_AT + 60_001 },
      ...{ writtenAt: WRITTEN_AT, expiresAt: WRITTEN_AT + 99_000, settlement: null },
    });
    expect(written(DRAFT, WRITTEN_AT)).toEqual(record);
  });

  it.each(['sealed', 'm1.x.{"a":\n"b"}\n', '\u{1f600}'])('gives the settlement %j back unchanged', (settlement) => {
    const draft: Draft = { ...DRAFT, state: 'settled', settlement, leaseUntil: null };
    expect(recordIn(stored(draft))).toMatchObject({ state: 'settled', settlement, leaseUntil: null });
    expect(written(draft, WRITTEN_AT)).toEqual(recordIn(stored(draft)));
  });

  it('may have its numbers in any form that a store gives them in', () => {
    const numbers = { writtenAt: BigInt(WRITTEN_AT), expiresAt: `${WRITTEN_AT + 99_000}` };
    expect(recordIn(stored(DRAFT, numbers))).toEqual(recordIn(stored(DRAFT)));
  });

  const body = (change: (header: Record<string, unknown>) => unknown, rest = '') => {
    const header = JSON.parse(rowOf(DRAFT, WRITTEN_AT).body) as Record<string, unknown>;
    change(header);
    return { body: `${JSON.stringify(header)}\n${rest}` };
  };
  it.each<[string, Record<string, unknown>]>([
    ['another format', body((header) => Object.assign(header, { format: 3 }))],
    ['another state', body((header) => Object.assign(header, { state: 'paused' }))],
    ['a settlement without its text', body((header) => Object.assign(header, { state: 'settled' }))],
    ...Object.keys(JSON.parse(rowOf(DRAFT, WRITTEN_AT).body)).map((field): [string, Record<string, unknown>] => [
      `no ${field}`,
      body((header) => delete header[field]),
    ]),
    ['a time before 1970', body((header) => Object.assign(header, { quietAt: -1 }))],
    ['a time that no number can hold', body((header) => Object.assign(header, { leaseUntil: 2 ** 60 }))],
    ['a time that is none', body((header) => Object.assign(header, { startedAt: '+1e3' }))],
    ['somebody else who has the credential', body((header) => Object.assign(header, { heldBy: 'nobody' }))],
    ['half an attempt', body((header) => Object.assign(header, { attempts: 0.5 }))],
    ['an account that is no text', body((header) => Object.assign(header, { accountId: 1 }))],
    ['no header', { body: 'words\n' }],
    ['a header of another kind', { body: 'null\n' }],
    ['half a header', { body: '{"format":2}' }],
    ['no body', { body: undefined }],
    ['a body of bytes', { body: new Uint8Array(3) }],
    ['no version', { version: null }],
    ['no time of writing', { writtenAt: undefined }],
    ['digits that are none', { expiresAt: '0x1' }],
    ['an end that no number can hold', { expiresAt: 2n ** 60n }],
  ])('is unreadable with %s', (_what, more) => {
    expect(() => recordIn(stored(DRAFT, more))).toThrow(UnreadableRecordError);
  });
});

describe('the next look of the gateway', () => {
  const MINUTE = 60_000;
  const dueIn = (more: Partial<Draft>) =>
    rowOf({ ...DRAFT, leaseUntil: null, keptForMs: 30 * 24 * 60 * MINUTE, ...more }, WRITTEN_AT).dueInMs;
  it.each<[string, Partial<Draft>, number | null]>([
    ['is when the lost request has had its time', { quietAt: WRITTEN_AT + 5_000 }, 5_000],
    ['is now when that is over', { quietAt: WRITTEN_AT - 5_000 }, 0],
    ['comes a minute after the first', { quietAt: 0, looks: 1, lookedAt: later(0) }, MINUTE],
    ['comes 5 minutes after the second', { quietAt: 0, looks: 2, lookedAt: later(0) }, 5 * MINUTE],
    ['comes 15 minutes after the third', { quietAt: 0, looks: 3, lookedAt: later(0) }, 15 * MINUTE],
    ['comes an hour after the fourth', { quietAt: 0, looks: 4, lookedAt: later(0) }, 60 * MINUTE],
    ['comes 6 hours after the fifth', { quietAt: 0, looks: 5, lookedAt: later(0) }, 360 * MINUTE],
    ['comes 6 hours after any later one', { quietAt: 0, looks: 50, lookedAt: later(0) }, 360 * MINUTE],
    ['counts from the last one', { quietAt: 0, looks: 2, lookedAt: WRITTEN_AT - 2 * MINUTE }, 3 * MINUTE],
    ['waits for the run that owns the record', { quietAt: 0, leaseUntil: later(MINUTE) }, MINUTE],
    ['waits for what was sent since', { quietAt: later(7 * MINUTE), looks: 1, lookedAt: WRITTEN_AT }, 7 * MINUTE],
    ["never comes where the caller's credential would be needed", { heldBy: 'caller' }, 30 * 24 * 60 * MINUTE],
    ['never comes once it is settled', { state: 'settled', settlement: 'sealed' }, null],
  ])('%s', (_what, more, due) => {
    expect(dueIn(more)).toBe(due);
  });
});

describe('a moment of a record', () => {
  const record = written(DRAFT, WRITTEN_AT);
  it.each([
    ['has come', 30_000, 0, 0],
    ['has nearly come', 29_999, 0, 1],
    ['has not come though the clock says so, because the clock stepped there', 30_000, WRITTEN_AT + 29_000, 29_000],
    ['has come once it was waited for after the step', 59_000, WRITTEN_AT + 29_000, 0],
    ['is further away when the clock was set back', -5_000, 0, 35_000],
  ])('%s', (_what, later, steadySince, left) => {
    const time = { now: WRITTEN_AT + later, steadySince };
    expect(timeUntil(WRITTEN_AT + 30_000, record, time)).toBe(left);
    expect(leaseLeft(record, time)).toBe(left);
    expect(leaseLeft({ ...record, leaseUntil: null }, time)).toBe(0);
  });
});
