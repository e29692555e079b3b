import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { type SpawnedGateway, spawnGateway } from '../support/spawn-gateway.ts';

const run = promisify(execFile);
const ENTRY = 'src/bin/sandbox.ts';

/** What the sandbox printed, once it has printed everything. */
async function printed(sandbox: SpawnedGateway): Promise<readonly string[]> {
  await sandbox.ready;
  await expect.poll(() => sandbox.output.stdout, { timeout: 10_000 }).toContain('CORS_ORIGINS');
  return sandbox.output.stdout.split('\n');
}

const paste = async (line: string) => JSON.parse((await run('bash', ['-c', line])).stdout).data.deleteAccount;

describe('npm run sandbox -- --tokens', () => {
  it('prints a curl line that works, and tokens that show what a token allows', async () => {
    await using sandbox = spawnGateway({}, ENTRY, ['--tokens']);
    const lines = await printed(sandbox);
    const curl = lines.find((line) => line.startsWith('curl ')) ?? '';
    expect(await paste(curl)).toMatchObject({ __typename: 'DeleteAccountSuccess', replayed: false });
    expect(await paste(curl)).toMatchObject({ __typename: 'DeleteAccountSuccess', replayed: true });

    const tokens = lines.filter((line) => line.startsWith('eyJ'));
    const [all = '', readOnly = '', narrowed = '', expired = ''] = tokens;
    expect(tokens).toHaveLength(4);
    const url = await sandbox.ready;
    const ask = async (token: string, query: string) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query }),
      });
      return response.json();
    };
    const remove = async (token: string, provider: string, accountId: string) => {
      const input = `{ provider: ${provider}, accountId: "${accountId}" }`;
      return (await ask(token, `mutation { deleteAccount(input: ${input}) { __typename } }`)).data.deleteAccount;
    };
    const FORBIDDEN = { __typename: 'ForbiddenError' };
    expect(await remove(expired, 'NUVION', 'acc_debit')).toEqual({ __typename: 'UnauthorizedError' });
    expect(await remove(readOnly, 'NUVION', 'acc_debit')).toEqual(FORBIDDEN);
    const list = '{ accounts(provider: NUVION, first: 1) { nodes { accountId } } }';
    expect((await ask(readOnly, list)).data.accounts.nodes).toHaveLength(1);
    expect(await remove(narrowed, 'NUVION', 'acc_operational')).toEqual(FORBIDDEN);
    expect(await remove(narrowed, 'NUVION', 'acc_checking')).toEqual({ __typename: 'DeleteAccountSuccess' });
    expect(await remove(all, 'NUVION', 'acc_operational')).toEqual({ __typename: 'DeleteAccountSuccess' });
    const { exp = 0 } = decodeJwt(all);
    expect(exp - Date.now() / 1_000).toBeGreaterThan(11 * 3_600);

    sandbox.process.kill('SIGTERM');
    expect(await sandbox.exit).toEqual([0, null]);
  });

  it('another option is refused with the usage', async () => {
    await using sandbox = spawnGateway({}, ENTRY, ['--token']);
    expect(await sandbox.exit).toEqual([2, null]);
    expect(sandbox.output.stderr).toContain('npm run sandbox [-- --tokens]');
  });
});

describe('DeletionInProgressError in the sandbox', () => {
  it.each([[[]], [['--tokens']]])('takes the second gateway that it prints: %j', async (options) => {
    await using sandbox = spawnGateway({}, ENTRY, options);
    const lines = await printed(sandbox);
    const at = lines.findIndex((line) => line.startsWith('env '));
    const env = Object.fromEntries(
      [...(lines[at] ?? '').matchAll(/(\w+)='([^']*)'/g)].map(([, name, value]) => [name, value]),
    );
    expect(lines[at]).toMatch(/ npm start$/);
    await using second = spawnGateway({ ...env, PORT: '0' });
    const commands = (lines[at + 1] ?? '').replaceAll(`127.0.0.1:${env.PORT}/`, `${new URL(await second.ready).host}/`);
    const { stdout } = await run('bash', ['-c', `${commands}; wait`]);
    const names = [...stdout.matchAll(/"__typename":"(\w+)"/g)].map(([, name]) => name);
    expect(names).toEqual(['DeletionInProgressError', 'DeleteAccountSuccess']);
  });
});
