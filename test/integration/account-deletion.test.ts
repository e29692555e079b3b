import { describe, expect, it } from 'vitest';
import { AccountDeletionDocument } from '../generated/operations.ts';
import { newKey } from '../support/secrets.ts';
import { startTestGateway } from '../support/start-test-gateway.ts';
import { answers, startUpstream, staysSilent } from '../support/upstream.ts';

const SHORT = { PROVIDER_TIMEOUT_MS: '200', DELETE_DEADLINE_MS: '1000', LEASE_MS: '1500' };

describe('accountDeletion', () => {
  it('gives a client that lost its answer the very answer', async () => {
    await using upstream = await startUpstream(answers(204));
    await using gateway = await startTestGateway({ SEQUENCE_URL: upstream.url });
    const asked = { provider: 'SEQUENCE', idempotencyKey: newKey() } as const;
    const answer = await gateway.delete({ ...asked, accountId: 'acc_1' });
    const { accountDeletion } = await gateway.send(AccountDeletionDocument, asked);
    expect(accountDeletion).toEqual({
      status: 'SETTLED',
      accountId: 'acc_1',
      attempts: 1,
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      lastCheckedAt: null,
      nextCheckAt: null,
      retry: null,
      retryAfterMs: null,
      result: { ...answer, replayed: true, requestId: accountDeletion?.result?.requestId },
    });
    expect(upstream.requests).toHaveLength(1);
  });

  it('says RUNNING while a process owns it, and UNKNOWN once its answer is lost', async () => {
    let asked: unknown;
    await using upstream = await startUpstream(async () => {
      asked ??= await gateway.send(AccountDeletionDocument, query);
    }, staysSilent);
    await using gateway = await startTestGateway({ NUVION_URL: upstream.url, ...SHORT });
    const query = { provider: 'NUVION', idempotencyKey: newKey() } as const;
    expect(await gateway.delete({ ...query, accountId: 'acc_1' })).toMatchObject({ __typename: 'OutcomeUnknownError' });
    const open = { attempts: 1, result: null, retry: 'SAME_KEY', retryAfterMs: expect.any(Number) };
    expect(asked).toMatchObject({ accountDeletion: { ...open, status: 'RUNNING' } });
    expect(await gateway.send(AccountDeletionDocument, query)).toMatchObject({
      // The credential is the caller's: nobody looks by himself.
      accountDeletion: { ...open, status: 'UNKNOWN', accountId: 'acc_1', lastCheckedAt: null, nextCheckAt: null },
    });
  });

  it('is null for a key without a record: never used, released, unacceptable, or of another caller or provider', async () => {
    await using upstream = await startUpstream(answers(429), answers(204));
    await using gateway = await startTestGateway({ SEQUENCE_URL: upstream.url });
    const released = { provider: 'SEQUENCE', idempotencyKey: newKey() } as const;
    await gateway.delete({ ...released, accountId: 'acc_1' });
    const used = { provider: 'SEQUENCE', idempotencyKey: newKey() } as const;
    await gateway.delete({ ...used, accountId: 'acc_1' });
    const stranger = { 'x-sequence-authorization': 'ApiKey c4n4ry-stranger' };
    for (const [query, headers] of [
      [{ ...used, idempotencyKey: newKey() }],
      [{ ...used, idempotencyKey: 'two words' }],
      [{ ...used, provider: 'NUVION' }],
      [released],
      [used, stranger],
    ] as const) {
      expect(await gateway.send(AccountDeletionDocument, query, headers)).toEqual({ accountDeletion: null });
    }
  });

  it('needs the credential', async () => {
    await using gateway = await startTestGateway({});
    await expect(
      gateway.send(
        AccountDeletionDocument,
        { provider: 'NUVION', idempotencyKey: newKey() },
        { 'x-sequence-authorization': 'ApiKey c4n4ry' },
      ),
    ).rejects.toThrow('UNAUTHENTICATED');
  });
});
