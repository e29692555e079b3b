import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../../src/bin/deletions.ts', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The JSON lines of standard error. */
  readonly audit: readonly Record<string, unknown>[];
}

/** Runs the operator's command in a process of its own, with nothing but this environment. */
export async function runDeletions(env: NodeJS.ProcessEnv, args: readonly string[], input = ''): Promise<Ran> {
  const child = spawn(process.execPath, [ENTRY, ...args], { env: { PATH: process.env.PATH, ...env } });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  child.stdin.on('error', () => {}); // it may not want any
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  const lines = output.stderr.split('\n').filter((line) => line.startsWith('{'));
  appendFileSync(join(process.env.GATEWAY_TEST_LOGS ?? '.', `${child.pid}.log`), `${lines.join('\n')}\n`);
  return { code, ...output, audit: lines.map((line) => JSON.parse(line)) };
}
