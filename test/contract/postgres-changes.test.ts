import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Ledger } from '../../src/deletion/ledger.ts';
import { createPostgresLedger } from '../../src/ledger/postgres/postgres-ledger.ts';
import { STATEMENTS } from '../../src/ledger/postgres/statements.ts';
import { openDatabase, withClient } from '../support/postgres-database.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { change, newName } from './ledger-suite.ts';

const server = inject('postgresUrl');
const AWAY = { code: 'LEDGER_UNAVAILABLE', final: false };

describe.skipIf(server === null)('The changes of the PostgreSQL ledger', () => {
  let store: Awaited<ReturnType<typeof openDatabase>>;
  let ledger: Ledger;
  beforeEach(async () => {
    store = await openDatabase(server ?? '');
    ledger = store.open();
    await ledger.ping();
  });
  afterEach(async () => {
    await ledger.close();
    await store.close();
  });

  const transactions = async () =>
    (await store.query('SELECT count(DISTINCT xmin::text)::int AS count FROM accounts_gateway_deletions'))[0]?.count;
  const begin = (name: string) => ledger.compareAndSet(name, change(null, 'a.1'));

  const waiting = () =>
    store.query("SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");

  const backends = () =>
    store.query(`SELECT pid FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'accounts-gateway'`);

  it('makes all changes of one turn in one transaction, and those that come meanwhile in the next', async () => {
    const first = Array.from({ length: 100 }, () => begin(newName()));
    await new Promise(setImmediate);
    await Promise.all([...first, ...Array.from({ length: 100 }, () => begin(newName()))]);
    expect(await transactions()).toBe(2);
  });

  it('needs one connection for changes and one for reads, however many there are', async () => {
    const steps = Array.from({ length: 1_000 }, (_, n) => (n % 2 === 0 ? begin(newName()) : ledger.read(newName())));
    await Promise.all(steps);
    expect((await backends()).length).toBeLessThanOrEqual(2);
  });

  it('fails a change that the server cannot take, and none of those that came with it', async () => {
    const names = [newName(), `${newName()}\0`, newName()];
    const before = await backends();
    const verdicts = await Promise.allSettled(names.map(begin));
    expect(verdicts.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(verdicts[1]).toMatchObject({ reason: AWAY });
    expect((await ledger.read(names[2] ?? ''))?.row.version).toBe('a.1');
    // Nor is the connection used again: it may lead to a server that takes no change at all any more.
    await expect.poll(backends).not.toEqual(expect.arrayContaining(before));
  });

  it('judges by the latest moment of each change alone', async () => {
    await withClient(store.url, async (client) => {
      const far = Date.now() + 60_000;
      const values = [
        ['one', 'two', 'three'],
        [null, null, null],
        ['v', 'v', 'v'],
        [1, 1, 1],
        ['', '', ''],
      ];
      const dueInMs = [null, null, null];
      const { rows } = await client.query(STATEMENTS.change, [...values, [null, null, 1], [1, far, far], dueInMs]);
      expect(rows).toMatchObject([{ made: [2], late: [1] }]);
    });
    expect(await store.query('SELECT name FROM accounts_gateway_deletions')).toEqual([{ name: 'two' }]);
  });

  it('leaves a row alone that another transaction has put there meanwhile', async () => {
    const [name, other] = [newName(), newName()];
    await store.query('BEGIN');
    await store.query("INSERT INTO accounts_gateway_deletions VALUES ($1, 'theirs', 1, 1, NULL, '')", [name]);
    const changes = Promise.all([name, other].map(begin));
    await expect.poll(waiting, { interval: 10 }).toHaveLength(1);
    await store.query('COMMIT');
    expect(await changes).toEqual([null, expect.any(Number)]);
    expect((await ledger.read(name))?.row.version).toBe('theirs');
  });

  it('gives up a change that waits for a lock, and does not begin one that waited behind it: neither is made later', async () => {
    const [name, behind] = [newName(), newName()];
    await begin(name);
    await store.query('BEGIN');
    await store.query('SELECT * FROM accounts_gateway_deletions FOR UPDATE');
    const held = ledger.compareAndSet(name, change('a.1', 'a.2'));
    await new Promise(setImmediate);
    const late = begin(behind);
    await expect(held).rejects.toMatchObject(AWAY);
    await expect(late).rejects.toMatchObject({ ...AWAY, message: 'The ledger was too busy' });
    await store.query('ROLLBACK');
    expect((await ledger.read(name))?.row.version).toBe('a.1');
    expect(await ledger.compareAndSet(name, change('a.1', 'a.2'))).not.toBeNull();
    expect(await ledger.read(behind)).toBeNull();
  });

  it('says of a change that arrived too late that it is not known to be made, not that it was contested', async () => {
    await using line = await startTcpProxy(store.url);
    const far = createPostgresLedger(line.url);
    await far.ping();
    const name = newName();
    line.stall();
    const late = far.compareAndSet(name, change(null, 'a.1'));
    const restored = sleep(1_300).then(() => line.restore());
    await expect(late).rejects.toMatchObject(AWAY);
    await restored;
    expect(await ledger.read(name)).toBeNull();
    await far.close();
  });

  it.each([
    ['to be written', null, 'INSERT INTO accounts_gateway_deletions (name) SELECT unnest($1::text[])'],
    ['to be changed', 'a.1', 'SELECT FROM accounts_gateway_deletions WHERE name = ANY ($1) FOR UPDATE'],
  ])(
    'takes the rows %s in their order, so that no two processes wait for each other',
    async (_what, expected, hold) => {
      const names = Array.from({ length: 20 }, (_, n) => `name ${String.fromCharCode(97 + n)}`);
      if (expected !== null) await Promise.all(names.map(begin));
      await store.query('BEGIN');
      await store.query(hold, [names.slice(0, 1)]);
      const changes = names.toReversed().map((name) => ledger.compareAndSet(name, change(expected, 'a.2')));
      await expect.poll(waiting, { interval: 10 }).toHaveLength(1);
      // It waits for the first one, and holds none of the others.
      await store.query("SET LOCAL lock_timeout = '50ms'");
      await store.query(hold, [names.slice(1)]);
      await store.query('ROLLBACK');
      expect((await Promise.all(changes)).every((at) => at !== null)).toBe(true);
    },
  );

  it('writes nothing for changes that are contested, not even a lock', async () => {
    const names = Array.from({ length: 50 }, newName);
    await Promise.all(names.map(begin));
    for (const expected of [null, 'a.0']) {
      const verdicts = await Promise.all(names.map((name) => ledger.compareAndSet(name, change(expected, 'b.1'))));
      expect(new Set(verdicts)).toEqual(new Set([null]));
    }
    expect(await store.query('SELECT name FROM accounts_gateway_deletions WHERE xmax <> 0')).toEqual([]);
  });

  it('gives a row as it is, whoever wrote it', async () => {
    await store.query("INSERT INTO accounts_gateway_deletions (name) VALUES ('theirs')");
    const reading = await ledger.read('theirs');
    expect(reading?.row).toEqual({ version: null, writtenAt: null, expiresAt: null, dueAt: null, body: null });
    expect(await ledger.compareAndSet('theirs', change(null, 'a.1'))).toBeNull();
    expect(await ledger.compareAndSet('theirs', change('', 'a.1'))).toBeNull();
  });
});
