import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccountDeletionDocument, type DeleteAccountInput } from '../generated/operations.ts';
import { CANARY, newKey } from '../support/secrets.ts';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway.ts';
import { answers, type Reply, startUpstream, type Upstream } from '../support/upstream.ts';

const ISSUER = 'https://issuer.example/';
const AUDIENCE = 'accounts-gateway';
const SEQUENCE_KEY = `${CANARY}-own-sequence-key`;
const ALL = 'accounts:delete accounts:read';

const keyPair = () => generateKeyPair('ES256', { extractable: true });
type KeyPair = Awaited<ReturnType<typeof keyPair>>;

let keys: KeyPair;
let jwks: Upstream;
let upstream: Upstream;
let gateway: TestGateway;

const serves =
  (...pairs: readonly (readonly [string, KeyPair])[]): Reply =>
  async (response) => {
    const list = await Promise.all(
      pairs.map(async ([kid, pair]) => ({ ...(await exportJWK(pair.publicKey)), kid, alg: 'ES256' })),
    );
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: list }));
  };

beforeAll(async () => {
  keys = await keyPair();
  jwks = await startUpstream(serves(['one', keys]));
  upstream = await startUpstream(answers(204));
  gateway = await startTestGateway(environment(jwks.url));
});
afterAll(async () => {
  for (const each of [gateway, upstream, jwks]) await each[Symbol.asyncDispose]();
});

function environment(jwksUrl: string) {
  return {
    SEQUENCE_URL: upstream.url,
    NUVION_URL: upstream.url,
    SEQUENCE_API_KEY: SEQUENCE_KEY,
    AUTH_JWKS_URL: jwksUrl,
    AUTH_ISSUER: ISSUER,
    AUTH_AUDIENCE: AUDIENCE,
  };
}

/** A token that is in order, but for what is said otherwise; a claim of undefined is left out. */
async function token(
  claims: Readonly<Record<string, unknown>> = {},
  { kid = 'one', pair = keys, alg = 'ES256', typ }: { kid?: string; pair?: KeyPair; alg?: string; typ?: unknown } = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const whole = { iss: ISSUER, aud: AUDIENCE, sub: 'alice', iat: now, exp: now + 300, scope: ALL, ...claims };
  const present = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
  const header = { alg, kid, ...(typ !== undefined && { typ: typ as string }) };
  return new SignJWT(present).setProtectedHeader(header).sign(pair.privateKey);
}

const input = (more: Partial<DeleteAccountInput> = {}): DeleteAccountInput => ({
  provider: 'SEQUENCE',
  accountId: 'acc_1',
  idempotencyKey: newKey(),
  ...more,
});
const ask = (bearer: string, asked = input()) => gateway.delete(asked, { authorization: `Bearer ${bearer}` });

describe("the gateway's own credential", () => {
  it('is used for a caller with a token, which goes nowhere', async () => {
    const bearer = await token();
    expect(await ask(bearer)).toMatchObject({ __typename: 'DeleteAccountSuccess' });
    const headers = upstream.requests.at(-1)?.headers;
    expect(headers?.authorization).toBe(`ApiKey ${SEQUENCE_KEY}`);
    expect(JSON.stringify(headers)).not.toContain(bearer);
  });

  it('is not to be had otherwise: a header for the provider is no proof', async () => {
    const before = upstream.requests.length;
    for (const headers of [
      { 'x-sequence-authorization': 'ApiKey c4n4ry' },
      { authorization: 'ApiKey c4n4ry' },
      {},
    ] as Record<string, string>[]) {
      expect(await gateway.delete(input(), headers)).toMatchObject({
        __typename: 'UnauthorizedError',
        source: 'GATEWAY',
        retry: 'SAME_KEY',
      });
    }
    expect(upstream.requests).toHaveLength(before);
  });

  it('a provider without one takes the credential of its own header, and never the token', async () => {
    const asked = input({ provider: 'NUVION' });
    const bearer = { authorization: `Bearer ${await token()}` };
    expect(await gateway.delete(asked, bearer)).toMatchObject({ __typename: 'UnauthorizedError', source: 'GATEWAY' });
    const before = upstream.requests.length;
    await gateway.delete(asked, { ...bearer, 'x-nuvion-authorization': 'Bearer c4n4ry-own' });
    expect(upstream.requests[before]?.headers.authorization).toBe('Bearer c4n4ry-own');
  });
});

describe('a token that proves nothing sends nothing', () => {
  const now = () => Math.floor(Date.now() / 1000);
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it.each<[string, () => Promise<string>]>([
    ['none', async () => ''],
    ['no JWT', async () => 'c4n4ry'],
    ['expired', () => token({ exp: now() - 60 })],
    ['without an end', () => token({ exp: undefined })],
    ['not valid yet', () => token({ nbf: now() + 60 })],
    ['of another issuer', () => token({ iss: 'https://evil.example/' })],
    ['for another audience', () => token({ aud: 'another-service' })],
    ['without an audience', () => token({ aud: undefined })],
    ['without a subject', () => token({ sub: undefined })],
    ['with an empty subject', () => token({ sub: '' })],
    ['with a blank subject', () => token({ sub: ' \u200b\t' })],
    ['with a number for a subject', () => token({ sub: 7 })],
    ['with a list for a subject', () => token({ sub: ['alice'] })],
    ['of another type', () => token({}, { typ: 'id+jwt' })],
    ['with a type that is no text', () => token({}, { typ: 7 })],
    ['bound to a key that is not shown', () => token({ cnf: { jkt: 'thumbprint' } })],
    ['signed by somebody else', async () => token({}, { pair: await keyPair() })],
    ['of a key that nobody knows', async () => token({}, { kid: 'unknown', pair: await keyPair() })],
    [
      'unsigned',
      async () =>
        new UnsecuredJWT({ sub: 'alice', scope: ALL })
          .setIssuer(ISSUER)
          .setAudience(AUDIENCE)
          .setExpirationTime('5m')
          .encode(),
    ],
    [
      'signed with the public key as a shared secret',
      async () => {
        const secret = new TextEncoder().encode(await exportSPKI(keys.publicKey));
        return new SignJWT({ sub: 'alice', scope: ALL, iss: ISSUER, aud: AUDIENCE, exp: now() + 60 })
          .setProtectedHeader({ alg: 'HS256', kid: 'one' })
          .sign(secret);
      },
    ],
    [
      'that brings its own key',
      async () => {
        const pair = await keyPair();
        return new SignJWT({ sub: 'alice', scope: ALL, iss: ISSUER, aud: AUDIENCE, exp: now() + 60 })
          .setProtectedHeader({ alg: 'ES256', jwk: await exportJWK(pair.publicKey), jku: 'http://127.0.0.1:1/' })
          .sign(pair.privateKey);
      },
    ],
    [
      'whose claims were changed',
      async () => {
        const [header, , signature] = (await token()).split('.');
        const claims = { iss: ISSUER, aud: AUDIENCE, sub: 'bob', exp: now() + 300, scope: ALL };
        return `${header}.${encode(claims)}.${signature}`;
      },
    ],
  ])('%s', async (_what, make) => {
    const before = upstream.requests.length;
    const result = await ask(await make());
    expect(result).toMatchObject({
      __typename: 'UnauthorizedError',
      source: 'GATEWAY',
      retry: 'SAME_KEY',
      providerCode: null,
    });
    expect(JSON.stringify(result)).not.toContain(SEQUENCE_KEY);
    expect(upstream.requests).toHaveLength(before);
  });
});

it.each(['JWT', 'jwt', 'at+jwt', 'application/at+jwt'])('a token may say that it is of the type %s', async (typ) => {
  expect(await ask(await token({}, { typ }))).toMatchObject({ __typename: 'DeleteAccountSuccess' });
});

describe('what a token allows', () => {
  it.each([
    ['another scope', 'accounts:read'],
    ['a longer word', 'accounts:deleted'],
    ['a list', ['accounts:delete']],
    ['nothing', undefined],
    ['another scope, and scp', 'accounts:read', 'accounts:delete'],
    ['another scp', undefined, 'accounts:read'],
    ['another list as scp', undefined, ['accounts:read', 'accounts:deleted']],
    ['an object as scp', undefined, { 'accounts:delete': true }],
  ])('without accounts:delete nothing is deleted: %s', async (_what, scope, scp?: unknown) => {
    const before = upstream.requests.length;
    expect(await ask(await token({ scope, scp }))).toMatchObject({ __typename: 'ForbiddenError', source: 'GATEWAY' });
    expect(upstream.requests).toHaveLength(before);
  });

  it.each([[ALL], [ALL.split(' ')]])('scp stands for scope where there is none: %j', async (scp) => {
    expect(await ask(await token({ scope: undefined, scp }))).toMatchObject({ __typename: 'DeleteAccountSuccess' });
  });

  it.each([
    ['another account', ['SEQUENCE:acc_2']],
    ['the same id at the other provider', ['NUVION:acc_1']],
    ['none', []],
    ['no list', 'SEQUENCE:acc_1'],
    ['null', null],
  ])('the claim `accounts` narrows it: %s', async (_what, accounts) => {
    const before = upstream.requests.length;
    expect(await ask(await token({ accounts }))).toMatchObject({ __typename: 'ForbiddenError', source: 'GATEWAY' });
    expect(upstream.requests).toHaveLength(before);
    expect(await ask(await token({ accounts: ['SEQUENCE:acc_1'] }))).toMatchObject({
      __typename: 'DeleteAccountSuccess',
    });
  });

  it('accounts:read is needed to look a deletion up', async () => {
    const asked = input();
    await ask(await token(), asked);
    const query = { provider: 'SEQUENCE', idempotencyKey: asked.idempotencyKey ?? '' } as const;
    const lookUp = async (claims: Readonly<Record<string, unknown>>) =>
      gateway.send(AccountDeletionDocument, query, { authorization: `Bearer ${await token(claims)}` });
    expect(await lookUp({ scope: 'accounts:read' })).toMatchObject({ accountDeletion: { status: 'SETTLED' } });
    await expect(lookUp({ scope: 'accounts:delete' })).rejects.toThrow('FORBIDDEN');
    await expect(lookUp({ accounts: ['SEQUENCE:acc_2'] })).rejects.toThrow('FORBIDDEN');
  });
});

describe('reading with a token', () => {
  const account = (id: string) => ({ id, name: id });
  const read = async (query: string, claims: Readonly<Record<string, unknown>>) => {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await token(claims)}` },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as { data: unknown; errors?: { extensions: { code: string } }[] };
  };
  const ONE = '{ account(provider: SEQUENCE, accountId: "acc_1") { name } }';

  it('needs accounts:read', async () => {
    const { errors } = await read(ONE, { scope: 'accounts:delete' });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('is for the accounts of the claim', async () => {
    upstream.reply(answers(200, { data: account('acc_1') }));
    expect((await read(ONE, { accounts: ['SEQUENCE:acc_2'] })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await read(ONE, { accounts: ['SEQUENCE:acc_1'] })).data).toEqual({ account: { name: 'acc_1' } });
    upstream.reply(answers(200, { data: [account('acc_1'), account('acc_2')] }));
    const list = await read('{ accounts(provider: SEQUENCE) { nodes { accountId } } }', {
      accounts: ['SEQUENCE:acc_2'],
    });
    expect(list.data).toEqual({ accounts: { nodes: [{ accountId: 'acc_2' }] } });
    upstream.reply(answers(204));
  });
});

describe('who the caller is', () => {
  it('issuer and subject: a refreshed token replays', async () => {
    const asked = input();
    await ask(await token(), asked);
    expect(await ask(await token({ jti: 'refreshed' }), asked)).toMatchObject({ replayed: true });
  });

  it('another subject with the same key is another deletion, under another key upstream', async () => {
    const asked = input();
    const before = upstream.requests.length;
    for (const sub of ['alice', 'bob']) {
      expect(await ask(await token({ sub }), asked)).toMatchObject({
        replayed: false,
        idempotencyKey: asked.idempotencyKey,
      });
    }
    const sent = upstream.requests.slice(before).map(({ headers }) => headers['idempotency-key']);
    expect(new Set(sent).size).toBe(2);
    expect(sent).not.toContain(asked.idempotencyKey);
  });

  it('another account is another key upstream, should the record of the first be gone', async () => {
    const asked = input();
    const before = upstream.requests.length;
    for (const accountId of ['acc_1', 'acc_2']) {
      // A ledger of its own has never heard of the key; the secret is the same.
      await using fresh = await startTestGateway({ ...environment(jwks.url), LEDGER_SECRET: 'x'.repeat(32) });
      await fresh.delete({ ...asked, accountId }, { authorization: `Bearer ${await token()}` });
    }
    const sent = upstream.requests.slice(before).map(({ headers }) => headers['idempotency-key']);
    expect(new Set(sent).size).toBe(2);
  });
});

describe('the keys of tokens', () => {
  const readyAt = async (own: TestGateway) => {
    const response = await fetch(`${own.origin}/health/ready`);
    return [response.status, ((await response.json()) as { status: string }).status];
  };
  const fetches = async (own: TestGateway, result: string) => {
    const text = await (await fetch(`${own.origin}/metrics`)).text();
    return Number(new RegExp(`^gateway_token_keys_fetches_total\\{result="${result}"\\} (\\d+)$`, 'm').exec(text)?.[1]);
  };

  it('are asked for at the start, and once', async () => {
    await using own = await startUpstream(serves(['one', keys]));
    await using fresh = await startTestGateway(environment(own.url));
    await expect.poll(() => own.requests.length).toBe(1);
    for (let n = 0; n < 3; n += 1) {
      const answer = await fresh.delete(input(), { authorization: `Bearer ${await token()}` });
      expect(answer).toMatchObject({ __typename: 'DeleteAccountSuccess' });
    }
    expect(own.requests).toHaveLength(1);
    expect(await readyAt(fresh)).toEqual([200, 'ready']);
    expect(await fetches(fresh, 'fetched')).toBe(1);
  });

  it("that cannot be had are nobody's fault: not ready, unavailable, nothing sent, until they are there", async () => {
    await using own = await startUpstream(answers(500));
    await using fresh = await startTestGateway(environment(own.url));
    const before = upstream.requests.length;
    const bearer = { authorization: `Bearer ${await token()}` };
    expect(await fresh.delete(input(), bearer)).toMatchObject({
      __typename: 'UnavailableError',
      source: 'GATEWAY',
      retry: 'SAME_KEY',
    });
    expect(await readyAt(fresh)).toEqual([503, 'token keys unreachable']);
    expect(await fetches(fresh, 'failed')).toBeGreaterThan(0);
    expect(upstream.requests).toHaveLength(before);
    // One line for each fetch that failed, none for each token that came meanwhile.
    for (let n = 0; n < 20; n += 1) await fresh.delete(input(), bearer);
    const lines = fresh.logs.filter(({ msg }) => msg === 'token keys not fetched' || msg === 'fault');
    expect(lines.length).toBeLessThanOrEqual(own.requests.length);
    expect(lines[0]).toMatchObject({ msg: 'token keys not fetched', problem: 'status 500' });
    own.reply(serves(['one', keys]));
    await expect
      .poll(async () => (await fresh.delete(input(), bearer)).__typename, { timeout: 20_000, interval: 200 })
      .toBe('DeleteAccountSuccess');
    expect(await readyAt(fresh)).toEqual([200, 'ready']);
  });
});
