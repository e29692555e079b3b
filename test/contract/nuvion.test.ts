import { describe, expect, it } from 'vitest';
import { nuvion } from '../../src/providers/nuvion/index.ts';
import { nuvionError as error } from '../support/account-answers.ts';
import { clientOf } from '../support/http-client.ts';
import { createNuvion } from '../support/providers.ts';
import { NUVION_CREDENTIAL } from '../support/secrets.ts';
import { answers, startUpstream } from '../support/upstream.ts';
import { ACCOUNT_ID, providerSuite } from './provider-suite.ts';

const account = (fields: object = {}) => ({ data: { account: { id: ACCOUNT_ID, ...fields } } });

providerSuite({
  provider: nuvion,
  credential: NUVION_CREDENTIAL,
  request: (segment) => ({ method: 'DELETE', path: `/accounts/${segment}` }),
  error,
  notFoundCode: 'error_account_not_found',
  rows: [
    { seen: '200 with the account asked for', reply: answers(200, account()), kind: 'deleted' },
    {
      seen: '200 with the account asked for, and data nested beyond all reading',
      reply: answers(
        200,
        `{"data":{"account":{"id":"${ACCOUNT_ID}","meta":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}}}`,
      ),
      kind: 'deleted',
    },
    { seen: '200 without an account, status the number 200', reply: answers(200, { status: 200 }), kind: 'deleted' },
    {
      seen: '200 with an account without id, status 200',
      reply: answers(200, { status: 200, data: { account: {} } }),
      kind: 'deleted',
    },
    { seen: '200 without an account, status the text "200"', reply: answers(200, { status: '200' }), kind: 'lost' },
    { seen: '200 without account and status', reply: answers(200, { message: 'ok' }), kind: 'lost' },
    { seen: '200 with an empty body', reply: answers(200), kind: 'lost' },
    { seen: '204', reply: answers(204), kind: 'lost' },
    {
      seen: "200 with another account's id",
      reply: answers(200, { status: 200, data: { account: { id: 'acc_other' } } }),
      kind: 'lost',
    },
    {
      seen: '200 with an error',
      reply: answers(200, error(400, 'error_oops')),
      kind: 'lost',
      more: { providerCode: 'error_oops' },
    },
    {
      seen: '200 with an error that names the account asked for',
      reply: answers(200, { ...error(409, 'error_account_conflict'), ...account() }),
      kind: 'lost',
      more: { providerCode: 'error_account_conflict' },
    },
    {
      seen: '404 with a type of something else',
      reply: answers(404, error(404, 'not_found')),
      kind: 'refused',
      code: 'UNAVAILABLE',
    },
    {
      seen: '409',
      reply: answers(409, error(409, 'error_account_conflict')),
      kind: 'rejected',
      code: 'DELETION_REJECTED',
    },
    {
      seen: '422 with validations',
      reply: answers(422, {
        ...error(422, 'error_validation_error'),
        validations: [
          { balance: { error_type: 'not_zero', message: 'Must be zero' } },
          'nonsense',
          { odd: 'nonsense' },
        ],
      }),
      kind: 'rejected',
      code: 'DELETION_REJECTED',
      more: { validations: [{ field: 'balance', code: 'not_zero', message: 'Must be zero' }] },
    },
  ],
});

describe('Nuvion: reading an account back', () => {
  it.each([
    ['a positive deleted time', { deleted: 1693670400000 }, 'deleted'],
    ['no deleted time', {}, 'present'],
    ['a deleted time of 0', { deleted: 0 }, 'present'],
    ['a deleted time of null', { deleted: null }, 'present'],
    ['an empty deleted time', { deleted: '' }, 'present'],
    ['a deleted time as a text', { deleted: '2026-01-01T00:00:00Z' }, 'unreadable'],
    ['a deleted time as a flag', { deleted: true }, 'unreadable'],
    ['a deleted time below 0', { deleted: -1 }, 'unreadable'],
    ['the status of a listed account', { status: 'active' }, 'present'],
    ['another status', { status: 'deleted' }, 'unreadable'],
    ['another status, and a deleted time of 0', { status: 'closed', deleted: 0 }, 'unreadable'],
    ['another status, and a positive deleted time', { status: 'closed', deleted: 1693670400000 }, 'deleted'],
    ["another account's id", { id: 'acc_other', deleted: 1693670400000 }, 'unreadable'],
  ])('%s → %s', async (_what, fields, kind) => {
    await using upstream = await startUpstream(answers(200, account(fields)));
    const client = clientOf(upstream.url);
    const call = { accountId: ACCOUNT_ID, credential: NUVION_CREDENTIAL, requestId: 'r', timeoutMs: 1_000 };
    expect((await createNuvion(client).readBack(call)).kind).toBe(kind);
    client.close();
  });
});
