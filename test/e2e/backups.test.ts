import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, inject, it } from 'vitest';
import { readBlocks } from '../support/doc-blocks.ts';
import { NUVION_ACCOUNT_ID, nuvionAnswer } from '../support/nuvion-answer.ts';
import { openDatabase } from '../support/postgres-database.ts';
import { startRedisServer } from '../support/redis-server.ts';
import { newKey } from '../support/secrets.ts';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway.ts';
import { findProgram } from '../support/stores.ts';
import { answers, hangsUp, startUpstream } from '../support/upstream.ts';

const BLOCKS = readBlocks('docs/ledgers.md');

/** A ledger that is there twice: as it is used, and as it is restored from a copy of that. */
interface Restorable extends AsyncDisposable {
  readonly url: string;
  /** Runs while a gateway is at work. */
  backUp(): Promise<void>;
  /** Runs when none is, with what has changed since the backup; gives the URL of what was restored. */
  restore(): Promise<string>;
}

const found = (...names: readonly string[]) => names.every((name) => findProgram(name) !== undefined);

/** Runs the block of the page that a comment above it names. */
async function runBlock(name: string, cwd: string, ledgerUrl = ''): Promise<void> {
  const block = BLOCKS.find(({ file }) => file === name);
  if (block === undefined) throw new Error(`docs/ledgers.md has no commands ${name}`);
  const folders = ['pg_dump', 'sqlite3', 'redis-cli'].map(findProgram).filter((path) => path !== undefined);
  const path = [dirname(process.execPath), ...folders.map(dirname), process.env.PATH].join(delimiter);
  await promisify(execFile)('sh', ['-e', '-c', block.code], {
    cwd,
    env: { PATH: path, LEDGER_URL: ledgerUrl },
    timeout: 30_000,
  });
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'gateway-backup-'));

function expectToBePrivate(file: string): void {
  expect(statSync(file).mode & 0o777).toBe(0o600);
}

async function inSqlite(backup: string): Promise<Restorable> {
  const folder = newFolder();
  const url = `sqlite:${join(folder, 'ledger.db')}`;
  return {
    url,
    async backUp() {
      await runBlock(backup, folder);
      expectToBePrivate(join(folder, 'copy.db'));
    },
    async restore() {
      await runBlock('restore-sqlite', folder);
      return url;
    },
    [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true }),
  };
}

async function inPostgres(): Promise<Restorable> {
  const folder = newFolder();
  const database = await openDatabase(inject('postgresUrl') ?? '');
  const { url } = database;
  return {
    url,
    async backUp() {
      await runBlock('backup-postgres', folder, url);
      expectToBePrivate(join(folder, 'copy.dump'));
    },
    async restore() {
      await runBlock('restore-postgres', folder, url);
      return url;
    },
    async [Symbol.asyncDispose]() {
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function inRedis(): Promise<Restorable> {
  const folder = newFolder();
  const [before, after] = [await startRedisServer('--appendonly yes'), await startRedisServer('--appendonly no')];
  return {
    url: before.url,
    async backUp() {
      await runBlock('backup-redis', folder, before.url);
      expectToBePrivate(join(folder, 'copy.rdb'));
    },
    async restore() {
      const { dir: home } = (await after.command('CONFIG', 'GET', 'dir')) as { readonly dir: string };
      await after.kill();
      copyFileSync(join(folder, 'copy.rdb'), join(home, 'copy.rdb'));
      await runBlock('restore-redis', home);
      await after.start();
      await runBlock('restore-redis-log', home, after.url);
      expect(String(await after.command('INFO', 'persistence'))).toContain('aof_enabled:1');
      return after.url;
    },
    async [Symbol.asyncDispose]() {
      for (const server of [before, after]) await server[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Not a backup, and the same in all that counts: what was in one ledger is in the other. */
async function fromSqliteToPostgres(): Promise<Restorable> {
  const folder = newFolder();
  const file = join(folder, 'ledger.db');
  const database = await openDatabase(inject('postgresUrl') ?? '');
  return {
    url: `sqlite:${file}`,
    backUp: async () => {},
    async restore() {
      await (await startTestGateway({ LEDGER_URL: database.url }))[Symbol.asyncDispose]();
      await runBlock('move-to-postgres', folder, database.url);
      for (const name of ['deletions.csv', 'identity.csv']) expectToBePrivate(join(folder, name));
      return database.url;
    },
    async [Symbol.asyncDispose]() {
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

type Case = readonly [name: string, isHere: boolean, open: () => Promise<Restorable>, whatRan: string];

const hasPostgres = inject('postgresUrl') !== null;
const RUNS = 'DeletionInProgressError';
const CASES: readonly Case[] = [
  ['A backup of SQLite', found('sqlite3'), () => inSqlite('backup-sqlite'), RUNS],
  ['A backup of SQLite without sqlite3', true, () => inSqlite('backup-sqlite-by-node'), RUNS],
  ['A backup of PostgreSQL', hasPostgres && found('pg_dump', 'pg_restore'), inPostgres, RUNS],
  ['A backup of Redis', found('redis-server', 'redis-cli'), inRedis, RUNS],
  // Nothing is forgotten here: what ran had its answer lost in the end.
  ['SQLite to PostgreSQL', hasPostgres && found('sqlite3', 'psql'), fromSqliteToPostgres, 'OutcomeUnknownError'],
];

for (const [name] of CASES.filter(([, isHere]) => !isHere)) {
  console.warn(`\n*** ${name}: its programs or its server are not here, and its test is LEFT OUT. ***\n`);
}

it.each(CASES.filter(([, isHere]) => isHere))(
  '%s by the commands of the page: the other ledger answers as the first did, and deletes nothing again',
  async (_name, _isHere, open, whatRan) => {
    await using ledger = await open();
    await using upstream = await startUpstream();
    const onLedger = (url: string) =>
      startTestGateway({
        LEDGER_URL: url,
        SEQUENCE_URL: upstream.url,
        NUVION_URL: upstream.url,
        IN_PROGRESS_WAIT_MS: '100',
      });
    const ask = (gateway: TestGateway, idempotencyKey: string) =>
      gateway.delete({ provider: 'NUVION', accountId: NUVION_ACCOUNT_ID, idempotencyKey });
    const keys = { gone: newKey(), refused: newKey(), lost: newKey(), running: newKey() };

    const before = await onLedger(ledger.url);
    upstream.reply(answers(200, nuvionAnswer()));
    const gone = await ask(before, keys.gone);
    upstream.reply(answers(400, { type: 'error_balance_not_zero', message: 'Not empty' }));
    const refused = await ask(before, keys.refused);
    upstream.reply(hangsUp, answers(500));
    await ask(before, keys.lost);
    const backedUp = Promise.withResolvers<void>();
    upstream.reply((response) => backedUp.promise.then(() => void response.writeHead(500).end()));
    const sentSoFar = upstream.requests.length;
    const running = ask(before, keys.running);
    await expect.poll(() => upstream.requests.length).toBe(sentSoFar + 1);
    await ledger.backUp().finally(backedUp.resolve);
    await running;
    await before[Symbol.asyncDispose]();

    await using after = await onLedger(await ledger.restore());
    upstream.reply(answers(500));
    upstream.requests.length = 0;
    const told = { requestId: expect.any(String), replayed: true };
    expect(gone).toMatchObject({ __typename: 'DeleteAccountSuccess' });
    expect(await ask(after, keys.gone)).toEqual({ ...gone, ...told });
    expect(refused).toMatchObject({ __typename: 'DeletionRejectedError' });
    expect(await ask(after, keys.refused)).toEqual({ ...refused, ...told });
    expect(upstream.requests).toEqual([]);
    expect(await ask(after, keys.running)).toMatchObject({ __typename: whatRan });
    expect(await ask(after, keys.lost)).toMatchObject({ __typename: 'OutcomeUnknownError' });
    expect(upstream.requests.map(({ method }) => method)).not.toContain('DELETE');
  },
  60_000,
);
