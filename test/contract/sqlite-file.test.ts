import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { type Ledger, LedgerUnavailableError } from '../../src/deletion/ledger.ts';
import { createSqliteLedger } from '../../src/ledger/sqlite/sqlite-ledger.ts';
import { openSqliteStore, startLedgerProcess } from '../support/sqlite-store.ts';
import { change, newName } from './ledger-suite.ts';

/** A file system in memory lets an open file be written to that nobody may change. */
const ON_DISK = existsSync('/var/tmp') ? '/var/tmp' : tmpdir();
const FINAL = { code: 'LEDGER_UNAVAILABLE', final: true };
/** Root may write anywhere. */
const NOBODY = process.getuid?.() === 0 ? 65_534 : undefined;

describe('The SQLite ledger and its file', () => {
  it('is for its owner only', async () => {
    await using store = await openSqliteStore();
    const file = join(store.folder, 'a', 'b', 'ledger.db');
    const ledger = createSqliteLedger(file);
    await ledger.ping();
    for (const each of ['', '-wal', '-shm']) expect(statSync(file + each).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    await ledger.close();
  });

  it.each<[string, (folder: string) => string, RegExp]>([
    ['is no database', (folder) => written(folder, 'not a database '.repeat(1_000)), /cannot be opened/],
    ['is a folder', (folder) => made(join(folder, 'other.db')), /cannot be opened/],
    ['is under a file', (folder) => join(written(folder, ''), 'ledger.db'), /cannot be opened/],
    ['has tables of version 1', (folder) => withTables(folder, '1'), /have version 1; .* needs version 2/],
    ['has tables of a newer version', (folder) => withTables(folder, '3'), /have version 3; .* needs version 2/],
  ])('cannot be used for good when it %s', async (_what, spoil, message) => {
    await using store = await openSqliteStore();
    const ledger = createSqliteLedger(spoil(store.folder));
    for (const step of [() => ledger.ping(), () => ledger.read(newName()), () => ledger.identity('mine')]) {
      await expect(step()).rejects.toMatchObject({ ...FINAL, message: expect.stringMatching(message) });
    }
    await ledger.close();
    await expect(ledger.ping()).rejects.toThrow(LedgerUnavailableError);
  });

  it.each<[string, (folder: string, file: string) => void]>([
    ['its folder cannot be written to', (folder) => chmodSync(folder, 0o555)],
    ['it cannot be written to itself', (_folder, file) => chmodSync(file, 0o444)],
  ])('cannot be used for good when %s', async (_what, protect) => {
    await using store = await openSqliteStore();
    const folder = made(join(store.folder, 'readable'));
    const file = join(folder, 'ledger.db');
    await store.open().ping();
    store.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    copyFileSync(store.file, file);
    for (const each of [store.folder, folder]) chmodSync(each, 0o777);
    protect(folder, file);
    await using ledger = await startLedgerProcess(file, { user: NOBODY });
    await expect(ledger.ping()).rejects.toMatchObject(FINAL);
    chmodSync(folder, 0o777);
  });

  it.each(['is deleted', 'is replaced'])('is not used any more once it %s: nobody would look there', async (what) => {
    await using store = await openSqliteStore();
    const name = newName();
    const steps: ((ledger: Ledger) => Promise<unknown>)[] = [
      (ledger) => ledger.compareAndSet(newName(), change(null, 'a.1')),
      (ledger) => ledger.read(name),
      (ledger) => ledger.expired(0, 1),
      (ledger) => ledger.ping(),
    ];
    const ledgers = await Promise.all(steps.map(() => opened(store.open())));
    await ledgers[0]?.compareAndSet(name, change(null, 'a.1'));
    renameSync(store.file, `${store.file}.moved`);
    if (what === 'is replaced') copyFileSync(`${store.file}.moved`, store.file);
    for (const [n, ledger] of ledgers.entries()) await expect(steps[n]?.(ledger)).rejects.toMatchObject(FINAL);
    renameSync(`${store.file}.moved`, store.file);
    for (const ledger of ledgers) {
      await expect(ledger.ping()).rejects.toMatchObject(FINAL);
      await ledger.close();
    }
  });

  it.each<[string, readonly string[]]>([
    ['the log', ['-wal']],
    ['the index of the log', ['-shm']],
    ['both', ['-wal', '-shm']],
  ])(
    'is not used by anybody once %s is removed, until all have started again, and has lost nothing then',
    async (_what, removed) => {
      await using store = await openSqliteStore();
      store.db.close();
      const processes = await Promise.all([1, 2].map(() => startLedgerProcess(store.file)));
      const names = Array.from({ length: 6 }, newName);
      await Promise.all(names.map((name, n) => processes[n % 2]?.compareAndSet(name, change(null, 'a.1'))));
      for (const each of removed) rmSync(store.file + each);

      // One that starts now waits for them: it would begin with an empty log, and do every deletion in it again.
      const early = createSqliteLedger(store.file);
      await expect(early.compareAndSet(names[0] ?? '', change(null, 'b.1'))).rejects.toThrow(LedgerUnavailableError);
      for (const each of processes) {
        await expect(each.compareAndSet(newName(), change(null, 'a.1'))).rejects.toMatchObject(FINAL);
        await expect(each.read(names[0] ?? '')).rejects.toMatchObject(FINAL);
        await expect(each.ping()).rejects.toMatchObject(FINAL);
      }
      for (const name of names) {
        expect(await early.compareAndSet(name, change(null, 'b.1'))).toBeNull();
        expect((await early.read(name))?.row.version).toBe('a.1');
      }
      await early.close();
      for (const each of processes) await each.close();
      store.db.open();
    },
  );

  it('is not used by a process whose log somebody replaced', async () => {
    await using store = await openSqliteStore();
    store.db.close();
    await using process = await startLedgerProcess(store.file);
    await process.compareAndSet(newName(), change(null, 'a.1'));
    copyFileSync(`${store.file}-wal`, `${store.file}-copy`);
    renameSync(`${store.file}-copy`, `${store.file}-wal`);
    await expect(process.compareAndSet(newName(), change(null, 'a.1'))).rejects.toMatchObject(FINAL);
    await expect(process.ping()).rejects.toMatchObject(FINAL);
    store.db.open();
  });

  it('truly writes to tell whether it can be used: SQLite skips what changes nothing, also on a full disk', async () => {
    await using store = await openSqliteStore();
    const ledger = store.open();
    const written = () => store.db.prepare("SELECT value FROM accounts_gateway_meta WHERE name = 'ping'").get()?.value;
    await ledger.ping();
    const before = written();
    await ledger.ping();
    expect(written()).not.toBe(before);
    await ledger.close();
  });

  it('takes any number for what it is, and refuses a row only by its version', async () => {
    await using store = await openSqliteStore();
    const ledger = store.open();
    await ledger.ping();
    const name = newName();
    const put =
      'INSERT INTO accounts_gateway_deletions (name, version, written_at, expires_at, due_at, body) VALUES (?, ?, ?, ?, ?, ?)';
    store.db.prepare(put).run(name, '', -1n, 2n ** 63n - 1n, -2n, '');
    expect((await ledger.read(name))?.row).toEqual({
      version: '',
      writtenAt: -1n,
      expiresAt: 2n ** 63n - 1n,
      dueAt: -2n,
      body: '',
    });
    expect(await ledger.compareAndSet(name, change(null, 'a.1'))).toBeNull();
    expect(await ledger.compareAndSet(name, change('', 'a.1'))).not.toBeNull();
    await ledger.close();
  });

  it('says so when the disk is full, forgets nothing, and works again when there is room', async () => {
    await using store = await openSqliteStore();
    const file = join(store.folder, 'full.db');
    // 512 bytes a block, of one file: a soft limit, so that it can be lifted.
    await using ledger = await startLedgerProcess(file, { wrap: ['sh', '-c', 'ulimit -S -f 4000; exec "$@"', 'sh'] });
    await ledger.identity('mine');
    const made: string[] = [];
    const refused: string[] = [];
    for (let n = 0; n < 30; n += 1) {
      const name = newName();
      const body = 'x'.repeat(200_000);
      await ledger.compareAndSet(name, change(null, 'a.1', { body })).then(
        () => made.push(name),
        (fault) => {
          expect(fault).toMatchObject({ code: 'LEDGER_UNAVAILABLE', final: false });
          refused.push(name);
        },
      );
    }
    expect(made.length).toBeGreaterThan(2);
    expect(refused.length).toBeGreaterThan(2);
    const versions = async (names: readonly string[]) =>
      new Set(await Promise.all(names.map(async (name) => (await ledger.read(name))?.row.version)));
    expect(await versions(made)).toEqual(new Set(['a.1']));
    expect(await versions(refused)).toEqual(new Set([undefined]));
    execFileSync('prlimit', ['--pid', `${ledger.pid}`, '--fsize=unlimited:']);
    await ledger.ping();
    for (const name of refused) expect(await ledger.compareAndSet(name, change(null, 'b.1'))).not.toBeNull();
    expect(await versions(made)).toEqual(new Set(['a.1']));
  });

  it.skipIf(!mayProtect())('says so while nobody may write to its files, and works again after', async () => {
    await using store = await openSqliteStore(ON_DISK);
    const ledger = store.open();
    const [name, refused] = [newName(), newName()];
    await ledger.compareAndSet(name, change(null, 'a.1'));
    execFileSync('chattr', ['+i', `${store.file}-wal`]);
    try {
      const fault = { code: 'LEDGER_UNAVAILABLE', final: false };
      await expect(ledger.compareAndSet(refused, change(null, 'a.1'))).rejects.toMatchObject(fault);
      await expect(ledger.compareAndSet(name, change('a.1', 'a.2'))).rejects.toMatchObject(fault);
      await expect(ledger.ping()).rejects.toMatchObject(fault);
      expect((await ledger.read(name))?.row.version).toBe('a.1');
    } finally {
      execFileSync('chattr', ['-i', `${store.file}-wal`]);
    }
    await ledger.ping();
    expect(await ledger.read(refused)).toBeNull();
    expect(await ledger.compareAndSet(name, change('a.1', 'b.1'))).not.toBeNull();
    await ledger.close();
  });
});

async function opened(ledger: Ledger): Promise<Ledger> {
  await ledger.ping();
  return ledger;
}

const made = (folder: string): string => {
  mkdirSync(folder);
  return folder;
};

function written(folder: string, text: string): string {
  const file = join(folder, 'other.db');
  writeFileSync(file, text);
  return file;
}

function withTables(folder: string, version: string): string {
  const file = join(folder, 'other.db');
  const db = new DatabaseSync(file);
  db.exec('CREATE TABLE accounts_gateway_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT');
  db.exec(`INSERT INTO accounts_gateway_meta VALUES ('schema', '${version}')`);
  db.close();
  return file;
}

/** Whether this user, on this file system, may make a file that nobody may write to, though it is open. */
function mayProtect(): boolean {
  const folder = mkdtempSync(join(ON_DISK, 'gateway-protect-'));
  const file = written(folder, '');
  try {
    execFileSync('chattr', ['+i', file], { stdio: 'ignore' });
    execFileSync('chattr', ['-i', file], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
