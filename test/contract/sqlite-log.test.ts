import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/deletion/ledger.ts';
import { openSqliteStore, startLedgerProcess } from '../support/sqlite-store.ts';
import { change, newName } from './ledger-suite.ts';

const MB = 1024 * 1024;

const logBytes = (file: string): number => statSync(`${file}-wal`).size;

/** Writes rows of 2 KB, so many at once. */
async function writeRows(ledger: Pick<Ledger, 'compareAndSet'>, rows: number, atOnce = 50): Promise<void> {
  const body = 'x'.repeat(2_000);
  for (let n = 0; n < rows; n += atOnce) {
    const written = Array.from({ length: atOnce }, () =>
      ledger.compareAndSet(newName(), change(null, 'a.1', { body })),
    );
    expect((await Promise.all(written)).every((at) => at !== null)).toBe(true);
  }
}

describe('The write-ahead log of the SQLite ledger', () => {
  it('gets what came in one turn of the event loop, or nothing of it, with one flush', async () => {
    await using store = await openSqliteStore();
    const ledger = store.open();
    await ledger.ping();
    const changes = () => store.db.prepare('PRAGMA data_version').get()?.data_version;
    const before = changes();
    const together = writeRows(ledger, 50);
    expect(changes()).toBe(before);
    await together;
    const one = logBytes(store.file);
    await writeRows(ledger, 50, 1);
    expect(logBytes(store.file) - one).toBeGreaterThan(one);
    await ledger.close();
  });

  it('does not get what waited for a lock in one piece: others have a turn between two flushes', async () => {
    await using store = await openSqliteStore();
    const ledger = store.open();
    await ledger.ping();
    store.db.exec('BEGIN IMMEDIATE');
    const waiting = writeRows(ledger, 1_000, 1_000);
    await sleep(100);
    store.db.exec('ROLLBACK');
    const turns = new Set<unknown>();
    const look = setInterval(() => turns.add(store.db.prepare('PRAGMA data_version').get()?.data_version));
    await waiting;
    clearInterval(look);
    expect(turns.size).toBeGreaterThan(2);
    await ledger.close();
  });

  it('stays short, one change after the other or many at once', async () => {
    await using store = await openSqliteStore();
    const ledger = store.open();
    await writeRows(ledger, 1_000, 1);
    await writeRows(ledger, 4_000, 200);
    expect(logBytes(store.file)).toBeLessThan(5 * MB);
    expect(statSync(store.file).size).toBeGreaterThan(10 * MB);
    await ledger.close();
  });

  it('stays short while several processes write all the time', async () => {
    await using store = await openSqliteStore();
    const processes = await Promise.all([1, 2, 3].map(() => startLedgerProcess(store.file)));
    let longest = 0;
    const look = setInterval(() => {
      longest = Math.max(longest, logBytes(store.file));
    }, 20);
    await Promise.all(processes.map((each) => writeRows(each, 4_000, 40)));
    clearInterval(look);
    for (const each of processes) await each.close();
    expect(longest).toBeLessThan(16 * MB);
  });

  it('stays short while readers come and go', async () => {
    await using store = await openSqliteStore();
    const ledger = store.open();
    let longest = 0;
    for (let n = 0; n < 200; n += 1) {
      store.db.exec(n % 10 === 0 ? 'SELECT 1' : 'BEGIN; SELECT * FROM accounts_gateway_meta');
      await writeRows(ledger, 20, 20);
      longest = Math.max(longest, logBytes(store.file));
      if (n % 10 !== 0) store.db.exec('COMMIT');
    }
    expect(statSync(store.file).size).toBeGreaterThan(8 * MB);
    expect(longest).toBeLessThan(5 * MB);
    await ledger.close();
  });

  it('grows with what is written while somebody reads for long, such as a backup, and is cut to 4 MB afterwards', async () => {
    await using store = await openSqliteStore();
    const ledger = store.open();
    await ledger.ping();
    store.db.exec('BEGIN; SELECT * FROM accounts_gateway_meta');
    await writeRows(ledger, 4_000);
    await sleep(100); // until it has tried to shorten the log
    expect(logBytes(store.file)).toBeGreaterThan(10 * MB);
    store.db.exec('COMMIT');
    // A commit is one flush. What is in the log goes to the database in a turn of its own.
    const before = statSync(store.file);
    await ledger.ping();
    expect(statSync(store.file)).toMatchObject({ size: before.size, mtimeMs: before.mtimeMs });
    await writeRows(ledger, 500);
    expect(statSync(store.file).size).toBeGreaterThan(before.size);
    expect(logBytes(store.file)).toBeLessThanOrEqual(4 * MB + 4_096);
    await ledger.close();
  });
});
