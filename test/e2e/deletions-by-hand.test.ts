import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRepoFile } from '../support/doc-blocks.ts';
import { hasTerminal, runOnTerminal } from '../support/run-on-terminal.ts';
import { type SpawnedGateway, spawnGateway } from '../support/spawn-gateway.ts';

if (!hasTerminal) console.warn('\n*** No terminal can be made here: the tests of what is typed are LEFT OUT. ***\n');

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COMMAND = `${process.execPath} ${join(ROOT, 'src/bin/deletions.ts')}`;
const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);

/** Nobody waits for the sandbox's five seconds more often than needed. */
const SHORT = { PROVIDER_TIMEOUT_MS: '1000', QUIESCENCE_MS: '1100' };

/** The commands of the runbook's chapter about the sandbox, in their order. */
const [, CHAPTER = ''] = /^## Try it in the sandbox$(.*?)^## /ms.exec(readRepoFile('docs/runbook.md')) ?? [];
const PRINTED = [...CHAPTER.matchAll(/^ +(npm run .*)$/gm)].map(([, line = '']) => line);

/** A sandbox as a newcomer starts it, and the last lines that it prints, pasted into another shell. */
describe.skipIf(!hasTerminal)(
  'the unknown deletions of the sandbox, by the commands that it and the runbook print',
  () => {
    let folder: string;
    let sandbox: SpawnedGateway;
    let env: NodeJS.ProcessEnv;
    let listed: string;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'gateway-by-hand-'));
      sandbox = spawnGateway({ TMPDIR: folder, ...SHORT }, 'src/bin/sandbox.ts');
      await sandbox.ready;
      while (!sandbox.output.stdout.includes('deletions -- list')) await sleep(50);
      const [lines = ''] = sandbox.output.stdout.split('docs/runbook.md goes on):')[1]?.split(/\n {2}\S/) ?? []; // as far as text follows
      const pasted = await promisify(execFile)('bash', ['-c', lines], { cwd: ROOT, env: { PATH, HOME: folder } });
      listed = pasted.stdout;
      const exported = /^export (.*)$/m.exec(lines)?.[1] ?? '';
      env = Object.fromEntries([...exported.matchAll(/(\w+)='([^']*)'/g)].map(([, name, value]) => [name, value]));
      while ((await resolveWithoutTerminal()).includes('try again')) await sleep(200);
    }, 60_000);
    afterAll(async () => {
      await sandbox[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    });

    const idOf = (accountId: string) => new RegExp(`^(\\S+) .*${accountId}$`, 'm').exec(listed)?.[1] ?? '';
    /** Why a deletion is not resolved where nobody can be asked: because of its lost request, or because nobody can. */
    const resolveWithoutTerminal = async (): Promise<string> => {
      const [program = '', ...args] = COMMAND.split(' ');
      const options = ['resolve', idOf('acc_server_error'), '--gone', '--reason', 'no'];
      return promisify(execFile)(program, [...args, ...options], { env: { ...env, PATH, HOME: folder } }).then(
        ({ stderr }) => stderr,
        (fault: { readonly stderr: string }) => fault.stderr,
      );
    };
    /** Types a command, and what it asks for. */
    const type = (line: string, question: string, answer: string) =>
      runOnTerminal(line, { ...env, PATH, HOME: folder }, [question, answer]);

    it('are listed', () => {
      expect(listed.match(/"code":"OUTCOME_UNKNOWN"/g)).toHaveLength(2);
      expect(listed).toMatch(/^SEQUENCE:\S{10} +unknown +\S+ +3 +0 +– +acc_lost_outcome$/m);
      expect(listed).toMatch(/^SEQUENCE:\S{10} +unknown +\S+ +3 +0 +– +acc_server_error$/m);
    });

    it.each([
      ['another account is typed', 'yes\n'],
      ['somebody presses Ctrl+C', '\u0003'],
      ['somebody presses Ctrl+D', '\u0004'],
    ])('is not resolved when %s', async (_what, typed) => {
      const line = `${COMMAND} resolve ${idOf('acc_server_error')} --gone --reason 'no'`;
      const { code, shown } = await type(line, 'Type the account id to do it: ', typed);
      expect({ code, shown }).toMatchObject({ code: 1, shown: expect.stringContaining('Nothing was done.') });
      expect(shown).toContain('accountId      acc_server_error');
      expect(shown).not.toContain('"msg":"resolved"');
      expect(shown).not.toContain('    at ');
    });

    it('are not read when nobody types yes', async () => {
      const { code, shown } = await type(`${COMMAND} recover ${idOf('acc_lost_outcome')}`, 'Type yes: ', 'y\n');
      expect({ code, shown }).toMatchObject({ code: 1, shown: expect.stringContaining('Nothing was done.') });
      expect(shown).not.toContain('"msg":"reconciled"');
    });

    it('fit a terminal, without colours', async () => {
      const { shown } = await type(`stty cols 71; ${COMMAND} list`, 'never asked', '');
      for (const line of shown.split('\n')) expect(line.length).toBeLessThanOrEqual(71);
      expect(shown).toMatch(/acc_server_err…$/m);
      expect(shown).not.toContain('\u001b');
    });

    it('end by the commands of the runbook, and what is typed', async () => {
      const [recover = '', resolve = ''] = PRINTED;
      expect(PRINTED).toHaveLength(2);
      const recovered = await type(recover.replace('SEQUENCE:…', idOf('acc_lost_outcome')), 'Type yes: ', 'yes\n');
      expect(recovered).toMatchObject({ code: 0, shown: expect.stringContaining('acc_lost_outcome is gone: settled') });
      const typed = ['Type the account id to do it: ', 'acc_server_error\n'] as const;
      const resolved = await type(resolve.replace('SEQUENCE:…', idOf('acc_server_error')), ...typed);
      expect(resolved).toMatchObject({ code: 0, shown: expect.stringContaining('acc_server_error removed') });
      expect(resolved.shown).toContain('"reason":"ticket 1234: never executed"');
      const { shown } = await type(`${COMMAND} list --status unknown`, 'never asked', '');
      expect(shown).toBe('There is no such deletion.\n');
    }, 60_000);
  },
);
