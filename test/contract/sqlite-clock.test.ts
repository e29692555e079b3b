import { describe, expect, it } from 'vitest';
import { createSteadyClock } from '../../src/ledger/sqlite/steady-clock.ts';
import { command, createTestCore, exchange } from '../support/core.ts';
import { openSqliteStore } from '../support/sqlite-store.ts';
import { change, newName } from './ledger-suite.ts';

const HOUR_MS = 3_600_000;

/** A clock at 100 s since it was made at 1,000,000, steady so far. */
function openClock() {
  const at = { wall: 1_000_000, monotonic: 500 };
  const look = createSteadyClock(
    () => at.wall,
    () => at.monotonic,
  );
  const pass = (ms: number) => {
    at.wall += ms;
    at.monotonic += ms;
  };
  pass(100_000);
  return { at, look, pass };
}

describe('The clock of the SQLite ledger', () => {
  it('is steady since it was made, while nothing but time passes', () => {
    const { look, pass } = openClock();
    expect(look()).toEqual({ now: 1_100_000, steadySince: 1_000_000 });
    pass(30 * 24 * HOUR_MS);
    expect(look()).toEqual({ now: 1_100_000 + 30 * 24 * HOUR_MS, steadySince: 1_000_000 });
  });

  it('is steady since a step forward, which a suspended machine makes too', () => {
    const { at, look, pass } = openClock();
    at.wall += 40_000;
    expect(look()).toEqual({ now: 1_140_000, steadySince: 1_140_000 });
    pass(5_000);
    expect(look()).toEqual({ now: 1_145_000, steadySince: 1_140_000 });
  });

  it('notices a step that comes in small ones', () => {
    const { at, look, pass } = openClock();
    for (let n = 0; n < 10; n += 1) {
      at.wall += 100;
      pass(1_000);
      look();
    }
    expect(look().steadySince).toBeGreaterThan(1_100_000);
  });

  it('lets a reading come late, as it does on a busy machine', () => {
    const { at, look, pass } = openClock();
    at.monotonic += 200; // between the two readings
    look();
    pass(1_000);
    expect(look().steadySince).toBe(1_000_000);
  });

  it('is steady since a step back at the latest, so that no lease gets an hour longer by it', () => {
    const { at, look, pass } = openClock();
    at.wall -= HOUR_MS;
    expect(look()).toEqual({ now: 1_100_000 - HOUR_MS, steadySince: 1_100_000 - HOUR_MS });
    pass(5_000);
    expect(look().steadySince).toBe(1_100_000 - HOUR_MS);
  });

  it('notices a step forward that undoes a step back', () => {
    const { at, look } = openClock();
    at.wall -= 40_000;
    look();
    at.wall += 40_000;
    expect(look()).toEqual({ now: 1_100_000, steadySince: 1_100_000 });
  });
});

describe('The SQLite ledger, when the clock of its host is set', () => {
  it('says so with the next reading, after a write as well', async () => {
    await using store = await openSqliteStore();
    const ledger = store.open();
    const name = newName();
    const writtenAt = Number(await ledger.compareAndSet(name, change(null, 'a.1')));
    const before = await ledger.read(name);
    expect(before?.steadySince).toBeLessThanOrEqual(writtenAt);
    store.step(40_000);
    const steppedAt = Number(await ledger.compareAndSet(newName(), change(null, 'a.1')));
    expect(steppedAt).toBeGreaterThanOrEqual(writtenAt + 40_000);
    store.pass(1_000);
    const after = await ledger.read(name);
    expect(after?.steadySince).toBe(steppedAt);
    expect(after?.now).toBeGreaterThanOrEqual(steppedAt + 1_000);
    await ledger.close();
  });

  it('lets nobody begin anew what somebody runs, also when it was set forward by more than a record is kept', async () => {
    await using store = await openSqliteStore();
    const ledger = store.open();
    const core = createTestCore({ inProgressWaitMs: 0 }, () => ledger);
    const elsewhere = core.anotherProcess();
    core.NUVION.exchanges.push(async () => {
      store.step(31 * 24 * HOUR_MS);
      expect((await elsewhere(command('NUVION'))).outcome.code).toBe('DELETION_IN_PROGRESS');
      return exchange.deleted;
    });
    expect((await core.deleteAccount(command('NUVION'))).outcome.code).toBe('DELETED');
    expect(core.NUVION.deletes).toHaveLength(1);
    await ledger.close();
  });

  it('goes on with rows of the future, when it was set back', async () => {
    await using store = await openSqliteStore();
    const ledger = store.open();
    const name = newName();
    const writtenAt = Number(await ledger.compareAndSet(name, change(null, 'a.1')));
    store.step(-HOUR_MS);
    const reading = await ledger.read(name);
    expect(reading?.now).toBeLessThan(writtenAt);
    expect(reading?.steadySince).toBeLessThanOrEqual(Number(reading?.now));
    const late = { notAfter: Number(reading?.now) - 1 };
    expect(await ledger.compareAndSet(name, change('a.1', 'a.2', late))).toBeNull();
    const changedAt = Number(await ledger.compareAndSet(name, change('a.1', 'a.2', { notAfter: writtenAt })));
    expect(changedAt).toBeLessThan(writtenAt);
    expect(Number((await ledger.read(name))?.row.writtenAt)).toBe(changedAt);
    await ledger.close();
  });
});
