import { describe, expect, it } from 'vitest';
import { sequence } from '../../src/providers/sequence/index.ts';
import { sequenceError } from '../support/account-answers.ts';
import { clientOf } from '../support/http-client.ts';
import { createSequence } from '../support/providers.ts';
import { SEQUENCE_CREDENTIAL } from '../support/secrets.ts';
import { answers, startUpstream } from '../support/upstream.ts';
import { ACCOUNT_ID, providerSuite } from './provider-suite.ts';

const error = (_status: number, code: string, message?: string) => sequenceError(code, message);

const PERMANENT = { deletion: { type: 'PermanentDeletion', permanent: true } };

providerSuite({
  provider: sequence,
  credential: SEQUENCE_CREDENTIAL,
  request: (segment) => ({ method: 'DELETE', path: `/accounts/${segment}` }),
  error,
  notFoundCode: 'resource_not_found',
  rows: [
    { seen: '204', reply: answers(204), kind: 'deleted', more: PERMANENT },
    { seen: '200 with an empty body', reply: answers(200), kind: 'deleted', more: PERMANENT },
    { seen: '202 with an empty body', reply: answers(202), kind: 'deleted', more: PERMANENT },
    {
      seen: '200 with a JSON object',
      reply: answers(200, { request_id: 'request-1' }),
      kind: 'deleted',
      more: PERMANENT,
    },
    {
      seen: '200 with the account asked for',
      reply: answers(200, { data: { id: ACCOUNT_ID } }),
      kind: 'deleted',
      more: PERMANENT,
    },
    { seen: '200 with null as the id', reply: answers(200, { data: { id: null } }), kind: 'deleted', more: PERMANENT },
    { seen: '200 with an empty id', reply: answers(200, { data: { id: '' } }), kind: 'deleted', more: PERMANENT },
    { seen: "200 with another account's id", reply: answers(200, { data: { id: 'acc_other' } }), kind: 'lost' },
    // No error of Sequence's own shape, and no confirmation either.
    { seen: '200 with `error` as a text', reply: answers(200, { error: 'oops' }), kind: 'lost' },
    {
      seen: '200 with an error',
      reply: answers(200, error(200, 'oops')),
      kind: 'lost',
      more: { providerCode: 'oops' },
    },
    {
      seen: '404 with another code',
      reply: answers(404, error(404, 'route_not_found')),
      kind: 'refused',
      code: 'UNAVAILABLE',
    },
    { seen: '409', reply: answers(409, error(409, 'conflict')), kind: 'lost', more: { providerCode: 'conflict' } },
  ],
});

describe('Sequence: the documented errors', () => {
  it.each([
    [401, 'unauthorized', 'Missing or invalid API key.', 'UNAUTHORIZED'],
    [403, 'forbidden', 'This API key does not have the required permission.', 'FORBIDDEN'],
    [404, 'resource_not_found', "Account with id 'acc_123' was not found.", 'ACCOUNT_NOT_FOUND'],
  ])('%i %s', async (status, providerCode, message, code) => {
    await using upstream = await startUpstream(answers(status, sequenceError(providerCode, message)));
    const client = clientOf(upstream.url);
    const exchange = await createSequence(client).delete({
      accountId: ACCOUNT_ID,
      credential: SEQUENCE_CREDENTIAL,
      idempotencyKey: 'k',
      requestId: 'r',
      timeoutMs: 1_000,
      maySend: () => true,
    });
    client.close();
    // The key "k" is cut out of the message as any other would be.
    expect(exchange).toMatchObject({ failure: { code, providerCode, message: message.replaceAll('k', '[redacted]') } });
  });

  it('reads back an account that is still there', async () => {
    await using upstream = await startUpstream(
      answers(200, { request_id: 'r', data: { id: ACCOUNT_ID, name: 'Pod' } }),
    );
    const client = clientOf(upstream.url);
    const call = { accountId: ACCOUNT_ID, credential: SEQUENCE_CREDENTIAL, requestId: 'r', timeoutMs: 1_000 };
    const sequence = createSequence(client);
    expect(await sequence.readBack(call)).toEqual({ kind: 'present' });
    expect(await sequence.readBack({ ...call, accountId: 'acc_other' })).toMatchObject({ kind: 'unreadable' });
    client.close();
  });
});
