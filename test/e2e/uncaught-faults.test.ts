import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CANARY, newKey, SEQUENCE_CREDENTIAL } from '../support/secrets.ts';
import { spawnGateway } from '../support/spawn-gateway.ts';
import { startUpstream, staysSilent } from '../support/upstream.ts';

const spawnFaulty = (fault: string, env: Record<string, string> = {}) =>
  spawnGateway({ LEDGER_URL: 'memory:', FAULT: fault, ...env }, 'test/support/faulty-main.ts');

const deletion = (url: string) =>
  fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-sequence-authorization': SEQUENCE_CREDENTIAL,
      'idempotency-key': newKey(),
    },
    body: JSON.stringify({
      query: 'mutation { deleteAccount(input: {provider: SEQUENCE, accountId: "acc_1"}) { __typename } }',
    }),
  });

describe('a fault that nobody catches', () => {
  it.each([
    ['exception', 'uncaughtException', 'Error'],
    ['rejection', 'unhandledRejection', 'Error'],
    ['no error', 'unhandledRejection', 'UnhandledPromiseRejection'],
  ])('%s: one line without what it says, then exit 1', async (fault, origin, name) => {
    await using gateway = spawnFaulty(fault);
    await gateway.ready;
    gateway.process.kill('SIGUSR2');
    expect(await gateway.exit).toEqual([1, null]);
    const lines = gateway.logs().filter(({ level }) => level === 'fatal');
    expect(lines).toMatchObject([{ msg: 'uncaught fault', origin, err: { name: expect.stringContaining(name) } }]);
    expect(gateway.output.stdout).not.toContain(CANARY);
    expect(gateway.output.stderr).toBe('');
  });

  it('says where it was thrown', async () => {
    await using gateway = spawnFaulty('exception');
    await gateway.ready;
    gateway.process.kill('SIGUSR2');
    await gateway.exit;
    const { err } = gateway.logs().find(({ level }) => level === 'fatal') as { err: { at: string[] } };
    expect(err.at[0]).toContain('faulty-main.ts');
  });

  it('before the process is up too: nothing but the line is written', async () => {
    await using gateway = spawnFaulty('in the entry');
    expect(await gateway.exit).toEqual([1, null]);
    expect(gateway.logs().filter(({ level }) => level === 'fatal')).toHaveLength(1);
    expect(gateway.output.stdout).not.toContain(CANARY);
    expect(gateway.output.stderr).toBe('');
  });

  it('lets a deletion that runs finish, and its caller have the answer', async () => {
    await using upstream = await startUpstream(async (response) => {
      gateway.process.kill('SIGUSR2');
      await sleep(500);
      response.writeHead(204).end();
    });
    await using gateway = spawnFaulty('again and again', { SEQUENCE_URL: upstream.url });
    const answer = await deletion(await gateway.ready);
    expect((await answer.json()).data.deleteAccount.__typename).toBe('DeleteAccountSuccess');
    expect(await gateway.exit).toEqual([1, null]);
    expect(gateway.logs().find(({ msg }) => msg === 'deletion')).toMatchObject({ outcome: 'DELETED' });
  });

  it('during a stop turns its exit code to 1', async () => {
    await using upstream = await startUpstream(async (response) => {
      gateway.process.kill('SIGTERM');
      await sleep(100);
      gateway.process.kill('SIGUSR2');
      await sleep(100);
      response.writeHead(204).end();
    });
    await using gateway = spawnFaulty('exception', { SEQUENCE_URL: upstream.url });
    await deletion(await gateway.ready);
    expect(await gateway.exit).toEqual([1, null]);
  });

  it('waits for five seconds at most', async () => {
    await using upstream = await startUpstream(staysSilent);
    await using gateway = spawnFaulty('exception', { SEQUENCE_URL: upstream.url });
    const answer = deletion(await gateway.ready);
    answer.catch(() => {});
    await expect.poll(() => upstream.requests.length).toBe(1);
    const startedAt = performance.now();
    gateway.process.kill('SIGUSR2');
    expect(await gateway.exit).toEqual([1, null]);
    expect(performance.now() - startedAt).toBeLessThan(6_500);
    await expect(answer).rejects.toThrow();
  });
});
