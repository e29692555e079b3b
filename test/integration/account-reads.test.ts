import { describe, expect, it } from 'vitest';
import { toGlobalId } from '../../src/graphql/account-id.ts';
import { nuvionError, sequenceError } from '../support/account-answers.ts';
import { ask, codesOf } from '../support/ask.ts';
import { CANARY, NUVION_CREDENTIAL, SEQUENCE_CREDENTIAL } from '../support/secrets.ts';
import { startTestGateway } from '../support/start-test-gateway.ts';
import { answers, closedPort, cutsOff, hangsUp, type Reply, startUpstream, staysSilent } from '../support/upstream.ts';

const ONE = '{ account(provider: NUVION, accountId: "acc_1") { accountId } }';
const LIST = '{ accounts(provider: NUVION) { nodes { accountId } } }';
const ENTITIES = 'query($refs: [_Any!]!) { _entities(representations: $refs) { ... on Account { accountId } } }';
/** Good for `ONE` and for `LIST`, were it not for what comes with it. */
const GOOD = { data: { account: { id: 'acc_1' }, data: [] } };
const HTML = '<!doctype html><title>Bad gateway</title>';

/** Answers with the account that was asked for, as Nuvion or Sequence would. */
const theAccount: Reply = (response, { path }) => {
  const id = decodeURIComponent(path.split('/').at(-1) ?? '');
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ data: { id, account: { id } } }));
};

const reference = (accountId: string, provider = 'NUVION') => ({ __typename: 'Account', provider, accountId });

describe('a read that fails', () => {
  const table: [seen: string, reply: Reply, code: string][] = [
    ['401', answers(401, nuvionError(401, 'error_auth')), 'UNAUTHENTICATED'],
    ['401 of something in between', answers(401, HTML), 'UNAUTHENTICATED'],
    ['403', answers(403, nuvionError(403, 'error_auth')), 'FORBIDDEN'],
    ['a foreign 404', answers(404, HTML), 'PROVIDER_UNAVAILABLE'],
    ['a foreign 404 in JSON', answers(404, { message: 'no Route' }), 'PROVIDER_UNAVAILABLE'],
    ['429', answers(429, nuvionError(429, 'error_rate_limit')), 'PROVIDER_UNAVAILABLE'],
    ['400', answers(400, nuvionError(400, 'error_validation')), 'PROVIDER_UNAVAILABLE'],
    ['500', answers(500, nuvionError(500, 'error_internal')), 'PROVIDER_UNAVAILABLE'],
    ['500 with an account', answers(500, GOOD), 'PROVIDER_UNAVAILABLE'],
    ['203 with an account', answers(203, GOOD), 'PROVIDER_UNAVAILABLE'],
    ['503', answers(503, HTML), 'PROVIDER_UNAVAILABLE'],
    ['a redirect', answers(302, '', { location: '/elsewhere' }), 'PROVIDER_UNAVAILABLE'],
    ['HTML', answers(200, HTML), 'PROVIDER_UNAVAILABLE'],
    ['an empty answer', answers(200), 'PROVIDER_UNAVAILABLE'],
    ['an error with status 200', answers(200, { ...GOOD, ...nuvionError(400, 'error_oops') }), 'PROVIDER_UNAVAILABLE'],
    ['an answer that is cut off', cutsOff(200, '{"data":'), 'PROVIDER_UNAVAILABLE'],
    ['a reset connection', hangsUp, 'PROVIDER_UNAVAILABLE'],
    ['no answer in time', staysSilent, 'PROVIDER_UNAVAILABLE'],
  ];

  it.each(table)('%s → %3$s, of one account and of a list', async (_seen, reply, code) => {
    await using upstream = await startUpstream(reply);
    await using gateway = await startTestGateway({ NUVION_URL: upstream.url, PROVIDER_TIMEOUT_MS: '1000' });
    const [one, list] = await Promise.all([ask(gateway, ONE), ask(gateway, LIST)]);
    expect(one.data).toEqual({ account: null });
    expect(list.data).toBeNull();
    expect([...codesOf(one), ...codesOf(list)]).toEqual([code, code]);
    expect(upstream.requests.every(({ path }) => path.startsWith('/accounts'))).toBe(true);
  });

  it.each([
    ["Nuvion's own 404", 'NUVION', answers(404, nuvionError(404, 'error_account_not_found'))],
    ["Sequence's own 404", 'SEQUENCE', answers(404, sequenceError('resource_not_found'))],
  ])('%s → null, and no error', async (_seen, provider, reply) => {
    await using upstream = await startUpstream(reply);
    await using gateway = await startTestGateway({ [`${provider}_URL`]: upstream.url });
    const answer = await ask(gateway, ONE.replace('NUVION', provider));
    expect(answer).toEqual({ data: { account: null } });
  });

  it("another account's answer is unreadable; a 404 of Sequence for another reason is no absence", async () => {
    await using upstream = await startUpstream(
      answers(200, { data: { account: { id: 'acc_2' } } }),
      answers(404, sequenceError('route_not_found')),
    );
    await using gateway = await startTestGateway({ NUVION_URL: upstream.url, SEQUENCE_URL: upstream.url });
    expect(codesOf(await ask(gateway, ONE))).toEqual(['PROVIDER_UNAVAILABLE']);
    expect(codesOf(await ask(gateway, ONE.replace('NUVION', 'SEQUENCE')))).toEqual(['PROVIDER_UNAVAILABLE']);
  });

  it('a provider that nobody listens for', async () => {
    await using gateway = await startTestGateway({ NUVION_URL: await closedPort() });
    expect(codesOf(await ask(gateway, ONE))).toEqual(['PROVIDER_UNAVAILABLE']);
  });

  it.each([
    ['an account', ONE, 1024 * 1024],
    ['a list', LIST, 4 * 1024 * 1024],
  ])('an endless answer about %s', async (_what, query, limit) => {
    await using upstream = await startUpstream(answers(200, `${JSON.stringify(GOOD)}${' '.repeat(limit)}`));
    await using gateway = await startTestGateway({ NUVION_URL: upstream.url });
    expect(codesOf(await ask(gateway, query))).toEqual(['PROVIDER_UNAVAILABLE']);
    expect(upstream.requests).toHaveLength(1);
  });

  it('a long list is no endless answer', async () => {
    await using upstream = await startUpstream(answers(200, `${JSON.stringify(GOOD)}${' '.repeat(3 * 1024 * 1024)}`));
    await using gateway = await startTestGateway({ NUVION_URL: upstream.url });
    expect(await ask(gateway, LIST)).toEqual({ data: { accounts: { nodes: [] } } });
  });

  it('tells nothing that the provider said, and never the credential', async () => {
    const message = `no ${NUVION_CREDENTIAL}, says the provider`;
    await using upstream = await startUpstream(answers(403, { ...nuvionError(403, 'error_auth'), message }));
    await using gateway = await startTestGateway({ NUVION_URL: upstream.url });
    const text = JSON.stringify(await ask(gateway, ONE));
    expect(text).toContain('The credential does not permit this read.');
    expect(text).not.toMatch(new RegExp(`${CANARY}|says the provider`));
    expect(JSON.stringify(gateway.logs)).not.toContain(CANARY);
  });
});

describe('what is sent', () => {
  it('nothing without a credential, nor for an id that cannot be', async () => {
    await using upstream = await startUpstream(theAccount);
    await using gateway = await startTestGateway({ NUVION_URL: upstream.url, SEQUENCE_URL: upstream.url });
    const sequenceOnly = { 'x-sequence-authorization': SEQUENCE_CREDENTIAL };
    expect(codesOf(await ask(gateway, ONE, {}, sequenceOnly))).toEqual(['UNAUTHENTICATED']);
    expect(codesOf(await ask(gateway, LIST, {}, sequenceOnly))).toEqual(['UNAUTHENTICATED']);
    for (const id of ['', '..', ' ', 'a\n', 'x'.repeat(256)]) {
      const query = 'query($id: ID!) { account(provider: NUVION, accountId: $id) { id } }';
      expect(await ask(gateway, query, { id })).toEqual({ data: { account: null } });
    }
    expect(upstream.requests).toEqual([]);
  });

  it('the credential of a provider to that provider only, with the request id', async () => {
    await using sequence = await startUpstream(theAccount);
    await using nuvion = await startUpstream(theAccount);
    await using gateway = await startTestGateway({ SEQUENCE_URL: sequence.url, NUVION_URL: nuvion.url });
    const query = `{ s: account(provider: SEQUENCE, accountId: "a/b") { id } n: account(provider: NUVION, accountId: "a/b") { id } }`;
    const headers = {
      'x-sequence-authorization': SEQUENCE_CREDENTIAL,
      'x-nuvion-authorization': NUVION_CREDENTIAL,
      'x-request-id': 'request-1',
      'idempotency-key': 'not for reads',
      cookie: 'no=1',
    };
    expect((await ask(gateway, query, {}, headers)).errors).toBeUndefined();
    for (const [upstream, authorization] of [
      [sequence, SEQUENCE_CREDENTIAL],
      [nuvion, NUVION_CREDENTIAL],
    ] as const) {
      expect(upstream.requests).toHaveLength(1);
      expect(upstream.requests[0]).toMatchObject({ method: 'GET', path: '/accounts/a%2Fb' });
      expect(upstream.requests[0]?.headers).toStrictEqual({
        host: new URL(upstream.url).host,
        connection: 'keep-alive',
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': 'accounts-gateway',
        authorization,
        'x-request-id': 'request-1',
      });
    }
  });

  it('a read again on 503, once and then twice, but never a delete', async () => {
    await using upstream = await startUpstream(answers(503, HTML), answers(503, HTML), theAccount);
    await using gateway = await startTestGateway({ NUVION_URL: upstream.url, PROVIDER_TIMEOUT_MS: '3000' });
    expect(await ask(gateway, ONE)).toEqual({ data: { account: { accountId: 'acc_1' } } });
    expect(upstream.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
    const metrics = await (await fetch(`${gateway.origin}/metrics`)).text();
    expect(metrics).toMatch(/duration_seconds_count\{provider="NUVION",method="GET",status="503"\} 2/);
    expect(metrics).toMatch(/duration_seconds_count\{provider="NUVION",method="GET",status="200"\} 1/);

    upstream.requests.length = 0;
    upstream.reply(answers(503, HTML));
    expect(codesOf(await ask(gateway, ONE))).toEqual(['PROVIDER_UNAVAILABLE']);
    expect(upstream.requests).toHaveLength(3);

    upstream.requests.length = 0;
    await gateway.delete({ provider: 'NUVION', accountId: 'acc_1' });
    expect(upstream.requests.map(({ method }) => method)).toEqual(['DELETE', 'GET']); // and one look whether it is gone
  });

  it.each([
    ['429', 429],
    ['502', 502],
    ['504', 504],
  ])('a read again on %s, when Retry-After has passed', async (_seen, status) => {
    await using upstream = await startUpstream(answers(status, HTML, { 'retry-after': '1' }), theAccount);
    await using gateway = await startTestGateway({ NUVION_URL: upstream.url });
    const startedAt = performance.now();
    expect((await ask(gateway, ONE)).errors).toBeUndefined();
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(1_000);
  });

  it.each([
    ['a reset connection', hangsUp],
    ['an answer that is cut off', cutsOff(200, '{"data":')],
  ])('a read again on %s', async (_seen, reply) => {
    await using upstream = await startUpstream(reply, theAccount);
    await using gateway = await startTestGateway({ NUVION_URL: upstream.url });
    expect((await ask(gateway, ONE)).errors).toBeUndefined();
    expect(upstream.requests).toHaveLength(2);
    const metrics = await (await fetch(`${gateway.origin}/metrics`)).text();
    expect(metrics).toMatch(/duration_seconds_count\{provider="NUVION",method="GET",status="lost"\} 1/);
  });

  it.each([
    ['a Retry-After beyond it', answers(429, HTML, { 'retry-after': '60' }), '20000', 0],
    ['silence', staysSilent, '500', 495],
  ])('one deadline for a read and its retries: %s', async (_seen, reply, PROVIDER_TIMEOUT_MS, atLeast) => {
    await using upstream = await startUpstream(reply);
    await using gateway = await startTestGateway({ NUVION_URL: upstream.url, PROVIDER_TIMEOUT_MS });
    const startedAt = performance.now();
    expect(codesOf(await ask(gateway, ONE))).toEqual(['PROVIDER_UNAVAILABLE']);
    const tookMs = performance.now() - startedAt;
    expect(tookMs).toBeGreaterThanOrEqual(atLeast);
    expect(tookMs).toBeLessThan(10_000);
    expect(upstream.requests).toHaveLength(1);
  });
});

describe('_entities', () => {
  it('resolves both keys in order, and sends each distinct read once', async () => {
    await using nuvion = await startUpstream((response, request, socket) =>
      request.path.endsWith('gone')
        ? answers(404, nuvionError(404, 'error_account_not_found'))(response, request, socket)
        : theAccount(response, request, socket),
    );
    await using gateway = await startTestGateway({ NUVION_URL: nuvion.url });
    const byId = (id: unknown) => ({ __typename: 'Account', id });
    const refs = [
      ...Array.from({ length: 30 }, () => reference('acc_same')),
      ...Array.from({ length: 30 }, () => byId(toGlobalId('NUVION', 'acc_same'))),
      reference('acc_gone'),
      reference('acc_other'),
      byId('nonsense'),
      byId(5),
      reference('acc_1', 'ELSEWHERE'),
      { __typename: 'Account', provider: 'NUVION' },
    ];
    const answer = await ask(gateway, ENTITIES, { refs });
    const [same, other] = [{ accountId: 'acc_same' }, { accountId: 'acc_other' }];
    const expected = [...Array.from({ length: 60 }, () => same), null, other, null, null, null, null];
    expect(answer).toEqual({ data: { _entities: expected } });
    console.log(`${refs.length} references, 3 accounts among them: ${nuvion.requests.length} reads upstream`);
    expect(nuvion.requests.map(({ path }) => path).sort()).toEqual(
      ['gone', 'other', 'same'].map((name) => `/accounts/acc_${name}`),
    );
  });

  it('reads at most 10 at once at a provider, and the other provider beside it', async () => {
    const running = { SEQUENCE: 0, NUVION: 0 };
    const most = { SEQUENCE: 0, NUVION: 0 };
    const held =
      (provider: 'SEQUENCE' | 'NUVION'): Reply =>
      async (response, request, socket) => {
        most[provider] = Math.max(most[provider], ++running[provider]);
        await new Promise((resolve) => setTimeout(resolve, 50));
        running[provider]--;
        await theAccount(response, request, socket);
      };
    await using sequence = await startUpstream(held('SEQUENCE'));
    await using nuvion = await startUpstream(held('NUVION'));
    await using gateway = await startTestGateway({ SEQUENCE_URL: sequence.url, NUVION_URL: nuvion.url });
    const refs = Array.from({ length: 35 }, (_, n) => [
      reference(`acc_${n}`),
      reference(`acc_${n}`, 'SEQUENCE'),
    ]).flat();
    const answer = await ask(gateway, ENTITIES, { refs });
    expect(answer.data).toEqual({ _entities: refs.map(({ accountId }) => ({ accountId })) });
    console.log(`${refs.length} references to as many accounts: ${JSON.stringify(most)} at once`);
    expect(most).toEqual({ SEQUENCE: 10, NUVION: 10 });
    expect([sequence.requests.length, nuvion.requests.length]).toEqual([35, 35]);
  });

  it('reads no more than MAX_READS_PER_OPERATION, and what fits is answered', async () => {
    await using nuvion = await startUpstream(theAccount);
    await using gateway = await startTestGateway({ NUVION_URL: nuvion.url, MAX_READS_PER_OPERATION: '3' });
    const refs = ['a', 'b', 'a', 'c', 'd', 'b', 'e'].map((id) => reference(id));
    const answer = await ask<{ _entities: ({ accountId: string } | null)[] }>(gateway, ENTITIES, { refs });
    const found = answer.data?._entities.map((entity) => entity?.accountId ?? null);
    expect(found).toEqual(['a', 'b', 'a', 'c', null, 'b', null]);
    expect(codesOf(answer)).toEqual(['TOO_MANY_READS', 'TOO_MANY_READS']);
    expect(nuvion.requests).toHaveLength(3);
    expect((await ask(gateway, ENTITIES, { refs: refs.slice(0, 4) })).errors).toBeUndefined(); // each operation anew
  });

  it('counts the pages of a list, and shares them between fields', async () => {
    let page = 0;
    await using nuvion = await startUpstream((response, request, socket) => {
      page++;
      const data = { data: [{ id: `acc_${page}` }], meta: { pagination: { has_next: true, next_cursor: `c${page}` } } };
      return answers(200, { data })(response, request, socket);
    });
    await using gateway = await startTestGateway({ NUVION_URL: nuvion.url, MAX_READS_PER_OPERATION: '4' });
    const list = (name: string, first: number) =>
      `${name}: accounts(provider: NUVION, first: ${first}) { nodes { id } }`;
    expect((await ask(gateway, `{ ${list('a', 2)} ${list('b', 4)} }`)).errors).toBeUndefined();
    expect(nuvion.requests).toHaveLength(4);
    expect(codesOf(await ask(gateway, `{ ${list('a', 5)} }`))).toEqual(['TOO_MANY_READS']);
    expect(nuvion.requests).toHaveLength(8);
  });
});
