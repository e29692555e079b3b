import { describe, expect, it } from 'vitest';
import { createAccountReader } from '../../src/providers/shared/account-reader.ts';
import { createProvider } from '../../src/providers/shared/exchange.ts';
import { ACCOUNT_ID, providerSuite } from '../contract/provider-suite.ts';
import { clientOf } from '../support/http-client.ts';
import { CANARY } from '../support/secrets.ts';
import { answers, startUpstream } from '../support/upstream.ts';
import { larch } from './larch/index.ts';

const credential = `Bearer ${CANARY}-larch`;
const error = (_status: number, code: string, text = 'No.') => ({ fault: { code, text } });
const account = (state: string, more: object = {}) => ({ account: { number: ACCOUNT_ID, state, ...more } });

providerSuite({
  provider: larch,
  credential,
  request: (segment) => ({
    method: 'POST',
    path: `/v2/accounts/${segment}/close`,
    body: '{"reason":"customer_request"}',
  }),
  error,
  notFoundCode: 'unknown_account',
  rows: [
    {
      seen: '200 closed',
      reply: answers(200, account('closed', { closed_at: '2026-01-01T00:00:00Z' })),
      kind: 'deleted',
      more: { deletion: { type: 'SoftDeletion', deletedAt: '2026-01-01T00:00:00.000Z' } },
    },
    {
      seen: '200 with another account',
      reply: answers(200, { account: { number: 'x', state: 'closed' } }),
      kind: 'lost',
    },
    { seen: '200 of an open account', reply: answers(200, account('open')), kind: 'lost' },
    { seen: '200 with an empty body', reply: answers(200), kind: 'lost' },
    { seen: '202, accepted', reply: answers(202, account('closing')), kind: 'lost', more: { status: 202 } },
    {
      seen: '409 of a duplicate that is at work',
      reply: answers(409, error(409, 'closing')),
      kind: 'lost',
      more: { providerCode: 'closing' },
    },
    {
      seen: '409 of an account that is closed',
      reply: answers(409, error(409, 'already_closed')),
      kind: 'not-found',
      code: 'ACCOUNT_NOT_FOUND',
    },
    { seen: 'an answer for another request', reply: answers(401, '', { 'x-request-id': 'another' }), kind: 'lost' },
  ],
});

describe('Larch: reading', () => {
  it.each([
    ['closed', 'deleted'],
    ['open', 'present'],
    ['closing', 'unreadable'],
  ])('an account that is %s → %s', async (state, kind) => {
    await using upstream = await startUpstream(answers(200, account(state)));
    const client = clientOf(upstream.url);
    const call = { accountId: ACCOUNT_ID, credential, requestId: 'r', timeoutMs: 1_000 };
    expect((await createProvider(client, larch).readBack(call)).kind).toBe(kind);
    client.close();
  });

  it('goes from page to page by their numbers', async () => {
    await using upstream = await startUpstream(
      answers(200, { accounts: [{ number: 'a' }, { label: 'no number' }], page: 1, pages: 2 }),
      answers(200, { accounts: [{ number: 'b' }], page: 2, pages: 2 }),
    );
    const client = clientOf(upstream.url);
    const reader = createAccountReader(client, larch);
    const call = { credential, requestId: 'r', timeoutMs: 1_000 };
    expect(await reader.page({ ...call, cursor: null })).toMatchObject({ value: { next: '2' } });
    expect(await reader.page({ ...call, cursor: '2' })).toMatchObject({ value: { next: null } });
    expect(upstream.requests.map(({ path }) => path)).toEqual(['/v2/accounts?page=1', '/v2/accounts?page=2']);
    client.close();
  });
});
