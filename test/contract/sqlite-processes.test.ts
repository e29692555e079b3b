import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { LedgerUnavailableError } from '../../src/deletion/ledger.ts';
import { createSqliteLedger } from '../../src/ledger/sqlite/sqlite-ledger.ts';
import { openSqliteStore, startLedgerProcess } from '../support/sqlite-store.ts';
import { change, newName } from './ledger-suite.ts';

/** A step is given up after 2 s; the rest is for a slow machine. */
const GIVEN_UP_MS = 3_500;

describe('The SQLite ledger, among processes', () => {
  it('waits for another one that writes for a moment', async () => {
    await using store = await openSqliteStore();
    const ledger = store.open();
    await ledger.ping();
    store.db.exec('BEGIN IMMEDIATE');
    const changed = ledger.compareAndSet(newName(), change(null, 'a.1'));
    await sleep(100);
    store.db.exec('ROLLBACK');
    expect(await changed).not.toBeNull();
    await ledger.close();
  });

  it('finishes what was begun when it is closed, and begins nothing more', async () => {
    await using store = await openSqliteStore();
    const ledger = store.open();
    const [before, after] = [newName(), newName()];
    const changed = ledger.compareAndSet(before, change(null, 'a.1'));
    const closed = ledger.close();
    await expect(ledger.compareAndSet(after, change(null, 'a.1'))).rejects.toThrow('The ledger is closed');
    expect(await changed).not.toBeNull();
    await closed;
    await expect(ledger.read(before)).rejects.toThrow('The ledger is closed');
    const again = store.open();
    expect((await again.read(before))?.row.version).toBe('a.1');
    expect(await again.read(after)).toBeNull();
    await again.close();
  });

  it('answers every step in time while another program locks the file for ten seconds under load, and makes none later', async () => {
    await using store = await openSqliteStore();
    const ledger = store.open();
    const kept = newName();
    await ledger.compareAndSet(kept, change(null, 'a.1'));
    const longestStop = watchLoop();
    const steps: Promise<{ name: string; tookMs: number; made: boolean }>[] = [];
    const looks: Promise<unknown>[] = [];
    async function step(name: string) {
      const startedAt = performance.now();
      const made = await ledger.compareAndSet(name, change(null, 'a.1')).then(
        (at) => at !== null,
        (fault) => {
          expect(fault).toBeInstanceOf(LedgerUnavailableError);
          return false;
        },
      );
      return { name, tookMs: performance.now() - startedAt, made };
    }
    store.db.exec('BEGIN IMMEDIATE');
    for (const endsAt = performance.now() + 10_000; performance.now() < endsAt; await sleep(10)) {
      for (let n = 0; n < 10; n += 1) steps.push(step(newName()));
      looks.push(ledger.read(kept));
    }
    store.db.exec('ROLLBACK');
    const results = await Promise.all(steps);
    expect(results.filter(({ made }) => !made).length).toBeGreaterThan(1_000);
    expect(results.filter(({ made }) => made).length).toBeGreaterThan(100);
    expect(Math.max(...results.map(({ tookMs }) => tookMs))).toBeLessThan(GIVEN_UP_MS);
    expect(new Set((await Promise.all(looks)).map((reading) => reading !== null))).toEqual(new Set([true]));
    expect(await ledger.compareAndSet(newName(), change(null, 'a.1'))).not.toBeNull();
    const there = await Promise.all(results.map(async ({ name }) => (await ledger.read(name)) !== null));
    expect(there).toEqual(results.map(({ made }) => made));
    expect(longestStop()).toBeLessThan(1_000);
    await ledger.close();
  });

  it.each([[[]], [['-shm']]])(
    'has everything that was answered when its process is killed (removed then: %j)',
    async (removed) => {
      await using store = await openSqliteStore();
      const file = join(store.folder, 'killed.db');
      const names = Array.from({ length: 300 }, newName);
      const killed = await startLedgerProcess(file);
      await Promise.all(names.map((name) => killed.compareAndSet(name, change(null, 'a.1'))));
      await killed[Symbol.asyncDispose]();
      for (const each of removed) rmSync(file + each);
      const ledger = createSqliteLedger(file);
      const readings = await Promise.all(names.map((name) => ledger.read(name)));
      expect(new Set(readings.map((reading) => reading?.row.version))).toEqual(new Set(['a.1']));
      expect(await ledger.compareAndSet(names[0] ?? '', change('a.1', 'b.1'))).not.toBeNull();
      await ledger.close();
    },
  );

  it('does not make a change that was queued when its process stopped, and is too late when it goes on', async () => {
    await using store = await openSqliteStore();
    await using other = await startLedgerProcess(store.file);
    await other.ping();
    store.db.exec('BEGIN IMMEDIATE');
    const name = newName();
    const changed = expect(other.compareAndSet(name, change(null, 'a.1'))).rejects.toThrow(/not free within 2000 ms/);
    await sleep(200);
    other.kill('SIGSTOP');
    await sleep(2_100);
    store.db.exec('ROLLBACK');
    other.kill('SIGCONT');
    await changed;
    expect(await other.read(name)).toBeNull();
    expect(await other.compareAndSet(name, change(null, 'b.1'))).not.toBeNull();
  });

  it('has one winner of each row among processes that start at once on no file', async () => {
    await using store = await openSqliteStore();
    const file = join(store.folder, 'new', 'ledger.db');
    const processes = await Promise.all([1, 2, 3].map(() => startLedgerProcess(file)));
    const names = Array.from({ length: 200 }, newName);
    const wins = await Promise.all(
      processes.flatMap((each, n) => names.map((name) => each.compareAndSet(name, change(null, `${n}.1`)))),
    );
    expect(wins.filter((at) => at !== null)).toHaveLength(200);
    expect(new Set(await Promise.all(processes.map((each, n) => each.identity(`made by ${n}`)))).size).toBe(1);
    for (const each of processes) await each.close();
  });
});

/** The longest time that the event loop stood still. */
function watchLoop(): () => number {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  return () => {
    clearInterval(timer);
    return longest;
  };
}
