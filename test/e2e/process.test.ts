import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { newKey, SEQUENCE_CREDENTIAL } from '../support/secrets.ts';
import { spawnGateway } from '../support/spawn-gateway.ts';
import { startUpstream } from '../support/upstream.ts';

const run = promisify(execFile);

const deletion = (url: string, idempotencyKey: string) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-sequence-authorization': SEQUENCE_CREDENTIAL },
    body: JSON.stringify({
      query: 'mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { __typename } }',
      variables: { input: { provider: 'SEQUENCE', accountId: 'acc_1', idempotencyKey } },
    }),
  });

describe('npm start', () => {
  it('logs one ready line with the URL once requests are served, and says that a ledger in memory is for tests', async () => {
    await using gateway = spawnGateway({ LEDGER_URL: 'memory:' });
    const url = await gateway.ready;
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/graphql$/);
    expect((await fetch(new URL('/health/ready', url))).status).toBe(200);
    const logs = gateway.logs();
    expect(logs.filter(({ msg }) => msg === 'ready')).toHaveLength(1);
    expect(logs.find(({ level }) => level === 'warn')?.msg).toContain('in memory');
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('on %s finishes what runs, closes, and exits 0', async (signal) => {
    await using upstream = await startUpstream(async (response) => {
      gateway.process.kill(signal);
      await new Promise((resolve) => setTimeout(resolve, 300));
      response.writeHead(204).end();
    });
    await using gateway = spawnGateway({ LEDGER_URL: 'memory:', SEQUENCE_URL: upstream.url });
    const url = await gateway.ready;
    const answer = await deletion(url, newKey());
    expect((await answer.json()).data.deleteAccount).toEqual({ __typename: 'DeleteAccountSuccess' });
    expect(await gateway.exit).toEqual([0, null]);
    await expect(fetch(url)).rejects.toThrow();
    expect(gateway.output.stderr).toBe('');
  });

  it('finishes also a deletion whose caller is gone', async () => {
    const abort = new AbortController();
    await using upstream = await startUpstream(async (response) => {
      abort.abort();
      await new Promise((resolve) => setTimeout(resolve, 100));
      gateway.process.kill('SIGTERM');
      await new Promise((resolve) => setTimeout(resolve, 300));
      response.writeHead(204).end();
    });
    await using gateway = spawnGateway({ LEDGER_URL: 'memory:', SEQUENCE_URL: upstream.url });
    const url = await gateway.ready;
    await expect(
      fetch(url, {
        method: 'POST',
        signal: abort.signal,
        headers: { 'content-type': 'application/json', 'x-sequence-authorization': SEQUENCE_CREDENTIAL },
        body: JSON.stringify({
          query: `mutation { deleteAccount(input: {provider: SEQUENCE, accountId: "acc_1"}) { __typename } }`,
        }),
      }),
    ).rejects.toThrow();
    expect(await gateway.exit).toEqual([0, null]);
    expect(gateway.logs().find(({ msg }) => msg === 'deletion')).toMatchObject({ outcome: 'DELETED' });
  });

  it('finishes all deletions of an operation whose caller is gone', async () => {
    const abort = new AbortController();
    await using upstream = await startUpstream(async (response) => {
      if (upstream.requests.length === 1) {
        abort.abort();
        await new Promise((resolve) => setTimeout(resolve, 100));
        gateway.process.kill('SIGTERM');
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
      response.writeHead(204).end();
    });
    await using gateway = spawnGateway({ LEDGER_URL: 'memory:', SEQUENCE_URL: upstream.url });
    const field = (n: number) =>
      `d${n}: deleteAccount(input: {provider: SEQUENCE, accountId: "acc_${n}"}) { __typename }`;
    await expect(
      fetch(await gateway.ready, {
        method: 'POST',
        signal: abort.signal,
        headers: { 'content-type': 'application/json', 'x-sequence-authorization': SEQUENCE_CREDENTIAL },
        body: JSON.stringify({ query: `mutation { ${[1, 2, 3, 4].map(field).join(' ')} }` }),
      }),
    ).rejects.toThrow();
    expect(await gateway.exit).toEqual([0, null]);
    expect(gateway.logs().filter(({ msg }) => msg === 'deletion')).toHaveLength(4);
  });

  it('a signal while it still waits for its ledger ends it in order', async () => {
    await using gateway = spawnGateway({ LEDGER_URL: 'redis://127.0.0.1:1' });
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    gateway.process.kill('SIGTERM');
    expect(await gateway.exit).toEqual([0, null]);
  });

  it('a second signal, of whichever kind, ends it at once', async () => {
    await using upstream = await startUpstream(() => void gateway.process.kill('SIGTERM'));
    await using gateway = spawnGateway({ LEDGER_URL: 'memory:', SEQUENCE_URL: upstream.url });
    const answer = deletion(await gateway.ready, newKey());
    answer.catch(() => {});
    await expect.poll(() => gateway.logs().some(({ msg }) => msg === 'stopping')).toBe(true);
    gateway.process.kill('SIGINT');
    expect(await gateway.exit).toEqual([1, null]);
  });

  it('waits no longer than DRAIN_TIMEOUT_MS', async () => {
    await using upstream = await startUpstream(() => void gateway.process.kill('SIGTERM'));
    await using gateway = spawnGateway({ LEDGER_URL: 'memory:', SEQUENCE_URL: upstream.url, DRAIN_TIMEOUT_MS: '200' });
    await expect(deletion(await gateway.ready, newKey())).rejects.toThrow();
    expect(await gateway.exit).toEqual([0, null]);
  });

  it('names every wrong variable on standard error, and exits 1', async () => {
    await using gateway = spawnGateway({ PORT: 'x', LEASE_MS: '1', LEDGER_URL: 'oracle:' });
    expect(await gateway.exit).toEqual([1, null]);
    for (const name of ['PORT', 'LEASE_MS', 'LEDGER_URL']) expect(gateway.output.stderr).toContain(name);
    expect(gateway.output.stderr).not.toMatch(/ {4}at /);
    const problems = ['PORT', 'LEDGER_URL', 'LEASE_MS'].map((name) => expect.stringMatching(`^${name} `));
    expect(gateway.logs()).toMatchObject([{ level: 'fatal', msg: 'not started', problems }]);
  });

  it('warns of what can hardly be meant, before it is ready', async () => {
    await using gateway = spawnGateway({ LEDGER_URL: 'memory:', SEQUENCE_APIKEY: 'x', DRAIN_TIMEOUT_MS: '1' });
    await gateway.ready;
    const warnings = gateway.logs().filter(({ level }) => level === 'warn');
    for (const name of ['SEQUENCE_APIKEY', 'DRAIN_TIMEOUT_MS']) {
      expect(warnings.filter(({ msg }) => String(msg).startsWith(name))).toHaveLength(1);
    }
    expect(gateway.logs().at(-1)?.msg).toBe('ready');
  });

  it('says that it is ready, and what was deleted, at every log level', async () => {
    await using upstream = await startUpstream((response) => void response.writeHead(204).end());
    await using gateway = spawnGateway({ LEDGER_URL: 'memory:', SEQUENCE_URL: upstream.url, LOG_LEVEL: 'silent' });
    await (await deletion(await gateway.ready, newKey())).text();
    await expect.poll(() => gateway.logs().map(({ msg }) => msg)).toEqual(['ready', 'deletion']);
  });

  it('does not start on a ledger with another secret, and says why at once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gateway-secret-'));
    const LEDGER_URL = `sqlite:${join(folder, 'ledger.db')}`;
    const secret = `${newKey()}-${newKey()}`;
    await using first = spawnGateway({ LEDGER_URL, LEDGER_SECRET: secret });
    await first.ready;
    for (const other of [{ LEDGER_SECRET: `${secret}2` }, {}]) {
      await using second = spawnGateway({ LEDGER_URL, ...other });
      expect(await second.exit).toEqual([1, null]);
      expect(second.output.stderr).toContain('LEDGER_SECRET');
      expect(second.output.stderr).not.toMatch(/ {4}at /);
    }
    await using third = spawnGateway({ LEDGER_URL, LEDGER_SECRET: secret });
    await third.ready;
    rmSync(folder, { recursive: true });
  });

  it('SIGUSR1 opens no debugger', async () => {
    await using gateway = spawnGateway({ LEDGER_URL: 'memory:' });
    const url = await gateway.ready;
    gateway.process.kill('SIGUSR1');
    for (let n = 0; n < 20; n += 1) expect((await fetch(new URL('/health/live', url))).status).toBe(200);
    gateway.process.kill('SIGTERM');
    expect(await gateway.exit).toEqual([0, null]);
    expect(gateway.output.stderr).toBe(''); // where Node says `Debugger listening`
  });

  it('a port in use is a clear error and exit 1', async () => {
    await using first = spawnGateway({ LEDGER_URL: 'memory:' });
    const { port } = new URL(await first.ready);
    await using second = spawnGateway({ LEDGER_URL: 'memory:', PORT: port });
    expect(await second.exit).toEqual([1, null]);
    expect(second.output.stderr).toContain('EADDRINUSE');
    expect(second.output.stderr).not.toMatch(/ {4}at /);
  });
});

describe('npm run sandbox', () => {
  it('prints a curl line that deletes an account when it is pasted, and replays when it is pasted again', async () => {
    await using sandbox = spawnGateway({}, 'src/bin/sandbox.ts');
    const url = await sandbox.ready;
    await expect.poll(() => sandbox.output.stdout).toContain('Accounts that fail on purpose');
    expect(sandbox.output.stdout).toContain('NOTHING REAL IS DELETED');
    const line = sandbox.output.stdout.split('\n').find((text) => text.startsWith('curl ')) ?? '';
    expect(line).toContain(url);
    for (const replayed of [false, true]) {
      const { stdout } = await run('bash', ['-c', line]);
      expect(JSON.parse(stdout).data.deleteAccount).toMatchObject({ __typename: 'DeleteAccountSuccess', replayed });
    }
    sandbox.process.kill('SIGTERM');
    expect(await sandbox.exit).toEqual([0, null]);
  });

  it('does not start with NODE_ENV=production', async () => {
    await using sandbox = spawnGateway({ NODE_ENV: 'production' }, 'src/bin/sandbox.ts');
    expect(await sandbox.exit).toEqual([1, null]);
    expect(sandbox.output.stderr).toContain('NODE_ENV=production');
    expect(sandbox.output.stdout).toBe('');
  });
});
