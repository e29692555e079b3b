import { execFile } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type DeletionId, LedgerUnavailableError } from '../../src/deletion/ledger.ts';
import { createSqliteLedger } from '../../src/ledger/sqlite.ts';
import { describeDurable, type RawRecord } from './ledger-store-suite.ts';
import { claimAs, describeLedger, newId } from './ledger-suite.ts';

const run = promisify(execFile);

describeLedger('SQLite', openStore);
describeDurable('SQLite', openStore);

describe('The SQLite ledger, among processes', () => {
  it('does not hold up the process while another one writes, gives up in time, and works again', async () => {
    await using store = await openStore();
    const ledger = store.open();
    await ledger.ping();
    const [fresh, longest] = [newId(), watchLoop()];
    store.db.exec('BEGIN IMMEDIATE');
    await expect(claimAs(ledger, fresh, 'a')).rejects.toThrow(LedgerUnavailableError);
    expect(await ledger.read(fresh)).toBeNull();
    store.db.exec('ROLLBACK');
    expect(longest()).toBeLessThan(500);
    await ledger.ping();
    expect(await ledger.read(fresh)).toBeNull(); // what was given up is never taken later
    expect(await claimAs(ledger, fresh, 'b')).toMatchObject({ won: true });
    await ledger.close();
  });

  it('waits for another one that writes for a moment', async () => {
    await using store = await openStore();
    const ledger = store.open();
    await ledger.ping();
    store.db.exec('BEGIN IMMEDIATE');
    const claim = claimAs(ledger, newId(), 'a');
    await sleep(100);
    store.db.exec('ROLLBACK');
    expect(await claim).toMatchObject({ won: true });
    await ledger.close();
  });

  it('has one winner of each claim among processes that start at once on no file', async () => {
    await using store = await openStore();
    const script = `
      import { createSqliteLedger } from ${JSON.stringify(new URL('../../src/ledger/sqlite.ts', import.meta.url).href)};
      const ledger = createSqliteLedger(process.argv[1]);
      const claim = (key) => ledger.claim({ caller: 'c', provider: 'NUVION', key: String(key) },
        { accountId: 'a', owner: String(process.pid), leaseMs: 60_000 });
      const claims = [];
      for (let key = 0; key < 200; key += 1) {
        claims.push(claim(key));
        if (key % 20 === 0) await Promise.all(claims);
      }
      console.log((await Promise.all(claims)).filter(({ won }) => won).length);
      await ledger.close();`;
    const file = join(dirname(store.file), 'new', 'ledger.db');
    const wins = await Promise.all(
      [1, 2, 3].map(() => run(process.execPath, ['--input-type=module', '-e', script, file])),
    );
    expect(wins.reduce((sum, { stdout }) => sum + Number(stdout), 0)).toBe(200);
  });
});

describe('The SQLite ledger and its file', () => {
  it('is for its owner only', async () => {
    await using store = await openStore();
    const file = join(dirname(store.file), 'a', 'b', 'ledger.db');
    const ledger = createSqliteLedger(file);
    await ledger.ping();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(`${file}-wal`).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    await ledger.close();
  });

  it('writes what came in one turn of the event loop, or nothing of it, with one flush', async () => {
    await using store = await openStore();
    const ledger = store.open();
    await ledger.ping();
    const transactions = () => store.db.prepare('PRAGMA data_version').get()?.data_version;
    const before = transactions();
    const claims = Promise.all(Array.from({ length: 50 }, (_, n) => claimAs(ledger, newId(), `owner-${n}`)));
    expect(transactions()).toBe(before);
    await claims;
    const wal = statSync(`${store.file}-wal`).size;
    for (let n = 0; n < 50; n += 1) await claimAs(ledger, newId(), 'a');
    expect(statSync(`${store.file}-wal`).size - wal).toBeGreaterThan(wal);
    await ledger.close();
  });

  it.each([
    ['is no database', (file: string) => writeFileSync(file, 'not a database '.repeat(1_000))],
    ['is under a file', (file: string) => writeFileSync(dirname(file), '')],
    ['has tables of a newer version', (file: string) => withDatabase(file, (db) => db.exec(NEWER))],
  ])('is unavailable when it %s', async (_what, spoil) => {
    await using store = await openStore();
    const file = join(dirname(store.file), 'spoilt.db');
    const path = _what === 'is under a file' ? join(file, 'ledger.db') : file;
    spoil(path);
    const ledger = createSqliteLedger(path);
    await expect(claimAs(ledger, newId(), 'a')).rejects.toThrow(LedgerUnavailableError);
    await expect(ledger.read(newId())).rejects.toThrow(LedgerUnavailableError);
    await ledger.close();
    await expect(ledger.ping()).rejects.toThrow(LedgerUnavailableError);
  });

  it.each(['is deleted', 'is replaced'])('writes nowhere once it %s: nobody would look there', async (what) => {
    await using store = await openStore();
    const ledger = store.open();
    const id = newId();
    await claimAs(ledger, id, 'a');
    const moved = `${store.file}.moved`;
    renameSync(store.file, moved);
    if (what === 'is replaced') await createSqliteLedger(store.file).ping();
    await expect(claimAs(ledger, newId(), 'b')).rejects.toThrow(LedgerUnavailableError);
    await expect(ledger.read(id)).rejects.toThrow(LedgerUnavailableError);
    await expect(ledger.ping()).rejects.toThrow(LedgerUnavailableError);
    await ledger.close();
  });

  it('truly writes to tell whether it can be used: SQLite skips what changes nothing, also on a full disk', async () => {
    await using store = await openStore();
    const ledger = store.open();
    const written = () => store.db.prepare("SELECT value FROM accounts_gateway_meta WHERE name = 'ping'").get()?.value;
    await ledger.ping();
    const before = written();
    store.pass(1);
    await ledger.ping();
    expect(written()).not.toBe(before);
    await ledger.close();
  });

  it('survives a full disk', async () => {
    await using store = await openStore();
    const script = `
      import { createSqliteLedger } from ${JSON.stringify(new URL('../../src/ledger/sqlite.ts', import.meta.url).href)};
      const ledger = createSqliteLedger(process.argv[1]);
      const name = (key) => ({ caller: 'c', provider: 'NUVION', key: String(key) });
      const faults = [];
      for (let key = 0; key < 20; key += 1) {
        await ledger.claim(name(key), { accountId: 'a', owner: 'o', leaseMs: 60_000 })
          .then(() => ledger.dispatch(name(key), 'o', 1))
          .then(() => ledger.settle(name(key), 'o', 'x'.repeat(200_000), 60_000))
          .catch((fault) => faults.push(fault.code));
      }
      console.log(JSON.stringify({ faults, first: (await ledger.read(name(0))).state }));
      await ledger.close();`;
    const file = join(dirname(store.file), 'full.db');
    const command = 'ulimit -f 2000; exec "$0" --input-type=module -e "$1" "$2"';
    const { stdout } = await run('sh', ['-c', command, process.execPath, script, file]);
    const { faults, first } = JSON.parse(stdout);
    expect(new Set(faults)).toEqual(new Set(['LEDGER_UNAVAILABLE']));
    expect(first).toBe('settled');
  });
});

const NEWER = `CREATE TABLE accounts_gateway_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  INSERT INTO accounts_gateway_meta VALUES ('schema', '2')`;

/** A file of its own, on which time passes when it is told to. */
async function openStore() {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-sqlite-'));
  const file = join(folder, 'ledger.db');
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const db = new DatabaseSync(file, { timeout: 1_000 });

  async function close(): Promise<void> {
    db.close();
    rmSync(folder, { recursive: true });
  }
  return {
    file,
    db,
    durable: true,
    open: () => createSqliteLedger(file, { now }),
    openTidy: () => createSqliteLedger(file, { now, sweepEveryMs: 20 }),
    pass(ms: number) {
      ahead += ms;
    },
    async put(id: DeletionId, record: RawRecord) {
      const row = { ...id, ...record };
      const columns = Object.keys(row).map((field) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
      const places = columns.map(() => '?');
      const text = `INSERT INTO accounts_gateway_deletions (${columns}) VALUES (${places})`;
      db.prepare(text).run(...Object.values(row));
    },
    async get({ provider, caller, key }: DeletionId) {
      const text = 'SELECT * FROM accounts_gateway_deletions WHERE provider = ? AND caller = ? AND key = ?';
      const statement = db.prepare(text);
      statement.setReadBigInts(true);
      return statement.get(provider, caller, key) ?? null;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function withDatabase(file: string, work: (db: DatabaseSync) => void): void {
  const db = new DatabaseSync(file);
  work(db);
  db.close();
}

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
