import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openLedger } from '../../src/ledger/open-ledger.ts';
import type { AccountProvider } from '../generated/operations.ts';
import { openDatabase } from '../support/postgres-database.ts';
import { runDeletions } from '../support/run-deletions.ts';
import { CANARY, NUVION_CREDENTIAL, newKey, SEQUENCE_CREDENTIAL } from '../support/secrets.ts';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway.ts';
import { answers, hangsUp, startUpstream, type Upstream } from '../support/upstream.ts';

const SHORT = { PROVIDER_TIMEOUT_MS: '200', DELETE_DEADLINE_MS: '1000', LEASE_MS: '1500', QUIESCENCE_MS: '300' };
const KEYS = {
  SEQUENCE_API_KEY: SEQUENCE_CREDENTIAL.slice('ApiKey '.length),
  NUVION_API_KEY: NUVION_CREDENTIAL.slice('Bearer '.length),
};
const absent = answers(404, { error: { code: 'resource_not_found', message: 'No such account.' } });
const present = answers(200, { data: { account: { id: 'acc_1', deleted: 0 } } });
const away = answers(503);

const postgresUrl = inject('postgresUrl');
const stores = [
  {
    name: 'SQLite',
    async open() {
      const folder = mkdtempSync(join(tmpdir(), 'gateway-deletions-'));
      const close = async () => rmSync(folder, { recursive: true });
      return { url: `sqlite:${join(folder, 'ledger.db')}`, close };
    },
  },
  ...(postgresUrl === null ? [] : [{ name: 'PostgreSQL', open: () => openDatabase(postgresUrl) }]),
];

describe.each(stores)('deletions, beside a gateway on $name', ({ open }) => {
  let ledger: { readonly url: string; close(): Promise<unknown> };
  let upstream: Upstream;
  let gateway: TestGateway;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    ledger = await open();
    upstream = await startUpstream();
    env = { LEDGER_URL: ledger.url, SEQUENCE_URL: upstream.url, NUVION_URL: upstream.url, ...SHORT };
    gateway = await startTestGateway(env);
  });
  afterAll(async () => {
    await gateway[Symbol.asyncDispose]();
    await upstream[Symbol.asyncDispose]();
    await ledger.close();
  });

  const run = (args: readonly string[], more: NodeJS.ProcessEnv = {}, input?: string) =>
    runDeletions({ ...env, PROVIDER_TIMEOUT_MS: '5000', QUIESCENCE_MS: '6000', ...more }, args, input);
  const lines = (which: string) => gateway.logs.filter(({ msg }) => msg === which);

  /** A deletion whose answer is lost: what was asked for, and its id. */
  async function lost(provider: AccountProvider, accountId: string) {
    upstream.reply(hangsUp);
    const input = { provider, accountId, idempotencyKey: newKey() };
    expect(await gateway.delete(input)).toMatchObject({ __typename: 'OutcomeUnknownError' });
    const { provider: by, caller, key } = lines('deletion').at(-1) ?? {};
    const sent = () => upstream.requests.filter(({ method }) => method === 'DELETE').length;
    return { input, id: `${by}:${caller}:${key}`, short: `${by}:${String(key).slice(0, 10)}`, sent };
  }
  /** Whatever was lost so far has had its time. */
  const quiet = () => sleep(600);

  it('lists an unknown one, shows it, and recovers it when the account is gone; it sends no delete', async () => {
    const { input, id, short, sent } = await lost('SEQUENCE', 'acc_gone');
    await quiet();
    const listed = await run(['list', '--status', 'unknown', '--account', 'SEQUENCE:acc_gone']);
    expect(listed).toMatchObject({ code: 0, stderr: '' });
    expect(listed.stdout).toContain(`${short}  unknown`);
    expect(listed.stdout).not.toContain('\u001b');
    const { stdout } = await run(['list', '--json', '--account', 'SEQUENCE:acc_gone']);
    expect(JSON.parse(stdout)).toMatchObject([
      { id, accountId: 'acc_gone', status: 'unknown', credentialOf: 'caller' },
    ]);
    expect(JSON.parse((await run(['show', short, '--json'])).stdout)).toMatchObject({ id });
    expect((await run(['list', '--older-than', '1h'])).stdout).toBe('');

    upstream.reply(absent);
    const before = { sent: sent(), all: upstream.requests.length };
    expect(await run(['recover', short])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('SEQUENCE_API_KEY'),
    });
    expect(await run(['recover', short], KEYS)).toMatchObject({ code: 0, stderr: expect.stringContaining('--yes') });
    expect(upstream.requests).toHaveLength(before.all);
    const recovered = await run(['recover', short, '--yes'], KEYS);
    expect(recovered).toMatchObject({ code: 0, stdout: `${short}  acc_gone is gone: settled\n` });
    expect(recovered.audit).toMatchObject([{ msg: 'reconciled', result: 'deleted', evidence: 'ABSENT' }]);
    expect([sent(), upstream.requests.length]).toEqual([before.sent, before.all + 1]);
    expect(await gateway.delete(input)).toMatchObject({ evidence: 'ABSENT', replayed: true });
  });

  it('recovers all that were sent under the key, and no others', async () => {
    const mine = await lost('SEQUENCE', 'acc_mine');
    upstream.reply(hangsUp);
    const other = { provider: 'SEQUENCE', accountId: 'acc_other', idempotencyKey: newKey() } as const;
    await gateway.delete(other, { 'x-sequence-authorization': `ApiKey ${CANARY}-another` });
    await quiet();
    upstream.reply(absent);
    const ran = await run(['recover', '--yes'], KEYS);
    expect(ran).toMatchObject({ code: 0, stdout: `${mine.short}  acc_mine is gone: settled\n` });
    expect(ran.stderr).toContain('1 more were sent under other keys');
  });

  it('reads one a second, and asks a provider that refuses no further', async () => {
    const [one, other] = [await lost('SEQUENCE', 'acc_first'), await lost('SEQUENCE', 'acc_second')];
    await quiet();
    const before = upstream.requests.length;
    upstream.reply(answers(429));
    expect(await run(['recover', '--yes'], KEYS)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('may not be read with this key, or not now'),
      stderr: expect.stringContaining('2 of 2 are still unknown'),
    });
    expect(upstream.requests).toHaveLength(before + 1);
    const readAt: number[] = [];
    upstream.reply((response, request, socket) => {
      readAt.push(performance.now());
      return absent(response, request, socket);
    });
    expect(await run(['recover', '--yes'], KEYS)).toMatchObject({
      code: 0,
      stdout: `${one.short}  acc_first is gone: settled\n${other.short}  acc_second is gone: settled\n`,
    });
    expect(Number(readAt[1]) - Number(readAt[0])).toBeGreaterThanOrEqual(1_000);
  });

  it('is no evidence under another key, and changes nothing for an account that is there or cannot be read', async () => {
    const { short } = await lost('NUVION', 'acc_1');
    for (const [reply, code, words] of [
      [present, 0, 'is still there'],
      [away, 1, 'could not be read'],
    ] as const) {
      await quiet();
      upstream.reply(reply);
      expect(await run(['recover', short, '--yes'], KEYS)).toMatchObject({
        code,
        stdout: expect.stringContaining(words),
      });
    }
    const { stdout } = await run(['show', short, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'unknown', looks: 2 });
    const sequence = await lost('SEQUENCE', 'acc_rotated');
    await quiet();
    upstream.reply(absent);
    const rotated = await run(['recover', sequence.short, '--yes'], { SEQUENCE_API_KEY: `${CANARY}-rotated` });
    expect(rotated).toMatchObject({ code: 1, stdout: expect.stringContaining('with another') });
  });

  it('settles by the word of a person, with the reason in the audit', async () => {
    const { input, id, short } = await lost('NUVION', 'acc_attested');
    await quiet();
    const gone = ['resolve', short, '--gone', '--reason', 'ticket 7'];
    expect(await run(gone)).toMatchObject({ code: 0, audit: [], stderr: expect.stringContaining('Nothing was done') });
    const done = await run([...gone, '--yes']);
    expect(done.code).toBe(0);
    const [provider, caller, key] = id.split(':');
    expect(done.audit).toMatchObject([
      { msg: 'resolved', provider, caller, key, accountId: 'acc_attested', evidence: 'ATTESTED', reason: 'ticket 7' },
    ]);
    const before = upstream.requests.length;
    expect(await gateway.delete(input)).toMatchObject({
      __typename: 'DeleteAccountSuccess',
      evidence: 'ATTESTED',
      replayed: true,
    });
    expect(upstream.requests).toHaveLength(before);
    expect(await run([...gone, '--yes'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('settled already'),
    });
    const settled = await run(['list', '--status', 'settled', '--account', 'NUVION:acc_attested']);
    expect(settled.stdout).toContain('ATTESTED');
  });

  it('frees the key of what was not executed: the next request with it is a new deletion', async () => {
    const { input, short, sent } = await lost('SEQUENCE', 'acc_free');
    await quiet();
    const free = ['resolve', short, '--not-executed', '--reason', 'never arrived', '--yes'];
    expect((await run(free)).audit).toMatchObject([{ msg: 'resolved', evidence: null, reason: 'never arrived' }]);
    expect(await run(free)).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no deletion') });
    const before = sent();
    upstream.reply(answers(204));
    expect(await gateway.delete(input)).toMatchObject({ evidence: 'RESPONSE', replayed: false });
    expect(sent()).toBe(before + 1);
  });

  it('of a provider that this version does not have, does what can be done without it', async () => {
    const { id } = await lost('NUVION', 'acc_removed');
    const [store] = await openLedger(ledger.url, { warn() {} }, async () => {});
    const body = String((await store.read(id))?.row.body);
    const removed = id.replace('NUVION', 'LARCH');
    const next = { version: 'x.lose', keptForMs: 1e9, dueInMs: 1e6, body };
    await store.compareAndSet(removed, { expected: null, next });
    await store.close();
    await quiet();
    const shown = async () => JSON.parse((await run(['show', removed, '--json'])).stdout);
    expect(await shown()).toMatchObject({ provider: 'LARCH', status: 'unknown', looks: 0 });
    expect((await run(['list', '--status', 'unknown'])).stdout).toContain('LARCH:');

    const resolve = (how: string) => run(['resolve', removed, how, '--reason', 'ticket 8', '--yes']);
    const refused = {
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^This version has no provider LARCH: .+\n$/),
    };
    expect(await run(['recover', removed, '--yes'], KEYS)).toMatchObject(refused);
    expect(await resolve('--gone')).toMatchObject(refused);
    expect(await shown()).toMatchObject({ status: 'unknown', looks: 0 });
    expect(await resolve('--not-executed')).toMatchObject({ code: 0, audit: [{ msg: 'resolved', provider: 'LARCH' }] });
    expect(await run(['show', removed])).toMatchObject({ code: 1, stderr: expect.stringContaining('no deletion') });
  });
});

describe('deletions, where it must not', () => {
  it('refuses what runs, and what is younger than the quiescence', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gateway-deletions-'));
    const url = `sqlite:${join(folder, 'ledger.db')}`;
    let ran: unknown;
    await using upstream = await startUpstream(async (_response, _request, socket) => {
      ran ??= await Promise.all(changes());
      socket.destroy();
    });
    const env = { LEDGER_URL: url, NUVION_URL: upstream.url };
    await using gateway = await startTestGateway({ ...env, PROVIDER_TIMEOUT_MS: '20000' });
    const changes = () =>
      [['--gone'], ['--not-executed']].map(async ([how = '']) => {
        const { stdout } = await runDeletions(env, ['list', '--json']);
        const { id, status } = JSON.parse(stdout)[0];
        const { code, stderr } = await runDeletions(env, ['resolve', id, how, '--reason', 'no', '--yes']);
        return { status, code, stderr };
      });
    await gateway.delete({ provider: 'NUVION', accountId: 'acc_1', idempotencyKey: newKey() });
    const refused = (status: string, words: string) => ({ status, code: 1, stderr: expect.stringContaining(words) });
    expect(ran).toEqual(Array(2).fill(refused('running', 'It is running')));
    expect(await Promise.all(changes())).toEqual(Array(2).fill(refused('unknown', 'may still be executed')));
    rmSync(folder, { recursive: true });
  });

  it('exits with 2 for wrong usage and a wrong environment, and with 1 where there is no ledger; it makes none', async () => {
    const missing = join(tmpdir(), `gateway-missing-${process.pid}.db`);
    for (const [args, env, code] of [
      [[], {}, 2],
      [['list', '--status', 'lost'], {}, 2],
      [['list'], { LEDGER_URL: 'memory:' }, 1],
      [['list'], { LEDGER_URL: 'mysql://x' }, 2],
      [['list'], { LEDGER_URL: `sqlite:${missing}` }, 1],
      [['list'], { LEDGER_URL: `sqlite:${missing}` }, 1],
      [['--help'], { LEDGER_URL: 'mysql://x' }, 0],
    ] as const) {
      const ran = await runDeletions(env, args);
      expect(ran, args.join(' ')).toMatchObject({ code });
      expect(ran.stdout === '').toBe(code !== 0);
    }
  });

  it('lists without the secret of the ledger, as when it is lost, and changes nothing then', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gateway-deletions-'));
    await using upstream = await startUpstream(hangsUp);
    const env = { LEDGER_URL: `sqlite:${join(folder, 'ledger.db')}`, NUVION_URL: upstream.url, ...SHORT };
    await using gateway = await startTestGateway({ ...env, LEDGER_SECRET: `${CANARY}-${'s'.repeat(32)}` });
    await gateway.delete({ provider: 'NUVION', accountId: 'acc_1', idempotencyKey: newKey() });
    await sleep(600);
    const listed = await runDeletions(env, ['list', '--json']);
    expect(listed).toMatchObject({ code: 0, stderr: expect.stringContaining('LEDGER_SECRET') });
    const [{ id, accountId }] = JSON.parse(listed.stdout);
    expect(accountId).toBe('acc_1');
    for (const args of [
      ['resolve', id, '--gone', '--reason', 'no', '--yes'],
      ['recover', id, '--yes'],
      ['caller', '--issuer', 'i', '--subject', 's'],
    ]) {
      expect(await runDeletions({ ...env, ...KEYS }, args)).toMatchObject({ code: 1, stdout: '' });
    }
    const { stdout } = await runDeletions(env, ['list', '--json', '--status', 'unknown']);
    expect(JSON.parse(stdout)).toHaveLength(1);
    rmSync(folder, { recursive: true });
  });

  it('prints the callers of the audit: of a credential, and of a subject', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gateway-deletions-'));
    const env = { LEDGER_URL: `sqlite:${join(folder, 'ledger.db')}` };
    await using upstream = await startUpstream(answers(204));
    await using gateway = await startTestGateway({ ...env, SEQUENCE_URL: upstream.url });
    await gateway.delete({ provider: 'SEQUENCE', accountId: 'acc_1', idempotencyKey: newKey() });
    const { stdout } = await runDeletions(env, ['caller', '--json'], `${SEQUENCE_CREDENTIAL}\n`);
    expect(JSON.parse(stdout).SEQUENCE).toBe(gateway.logs.find(({ msg }) => msg === 'deletion')?.caller);
    const alice = ['caller', '--issuer', 'https://id.example/', '--subject', 'alice'];
    const subject = await runDeletions(env, alice);
    expect(subject.stdout).toMatch(/^SEQUENCE {2}[\w-]{43}\nNUVION {4}[\w-]{43}\n/);
    expect(await runDeletions(env, ['caller'])).toMatchObject({ code: 2 });
    rmSync(folder, { recursive: true });
  });
});
