import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKey, SEQUENCE_CREDENTIAL } from '../support/secrets.ts';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway.ts';
import { answers, startUpstream, type Upstream } from '../support/upstream.ts';

let upstream: Upstream;
let gateway: TestGateway;

beforeAll(async () => {
  upstream = await startUpstream(answers(204));
  gateway = await startTestGateway({ SEQUENCE_URL: upstream.url, NUVION_URL: upstream.url });
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

const JSON_TYPE = { 'content-type': 'application/json' };
const UUID = /^[0-9a-f-]{36}$/;

const post = (body: BodyInit, headers: Record<string, string> = JSON_TYPE, url = gateway.url) =>
  fetch(url, { method: 'POST', headers, body });

/** Sends raw bytes and gives back all that the server answers until it closes. */
async function raw(bytes: string): Promise<string> {
  const socket = net.connect(Number(new URL(gateway.url).port), '127.0.0.1');
  socket.write(bytes);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  await once(socket, 'close');
  return answer;
}

/** A request with header lines that fetch would not send. */
async function postWith(
  headers: http.OutgoingHttpHeaders,
  body: object,
): Promise<http.IncomingMessage & { text: string }> {
  const request = http.request(gateway.url, { method: 'POST', headers: { ...JSON_TYPE, ...headers } });
  request.end(JSON.stringify(body));
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  let text = '';
  for await (const chunk of response) text += chunk;
  return Object.assign(response, { text });
}

async function getWith(url: string, headers: http.OutgoingHttpHeaders): Promise<http.IncomingMessage> {
  const [response] = (await once(http.get(url, { headers }), 'response')) as [http.IncomingMessage];
  return response.resume();
}

const MUTATION = `mutation ($input: DeleteAccountInput!) {
  deleteAccount(input: $input) {
    __typename
    ... on DeleteAccountSuccess { idempotencyKey requestId }
    ... on DeleteAccountError { idempotencyKey requestId message }
  }
}`;
const deletion = (input: object = {}) => ({
  query: MUTATION,
  variables: { input: { provider: 'SEQUENCE', accountId: 'acc_1', ...input } },
});
const resultOf = (text: string) => JSON.parse(text).data.deleteAccount;
const lastRequest = () => upstream.requests.at(-1);

describe('the content type', () => {
  it.each([
    ['*/*', 200, 'application/json; charset=utf-8'],
    ['application/json', 200, 'application/json; charset=utf-8'],
    [
      'application/graphql-response+json, application/json;q=0.9',
      200,
      'application/graphql-response+json; charset=utf-8',
    ],
    ['text/html, */*;q=0.1', 200, 'application/json; charset=utf-8'],
    ['image/png', 406, 'application/json; charset=utf-8'],
  ])('is the same however often a document is sent: %s', async (accept, status, type) => {
    for (const _time of [1, 2, 3]) {
      const response = await post('{"query":"{ __typename }"}', { ...JSON_TYPE, accept });
      expect([response.status, response.headers.get('content-type')]).toEqual([status, type]);
    }
  });
});

describe('a deletion for whose answer no content type is acceptable', () => {
  it.each(['text/html', 'image/*', 'application/json;q=0'])('is not sent: %s', async (accept) => {
    for (const _time of [1, 2]) {
      const before = upstream.requests.length;
      const { statusCode } = await postWith({ 'x-sequence-authorization': SEQUENCE_CREDENTIAL, accept }, deletion());
      expect([statusCode, upstream.requests.length - before]).toEqual([406, 0]);
    }
  });
});

describe('headers in, headers out', () => {
  it("sends a provider the request id, the field's key unquoted, the credential – and nothing else of the caller's", async () => {
    const key = newKey();
    await postWith(
      {
        'x-sequence-authorization': SEQUENCE_CREDENTIAL,
        'idempotency-key': `"${key}"`,
        'x-request-id': 'my-request',
        cookie: 'session=1',
        'x-forwarded-for': '10.0.0.1',
        traceparent: '00-x',
        'user-agent': 'curious',
        'x-nuvion-authorization': 'Bearer c4n4ry-other',
      },
      deletion(),
    );
    const { host: _host, connection: _connection, ...headers } = lastRequest()?.headers ?? {};
    expect(headers).toEqual({
      authorization: SEQUENCE_CREDENTIAL,
      'idempotency-key': key,
      'x-request-id': 'my-request',
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': 'accounts-gateway',
    });
  });

  it('the key of the input wins over that of the header', async () => {
    const [inInput, inHeader] = [newKey(), newKey()];
    const { text } = await postWith(
      { 'x-sequence-authorization': SEQUENCE_CREDENTIAL, 'idempotency-key': inHeader },
      deletion({ idempotencyKey: inInput }),
    );
    expect(resultOf(text).idempotencyKey).toBe(inInput);
    expect(lastRequest()?.headers['idempotency-key']).toBe(inInput);
  });

  it('two Idempotency-Key lines are refused, and the answer says so', async () => {
    const before = upstream.requests.length;
    const headers = { 'x-sequence-authorization': SEQUENCE_CREDENTIAL, 'idempotency-key': ['a', 'b'] };
    expect(resultOf((await postWith(headers, deletion())).text)).toMatchObject({
      __typename: 'InvalidInputError',
      idempotencyKey: 'a, b',
    });
    expect(upstream.requests).toHaveLength(before);
  });

  it.each([
    ['kept', 'abc-123', 'abc-123'],
    ['replaced', 'not visible', UUID],
  ])('every response carries X-Request-ID: %s', async (_what, id, expected) => {
    for (const path of ['/graphql', '/health/live', '/metrics', '/', '/nowhere']) {
      const response = await fetch(gateway.origin + path, { headers: { 'x-request-id': id } });
      await response.text();
      expect(response.headers.get('x-request-id'), path).toMatch(expected);
    }
  });

  it('also where the request cannot even be read', async () => {
    expect(await raw('GET / HTTP/1.1\r\nconnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*x-request-id: /i);
    expect(await raw('GET / HTTP/1.1\r\nhost: x\r\nexpect: miracles\r\nconnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 417 [\s\S]*x-request-id: /i,
    );
    expect(await raw('GET / HTTP/9.9\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*x-request-id: [0-9a-f-]{36}/);
    const tooMuch = `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`;
    expect(await raw(tooMuch)).toMatch(/^HTTP\/1\.1 431 [\s\S]*x-request-id: [0-9a-f-]{36}/);
  });

  it('tells no other origin anything unless it is on the list', async () => {
    const response = await post(JSON.stringify({ query: '{__typename}' }), {
      ...JSON_TYPE,
      origin: 'https://evil.example',
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('what is not a request is a clear 4xx', () => {
  it.each<[string, BodyInit, number]>([
    ['no JSON', '{', 400],
    ['an empty body', '', 400],
    ['a body that is not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), 400],
    ['a batch', '[{"query":"{__typename}"}]', 400],
    ['null', 'null', 400],
    ['a number', '1', 400],
    ['no query', '{}', 400],
    ['a query that is a list', '{"query":["{__typename}"]}', 400],
    ['variables that are a text', '{"query":"{__typename}","variables":"{}"}', 400],
    ['a body over 100 kB', JSON.stringify({ query: `{__typename} #${'x'.repeat(100_000)}` }), 413],
  ])('%s', async (_what, body, status) => {
    const response = await post(body);
    const text = await response.text();
    expect(response.status, text).toBe(status);
    expect(JSON.parse(text).errors[0].message).toBeTypeOf('string');
    expect(text).not.toMatch(/node_modules| {4}at |SyntaxError/);
  });

  it('a body of exactly 100 kB is read', async () => {
    const empty = JSON.stringify({ query: '{__typename} #' });
    const body = JSON.stringify({ query: `{__typename} #${'x'.repeat(100_000 - empty.length)}` });
    expect(body).toHaveLength(100_000);
    expect((await post(body)).status).toBe(200);
  });

  it('a body whose length is not told is bounded too', async () => {
    const endless = new ReadableStream({
      start(controller) {
        for (let n = 0; n < 20; n += 1) controller.enqueue(new Uint8Array(10_000).fill(32));
        controller.close();
      },
    });
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: JSON_TYPE,
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    'application/graphql',
    '',
  ])('a content type of %j', async (type) => {
    const response = await postWith({ 'content-type': type }, deletion());
    expect(response.statusCode).toBe(415);
  });

  it.each(['gzip', 'br'])('a body that is compressed: %s', async (encoding) => {
    expect((await post('{}', { ...JSON_TYPE, 'content-encoding': encoding })).status).toBe(415);
  });

  it.each(['PUT', 'DELETE', 'PATCH'])('the method %s', async (method) => {
    const response = await fetch(gateway.url, { method, headers: JSON_TYPE });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
  });

  it('a mutation by GET, and a GET from another site', async () => {
    const before = upstream.requests.length;
    const query = encodeURIComponent(
      'mutation { deleteAccount(input: {provider: SEQUENCE, accountId: "a"}) { __typename } }',
    );
    const headers = { 'x-sequence-authorization': SEQUENCE_CREDENTIAL, 'apollo-require-preflight': '1' };
    expect((await fetch(`${gateway.url}?query=${query}`, { headers })).status).toBe(405);
    const typename = `${gateway.url}?query=%7B__typename%7D`;
    expect((await fetch(typename)).status).toBe(200);
    for (const site of ['cross-site', 'same-site']) {
      const response = await getWith(typename, { 'sec-fetch-site': site });
      expect(response.statusCode, site).toBe(400);
    }
    expect(
      (await getWith(typename, { 'sec-fetch-site': 'cross-site', 'apollo-require-preflight': '1' })).statusCode,
    ).toBe(200);
    expect(upstream.requests).toHaveLength(before);
  });

  it('a request line in absolute form is understood', async () => {
    const lines = [
      'GET http://gateway.example/health/live HTTP/1.1',
      'host: gateway.example',
      'connection: close',
      '',
      '',
    ];
    expect(await raw(lines.join('\r\n'))).toMatch(/^HTTP\/1\.1 200 /);
  });

  it.each([
    ['../', 'http://x/graphql/../metrics'],
    ['%2e%2e/', 'http://x/graphql/%2e%2e/metrics'],
    ['./', 'http://x/./metrics'],
    ['a backslash', 'http://x\\metrics'],
    ['another scheme', 'ftp://x/metrics'],
    ['../ in origin form', '/graphql/../metrics'],
  ])('a path with %s is no other path', async (_what, target) => {
    expect(await raw(`GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 40[04] /);
  });

  it('a request line in absolute form without a path asks for the page', async () => {
    expect(await raw('GET http://x HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  });

  it.each(['GET /health/live', 'GET /', 'GET /nowhere'])('more than one Host: %s', async (line) => {
    const answer = await raw(`${line} HTTP/1.1\r\nhost: a\r\nhost: a\r\nconnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*x-request-id: [\s\S]*more than one host/i);
  });

  it('more than 16 requests in a row, sent before their answers came', async () => {
    const line = 'GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n';
    const answer = await raw(line.repeat(40));
    expect(answer.match(/^HTTP\/1\.1 200 /gm)).toHaveLength(16);
    expect(answer.match(/^HTTP\/1\.1 503 /gm)).toHaveLength(1); // and the connection is closed
    const sixteen = `${line.repeat(15)}GET /health/live HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`;
    expect((await raw(sixteen)).match(/^HTTP\/1\.1 200 /gm)).toHaveLength(16);
  });

  it('an unknown path', async () => {
    expect((await fetch(`${gateway.origin}/graphql/`)).status).toBe(404);
  });
});

describe('documents that are too much', () => {
  const run = async (query: string) => {
    const response = await post(JSON.stringify({ query }));
    return { status: response.status, text: await response.text() };
  };

  const laughs = Array.from({ length: 60 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`).join(
    ' ',
  );

  it.each([
    ['tokens', /token/i, `{ ${'__typename '.repeat(1_001)} }`],
    ['levels', /depth limit/i, '{ a { b { c { d { e { f { g { h } } } } } } } }'],
    ['aliases', /aliases limit/i, `{ ${Array.from({ length: 16 }, (_, n) => `a${n}: _service { sdl }`).join(' ')} }`],
    ['directives', /directives limit/i, `{ __typename ${'@include(if: true) '.repeat(51)} }`],
    [
      'fragments in fragments',
      /depth limit/i,
      `query { ...F0 } ${laughs} fragment F60 on Query { a { b { c { d { e { f { g } } } } } } }`,
    ],
    [
      'questions about types of types',
      /introspection depth/i,
      `{ __schema { types { ${'fields { type { '.repeat(4)} name ${'} }'.repeat(4)} } } }`,
    ],
  ])('too many %s', async (_what, limit, query) => {
    const { status, text } = await run(query);
    expect(status, text).toBe(400);
    expect(text).toMatch(limit);
    expect(text).not.toMatch(/node_modules| {4}at /);
  });

  it('one that is merely wrong is refused with 200 as application/json, and with 400 as graphql-response+json', async () => {
    const body = JSON.stringify({ query: 'query { ...A } fragment A on Query { ...B } fragment B on Query { ...A }' });
    const answers = [
      await post(body),
      await post(body, { ...JSON_TYPE, accept: 'application/json' }),
      await post(body, { ...JSON_TYPE, accept: 'application/graphql-response+json' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 400]);
    for (const answer of answers) expect(await answer.text()).toMatch(/Cannot spread fragment/);
  });

  it('the whole selection of the schema written with named fragments passes', async () => {
    // test/operations/delete-account.graphql selects every field of every member.
    expect(await gateway.delete({ provider: 'SEQUENCE', accountId: 'acc_1', idempotencyKey: newKey() })).toMatchObject({
      __typename: 'DeleteAccountSuccess',
    });
  });
});

describe('too many deletions in one operation', () => {
  const field = (alias: string) =>
    `${alias}: deleteAccount(input: {provider: SEQUENCE, accountId: "${alias}", idempotencyKey: "${newKey()}"}) { __typename }`;
  const fields = (count: number, prefix: string) =>
    Array.from({ length: count }, (_, n) => field(`${prefix}${n}`)).join(' ');

  it.each([
    ['as aliases', `mutation { ${fields(11, 'a')} }`],
    ['in a fragment', `mutation { ${fields(5, 'a')} ...More } fragment More on Mutation { ${fields(6, 'b')} }`],
    ['more than there may be aliases', `mutation { ${fields(20, 'a')} }`],
    ['in an inline fragment', `mutation { ${fields(5, 'a')} ... on Mutation { ${fields(6, 'b')} } }`],
  ])('refuses the whole operation: %s', async (_what, query) => {
    const before = upstream.requests.length;
    const response = await post(JSON.stringify({ query }), {
      ...JSON_TYPE,
      'x-sequence-authorization': SEQUENCE_CREDENTIAL,
    });
    expect(response.status).toBe(400);
    expect((await response.json()).errors[0].extensions.code).toBe('TOO_MANY_DELETIONS');
    expect(upstream.requests).toHaveLength(before);
  });

  it('twenty are fine where twenty are allowed', async () => {
    await using wide = await startTestGateway({ SEQUENCE_URL: upstream.url, MAX_DELETIONS_PER_OPERATION: '20' });
    const before = upstream.requests.length;
    const body = JSON.stringify({ query: `mutation { ${fields(20, 'w')} }` });
    expect((await post(body, { ...JSON_TYPE, 'x-sequence-authorization': SEQUENCE_CREDENTIAL }, wide.url)).status).toBe(
      200,
    );
    expect(upstream.requests).toHaveLength(before + 20);
  });

  it('ten are fine, one after the other', async () => {
    const before = upstream.requests.length;
    const query = `mutation { ${fields(10, 'c')} }`;
    const response = await post(JSON.stringify({ query }), {
      ...JSON_TYPE,
      'x-sequence-authorization': SEQUENCE_CREDENTIAL,
    });
    expect(response.status).toBe(200);
    expect(upstream.requests).toHaveLength(before + 10);
  });
});

describe('what operators see', () => {
  it('health and metrics', async () => {
    const live = await fetch(`${gateway.origin}/health/live`);
    const ready = await fetch(`${gateway.origin}/health/ready`);
    expect([live.status, ready.status]).toEqual([200, 200]);
    expect(await ready.json()).toEqual({ status: 'ready' });

    const key = newKey();
    await gateway.delete({ provider: 'SEQUENCE', accountId: 'acc_metrics', idempotencyKey: key });
    await gateway.delete({ provider: 'SEQUENCE', accountId: 'acc_metrics', idempotencyKey: key });
    const text = await (await fetch(`${gateway.origin}/metrics`)).text();
    for (const line of [
      /^gateway_deletions_total\{provider="SEQUENCE",outcome="DELETED"\} [1-9]/m,
      /^gateway_deletion_replays_total\{provider="SEQUENCE"\} [1-9]/m,
      /^gateway_deletions_running\{provider="SEQUENCE"\} 0$/m,
      /^gateway_provider_request_duration_seconds_count\{provider="SEQUENCE",method="DELETE",status="204"\} [1-9]/m,
      /^gateway_ledger_operation_duration_seconds_count\{operation="write"\} [1-9]/m,
      /^process_cpu_seconds_total /m,
    ]) {
      expect(text).toMatch(line);
    }
  });

  it('one line for every answer that reached the ledger, with hashes and no secret', async () => {
    const key = newKey();
    const input = { provider: 'SEQUENCE', accountId: 'acc_audit', idempotencyKey: key } as const;
    const before = gateway.logs.length;
    const { requestId } = await gateway.delete(input);
    await gateway.delete(input);
    await gateway.delete({ ...input, accountId: ' ' });
    const lines = gateway.logs.slice(before).filter(({ msg }) => msg === 'deletion');
    const { level: _level, time: _time, ...line } = lines[0] ?? {};
    expect(line).toEqual({
      msg: 'deletion',
      requestId,
      provider: 'SEQUENCE',
      accountId: 'acc_audit',
      caller: expect.stringMatching(/^[\w-]{43}$/),
      key: expect.stringMatching(/^[\w-]{43}$/),
      outcome: 'DELETED',
      evidence: 'RESPONSE',
      replayed: false,
      attempts: 1,
      durationMs: expect.any(Number),
    });
    expect(lines).toMatchObject([{ replayed: false }, { replayed: true, attempts: 1, outcome: 'DELETED' }]);
  });
});

describe('switches', () => {
  it('INTROSPECTION=false hides the schema, suggests nothing, and leaves _service to the supergraph', async () => {
    await using closed = await startTestGateway({ INTROSPECTION: 'false' });
    const ask = async (query: string) => (await post(JSON.stringify({ query }), JSON_TYPE, closed.url)).json();
    expect((await ask('{ __schema { types { name } } }')).errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(JSON.stringify(await ask('mutation { deleteAcount }'))).not.toMatch(/Did you mean/);
    const byVariable = async (input: object) =>
      (await post(JSON.stringify({ query: MUTATION, variables: { input } }), JSON_TYPE, closed.url)).text();
    for (const input of [
      { provider: 'SEQUENC', accountId: 'a' },
      { provider: 'SEQUENCE', accountID: 'a' },
    ]) {
      const text = await byVariable(input);
      expect(text).toMatch(/errors/);
      expect(text).not.toMatch(/Did you mean/);
    }
    expect((await ask('{ _service { sdl } }')).data._service.sdl).toContain('deleteAccount');
    expect(
      JSON.stringify(await ask('mutation { deleteAccount(input: {provider: SEQUENC, accountId: 1}) { __typename } }')),
    ).not.toMatch(/Did you mean|stack/);
  });

  it('LANDING_PAGE=false leaves no page', async () => {
    await using bare = await startTestGateway({ LANDING_PAGE: 'false' });
    expect((await fetch(bare.origin)).status).toBe(404);
  });

  async function expectRefused(answer: Response) {
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({
      errors: [{ message: expect.stringContaining('CORS_ORIGINS'), extensions: { code: 'ORIGIN_NOT_ALLOWED' } }],
    });
  }

  it('a preflight is refused in words that name the variable, where no origin is listed', async () => {
    await using closed = await startTestGateway({});
    const headers = { origin: 'https://app.example', 'access-control-request-method': 'POST' };
    await expectRefused(await fetch(closed.url, { method: 'OPTIONS', headers }));
    // Without the header of a preflight it is a method like any other.
    expect((await fetch(closed.url, { method: 'OPTIONS' })).status).toBe(405);
  });

  it('CORS_ORIGINS lets in those it lists', async () => {
    await using open = await startTestGateway({ CORS_ORIGINS: 'https://app.example, https://admin.example' });
    const preflight = (origin: string) =>
      fetch(open.url, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type,idempotency-key',
        },
      });
    const allowed = await preflight('https://app.example');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('x-request-id')).toMatch(UUID);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(allowed.headers.get('access-control-allow-headers')).toContain('idempotency-key');
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    await expectRefused(await preflight('https://evil.example'));
    const answer = await post('{"query":"{__typename}"}', { ...JSON_TYPE, origin: 'https://admin.example' }, open.url);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://admin.example');
    expect(answer.headers.get('access-control-expose-headers')).toContain('X-Request-ID');
  });
});
