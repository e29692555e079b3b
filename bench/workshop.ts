import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onCore } from './cores.ts';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** How long a process may take to end by itself, in milliseconds. */
const STOPS_WITHIN_MS = 5_000;

export interface Program {
  readonly nodeOptions?: readonly string[];
  /** Relative to the project. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  readonly core: number | null;
}

export interface Server {
  readonly url: URL;
  readonly pid: number;
  /** The end of what it wrote, for people. */
  lastWords(): string;
  /** Rejects when it ends by itself. */
  readonly ended: Promise<never>;
  stop(): Promise<void>;
}

/** Everything that a run starts and writes. `close` leaves nothing of it. */
export class Workshop {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'gateway-bench-'));
  readonly #closing: (() => Promise<void>)[] = [];
  #closed = false;
  #started = 0;

  /** Whatever else is to be undone at the end, last come first served. */
  onClose(undo: () => Promise<void>): void {
    this.#closing.unshift(undo);
  }

  /** A path in the run's own folder. */
  path(name: string): string {
    return join(this.folder, name);
  }

  /** Starts a program that listens on `PORT`. It need not listen yet when this resolves. */
  async startServer({ nodeOptions = [], entry, env, core }: Program): Promise<Server> {
    const port = await sparePort();
    this.#started += 1;
    const log = this.path(`${this.#started}.out`);
    const output = openSync(log, 'w');
    const [program, args] = onCore(core, process.execPath, [...nodeOptions, join(ROOT, entry)]);
    if (this.#closed) throw new Error('The benchmark is over');
    const child = spawn(program, args, {
      cwd: this.folder,
      env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: `${port}`, FOLDER: this.folder, ...env },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    const lastWords = () => readFileSync(log, 'utf8').slice(-2_000);
    const stop = this.#stopper(child);
    const ended = once(child, 'exit').then(([code, signal]): never => {
      throw new Error(`${entry} ended (${code ?? signal}): ${this.#closed ? '' : lastWords()}`);
    });
    ended.catch(() => {}); // not everybody waits for it
    return { url: new URL(`http://127.0.0.1:${port}/graphql`), pid: child.pid ?? 0, lastWords, ended, stop };
  }

  /** Starts a program of this folder that talks in messages. */
  startHelper(entry: string, core: number | null): ChildProcess {
    const [execPath = '', ...execArgv] = onCore(core, process.execPath, []).flat();
    if (this.#closed) throw new Error('The benchmark is over');
    const child = fork(join(ROOT, entry), [], { execPath, execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#stopper(child);
    return child;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (let undo = this.#closing.shift(); undo !== undefined; undo = this.#closing.shift()) {
      await undo().catch((fault) => console.error(`Not undone: ${fault}`));
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The process by its own id, politely first. */
  #stopper(child: ChildProcess): () => Promise<void> {
    const stop = async () => {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
      await gone;
      clearTimeout(late);
    };
    this.onClose(stop);
    return stop;
  }
}

async function sparePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}
