import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';
import { findProgram, sparePort } from './stores.ts';

const STARTS_WITHIN_MS = 10_000;

/** The server that is installed here. Without one its tests are left out, loudly; on CI that is a failure. */
export const redisProgram = findProgram('redis-server') ?? findProgram('valkey-server');
if (redisProgram === undefined) {
  const missing = 'No redis-server program here: the tests that start, kill and promote one are LEFT OUT.';
  if (process.env.CI) throw new Error(missing);
  console.warn(`\n*** ${missing} ***\n`);
}

/** A server of a test's own, in a folder that goes with it. */
export interface RedisServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Sends one command on a connection of its own. */
  command(...words: string[]): Promise<unknown>;
  /** Ends it at once, as a power cut would; what its files hold stays. */
  kill(): Promise<void>;
  /** Stops it without a word: its connections stay, and nothing comes back. */
  freeze(): void;
  /** Starts it again, on the same port and files. */
  start(): Promise<void>;
}

/** @param options as on the command line of the server, such as `--appendonly yes` */
export async function startRedisServer(options = ''): Promise<RedisServer> {
  if (redisProgram === undefined) throw new Error('There is no redis-server here');
  const program = redisProgram;
  const folder = mkdtempSync(join(tmpdir(), 'gateway-redis-'));
  const port = await sparePort();
  const url = `redis://127.0.0.1:${port}`;
  const words = `--bind 127.0.0.1 --port ${port} --dir ${folder} --repl-diskless-sync-delay 0 ${options} --save`;
  const args = [...words.trim().split(/ +/), ''];

  let running = spawn(program, args, { stdio: 'ignore' });
  const server: RedisServer = {
    url,
    port,
    async command(...words) {
      const client = createClient({ url, socket: { connectTimeout: 1_000, reconnectStrategy: false } });
      client.on('error', () => {});
      await client.connect();
      try {
        return await client.sendCommand<unknown>(words);
      } finally {
        client.destroy();
      }
    },
    async kill() {
      if (running.exitCode !== null || running.signalCode !== null) return;
      running.kill('SIGKILL');
      await once(running, 'exit');
    },
    freeze() {
      running.kill('SIGSTOP');
    },
    async start() {
      running = spawn(program, args, { stdio: 'ignore' });
      await answering();
    },
    async [Symbol.asyncDispose]() {
      await server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  async function answering(): Promise<void> {
    for (const giveUpAt = performance.now() + STARTS_WITHIN_MS; ; await sleep(20)) {
      const answer = await server.command('PING').catch(() => undefined);
      if (answer === 'PONG') return;
      if (performance.now() > giveUpAt) throw new Error('The server did not start');
    }
  }
  await answering();
  return server;
}
