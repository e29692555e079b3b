import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sparePort } from '../test/support/stores.ts';
import { type Place, startedAt } from './cores.ts';
import { load } from './load.ts';
import type { Ask } from './variants.ts';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** How long a start and a stop may take, and between two questions whether it is over, in milliseconds. */
const STARTS_WITHIN_MS = 30_000;
const STOPS_WITHIN_MS = 5_000;
const PAUSE_MS = 3;

export interface Program {
  readonly nodeOptions?: readonly string[];
  /** Relative to `folder`. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  readonly place?: Place;
  /** The project's unless it is given. */
  readonly folder?: string;
}

export interface Server {
  readonly url: URL;
  readonly pid: number;
  /** Asks until there is the answer that is expected. */
  answers(ask: Ask): Promise<void>;
  stop(): Promise<void>;
}

/** Everything that a run starts and writes. `close` removes all of it. */
export class Workshop {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'gateway-bench-'));
  readonly #closing: (() => Promise<void>)[] = [];
  #closed = false;
  #started = 0;

  /** Whatever is to be undone at the end, last come first served. */
  onClose(undo: () => Promise<void>): void {
    this.#closing.unshift(undo);
  }

  /** A path in the run's own folder. */
  path(name: string): string {
    return join(this.folder, name);
  }

  /** Starts a program that listens on `PORT`. It need not listen yet when this resolves. */
  async startServer({ nodeOptions = [], entry, env, place = 'measured', folder = ROOT }: Program): Promise<Server> {
    const port = await sparePort();
    this.#started += 1;
    const log = this.path(`${this.#started}.out`);
    const output = openSync(log, 'w');
    const [program, args] = startedAt(place, process.execPath, [...nodeOptions, join(folder, entry)]);
    const fixed = { PATH: process.env.PATH, NODE_ENV: 'production', PORT: `${port}`, FOLDER: this.folder };
    const child = this.adopt(
      spawn(program, args, { cwd: this.folder, env: { ...fixed, ...env }, stdio: ['ignore', output, output] }),
    );
    closeSync(output);
    const url = new URL(`http://127.0.0.1:${port}/graphql`);

    async function answers(ask: Ask): Promise<void> {
      const giveUpAt = performance.now() + STARTS_WITHIN_MS;
      for (;;) {
        const fault = await load({ ask, urls: [url], connections: 1, count: 1 }).then(() => null, String);
        if (fault === null) return;
        const isRunning = child.exitCode === null && child.signalCode === null;
        if (isRunning && performance.now() < giveUpAt) await sleep(PAUSE_MS);
        else throw new Error(`${entry} does not answer: ${fault}\n${readFileSync(log, 'utf8').slice(-2_000)}`);
      }
    }
    return { url, pid: child.pid ?? 0, answers, stop: () => stop(child) };
  }

  /** Starts a program of this folder that says something when it is ready. */
  async startHelper(entry: string): Promise<{ readonly pid: number; readonly said: string }> {
    const child = this.adopt(fork(join(ROOT, entry), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }));
    const [said] = await once(child, 'message');
    return { pid: child.pid ?? 0, said };
  }

  /** Ends a process with the run. */
  adopt(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): ChildProcess {
    this.onClose(() => stop(child, signal));
    if (!this.#closed) return child;
    child.kill('SIGKILL');
    throw new Error('The benchmark is over');
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (let undo = this.#closing.shift(); undo !== undefined; undo = this.#closing.shift()) {
      await undo().catch((fault) => console.error(`Not undone: ${fault}`));
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The process by its own id, politely first. */
async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
  await gone;
  clearTimeout(late);
}
