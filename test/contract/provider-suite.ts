import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typeOf } from '../../src/deletion/deletion.ts';
import type { DeleteCall, Exchange, Sighting } from '../../src/deletion/provider-port.ts';
import { readTypeDefs } from '../../src/graphql/schema.ts';
import type { HttpClient } from '../../src/providers/http/http-client.ts';
import type { ProviderDefinition } from '../../src/providers/provider.ts';
import { createAccountReader } from '../../src/providers/shared/account-reader.ts';
import { createProvider } from '../../src/providers/shared/exchange.ts';
import { clientOf } from '../support/http-client.ts';
import { CANARY, newKey } from '../support/secrets.ts';
import { startSilentServer } from '../support/silent-server.ts';
import {
  answers,
  closedPort,
  cutsOff,
  hangsUp,
  type Reply,
  startUpstream,
  staysSilent,
  type Upstream,
} from '../support/upstream.ts';

/** One row of what an exchange means. */
export interface Row {
  readonly seen: string;
  readonly reply: Reply;
  readonly kind: Exchange['kind'];
  /** The outcome's code, where the exchange names one. */
  readonly code?: string;
  readonly more?: object;
  readonly timeoutMs?: number;
}

export interface ProviderCase {
  readonly provider: ProviderDefinition;
  readonly credential: string;
  /** The one request that deletes an account, as the provider's reference has it. */
  readonly request: (segment: string) => { readonly method: string; readonly path: string; readonly body?: string };
  /** The provider's own rows. */
  readonly rows: readonly Row[];
  /** The provider's own error body with this code. */
  readonly error: (status: number, code: string, message?: string) => unknown;
  readonly notFoundCode: string;
}

export const ACCOUNT_ID = 'acc_123';
/** For what never answers; everything else has all the time that it needs. In milliseconds. */
const SHORT_MS = 500;
const AMPLE_MS = 10_000;

const HTML = '<!doctype html><title>Bad gateway</title>';

/** What holds at every provider. */
function commonRows({ error, notFoundCode }: ProviderCase): Row[] {
  const refused = (code: string) => ({ kind: 'refused' as const, code });
  return [
    { seen: '401', reply: answers(401, error(401, 'error_auth_invalid')), ...refused('UNAUTHORIZED') },
    { seen: '401 of something in between', reply: answers(401, HTML), ...refused('UNAUTHORIZED') },
    { seen: '403', reply: answers(403, error(403, 'error_auth_forbidden')), ...refused('FORBIDDEN') },
    {
      seen: "the provider's own 404",
      reply: answers(404, error(404, notFoundCode)),
      kind: 'not-found',
      code: 'ACCOUNT_NOT_FOUND',
    },
    { seen: 'another 404 in HTML', reply: answers(404, HTML), ...refused('UNAVAILABLE') },
    { seen: 'another 404 in JSON', reply: answers(404, { message: 'no Route matched' }), ...refused('UNAVAILABLE') },
    { seen: 'an empty 404', reply: answers(404), ...refused('UNAVAILABLE') },
    {
      seen: 'its own 400',
      reply: answers(400, error(400, 'error_balance_not_zero')),
      kind: 'rejected',
      code: 'DELETION_REJECTED',
    },
    {
      seen: 'its own 422',
      reply: answers(422, error(422, 'error_balance_not_zero')),
      kind: 'rejected',
      code: 'DELETION_REJECTED',
    },
    { seen: '400 of something in between', reply: answers(400, HTML), kind: 'lost' },
    { seen: '422 in JSON of something else', reply: answers(422, { detail: 'no' }), kind: 'lost' },
    {
      seen: '429 with Retry-After in seconds',
      reply: answers(429, error(429, 'error_rate_limited'), { 'retry-after': '7' }),
      ...refused('RATE_LIMITED'),
      more: { retryAfterMs: 7_000 },
    },
    {
      seen: '429 with two lines of Retry-After, of which the first counts',
      reply: (response) => void response.writeHead(429, ['retry-after', '7', 'retry-after', '9']).end(),
      ...refused('RATE_LIMITED'),
      more: { retryAfterMs: 7_000 },
    },
    {
      seen: '429 with Retry-After as a date that has passed',
      reply: answers(429, HTML, { 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' }),
      ...refused('RATE_LIMITED'),
      more: { retryAfterMs: 0 },
    },
    {
      seen: '429 with an absurd Retry-After',
      reply: answers(429, '', { 'retry-after': '99999999999999' }),
      ...refused('RATE_LIMITED'),
      more: { retryAfterMs: 2 ** 31 - 1 },
    },
    {
      seen: '429 with a Retry-After that says nothing',
      reply: answers(429, '', { 'retry-after': 'soon' }),
      ...refused('RATE_LIMITED'),
      more: { retryAfterMs: undefined },
    },
    ...['-5', '1.5', '10, 20'].map(
      (value): Row => ({
        seen: `429 with a Retry-After of ${value}`,
        reply: answers(429, '', { 'retry-after': value }),
        ...refused('RATE_LIMITED'),
        more: { retryAfterMs: undefined },
      }),
    ),
    { seen: '2xx with HTML', reply: answers(200, HTML), kind: 'lost' },
    ...['gzip', 'br', 'zstd'].map(
      (encoding): Row => ({
        seen: `2xx in ${encoding}, which nobody asked for`,
        reply: answers(200, {}, { 'content-encoding': encoding }),
        kind: 'lost',
      }),
    ),
    { seen: '2xx with an array', reply: answers(200, []), kind: 'lost' },
    { seen: '2xx with a body that is cut off', reply: cutsOff(200, '{"status":200,'), kind: 'lost' },
    { seen: '2xx with broken JSON', reply: answers(200, '{"status":200,'), kind: 'lost' },
    { seen: '2xx with an endless body', reply: answers(200, ' '.repeat(1024 * 1024 + 1)), kind: 'lost' },
    ...[301, 302, 303, 307, 308].map(
      (status): Row => ({ seen: `${status}`, reply: answers(status, '', { location: '/elsewhere' }), kind: 'lost' }),
    ),
    ...[402, 405, 408, 410, 413, 418, 500, 502, 503, 504, 599].map(
      (status): Row => ({ seen: `${status}`, reply: answers(status, HTML), kind: 'lost', more: { status } }),
    ),
    {
      seen: '500 with its own error',
      reply: answers(500, error(500, 'error_internal')),
      kind: 'lost',
      more: { status: 500, providerCode: 'error_internal' },
    },
    {
      seen: '500 with the error that there is no such account',
      reply: answers(500, error(500, notFoundCode)),
      kind: 'lost',
      more: { status: 500 },
    },
    { seen: 'a reset connection', reply: hangsUp, kind: 'lost' },
    { seen: 'no answer in time', reply: staysSilent, timeoutMs: SHORT_MS, kind: 'lost' },
    {
      seen: 'headers in time, and the rest never',
      reply: (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{');
      },
      timeoutMs: SHORT_MS,
      kind: 'lost',
    },
  ];
}

/** Every row of the exchange table, over real HTTP: what it means, and that it was one request on the wire. */
export function providerSuite(provider: ProviderCase): void {
  const { name } = provider.provider;
  const create = (client: HttpClient) => createProvider(client, provider.provider);

  describe(`${name}: what an exchange means`, () => {
    let upstream: Upstream;
    let client: HttpClient;

    beforeAll(async () => {
      upstream = await startUpstream();
      client = clientOf(upstream.url);
    });
    afterAll(async () => {
      client.close();
      await upstream[Symbol.asyncDispose]();
    });

    const call = (more: Partial<DeleteCall> = {}): DeleteCall => ({
      accountId: ACCOUNT_ID,
      credential: provider.credential,
      idempotencyKey: newKey(),
      requestId: 'request-1',
      timeoutMs: AMPLE_MS,
      maySend: () => true,
      ...more,
    });
    const ask = (reply: Reply, more: Partial<DeleteCall> = {}) => {
      upstream.reply(reply);
      upstream.requests.length = 0;
      return create(client).delete(call(more));
    };

    it.each([...provider.rows, ...commonRows(provider)])(
      '$seen → $kind',
      async ({ reply, kind, code, more, timeoutMs = AMPLE_MS }) => {
        const exchange = await ask(reply, { timeoutMs });
        expect(exchange.kind).toBe(kind);
        const detail = 'failure' in exchange ? exchange.failure : exchange;
        if (code !== undefined) expect(detail).toMatchObject({ code, source: 'PROVIDER' });
        if (more !== undefined) expect(detail).toMatchObject(more);
        expect(upstream.requests).toHaveLength(1);
      },
    );

    it('sends one request with request id, key and credential, and nothing else of the caller', async () => {
      const { idempotencyKey } = call();
      await ask(answers(500), { idempotencyKey, requestId: 'request-2' });
      const [request] = upstream.requests;
      const { body, ...line } = provider.request(ACCOUNT_ID);
      expect(request).toMatchObject({ ...line, body: body ?? '' });
      expect(request?.headers).toStrictEqual({
        host: new URL(upstream.url).host,
        connection: 'keep-alive',
        'accept-encoding': 'identity',
        accept: 'application/json',
        'user-agent': 'accounts-gateway',
        authorization: provider.credential,
        'x-request-id': 'request-2',
        'idempotency-key': idempotencyKey,
        ...(body !== undefined && { 'content-type': 'application/json', 'content-length': `${body.length}` }),
      });
    });

    it.each([
      ['a/b', 'a%2Fb'],
      ['../x', '..%2Fx'],
      ['%2e%2e', '%252e%252e'],
      ['?x=1#y', '%3Fx%3D1%23y'],
      ['a b;c\\d', 'a%20b%3Bc%5Cd'],
      ['ünïcødé–💥', '%C3%BCn%C3%AFc%C3%B8d%C3%A9%E2%80%93%F0%9F%92%A5'],
    ])('sends the account id %j as one path segment', async (accountId, segment) => {
      await ask(answers(500), { accountId });
      expect(upstream.requests[0]?.path).toBe(provider.request(segment).path);
    });

    it.each([
      ['a refused connection', () => closedPort()],
      ['a name that does not resolve', async () => 'http://nowhere.invalid'],
      ['a TLS handshake with a server that has none', async () => upstream.url.replace('http:', 'https:')],
    ])('%s: nothing was sent', async (_what, url) => {
      const nobody = clientOf(await url());
      const exchange = await create(nobody).delete(call());
      nobody.close();
      expect(exchange).toMatchObject({ kind: 'not-sent', failure: { code: 'UNAVAILABLE', source: 'PROVIDER' } });
    });

    it('a TLS handshake that hangs: nothing was sent', async () => {
      await using silent = await startSilentServer(false);
      const impatient = clientOf(silent.url.replace('http:', 'https:'));
      const exchange = await create(impatient).delete(call({ timeoutMs: SHORT_MS }));
      impatient.close();
      expect(exchange.kind).toBe('not-sent');
    });

    it('a process that may no longer send sends nothing, on a fresh connection or a kept one', async () => {
      const fresh = clientOf(upstream.url);
      upstream.requests.length = 0;
      const refused = await create(fresh).delete(call({ maySend: () => false }));
      await ask(answers(500)); // leaves a kept connection behind
      const refusedAgain = await create(client).delete(call({ maySend: () => false }));
      fresh.close();
      expect([refused.kind, refusedAgain.kind]).toEqual(['not-sent', 'not-sent']);
      expect(upstream.requests).toHaveLength(1);
    });

    it("knows the provider's own 404 whatever the key is", async () => {
      const { idempotencyKey: _key, ...more } = { ...call(), idempotencyKey: 'not' };
      const reply = answers(404, provider.error(404, provider.notFoundCode));
      expect((await ask(reply, { ...more, idempotencyKey: 'not' })).kind).toBe('not-found');
    });

    it('cuts credential and key out of what the provider says', async () => {
      const { idempotencyKey } = call();
      const token = provider.credential.split(' ')[1];
      const echo = `no ${provider.credential} and ${token} for ${idempotencyKey}`;
      const exchange = await ask(answers(400, provider.error(400, `error_${token}`, echo)), { idempotencyKey });
      expect(JSON.stringify(exchange)).not.toContain(CANARY);
      expect(exchange).toMatchObject({
        kind: 'rejected',
        failure: { message: 'no [redacted] and [redacted] for [redacted]' },
      });
    });
  });

  describe(`${name}: reading an account back`, () => {
    it.each([
      {
        seen: "the provider's own 404",
        reply: answers(404, provider.error(404, provider.notFoundCode)),
        kind: 'absent',
      },
      {
        seen: 'a 500 with that error',
        reply: answers(500, provider.error(500, provider.notFoundCode)),
        kind: 'unreadable',
      },
      { seen: 'another 404', reply: answers(404, HTML), kind: 'unreadable' },
      { seen: '401', reply: answers(401, provider.error(401, 'error_auth')), kind: 'unreadable', refused: true },
      { seen: '403', reply: answers(403, provider.error(403, 'error_auth')), kind: 'unreadable', refused: true },
      { seen: '429', reply: answers(429), kind: 'unreadable', refused: true },
      {
        seen: '429 that says how long',
        reply: answers(429, '', { 'retry-after': '7' }),
        kind: 'unreadable',
        refused: true,
        retryAfterMs: 7_000,
      },
      { seen: '500', reply: answers(500), kind: 'unreadable' },
      { seen: '302', reply: answers(302, '', { location: '/' }), kind: 'unreadable' },
      { seen: 'HTML', reply: answers(200, HTML), kind: 'unreadable' },
      { seen: 'an empty answer', reply: answers(200), kind: 'unreadable' },
      { seen: 'a reset connection', reply: hangsUp, kind: 'unreadable' },
      { seen: 'no answer in time', reply: staysSilent, timeoutMs: SHORT_MS, kind: 'unreadable' },
    ])('$seen → $kind', async ({ reply, kind, refused, retryAfterMs, timeoutMs = AMPLE_MS }) => {
      await using upstream = await startUpstream(reply);
      const client = clientOf(upstream.url);
      const sighting: Sighting = await create(client).readBack({
        accountId: ACCOUNT_ID,
        credential: provider.credential,
        requestId: 'request-3',
        timeoutMs,
      });
      client.close();
      expect(sighting.kind).toBe(kind);
      const said = sighting.kind === 'unreadable' ? sighting : undefined;
      expect([said?.refused, said?.retryAfterMs]).toEqual([refused, retryAfterMs]);
      expect(upstream.requests.map(({ method }) => method)).toEqual(['GET']);
      expect(upstream.requests[0]?.headers).not.toHaveProperty('idempotency-key');
    });
  });

  describe(`${name}: what it says of itself`, () => {
    const { deletion, accounts, simulation } = provider.provider;

    it('a deletion is of a type that the schema has', () => {
      const type = new RegExp(`^type ${typeOf(deletion.withoutDetails)} implements Deletion\\b`, 'm');
      expect(readTypeDefs()).toMatch(type);
    });

    it('keys are sure to be forgotten some time after they are sure to be recognised, or never were', () => {
      const { resendsForMs, forgetsAfterMs } = deletion;
      expect(resendsForMs === 0 ? forgetsAfterMs === 0 : forgetsAfterMs > resendsForMs).toBe(true);
    });

    it('an account is one segment of the path that is read', () => {
      expect(accounts.path('a%2Fb')).toMatch(/\/a%2Fb$/);
    });

    it('its simulation lists every demo account, deletes one at once, and refuses who may only read', async () => {
      const { start, credentials, accountIds } = await simulation();
      const there = await start();
      const client = clientOf(there.url);
      const reader = createAccountReader(client, provider.provider);
      const listed: string[] = [];
      const pages = new Set<string | null>();
      for (let cursor: string | null = null; !pages.has(cursor); ) {
        pages.add(cursor);
        const page = await reader.page({ cursor, credential: credentials.full, requestId: 'r', timeoutMs: AMPLE_MS });
        if (page.kind === 'refused') throw new Error(page.message);
        listed.push(...page.value.accounts.map((account) => account.accountId));
        cursor = page.value.next ?? null;
      }
      expect(listed).toEqual(expect.arrayContaining([...accountIds]));

      const [accountId = ''] = accountIds;
      const asks = { accountId, idempotencyKey: newKey(), requestId: 'r', timeoutMs: AMPLE_MS, maySend: () => true };
      const port = create(client);
      expect((await port.readBack({ ...asks, credential: credentials.readOnly })).kind).toBe('present');
      expect((await port.delete({ ...asks, credential: credentials.readOnly })).kind).toBe('refused');
      const deleted = await port.delete({ ...asks, credential: credentials.full });
      expect(deleted).toMatchObject({ kind: 'deleted', deletion: { type: typeOf(deletion.withoutDetails) } });
      expect(there.effects).toEqual([{ accountId, idempotencyKey: asks.idempotencyKey }]);
      expect(['deleted', 'absent']).toContain((await port.readBack({ ...asks, credential: credentials.full })).kind);
      client.close();
      await there.close();
    });
  });
}
