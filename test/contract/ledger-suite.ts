import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change, Ledger } from '../../src/deletion/ledger.ts';

/** A store, and ways around the ledger to look at it. */
export interface LedgerStore {
  /** One more ledger on it, as of another process. */
  open(): Ledger;
  /** Lets time pass; by default it is waited for. */
  pass?(ms: number): void;
  /** Whether a second ledger finds what the first one wrote. */
  readonly durable: boolean;
  /** Whether the store itself lets go of rows whose time has ended. */
  readonly forgets?: boolean;
  close(): Promise<void>;
}

export const KEPT_MS = 60_000;

export const newName = (): string => `NUVION:${randomUUID()}:${randomUUID()}`;

/** A change from one version to another; null: no row. */
export function change(
  expected: string | null,
  next: string | null,
  more: Partial<Change> & { body?: string } = {},
): Change {
  const { body = `body of ${next}`, ...rest } = more;
  return { expected, next: next === null ? null : { version: next, keptForMs: KEPT_MS, dueInMs: null, body }, ...rest };
}

/** Every ledger does the same: this is what. */
export function describeLedger(name: string, openStore: () => Promise<LedgerStore>): void {
  describe(`The ${name} ledger`, () => {
    let store: LedgerStore;
    let ledger: Ledger;
    beforeAll(async () => {
      store = await openStore();
      ledger = store.open();
    });
    afterAll(async () => {
      await ledger.close();
      await store.close();
    });

    const versionOf = async (row: string) => (await ledger.read(row))?.row.version;
    const timeNow = async () => {
      const row = newName();
      return Number(await ledger.compareAndSet(row, change(null, 'now')));
    };

    it('writes a row where there is none, and fills in its times', async () => {
      const row = newName();
      expect(await ledger.read(row)).toBeNull();
      const writtenAt = await ledger.compareAndSet(row, change(null, 'a.1'));
      expect(new Date(Number(writtenAt)).getUTCFullYear()).toBeGreaterThanOrEqual(2026);
      const reading = await ledger.read(row);
      expect(reading?.row).toMatchObject({ version: 'a.1', body: 'body of a.1' });
      expect(Number(reading?.row.writtenAt)).toBe(writtenAt);
      expect(Number(reading?.row.expiresAt)).toBe(Number(writtenAt) + KEPT_MS);
      expect(reading?.now).toBeGreaterThanOrEqual(Number(writtenAt));
      expect(reading?.steadySince).toBeLessThanOrEqual(Number(reading?.now));
    });

    it('changes a row only from the version that stands there', async () => {
      const row = newName();
      expect(await ledger.compareAndSet(row, change('a.0', 'a.1'))).toBeNull();
      expect(await ledger.read(row)).toBeNull();
      await ledger.compareAndSet(row, change(null, 'a.1'));
      for (const expected of [null, 'b.1', '']) {
        expect(await ledger.compareAndSet(row, change(expected, 'b.2'))).toBeNull();
      }
      expect(await versionOf(row)).toBe('a.1');
      expect(await ledger.compareAndSet(row, change('a.1', 'a.2'))).toBeGreaterThan(0);
      expect(await ledger.compareAndSet(row, change('a.1', 'a.3'))).toBeNull();
      expect((await ledger.read(row))?.row).toMatchObject({ version: 'a.2', body: 'body of a.2' });
    });

    it('removes a row only from the version that stands there', async () => {
      const row = newName();
      await ledger.compareAndSet(row, change(null, 'a.1'));
      expect(await ledger.compareAndSet(row, change('b.1', null))).toBeNull();
      expect(await versionOf(row)).toBe('a.1');
      expect(await ledger.compareAndSet(row, change('a.1', null))).toBeGreaterThan(0);
      expect(await ledger.read(row)).toBeNull();
      expect(await ledger.compareAndSet(row, change('a.1', null))).toBeNull();
    });

    it('changes nothing after the latest moment of a change, by its own clock', async () => {
      const row = newName();
      const now = await timeNow();
      expect(await ledger.compareAndSet(row, change(null, 'a.1', { notAfter: now - 1 }))).toBeNull();
      expect(await ledger.compareAndSet(row, change(null, 'a.1', { notAfter: now + KEPT_MS }))).not.toBeNull();
      expect(await ledger.compareAndSet(row, change('a.1', 'a.2', { notAfter: now - 1 }))).toBeNull();
      expect(await ledger.compareAndSet(row, change('a.1', null, { notAfter: now - 1 }))).toBeNull();
      expect(await versionOf(row)).toBe('a.1');
    });

    it('has one winner among 300 who change one row at once, wherever it is empty or not', async () => {
      const row = newName();
      const others = store.durable ? [ledger, store.open(), store.open()] : [ledger];
      const race = (expected: string | null, round: string) =>
        Promise.all(
          Array.from({ length: 300 }, (_, n) =>
            (others[n % others.length] ?? ledger).compareAndSet(row, change(expected, `${n}.${round}`)),
          ),
        );
      const first = await race(null, 'first');
      expect(first.filter((won) => won !== null)).toHaveLength(1);
      const winner = `${first.findIndex((won) => won !== null)}.first`;
      expect(await versionOf(row)).toBe(winner);
      expect((await race(winner, 'second')).filter((won) => won !== null)).toHaveLength(1);
      for (const other of others.slice(1)) await other.close();
    });

    it('judges each change of one turn by itself: contested, late, of one row, removals and the others', async () => {
      const [fresh, held, late, gone, twice] = [newName(), newName(), newName(), newName(), newName()];
      const now = await timeNow();
      for (const row of [held, late, gone]) await ledger.compareAndSet(row, change(null, 'a.1'));
      const verdicts = await Promise.all([
        ledger.compareAndSet(fresh, change(null, 'b.1')),
        ledger.compareAndSet(held, change('wrong', 'b.1')),
        ledger.compareAndSet(late, change('a.1', 'b.1', { notAfter: now - 1 })),
        ledger.compareAndSet(gone, change('a.1', null)),
        ledger.compareAndSet(twice, change(null, 'b.1')),
        ledger.compareAndSet(twice, change('b.1', 'b.2')),
        ledger.compareAndSet(twice, change('b.2', null)),
        ledger.compareAndSet(twice, change(null, 'b.3')),
      ]);
      expect(verdicts.map((at) => at !== null)).toEqual([true, false, false, true, true, true, true, true]);
      expect(await Promise.all([fresh, held, late, gone, twice].map(versionOf))).toEqual([
        'b.1',
        'a.1',
        'a.1',
        undefined,
        'b.3',
      ]);
    });

    it('keeps rows with odd names apart', async () => {
      const odd = Array.from({ length: 255 }, (_, n) => `${String.fromCharCode(n + 1)}{}:"'%`).concat([
        'é',
        'e\u0301',
        '\u{1f600}',
      ]);
      const names = odd.map((text) => `${newName()}${text}`);
      await Promise.all(names.map((row, n) => ledger.compareAndSet(row, change(null, 'a.1', { body: odd[n] ?? '' }))));
      const readings = await Promise.all(names.map((row) => ledger.read(row)));
      expect(readings.map((reading) => reading?.row.body)).toEqual(odd);
    });

    it('gives a long body back unchanged', async () => {
      const row = newName();
      const body = '{"a":1}\nä\u{1f600}"\\\'\n'.repeat(30_000);
      await ledger.compareAndSet(row, change(null, 'a.1', { body }));
      expect((await ledger.read(row))?.row.body === body).toBe(true);
    });

    it('lists rows whose time has ended, the oldest first, and leaves them alone', async () => {
      if (store.forgets) return;
      const short = (version: string, keptForMs: number): Change => ({
        expected: null,
        next: { version, keptForMs, dueInMs: null, body: '' },
      });
      const rows = [newName(), newName(), newName()];
      const kept = newName();
      for (const [n, row] of rows.entries()) await ledger.compareAndSet(row, short('a.1', 100 + n));
      await ledger.compareAndSet(kept, short('a.1', KEPT_MS));
      const found = async (from = 0, limit = 1_000) =>
        (await ledger.expired(from, limit)).filter(({ name }) => rows.includes(name) || name === kept);
      await until(store, async () => (await found()).length === 3);
      const all = await found();
      expect(all.map(({ name }) => name)).toEqual(rows);
      expect(all[0]?.row).toMatchObject({ version: 'a.1', body: '' });
      expect(await found(Number(all[1]?.row.expiresAt))).toEqual(all.slice(1));
      expect(await ledger.expired(0, 2)).toHaveLength(2);
      // Such a row still stands in the way: the state machine judges it, and replaces it by its version.
      expect(await ledger.compareAndSet(rows[0] ?? '', change(null, 'b.1'))).toBeNull();
      expect(await ledger.compareAndSet(rows[0] ?? '', change('a.1', 'b.1'))).not.toBeNull();
      for (const row of rows.slice(1)) await ledger.compareAndSet(row, change('a.1', null));
      expect(await found()).toEqual([]);
    });

    it('lists open rows by when they are due, later than now too, and never others', async () => {
      const open = (version: string, dueInMs: number | null): Change => ({
        expected: null,
        next: { version, keptForMs: KEPT_MS, dueInMs, body: `due in ${dueInMs}` },
      });
      const [soon, late, never, was] = [newName(), newName(), newName(), newName()];
      await ledger.compareAndSet(late, open('a.1', 20_000));
      const writtenAt = Number(await ledger.compareAndSet(soon, open('a.1', 0)));
      await ledger.compareAndSet(never, open('a.1', null));
      await ledger.compareAndSet(was, open('a.1', 10_000));
      const found = async (from = 0, limit = 1_000) => {
        const listed = await ledger.open(from, limit);
        return { ...listed, rows: listed.rows.filter(({ name }) => [soon, late, never, was].includes(name)) };
      };
      const { rows, now } = await found();
      expect(rows.map(({ name }) => name)).toEqual([soon, was, late]);
      expect(rows[0]?.row).toMatchObject({ version: 'a.1', body: 'due in 0' });
      expect(Number(rows[0]?.row.dueAt)).toBe(writtenAt);
      expect(Number(rows[0]?.row.expiresAt)).toBe(writtenAt + KEPT_MS);
      expect(now).toBeGreaterThanOrEqual(writtenAt);
      expect((await found(writtenAt + 1)).rows.map(({ name }) => name)).toEqual([was, late]);
      expect((await ledger.open(0, 1)).rows).toHaveLength(1);

      await ledger.compareAndSet(was, change('a.1', 'a.2')); // it is not open any more
      await ledger.compareAndSet(soon, {
        expected: 'a.1',
        next: { version: 'a.2', keptForMs: KEPT_MS, dueInMs: 30_000, body: '' },
      });
      expect((await found()).rows.map(({ name }) => name)).toEqual([late, soon]);
      await ledger.compareAndSet(late, change('a.1', null));
      expect((await found()).rows.map(({ name }) => name)).toEqual([soon]);
      expect((await ledger.read(never))?.row.dueAt ?? null).toBeNull();
    });

    it('scans all rows', async () => {
      const names = Array.from({ length: 250 }, newName);
      await Promise.all(names.map((name, n) => ledger.compareAndSet(name, change(null, 'a.1', { body: `${n}` }))));
      const seen = new Map<string, unknown>();
      let next: string | null = null;
      do {
        const page: Awaited<ReturnType<Ledger['scan']>> = await ledger.scan(next, 100);
        for (const { name, row } of page.rows) seen.set(name, row.body);
        next = page.next;
      } while (next !== null);
      expect(names.map((name) => seen.get(name))).toEqual(names.map((_, n) => `${n}`));
    });

    it('keeps the first identity for good, and is pinged under it', async () => {
      const given = await Promise.all(['one', 'two', 'three'].map((each) => ledger.identity(each)));
      expect(new Set(given).size).toBe(1);
      expect(['one', 'two', 'three']).toContain(given[0]);
      expect(await ledger.identity('four')).toBe(given[0]);
      await expect(ledger.ping()).resolves.toBeUndefined();
    });
  });
}

/** Waits, or lets the time pass, until something has come true. */
export async function until(store: Pick<LedgerStore, 'pass'>, what: () => Promise<boolean>): Promise<void> {
  for (const giveUpAt = performance.now() + 10_000; !(await what()); ) {
    if (performance.now() > giveUpAt) throw new Error('It never came true');
    if (store.pass === undefined) await sleep(20);
    else store.pass(20);
  }
}
