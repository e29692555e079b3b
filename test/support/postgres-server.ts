import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { withClient } from './postgres-database.ts';
import { findProgram, nobody, sparePort } from './stores.ts';

const STARTS_WITHIN_MS = 20_000;

const programs = ['postgres', 'initdb', 'pg_basebackup'].map(findProgram);
/** Whether the programs of a server are installed. Without them its tests are left out, loudly; on CI that is a failure. */
export const hasPostgresPrograms = !programs.includes(undefined);
if (!hasPostgresPrograms) {
  const missing = 'No programs of a PostgreSQL server here: the tests that start, kill and promote one are LEFT OUT.';
  if (process.env.CI) throw new Error(missing);
  console.warn(`\n*** ${missing} ***\n`);
}

/** A server of a test's own, in a folder that goes with it. */
export interface PostgresServer extends AsyncDisposable {
  readonly url: string;
  /** Runs a statement on a connection of its own, which waits for no standby. */
  query(text: string): Promise<readonly Record<string, unknown>[]>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
}

/**
 * @param settings of the server, by their names
 * @param primaryUrl makes it a standby of that server, from a copy of all that is there
 */
export async function startPostgresServer(
  settings: Readonly<Record<string, string>> = {},
  primaryUrl?: string,
): Promise<PostgresServer> {
  const [program = '', init = '', copy = ''] = programs;
  const folder = mkdtempSync(join(tmpdir(), 'gateway-postgres-'));
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const user = process.getuid?.() === 0 ? { ...nobody(folder), ...nobody(data) } : {}; // it refuses to run as root
  const [make, args] =
    primaryUrl === undefined
      ? [init, ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync']]
      : [copy, ['-D', data, '-d', primaryUrl, '--write-recovery-conf', '--checkpoint=fast', '--no-sync']];
  await promisify(execFile)(make, args, { ...user, cwd: folder });

  const port = await sparePort();
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: folder, ...settings };
  const lines = Object.entries(all).map(([name, value]) => `\n${name} = '${value}'`);
  appendFileSync(join(data, 'postgresql.conf'), lines.join(''));
  const running = spawn(program, ['-D', data, '-p', `${port}`], { stdio: 'ignore', cwd: folder, ...user });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;

  async function end(signal: 'SIGKILL' | 'SIGQUIT'): Promise<void> {
    if (running.exitCode !== null || running.signalCode !== null) return;
    running.kill(signal);
    await once(running, 'exit');
  }
  const server: PostgresServer = {
    url,
    query: (text) =>
      withClient(`${url}?options=-c%20synchronous_commit%3Dlocal`, async (client) => (await client.query(text)).rows),
    kill: () => end('SIGKILL'),
    async [Symbol.asyncDispose]() {
      await end('SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  for (const giveUpAt = performance.now() + STARTS_WITHIN_MS; ; await sleep(50)) {
    const answers = await server.query('SELECT 1').catch(() => null);
    if (answers !== null) return server;
    if (performance.now() < giveUpAt) continue;
    await server[Symbol.asyncDispose]();
    throw new Error('The server did not start');
  }
}
