import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A gateway in a process of its own. */
export interface SpawnedGateway extends AsyncDisposable {
  readonly process: ChildProcess;
  /** What it has written to standard output, and to standard error. */
  readonly output: { stdout: string; stderr: string };
  /** The URL of the ready line; rejects when the process ends without one. */
  readonly ready: Promise<string>;
  /** Exit code and signal. */
  readonly exit: Promise<readonly [number | null, NodeJS.Signals | null]>;
  /** The JSON lines so far. */
  logs(): Record<string, unknown>[];
}

/** As `npm start` has it: `node`, its options, and the file. */
const START: string = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts.start;
const [, ...WORDS] = START.split(' ');

/** What `npm start` gives to Node, with another entry or its own. */
export const startArgs = (entry = WORDS.at(-1) ?? '', root = ROOT): string[] => [
  ...WORDS.slice(0, -1),
  join(root, entry),
];

/**
 * Runs what `npm start` does, or another entry with the same options, on a free port with nothing but this environment.
 *
 * @param options what the entry is given after its name
 * @param root the folder of the project, or of a copy of it
 */
export function spawnGateway(
  env: Record<string, string>,
  entry?: string,
  options: readonly string[] = [],
  root = ROOT,
): SpawnedGateway {
  const child = spawn(process.execPath, [...startArgs(entry, root), ...options], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  const ready = Promise.withResolvers<string>();
  ready.promise.catch(() => {}); // not everybody waits for it

  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
    const line = logsIn(output.stdout).find(({ msg }) => msg === 'ready');
    if (line !== undefined) ready.resolve(String(line.url));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const exit = once(child, 'close').then(([code, signal]) => {
    // The sandbox prints its demo credentials on purpose; whatever is a log line is searched for secrets at the end.
    const logs = output.stdout.split('\n').filter((line) => line.startsWith('{'));
    appendFileSync(join(process.env.GATEWAY_TEST_LOGS ?? '.', `${child.pid}.log`), `${logs.join('\n')}\n`);
    ready.reject(new Error(`The gateway ended with ${code ?? signal}: ${output.stderr}`));
    return [code, signal] as const;
  });

  return {
    process: child,
    output,
    ready: ready.promise,
    exit,
    logs: () => logsIn(output.stdout),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

function logsIn(text: string): Record<string, unknown>[] {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}
