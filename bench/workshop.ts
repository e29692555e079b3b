import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sparePort } from '../test/support/stores.ts';
import { load } from './load.ts';
import { type Place, startedAt } from './machine.ts';
import type { Ask } from './variants.ts';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const STARTS_WITHIN_MS = 60_000; // a virtual disk may stand still for a while
const STOPS_WITHIN_MS = 5_000;
const PAUSE_MS = 3;

export interface Program {
  readonly nodeOptions?: readonly string[];
  /** Relative to `folder`, which is the project's unless it is given. */
  readonly entry: string;
  readonly folder?: string;
  readonly env: Readonly<Record<string, string>>;
  readonly place?: Place;
}

/** One process or more that answer. */
export interface Server {
  readonly urls: readonly URL[];
  readonly pids: readonly number[];
  stop(): Promise<void>;
}

/** Everything that a run starts and writes. `close` removes all of it. */
export class Workshop {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'gateway-bench-'));
  /** In memory where that can be had: the flush of a ledger would wait for the log lines of all variants before it. */
  readonly #logs: string = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : this.folder, 'gateway-bench-'));
  readonly #undo: (() => PromiseLike<void>)[] = [];
  #closed = false;

  /** A path in the run's own folder. */
  path(name: string): string {
    return join(this.folder, name);
  }

  /**
   * Whatever is to be undone at the end, last come first served.
   *
   * @throws Error when the end has been: then nothing more may be started, and a second `close` undoes this
   */
  onClose(undo: () => PromiseLike<void>): void {
    this.#undo.unshift(undo);
    if (this.#closed) throw new Error('The benchmark is over');
  }

  /** Starts a command that ends with the run. It stays in this session, with which it shares the cores. */
  run([program = '', ...args]: readonly string[], env: NodeJS.ProcessEnv = {}, output: number | 'ignore' = 'ignore') {
    const options = { cwd: this.folder, env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env } };
    const child = spawn(program, args, { ...options, stdio: ['ignore', output, output] });
    this.onClose(() => stop(child));
    return child;
  }

  /** Starts a program that listens on `PORT`, as often as it is asked to, and waits for the answer that is expected. */
  async start(program: Program, ask: Ask, processes = 1): Promise<Server> {
    const { nodeOptions = [], entry, folder = ROOT, env, place = 'measured' } = program;
    const [urls, children]: [URL[], ChildProcess[]] = [[], []];
    while (urls.length < processes) {
      const port = `${await sparePort()}`;
      const [url, log] = [new URL(`http://127.0.0.1:${port}`), join(this.#logs, `${port}.out`)];
      const command = startedAt(place, process.execPath, ...nodeOptions, join(folder, entry));
      const output = openSync(log, 'w');
      const child = this.run(command, { PORT: port, ...env }, output);
      closeSync(output);
      for (const giveUpAt = performance.now() + STARTS_WITHIN_MS; ; await sleep(PAUSE_MS)) {
        const fault = await load({ ask, urls: [url], connections: 1, count: 1 }).then(() => null, String);
        if (fault === null) break;
        if (isRunning(child) && performance.now() < giveUpAt) continue;
        const state = isRunning(child) ? 'runs' : `ended with ${child.exitCode ?? child.signalCode}`;
        throw new Error(`${entry} ${state}, no answer: ${fault}\n${readFileSync(log, 'utf8').slice(-2_000)}`);
      }
      urls.push(url);
      children.push(child);
    }
    const stopAll = async () => void (await Promise.all(children.map(stop)));
    return { urls, pids: children.map(({ pid = 0 }) => pid), stop: stopAll };
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (let undo = this.#undo.shift(); undo !== undefined; undo = this.#undo.shift()) {
      await undo().then(undefined, (fault) => console.error(`Not undone: ${fault}`));
    }
    for (const folder of [this.folder, this.#logs]) rmSync(folder, { recursive: true, force: true });
  }
}

const isRunning = ({ pid, exitCode, signalCode }: ChildProcess) =>
  pid !== undefined && exitCode === null && signalCode === null;

/** The process by its own id, politely first. */
async function stop(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return;
  const late = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
  child.kill();
  await once(child, 'exit');
  clearTimeout(late);
}
