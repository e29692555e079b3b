import { describe, expect, it } from 'vitest';
import { nuvionError, sequenceError } from '../support/account-answers.ts';
import { NUVION_ACCOUNT_ID, nuvionAnswer } from '../support/nuvion-answer.ts';
import { BALANCE, newKey } from '../support/secrets.ts';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway.ts';
import { answers, hangsUp, type Reply, startUpstream, staysSilent } from '../support/upstream.ts';

/** A gateway in front of one upstream that plays both providers. */
async function setUp(...replies: readonly Reply[]) {
  const upstream = await startUpstream(...replies);
  const gateway = await startTestGateway({ SEQUENCE_URL: upstream.url, NUVION_URL: upstream.url });
  return {
    upstream,
    gateway,
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await upstream[Symbol.asyncDispose]();
    },
  };
}

/** Waits until so many deletions at Sequence run at once. */
const untilRunning = (gateway: TestGateway, count: number) =>
  expect
    .poll(async () => (await fetch(`${gateway.origin}/metrics`)).text(), { timeout: 10_000 })
    .toContain(`gateway_deletions_running{provider="SEQUENCE"} ${count}\n`);

const UUID = /^[0-9a-f-]{36}$/;
const globalId = (provider: string, accountId: string) =>
  Buffer.from(`${provider}:${accountId}`, 'utf8').toString('base64url');

describe('a deletion at Nuvion', () => {
  it('comes out with every documented field', async () => {
    await using world = await setUp(answers(200, nuvionAnswer()));
    const idempotencyKey = newKey();
    const result = await world.gateway.delete({ provider: 'NUVION', accountId: NUVION_ACCOUNT_ID, idempotencyKey });
    expect(result).toEqual({
      __typename: 'DeleteAccountSuccess',
      provider: 'NUVION',
      accountId: NUVION_ACCOUNT_ID,
      deletedAccountId: globalId('NUVION', NUVION_ACCOUNT_ID),
      evidence: 'RESPONSE',
      idempotencyKey,
      requestId: expect.stringMatching(UUID),
      replayed: false,
      deletion: {
        __typename: 'SoftDeletion',
        permanent: false,
        message: 'Account deleted successfully',
        deletedAt: '2023-09-02T16:00:00.000Z',
        account: {
          accountId: NUVION_ACCOUNT_ID,
          entityId: '01HJ5G6R7MXW5ZK2QD6YA8N9F4',
          balanceId: '01HJ5G6R7MXW5ZK2QD6YA8N9F5',
          type: 'checking',
          currency: 'USD',
          displayName: 'Business Account',
          meta: {},
          config: { isOverdraftable: false, overdraftLimit: '0' },
          createdAt: '2023-09-01T16:00:00.000Z',
          updatedAt: '2023-09-01T16:00:00.000Z',
          deletedAt: '2023-09-02T16:00:00.000Z',
          finalBalance: { current: '0', overdraftUsed: '0' },
        },
        cascade: {
          accountDetails: ['01HJ5G6R7MXW5ZK2QD6YA8N9F6', '01HJ5G6R7MXW5ZK2QD6YA8N9F7'],
          pinnedAccounts: ['01HJ5G6R7MXW5ZK2QD6YA8N9F4:01HJ5G6R7MXW5ZK2QD6YA8N9F3'],
          counterparties: ['01HJ5G6R7MXW5ZK2QD6YA8N9F8', '01HJ5G6R7MXW5ZK2QD6YA8N9F9'],
          transactionsAffected: 0,
          pendingTransactionsCancelled: 0,
        },
        entityImpact: {
          entityId: '01HJ5G6R7MXW5ZK2QD6YA8N9F4',
          remainingAccounts: 2,
          defaultAccountReassigned: null,
          accountsOfSameType: 1,
        },
        reversal: {
          canBeRestored: true,
          restorationDeadline: '2023-10-02T16:00:00.000Z',
          restorationRequirements: ['admin_approval'],
          balanceRecoveryPossible: true,
        },
      },
    });
  });

  it('keeps every digit of an amount, on a replay too', async () => {
    const amounts = { current: '1000.50', overdraftUsed: '0.1', limit: '9007199254740993' };
    await using world = await setUp(answers(200, nuvionAnswer(amounts)));
    const input = { provider: 'NUVION', accountId: NUVION_ACCOUNT_ID, idempotencyKey: newKey() } as const;
    for (const replayed of [false, true]) {
      expect(await world.gateway.delete(input)).toMatchObject({
        replayed,
        deletion: {
          account: {
            finalBalance: { current: '1000.50', overdraftUsed: '0.1' },
            config: { overdraftLimit: '9007199254740993' },
          },
        },
      });
    }
    expect(world.upstream.requests).toHaveLength(1);
  });

  it.each([
    ['an account that is a text', '{"status":200,"data":{"account":"gone"}}'],
    ['no data', '{"status":200}'],
    ['data of null', '{"status":200,"data":null}'],
    [
      'times and amounts of the wrong type',
      nuvionAnswer({ current: '"lots"', limit: '{}' }).replaceAll('1693584000000', '"yesterday"'),
    ],
    ['a time beyond all calendars', nuvionAnswer().replaceAll('1693670400000', '9e99')],
    ['counts beyond an Int', nuvionAnswer().replaceAll('"remaining_accounts": 2', '"remaining_accounts": 1e15')],
    [
      'lists of other things',
      nuvionAnswer().replace(/"counterparties": \[[^\]]*\]/, '"counterparties": [1, null, {}]'),
    ],
    ['meta that is a list', nuvionAnswer().replace('"meta": {}', '"meta": [1]')],
  ])('is a success whatever its details look like: %s', async (_what, body) => {
    await using world = await setUp(answers(200, body));
    expect(JSON.parse(body)).toBeTypeOf('object');
    expect(
      await world.gateway.delete({ provider: 'NUVION', accountId: NUVION_ACCOUNT_ID, idempotencyKey: newKey() }),
    ).toMatchObject({ __typename: 'DeleteAccountSuccess', deletion: { permanent: false } });
  });

  it('whose answer is lost is read back, and its details come from there', async () => {
    await using world = await setUp(hangsUp, answers(200, nuvionAnswer({ current: BALANCE })));
    expect(
      await world.gateway.delete({ provider: 'NUVION', accountId: NUVION_ACCOUNT_ID, idempotencyKey: newKey() }),
    ).toMatchObject({
      evidence: 'OBSERVED',
      deletion: {
        message: null,
        deletedAt: '2023-09-02T16:00:00.000Z',
        account: { finalBalance: { current: BALANCE } },
      },
    });
    expect(world.upstream.requests.map(({ method }) => method)).toEqual(['DELETE', 'GET']);
  });

  it('that may have been executed is unknown until the quiescence is over, and says when', async () => {
    await using upstream = await startUpstream(staysSilent, answers(500));
    await using gateway = await startTestGateway({ NUVION_URL: upstream.url, PROVIDER_TIMEOUT_MS: '1000' });
    const result = await gateway.delete({ provider: 'NUVION', accountId: 'acc_1', idempotencyKey: newKey() });
    expect(result).toMatchObject({ __typename: 'OutcomeUnknownError', source: 'PROVIDER', retry: 'SAME_KEY' });
    const { retryAfterMs } = result as { retryAfterMs: number };
    expect(retryAfterMs).toBeGreaterThan(20_000);
    expect(retryAfterMs).toBeLessThanOrEqual(30_000);
  });
});

describe('an answer that is not conclusive', () => {
  it.each([
    ['SEQUENCE', 409, { error: { code: 'conflict', message: 'Their own words' } }],
    ['SEQUENCE', 500, '<html>Their own words</html>'],
    ['NUVION', 503, { type: 'error_unavailable', message: 'Their own words' }],
  ] as const)('is told by its status, at %s %i, and in none of their words', async (provider, status, body) => {
    await using world = await setUp(answers(status, body));
    const result = await world.gateway.delete({ provider, accountId: 'acc_1', idempotencyKey: newKey() });
    expect(result).toMatchObject({
      __typename: 'OutcomeUnknownError',
      message:
        `The provider answered with status ${status}, which proves nothing: the account may be deleted or not. ` +
        'Retry with the same idempotency key.',
    });
  });

  it('is told as lost where there was none', async () => {
    await using world = await setUp(hangsUp, answers(500));
    const result = await world.gateway.delete({ provider: 'NUVION', accountId: 'acc_1', idempotencyKey: newKey() });
    expect(result).toMatchObject({
      __typename: 'OutcomeUnknownError',
      message: expect.stringMatching(/^There is no usable answer from the provider: /),
    });
  });
});

describe('a deletion at Sequence', () => {
  it.each([
    ['204', answers(204)],
    ['200 without a body', answers(200)],
    [
      '200 with a request id',
      ((response, request, socket) =>
        answers(200, { request_id: request.headers['x-request-id'] })(response, request, socket)) satisfies Reply,
    ],
  ])('is permanent: %s', async (_what, reply) => {
    await using world = await setUp(reply);
    const idempotencyKey = newKey();
    expect(await world.gateway.delete({ provider: 'SEQUENCE', accountId: 'acc_01HABC4567', idempotencyKey })).toEqual({
      __typename: 'DeleteAccountSuccess',
      provider: 'SEQUENCE',
      accountId: 'acc_01HABC4567',
      deletedAccountId: globalId('SEQUENCE', 'acc_01HABC4567'),
      evidence: 'RESPONSE',
      idempotencyKey,
      requestId: expect.stringMatching(UUID),
      replayed: false,
      deletion: { __typename: 'PermanentDeletion', permanent: true },
    });
  });
});

describe('every documented error has its answer', () => {
  it.each([
    {
      provider: 'SEQUENCE',
      reply: answers(401, sequenceError('unauthorized', 'Missing or invalid API key.')),
      error: {
        __typename: 'UnauthorizedError',
        code: 'UNAUTHORIZED',
        message: 'Missing or invalid API key.',
        retry: 'SAME_KEY',
        source: 'PROVIDER',
        providerCode: 'unauthorized',
      },
    },
    {
      provider: 'SEQUENCE',
      reply: answers(403, sequenceError('forbidden', 'This API key does not have the required permission.')),
      error: {
        __typename: 'ForbiddenError',
        code: 'FORBIDDEN',
        message: 'This API key does not have the required permission.',
        retry: 'SAME_KEY',
        source: 'PROVIDER',
        providerCode: 'forbidden',
      },
    },
    {
      provider: 'SEQUENCE',
      reply: answers(404, sequenceError('resource_not_found', "Account with id 'acc_123' was not found.")),
      error: {
        __typename: 'AccountNotFoundError',
        code: 'ACCOUNT_NOT_FOUND',
        message: "Account with id 'acc_123' was not found.",
        retry: 'NEVER',
        source: 'PROVIDER',
        providerCode: 'resource_not_found',
        provider: 'SEQUENCE',
        accountId: 'acc_123',
        missingAccountId: 'U0VRVUVOQ0U6YWNjXzEyMw',
      },
    },
    {
      provider: 'SEQUENCE',
      reply: answers(429, sequenceError('rate_limited', 'Slow down.'), { 'retry-after': '7' }),
      error: { __typename: 'RateLimitedError', code: 'RATE_LIMITED', retry: 'SAME_KEY', retryAfterMs: 7_000 },
    },
    {
      provider: 'SEQUENCE',
      reply: answers(404, '<html>Not here</html>'),
      error: { __typename: 'UnavailableError', code: 'UNAVAILABLE', retry: 'SAME_KEY', source: 'PROVIDER' },
    },
    {
      provider: 'NUVION',
      reply: answers(401, nuvionError(401, 'error_auth_unauthorized')),
      error: { __typename: 'UnauthorizedError', providerCode: 'error_auth_unauthorized', source: 'PROVIDER' },
    },
    {
      provider: 'NUVION',
      reply: answers(404, nuvionError(404, 'error_account_not_found')),
      error: {
        __typename: 'AccountNotFoundError',
        provider: 'NUVION',
        accountId: 'acc_123',
        missingAccountId: 'TlVWSU9OOmFjY18xMjM',
        retry: 'NEVER',
      },
    },
    {
      provider: 'NUVION',
      reply: answers(409, nuvionError(409, 'error_account_conflict')),
      error: { __typename: 'DeletionRejectedError', code: 'DELETION_REJECTED', retry: 'NEW_KEY', validations: [] },
    },
    {
      provider: 'NUVION',
      reply: answers(400, {
        ...nuvionError(400, 'error_validation_error', 'Nuvion says no.'),
        validations: [{ balance: { error_type: 'not_zero', message: 'Balance must be zero' } }],
      }),
      error: {
        __typename: 'DeletionRejectedError',
        message: 'Nuvion says no.',
        providerCode: 'error_validation_error',
        validations: [{ field: 'balance', code: 'not_zero', message: 'Balance must be zero' }],
      },
    },
  ] as const)('$provider: $error.__typename', async ({ provider, reply, error }) => {
    await using world = await setUp(reply);
    const idempotencyKey = newKey();
    expect(await world.gateway.delete({ provider, accountId: 'acc_123', idempotencyKey })).toMatchObject({
      idempotencyKey,
      replayed: false,
      requestId: expect.stringMatching(UUID),
      ...error,
    });
    expect(world.upstream.requests).toHaveLength(1);
  });
});

describe('what the gateway refuses by itself sends nothing', () => {
  it.each([
    [{ accountId: ' ' }, { __typename: 'InvalidInputError', field: 'accountId', retry: 'NEVER', source: 'GATEWAY' }],
    [{ accountId: '..' }, { __typename: 'InvalidInputError', field: 'accountId' }],
    [
      { idempotencyKey: 'two words' },
      { __typename: 'InvalidInputError', idempotencyKey: 'two words', field: 'idempotencyKey' },
    ],
    [{ idempotencyKey: '' }, { __typename: 'InvalidInputError', idempotencyKey: '', field: 'idempotencyKey' }],
  ])('%j', async (input, error) => {
    await using world = await setUp();
    const result = await world.gateway.delete({ provider: 'NUVION', accountId: 'acc_1', ...input });
    expect(result).toMatchObject(error);
    expect(world.upstream.requests).toHaveLength(0);
  });

  it('no credential for the provider', async () => {
    await using world = await setUp();
    const input = { provider: 'NUVION', accountId: 'acc_1', idempotencyKey: newKey() } as const;
    for (const headers of [{}, { authorization: 'ApiKey c4n4ry' }, { authorization: 'Basic c4n4ry' }] as const) {
      expect(await world.gateway.delete(input, headers as Record<string, string>)).toMatchObject({
        __typename: 'UnauthorizedError',
        source: 'GATEWAY',
        retry: 'SAME_KEY',
      });
    }
    expect(world.upstream.requests).toHaveLength(0);
  });

  it('a key for another account', async () => {
    await using world = await setUp(answers(204));
    const idempotencyKey = newKey();
    await world.gateway.delete({ provider: 'SEQUENCE', accountId: 'acc_1', idempotencyKey });
    expect(await world.gateway.delete({ provider: 'SEQUENCE', accountId: 'acc_2', idempotencyKey })).toMatchObject({
      __typename: 'IdempotencyKeyReusedError',
      source: 'GATEWAY',
      retry: 'NEW_KEY',
    });
    expect(world.upstream.requests).toHaveLength(1);
  });

  it('a missing key where one is required', async () => {
    await using upstream = await startUpstream();
    await using gateway = await startTestGateway({ NUVION_URL: upstream.url, REQUIRE_IDEMPOTENCY_KEY: 'true' });
    expect(await gateway.delete({ provider: 'NUVION', accountId: 'acc_1' })).toMatchObject({
      __typename: 'InvalidInputError',
      field: 'idempotencyKey',
    });
    expect(upstream.requests).toHaveLength(0);
  });
});

describe('one key, one deletion', () => {
  it('50 simultaneous duplicates make one upstream request', async () => {
    const all = Promise.withResolvers<void>();
    await using world = await setUp(async (response) => {
      await all.promise;
      response.writeHead(204).end();
    });
    const input = { provider: 'SEQUENCE', accountId: 'acc_1', idempotencyKey: newKey() } as const;
    const pending = Promise.all(Array.from({ length: 50 }, () => world.gateway.delete(input)));
    await untilRunning(world.gateway, 50);
    all.resolve();
    const results = await pending;
    expect(world.upstream.requests).toHaveLength(1);
    expect(results.every((result) => result.__typename === 'DeleteAccountSuccess' && !result.replayed)).toBe(true);
    expect(new Set(results.map(({ requestId }) => requestId)).size).toBe(50);
  });

  it('a caller that hangs up cancels nobody: not itself, and not its duplicates', async () => {
    const [asked, both] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await using world = await setUp(async (response) => {
      asked.resolve();
      await both.promise;
      response.writeHead(204).end();
    });
    const input = { provider: 'SEQUENCE', accountId: 'acc_1', idempotencyKey: newKey() } as const;
    const abort = new AbortController();
    const first = fetch(world.gateway.url, {
      method: 'POST',
      signal: abort.signal,
      headers: { 'content-type': 'application/json', 'x-sequence-authorization': 'ApiKey c4n4ry-sequence' },
      body: JSON.stringify({
        query: 'mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { __typename } }',
        variables: { input },
      }),
    });
    await asked.promise;
    abort.abort();
    await expect(first).rejects.toThrow();
    const second = world.gateway.delete(input);
    await untilRunning(world.gateway, 2);
    both.resolve();
    expect(await second).toMatchObject({ __typename: 'DeleteAccountSuccess', replayed: false });
    expect(world.upstream.requests).toHaveLength(1);
  });

  it('a replay has the first answer and the request id of the request at hand', async () => {
    await using world = await setUp(answers(204));
    const input = { provider: 'SEQUENCE', accountId: 'acc_1', idempotencyKey: newKey() } as const;
    const first = await world.gateway.delete(input);
    const again = await world.gateway.delete(input);
    expect(again).toEqual({ ...first, replayed: true, requestId: again.requestId });
    expect(again.requestId).not.toBe(first.requestId);
  });

  it('a key made by the gateway comes back, and works for a retry', async () => {
    await using world = await setUp(answers(204));
    const { idempotencyKey } = await world.gateway.delete({ provider: 'SEQUENCE', accountId: 'acc_1' });
    expect(idempotencyKey).toMatch(UUID);
    expect(await world.gateway.delete({ provider: 'SEQUENCE', accountId: 'acc_1', idempotencyKey })).toMatchObject({
      replayed: true,
    });
  });

  it('after a refusal that released the record the same key deletes', async () => {
    await using world = await setUp(answers(429), answers(204));
    const input = { provider: 'SEQUENCE', accountId: 'acc_1', idempotencyKey: newKey() } as const;
    expect(await world.gateway.delete(input)).toMatchObject({ __typename: 'RateLimitedError' });
    expect(await world.gateway.delete(input)).toMatchObject({ __typename: 'DeleteAccountSuccess', replayed: false });
  });
});
