import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MUTANTS, type Mutant, mutantsTable, plantIn } from './mutants.ts';
import type { Planted } from './plant.ts';

/**
 * Plants each mutant in a copy of the code and expects its tests to fail. Prints a table; exits 1 when one survived. One that
 * is caught by a time-out may be caught by a busy machine.
 *
 *     node test/mutants/run.ts [part of an id …]
 *     node test/mutants/run.ts --table            the table of docs/mutants.md
 */
/** How long one test may take, and all of them, in milliseconds: as they are, they must pass on a busy machine too. */
const AS_THEY_ARE = { testMs: 60_000, allMs: 3_600_000 };
const WITH_A_MISTAKE = { testMs: 15_000, allMs: 120_000 };
const NEEDED = [
  ...['src', 'test', 'schema', 'page', 'deploy', 'docs', 'client', 'examples', 'tools'],
  ...['package.json', 'package-lock.json', '.npmrc', 'tsconfig.json', 'vitest.config.ts', 'codegen.ts'],
  ...['Dockerfile', 'compose.yaml', 'README.md', 'CHANGELOG.md', 'biome.jsonc', 'schema.graphql'],
];
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Judgement {
  readonly verdict: 'passed' | 'failed' | 'timed out';
  readonly output: string;
}

const wanted = process.argv.slice(2);
if (wanted.includes('--table')) console.log(mutantsTable());
else
  process.exitCode = await runAll(
    MUTANTS.filter(({ id }) => wanted.length === 0 || wanted.some((part) => id.includes(part))),
  );

async function runAll(mutants: readonly Mutant[]): Promise<number> {
  const copy = mkdtempSync(join(tmpdir(), 'mutants-'));
  process.once('SIGINT', () => process.exit(130));
  process.once('exit', () => rmSync(copy, { recursive: true, force: true }));
  for (const name of NEEDED.filter((needed) => existsSync(join(ROOT, needed)))) {
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));

  const tests = [...new Set(mutants.flatMap((mutant) => mutant.tests))];
  console.log(`${mutants.length} mutants; first ${tests.length} test files as they are`);
  const green = await runTests(copy, tests, AS_THEY_ARE);
  if (green.verdict !== 'passed') {
    console.error(`Without any mutant they ${green.verdict}:\n${green.output}`);
    return 1;
  }

  const planted = plantIn(copy);
  let survived = 0;
  for (const mutant of mutants) {
    const startedAt = performance.now();
    const { verdict, output } = await judge(copy, planted(mutant), mutant.tests);
    if (verdict === 'passed') survived += 1;
    const word = { passed: 'SURVIVED', failed: 'caught', 'timed out': 'caught (timeout)' }[verdict];
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(6);
    console.log(`${word.padEnd(16)} ${seconds} s  ${mutant.id.padEnd(38)} ${/FAIL +(.*)/.exec(output)?.[1] ?? ''}`);
  }
  console.log(`${mutants.length - survived} caught, ${survived} survived`);
  return survived === 0 && mutants.length > 0 ? 0 : 1;
}

async function judge(copy: string, { file: name, text }: Planted, tests: readonly string[]): Promise<Judgement> {
  const file = join(copy, name);
  const source = readFileSync(file, 'utf8');
  writeFileSync(file, text);
  try {
    return await runTests(copy, tests, WITH_A_MISTAKE);
  } finally {
    writeFileSync(file, source);
  }
}

/** Runs test files with this very Node, in a process group of their own, so that a hanging one can be ended. */
function runTests(copy: string, tests: readonly string[], { testMs, allMs }: typeof AS_THEY_ARE): Promise<Judgement> {
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs');
  const { CI: _, ...env } = process.env; // no report of its own, please
  const args = [vitest, 'run', '--bail', '1', '--testTimeout', String(testMs), ...tests];
  const child = spawn(process.execPath, args, { cwd: copy, env, detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, allMs);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      const isLate = timedOut || output.includes('Test timed out in ');
      resolve({ verdict: code === 0 ? 'passed' : isLate ? 'timed out' : 'failed', output });
    });
  });
}
