import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { readRepoFile } from '../support/doc-blocks.ts';
import { spawnGateway } from '../support/spawn-gateway.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const [, section = ''] = /^## Try it in the sandbox$([\s\S]*?)^## /m.exec(readRepoFile('docs/runbook.md')) ?? [];
const [start = '', list = '', recover = '', resolve = ''] = [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map(
  ([, code = '']) => code.trim(),
);

it('the runbook resolves the unknown deletion of the sandbox, step by step as it stands', {
  timeout: 90_000,
}, async () => {
  expect(start).toBe('npm ci && npm run sandbox');
  await using sandbox = spawnGateway({}, 'src/bin/sandbox.ts');
  await sandbox.ready;
  await expect.poll(() => sandbox.output.stdout).toMatch(/^export /m);
  const printed = (beginning: string) =>
    sandbox.output.stdout.split('\n').find((line) => line.startsWith(beginning)) ?? '';

  /** In one shell, as the page says: first the line that the sandbox printed. */
  const inShell = async (command: string) => {
    const lines = `${printed('export ')}\n${command}`;
    const { stdout, stderr } = await run('sh', ['-c', lines], { cwd: ROOT }).catch((failed) => failed);
    return { stdout: String(stdout), stderr: String(stderr) };
  };

  const answer = await inShell(printed('curl ').replace('acc_pod_savings', 'acc_server_error'));
  expect(answer.stdout).toContain('OUTCOME_UNKNOWN');

  const [, id = ''] = /^(SEQUENCE:\S+) +unknown .*acc_server_error$/m.exec((await inShell(list)).stdout) ?? [];
  expect(id).not.toBe('');

  let read = await inShell(recover.replace('SEQUENCE:…', id));
  for (let tries = 0; tries < 10 && read.stderr.includes('try again'); tries += 1) {
    await sleep(1_000);
    read = await inShell(recover.replace('SEQUENCE:…', id));
  }
  expect(read.stdout).toContain('is still there: nothing changed');

  const resolved = await inShell(resolve.replace('SEQUENCE:…', id));
  expect(resolved.stderr).toMatch(
    /"resolution":"not-executed".*"reason":"ticket 1234: never executed".*"msg":"resolved"/,
  );
  expect((await inShell(list)).stdout).toBe('');
});
