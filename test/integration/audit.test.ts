import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../support/ask.ts';
import { BALANCE, CANARY, newKey } from '../support/secrets.ts';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway.ts';
import { answers, closedPort, startUpstream, type Upstream } from '../support/upstream.ts';

const ISSUER = 'https://issuer.example/';
const NAME = 'Ada Lovelace';

let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let jwks: Upstream;
let upstream: Upstream;
/** The gateway has a key for Sequence; callers bring theirs for Nuvion. */
let gateway: TestGateway;

beforeAll(async () => {
  keys = await generateKeyPair('ES256', { extractable: true });
  jwks = await startUpstream(answers(200, { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one' }] }));
  upstream = await startUpstream(answers(204));
  gateway = await startTestGateway({
    SEQUENCE_URL: upstream.url,
    NUVION_URL: upstream.url,
    SEQUENCE_API_KEY: `${CANARY}-own`,
    AUTH_JWKS_URL: jwks.url,
    AUTH_ISSUER: ISSUER,
    AUTH_AUDIENCE: 'gateway',
    MAX_READS_PER_OPERATION: '2',
  });
});
afterAll(async () => {
  for (const each of [gateway, upstream, jwks]) await each[Symbol.asyncDispose]();
});
beforeEach(() => {
  gateway.logs.length = 0;
  upstream.reply(answers(204));
});

async function token(claims: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const scope = 'accounts:delete accounts:read';
  return new SignJWT({ iss: ISSUER, aud: 'gateway', sub: 'alice', exp: now + 300, scope, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'one' })
    .sign(keys.privateKey);
}

const audit = (msg: string) => gateway.logs.filter((line) => line.msg === msg);
const send = (query: string, headers: Record<string, string>, variables = {}) =>
  ask(gateway, query, variables, { 'x-request-id': 'request-1', ...headers });
const sendWith = async (query: string, claims: Readonly<Record<string, unknown>> = {}) =>
  send(query, { authorization: `Bearer ${await token(claims)}` });
const remove = (accountId = 'acc_1', key = newKey(), provider = 'SEQUENCE') =>
  `mutation { deleteAccount(input: {provider: ${provider}, accountId: "${accountId}", idempotencyKey: "${key}"}) { __typename } }`;
const READ = '{ account(provider: SEQUENCE, accountId: "acc_1") { name } }';
const LIST = '{ accounts(provider: SEQUENCE) { nodes { name } } }';
const FOUND = `{ accountDeletion(provider: SEQUENCE, idempotencyKey: "${newKey()}") { status } }`;

async function refusals(): Promise<Record<string, number>> {
  const text = await (await fetch(`${gateway.origin}/metrics`)).text();
  const samples = text.matchAll(/^gateway_refusals_total\{reason="(\w+)"\} (\d+)$/gm);
  return Object.fromEntries([...samples].map(([, reason, count]) => [reason, Number(count)]));
}

describe('what was refused leaves a line', () => {
  const expired = { exp: Math.floor(Date.now() / 1000) - 300 };
  const line = (more: object) => ({
    requestId: 'request-1',
    provider: 'SEQUENCE',
    operation: 'deleteAccount',
    accountId: 'acc_1',
    claim: null,
    caller: null,
    ...more,
  });
  const HASH = expect.stringMatching(/^[\w-]{43}$/);

  it.each<[string, () => Promise<unknown>, object]>([
    ['no token', () => send(remove(), {}), { reason: 'no_credential' }],
    [
      'no credential for a provider without a key of the gateway',
      () => send(remove('acc_1', newKey(), 'NUVION'), {}),
      { reason: 'no_credential', provider: 'NUVION' },
    ],
    ['a forged token', () => send(remove(), { authorization: 'Bearer a.b.c' }), { reason: 'bad_token' }],
    ['a token that is over', () => sendWith(remove(), expired), { reason: 'bad_token', claim: 'exp' }],
    ['another issuer', () => sendWith(remove(), { iss: 'x' }), { reason: 'bad_token', claim: 'iss' }],
    ['another audience', () => sendWith(remove(), { aud: 'x' }), { reason: 'bad_token', claim: 'aud' }],
    ['no subject', () => sendWith(remove(), { sub: ' ' }), { reason: 'bad_token', claim: 'sub' }],
    ['a bound token', () => sendWith(remove(), { cnf: {} }), { reason: 'bad_token', claim: 'cnf' }],
    [
      'a changed token',
      async () => send(remove(), { authorization: `Bearer ${(await token()).slice(0, -6)}AAAAAA` }),
      { reason: 'bad_token', claim: 'signature' },
    ],
    [
      'no scope to delete',
      () => sendWith(remove(), { scope: 'accounts:read' }),
      { reason: 'wrong_scope', claim: 'scope', caller: HASH },
    ],
    [
      'an account outside the claim',
      () => sendWith(remove(), { accounts: ['SEQUENCE:acc_2'] }),
      { reason: 'wrong_account', claim: 'accounts', caller: HASH },
    ],
    ['a bad key', () => sendWith(remove('acc_1', `${CANARY} blank`)), { reason: 'bad_input', caller: HASH }],
    ['a bad account id', () => sendWith(remove('..')), { reason: 'bad_input', accountId: null, caller: HASH }],
    ['no token to read', () => send(READ, {}), { reason: 'no_credential', operation: 'account' }],
    [
      'no scope to read',
      () => sendWith(READ, { scope: 'accounts:delete' }),
      { reason: 'wrong_scope', claim: 'scope', operation: 'account', caller: HASH },
    ],
    [
      'an account outside the claim to read',
      () => sendWith(READ, { accounts: [] }),
      { reason: 'wrong_account', claim: 'accounts', operation: 'account', caller: HASH },
    ],
    ['no token to list', () => send(LIST, {}), { reason: 'no_credential', operation: 'accounts', accountId: null }],
    [
      'a list that is too long',
      () => sendWith('{ accounts(provider: SEQUENCE, first: 101) { nodes { name } } }'),
      { reason: 'bad_input', operation: 'accounts', accountId: null },
    ],
    [
      'no token to look a deletion up',
      () => send(FOUND, {}),
      { reason: 'no_credential', operation: 'accountDeletion', accountId: null },
    ],
    [
      'too many deletions',
      () => {
        const fields = Array.from({ length: 11 }, (_, n) => `d${n}: ${remove().slice('mutation { '.length, -2)}`);
        return send(`mutation { ${fields.join(' ')} }`, {});
      },
      { reason: 'over_limit', provider: null, accountId: null },
    ],
    [
      'a document that is too deep',
      () => send(`{ __schema { types ${'{ fields { type '.repeat(6)}{ name }${' } }'.repeat(6)} } }`, {}),
      { reason: 'over_limit', operation: null, provider: null, accountId: null },
    ],
    [
      'too many tokens',
      () => send(`{ ${'__typename '.repeat(1_000)} }`, {}),
      { reason: 'over_limit', operation: null, provider: null, accountId: null },
    ],
  ])('%s', async (_what, attempt, more) => {
    const { reason } = more as { reason: string };
    const before = (await refusals())[reason] ?? Number.NaN;
    const sent = upstream.requests.length;
    await attempt();
    expect(audit('refused')).toEqual([{ level: 'info', time: expect.anything(), msg: 'refused', ...line(more) }]);
    expect((await refusals())[reason]).toBe(before + 1);
    expect(upstream.requests).toHaveLength(sent);
    expect(audit('read')).toEqual([]);
  });

  it('an account whose deletion the token may not see', async () => {
    const key = newKey();
    await sendWith(remove('acc_1', key));
    const find = `{ accountDeletion(provider: SEQUENCE, idempotencyKey: "${key}") { status } }`;
    await sendWith(find, { accounts: ['SEQUENCE:acc_2'] });
    const [deletion] = audit('deletion');
    expect(audit('refused')).toMatchObject([
      { reason: 'wrong_account', operation: 'accountDeletion', accountId: 'acc_1', caller: deletion?.caller },
    ]);
  });

  it('reads beyond the limit of an operation', async () => {
    upstream.reply(answers(404, { error: { code: 'resource_not_found', message: 'x' } }));
    const fields = [1, 2, 3].map((n) => `a${n}: account(provider: SEQUENCE, accountId: "acc_${n}") { name }`);
    await sendWith(`{ ${fields.join(' ')} }`);
    expect(audit('read')).toHaveLength(2);
    expect(audit('refused')).toMatchObject([{ reason: 'over_limit', operation: 'account', accountId: 'acc_3' }]);
  });

  it('one request writes a hundred lines at most, and counts all', async () => {
    const before = (await refusals()).no_credential ?? Number.NaN;
    const representations = Array.from({ length: 200 }, (_, n) => ({
      __typename: 'Account',
      provider: 'SEQUENCE',
      accountId: `acc_${n}`,
    }));
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Account { name } } }';
    await send(query, {}, { r: representations });
    expect(audit('refused')).toHaveLength(100);
    expect((await refusals()).no_credential).toBe(before + 200);
  });
});

describe('what was read leaves a line', () => {
  const found = (id: string) => ({ id, name: NAME, balance: BALANCE, type: 'pod' });

  it('an account: who, which, and what came of it, and nothing of what it says', async () => {
    upstream.reply(answers(200, { data: found('acc_1') }));
    const { data } = await sendWith(READ);
    expect(data).toEqual({ account: { name: NAME } });
    const [line] = audit('read');
    expect(line).toEqual({
      level: 'info',
      time: expect.anything(),
      msg: 'read',
      requestId: 'request-1',
      operation: 'account',
      provider: 'SEQUENCE',
      accountId: 'acc_1',
      caller: expect.stringMatching(/^[\w-]{43}$/),
      outcome: 'READ',
      count: 1,
    });
    expect(JSON.stringify(gateway.logs)).not.toContain(NAME);
  });

  it('the same caller as in the line of a deletion', async () => {
    await sendWith(remove());
    upstream.reply(answers(200, { data: found('acc_1') }));
    await sendWith(READ);
    expect(audit('read')[0]?.caller).toBe(audit('deletion')[0]?.caller);
  });

  it('a page: how many accounts the caller was told of', async () => {
    upstream.reply(answers(200, { data: [found('acc_1'), found('acc_2'), found('acc_3')] }));
    await sendWith(LIST, { accounts: ['SEQUENCE:acc_1', 'SEQUENCE:acc_3'] });
    expect(audit('read')).toMatchObject([{ operation: 'accounts', accountId: null, outcome: 'READ', count: 2 }]);
  });

  it.each([
    [404, { error: { code: 'resource_not_found', message: NAME } }, 'READ'],
    [401, { error: { code: 'unauthorized', message: NAME } }, 'UNAUTHENTICATED'],
    [403, { error: { code: 'forbidden', message: NAME } }, 'FORBIDDEN'],
    [500, NAME, 'PROVIDER_UNAVAILABLE'],
  ])('a provider that answers %i', async (status, body, outcome) => {
    upstream.reply(answers(status, body));
    await sendWith(READ);
    expect(audit('read')).toMatchObject([{ operation: 'account', accountId: 'acc_1', outcome, count: 0 }]);
    expect(JSON.stringify(gateway.logs)).not.toContain(NAME);
  });

  it('equal reads of an operation are one', async () => {
    upstream.reply(answers(200, { data: found('acc_1') }));
    await sendWith(`{ a: account(provider: SEQUENCE, accountId: "acc_1") { name } b: ${READ.slice(2)}`);
    expect(audit('read')).toHaveLength(1);
  });
});

describe('requests to this server are counted', () => {
  const requests = async () => {
    const text = await (await fetch(`${gateway.origin}/metrics`)).text();
    const samples = text.matchAll(/^gateway_http_requests_total\{route="(.*)",method="(.*)",status="(.*)"\} (\d+)$/gm);
    return new Map(
      [...samples].map(([, route, method, status, count]) => [`${route} ${method} ${status}`, Number(count)]),
    );
  };

  it.each<[string, () => Promise<unknown>]>([
    ['/graphql POST 200', () => ask(gateway, '{ __typename }')],
    ['/graphql DELETE 405', () => fetch(gateway.url, { method: 'DELETE' })],
    ['/health/live HEAD 200', () => fetch(`${gateway.origin}/health/live?x=1`, { method: 'HEAD' })],
    ['other GET 404', () => fetch(`${gateway.origin}/${CANARY}`)],
  ])('%s', async (name, send) => {
    const key = name.replace('DELETE', 'other');
    const before = (await requests()).get(key) ?? 0;
    await send();
    await expect.poll(async () => (await requests()).get(key)).toBe(before + 1);
    expect([...(await requests()).keys()].join()).not.toContain(CANARY);
  });

  it('with their durations, and those whose caller hung up', async () => {
    upstream.reply(async (response) => {
      abort.abort();
      await expect.poll(async () => (await requests()).get('/graphql POST aborted')).toBeGreaterThan(0);
      response.writeHead(204).end();
    });
    const abort = new AbortController();
    const body = JSON.stringify({ query: remove() });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await token()}` };
    await expect(fetch(gateway.url, { method: 'POST', headers, body, signal: abort.signal })).rejects.toThrow();
    await expect.poll(() => audit('deletion')).toHaveLength(1);
    const text = await (await fetch(`${gateway.origin}/metrics`)).text();
    expect(text).toMatch(/^gateway_http_request_duration_seconds_count\{route="\/graphql"\} [1-9]/m);
  });

  it('a body that is too long is refused, and leaves a line', async () => {
    const before = (await refusals()).over_limit ?? Number.NaN;
    await ask(gateway, `{ __typename } # ${'x'.repeat(200_000)}`, {}, { 'x-request-id': 'request-1' }).catch(() => {});
    await expect.poll(() => audit('refused')).toMatchObject([{ requestId: 'request-1', reason: 'over_limit' }]);
    expect((await refusals()).over_limit).toBe(before + 1);
  });

  it('a fault that no answer shows is counted, as it is logged', async () => {
    await using faulty = await startTestGateway({
      SEQUENCE_URL: upstream.url,
      REPLAY_CACHE_URL: (await closedPort()).replace('http:', 'redis:'),
    });
    const { __typename } = await faulty.delete({ provider: 'SEQUENCE', accountId: 'acc_1', idempotencyKey: newKey() });
    expect(__typename).toBe('DeleteAccountSuccess');
    const text = await (await fetch(`${faulty.origin}/metrics`)).text();
    const [, count] = /^gateway_faults_total (\d+)$/m.exec(text) ?? [];
    expect(Number(count)).toBeGreaterThan(0);
    expect(Number(count)).toBeLessThanOrEqual(faulty.logs.filter(({ msg }) => msg === 'fault').length);
  });

  it('says what runs, and on what', async () => {
    const text = await (await fetch(`${gateway.origin}/metrics`)).text();
    expect(text).toMatch(/^gateway_build_info\{version="\d+\.\d+\.\d+",node="\d+\.\d+\.\d+",ledger="memory"\} 1$/m);
  });
});
