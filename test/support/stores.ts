import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, chownSync, constants, globSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { createClient } from 'redis';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A Redis that tests may write to, under keys of their own; null when there is none. */
    redisUrl: string | null;
    /** A PostgreSQL in which tests may create databases of their own; null when there is none. */
    postgresUrl: string | null;
  }
}

const STARTS_WITHIN_MS = 20_000;

interface Store {
  readonly name: string;
  readonly given: string | undefined;
  /** Where it usually is on a developer's machine. */
  readonly usual: string;
  /** Whether one can be used there. */
  answers(url: string): Promise<boolean>;
  /** Starts one in a folder of its own; null when it is not installed. */
  start(folder: string, port: number): { readonly url: string; readonly server: ChildProcess } | null;
}

const REDIS: Store = {
  name: 'redis',
  given: process.env.REDIS_URL,
  usual: 'redis://127.0.0.1:6379',
  async answers(url) {
    const client = createClient({ url, socket: { connectTimeout: 1_000, reconnectStrategy: false } });
    client.on('error', () => {});
    return client.connect().then(
      () => client.close().then(() => true),
      () => false,
    );
  },
  start(folder, port) {
    const program = findProgram('redis-server') ?? findProgram('valkey-server');
    if (program === undefined) return null;
    const options = `--bind 127.0.0.1 --port ${port} --dir ${folder} --appendonly yes`.split(' ');
    return { url: `redis://127.0.0.1:${port}`, server: spawn(program, options, { stdio: 'ignore' }) };
  },
};

const POSTGRES: Store = {
  name: 'postgres',
  given: process.env.POSTGRES_URL,
  usual: 'postgres://postgres@127.0.0.1:5432/postgres',
  async answers(url) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
    client.on('error', () => {});
    return client.connect().then(
      () => client.end().then(() => true),
      () => false,
    );
  },
  start(folder, port) {
    const [program, init] = [findProgram('postgres'), findProgram('initdb')];
    if (program === undefined || init === undefined) return null;
    const data = join(folder, 'data');
    const user = process.getuid?.() === 0 ? nobody(folder) : {}; // it refuses to run as root
    execFileSync(init, ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'], { stdio: 'ignore', ...user });
    const options = ['-D', data, '-p', `${port}`, '-k', folder, '-c', 'listen_addresses=127.0.0.1'];
    const server = spawn(program, options, { stdio: 'ignore', ...user });
    return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, server };
  },
};

/**
 * Gives the tests a real Redis and a real PostgreSQL: those that `REDIS_URL` and `POSTGRES_URL` name, those on the usual
 * ports, or installed ones, started for this run. Without one its tests are left out, loudly; on CI that is a failure.
 */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const [redis, postgres] = await Promise.all([find(REDIS), find(POSTGRES)]);
  provide('redisUrl', redis.url);
  provide('postgresUrl', postgres.url);
  return async () => {
    await Promise.all([redis.stop(), postgres.stop()]);
  };
}

async function find(store: Store): Promise<{ readonly url: string | null; stop(): Promise<void> }> {
  const url = store.given ?? store.usual;
  if (await store.answers(url)) return { url, stop: async () => {} };
  const started = store.given === undefined ? await startOwn(store) : null;
  if (started !== null) return started;

  const missing = `No ${store.name} here: the tests of test/contract/${store.name}-ledger.test.ts are LEFT OUT.`;
  if (process.env.CI) throw new Error(missing);
  console.warn(`\n*** ${missing} ***\n`);
  return { url: null, stop: async () => {} };
}

async function startOwn(store: Store): Promise<{ readonly url: string; stop(): Promise<void> } | null> {
  const folder = mkdtempSync(join(tmpdir(), `gateway-${store.name}-`));
  const started = store.start(folder, await sparePort());
  if (started === null) return null;
  const { url, server } = started;

  async function stop(): Promise<void> {
    if (server.exitCode === null) {
      server.kill('SIGINT'); // both stop at once
      await once(server, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  }
  for (const giveUpAt = performance.now() + STARTS_WITHIN_MS; performance.now() < giveUpAt; await sleep(100)) {
    if (await store.answers(url)) return { url, stop };
  }
  await stop();
  return null;
}

/** On the path, or where Debian puts the programs of PostgreSQL. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...globSync('/usr/lib/postgresql/*/bin')];
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function nobody(folder: string): { readonly uid: number; readonly gid: number } {
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' })));
  if (uid === undefined || gid === undefined) throw new Error('There is no user nobody');
  chownSync(folder, uid, gid);
  return { uid, gid };
}

export async function sparePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}
