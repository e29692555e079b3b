import { describe, expect, it } from 'vitest';
import { encodeCursor } from '../../src/accounts/cursor.ts';
import { nuvionAccount } from '../../src/providers/nuvion/simulation/account.ts';
import { createSimulatedNuvion } from '../../src/providers/nuvion/simulation/simulated-nuvion.ts';
import { sequenceAccount } from '../../src/providers/sequence/simulation/account.ts';
import { createSimulatedSequence } from '../../src/providers/sequence/simulation/simulated-sequence.ts';
import {
  AccountDocument,
  AccountsDocument,
  type AccountsQuery,
  WholeAccountsDocument,
} from '../generated/operations.ts';
import { nuvionAccountText, nuvionFetched, sequenceFetched } from '../support/account-answers.ts';
import { ask, codesOf } from '../support/ask.ts';
import { DEMO_CREDENTIALS } from '../support/demo.ts';
import { BALANCE } from '../support/secrets.ts';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway.ts';
import { answers, startUpstream } from '../support/upstream.ts';

type Provider = 'SEQUENCE' | 'NUVION';
const otherThan = (provider: Provider): Provider => (provider === 'NUVION' ? 'SEQUENCE' : 'NUVION');
const ids = (count: number) => Array.from({ length: count }, (_, n) => `acc_${String(n).padStart(3, '0')}`);

describe('account', () => {
  it('has every documented field of Nuvion, digits unchanged', async () => {
    await using upstream = await startUpstream(
      answers(200, nuvionFetched(nuvionAccountText('acc_1', ', "deleted": 1693670400000, "iban": "XY00"'))),
    );
    await using gateway = await startTestGateway({ NUVION_URL: upstream.url });
    const { account } = await gateway.send(AccountDocument, { provider: 'NUVION', accountId: 'acc_1' });
    expect(account).toMatchObject({
      __typename: 'Account',
      provider: 'NUVION',
      accountId: 'acc_1',
      name: 'Business Account',
      type: 'checking',
      currency: 'USD',
      entityId: '01HJ5G6R7MXW5ZK2QD6YA8N9F4',
      balanceId: '01HJ5G6R7MXW5ZK2QD6YA8N9F5',
      config: { isOverdraftable: true, overdraftLimit: '500.00' },
      balance: { current: BALANCE, available: '950.250', overdraftUsed: '0' },
      createdAt: '2023-09-01T16:00:00.000Z',
      updatedAt: '2023-09-01T16:00:00.001Z',
      deletedAt: '2023-09-02T16:00:00.000Z',
      entity: { id: '01HJ5G6R7MXW5ZK2QD6YA8N9F4', name: 'Acme', type: 'business', verificationStatus: 'verified' },
      accountDetails: [
        {
          id: 'det_1',
          entityId: '01HJ5G6R7MXW5ZK2QD6YA8N9F4',
          accountId: 'acc_1',
          accountNumber: '1234567890',
          routingNumber: '987654321',
          description: 'Primary',
          issuer: { name: 'Example Bank', code: 'EXBNK', address: '1 Street', meta: { a: 1 } },
          config: {
            outflowEnabled: true,
            inflowEnabled: false,
            outflowAllowedCounterparties: ['cpt_1'],
            inflowAllowedCounterparties: [],
          },
          status: 'active',
          createdAt: '2023-09-01T16:00:00.000Z',
          updatedAt: '2023-09-01T16:00:00.001Z',
        },
      ],
      pinnedStatus: { isPinned: true, pinnedAt: '2023-09-01T16:00:00.000Z', pinnedByCount: 1 },
      counterpartiesSummary: { totalActive: 3, totalInactive: 1, recentActivity: 2 },
      complianceStatus: {
        riskLevel: 'low',
        sanctionsStatus: 'clear',
        monitoringLevel: 'standard',
        lastReviewedAt: '2023-01-01T00:05:00.000Z',
        flags: ['manual'],
      },
      otherFields: { iban: 'XY00' },
    });
    expect(upstream.requests).toHaveLength(1);
    expect(upstream.requests[0]).toMatchObject({ method: 'GET', path: '/accounts/acc_1' });
  });

  it('has every documented field of Sequence, and the undocumented ones as they are', async () => {
    await using upstream = await startUpstream(answers(200, sequenceFetched('acc_1')));
    await using gateway = await startTestGateway({ SEQUENCE_URL: upstream.url });
    const { account } = await gateway.send(AccountDocument, { provider: 'SEQUENCE', accountId: 'acc_1' });
    expect(account).toMatchObject({
      provider: 'SEQUENCE',
      accountId: 'acc_1',
      name: 'Gold ••1234',
      type: 'external_account',
      description: null, // it was empty
      externalAccountType: 'LIABILITY',
      beneficiaryName: 'John Smith',
      institutionName: 'Example Cards',
      canBeSource: false,
      balance: null,
      entity: null,
      otherFields: { masked: '••1234', balance: { available: expect.anything() } },
    });
  });

  it('passes numbers in JSON through without rounding', async () => {
    await using upstream = await startUpstream(answers(200, nuvionFetched(nuvionAccountText('acc_1'))));
    await using gateway = await startTestGateway({ NUVION_URL: upstream.url });
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'X-Nuvion-Authorization': 'Bearer nv_test_c4n4ry' },
      body: JSON.stringify({ query: '{ account(provider: NUVION, accountId: "acc_1") { meta } }' }),
    });
    expect(await response.text()).toContain(`{"limit":${BALANCE}}`);
  });

  it('is null where a value is of another type, and passes unknown values on', async () => {
    const odd =
      '{"id":"acc_1","type":"brand_new","currency":7,"display_name":["x"],"meta":"m","config":[],"created":"now"';
    const account = `${odd},"balance":{"current":"12.50","available":true,"overdraft_used":1e400},"deleted":0}`;
    const body = `{"data":{"account":${account},"entity":"e","account_details":[5,{"issuer":1}],"pinned_status":{"pinned_by_count":1.5,"pinned_at":9e99}}}`;
    await using upstream = await startUpstream(answers(200, body));
    await using gateway = await startTestGateway({ NUVION_URL: upstream.url });
    expect(await gateway.send(AccountDocument, { provider: 'NUVION', accountId: 'acc_1' })).toMatchObject({
      account: {
        type: 'brand_new',
        currency: null,
        name: null,
        meta: null,
        config: null,
        createdAt: null,
        deletedAt: null,
        balance: { current: '12.50', available: null, overdraftUsed: '1e400' },
        entity: null,
        accountDetails: [{ id: null, issuer: null, config: null }],
        pinnedStatus: { isPinned: null, pinnedAt: null, pinnedByCount: null },
        complianceStatus: null,
        otherFields: null,
      },
    });
  });

  it('has the id that a deletion names, so that a cache can drop it', async () => {
    await using nuvion = await simulated(createSimulatedNuvion());
    await using gateway = await startTestGateway({ NUVION_URL: nuvion.url });
    const headers = { 'X-Nuvion-Authorization': DEMO_CREDENTIALS.nuvion };
    const asked = { provider: 'NUVION', accountId: 'acc_debit' } as const;
    const { account } = await gateway.send(AccountDocument, asked, headers);
    expect(account).toMatchObject({ name: 'Travel', deletedAt: null });
    expect(await gateway.delete(asked, headers)).toMatchObject({ deletedAccountId: account?.id });
    expect(await gateway.send(AccountDocument, asked, headers)).toMatchObject({
      account: { id: account?.id, deletedAt: expect.stringMatching(/Z$/) },
    });
  });
});

async function simulated<S extends { close(): Promise<void> }>(starting: Promise<S>): Promise<S & AsyncDisposable> {
  const simulation = await starting;
  return Object.assign(simulation, { [Symbol.asyncDispose]: () => simulation.close() });
}

const HEADERS = {
  'x-sequence-authorization': DEMO_CREDENTIALS.sequenceReadOnly,
  'x-nuvion-authorization': DEMO_CREDENTIALS.nuvionReadOnly,
};

/** Follows `endCursor` to the end: the ids of each page. */
async function walk(gateway: TestGateway, provider: Provider, first: number): Promise<string[][]> {
  const pages: string[][] = [];
  let after: string | null = null;
  do {
    const { accounts }: AccountsQuery = await gateway.send(AccountsDocument, { provider, first, after }, HEADERS);
    expect(accounts.pageInfo.hasPreviousPage).toBe(after !== null);
    expect(accounts.nodes.map(({ id }) => id)).toEqual(accounts.edges.map(({ node }) => node.id));
    pages.push(accounts.edges.map(({ node }) => node.accountId));
    after = accounts.pageInfo.hasNextPage ? (accounts.pageInfo.endCursor ?? null) : null;
  } while (after !== null);
  return pages;
}

describe('accounts', () => {
  describe.each([
    {
      name: 'Nuvion in pages',
      provider: 'NUVION' as const,
      reads: [45, 3],
      start: () => createSimulatedNuvion({ accounts: ids(45).map((id) => nuvionAccount(id)) }),
    },
    {
      name: 'Nuvion in a plain array',
      provider: 'NUVION' as const,
      reads: [45, 1],
      start: () => createSimulatedNuvion({ accounts: ids(45).map((id) => nuvionAccount(id)), listShape: 'plain' }),
    },
    {
      name: 'Sequence',
      provider: 'SEQUENCE' as const,
      reads: [45, 1],
      start: () => createSimulatedSequence({ accounts: ids(45).map((id) => sequenceAccount(id)) }),
    },
  ])('of $name', ({ provider, start, reads: [, whole] }) => {
    it.each([1, 7, 20, 44, 45, 100])('come in pages of %i, each account once and in order', async (first) => {
      await using upstream = await simulated<{ url: string; close(): Promise<void> }>(start());
      await using gateway = await startTestGateway({ [`${provider}_URL`]: upstream.url });
      const pages = await walk(gateway, provider, first);
      expect(pages.flat()).toEqual(ids(45));
      expect(pages.map(({ length }) => length)).toEqual(
        Array.from({ length: Math.ceil(45 / first) }, (_, n) => Math.min(first, 45 - n * first)),
      );
    });

    it('come 20 at a time, and all of them with as few reads as the provider allows', async () => {
      const upstream = await start();
      await using gateway = await startTestGateway({ [`${provider}_URL`]: upstream.url });
      const { accounts } = await gateway.send(AccountsDocument, { provider }, HEADERS);
      expect(accounts.edges).toHaveLength(20);
      expect(upstream.requests).toHaveLength(1);
      await gateway.send(AccountsDocument, { provider, first: 100 }, HEADERS);
      expect(upstream.requests).toHaveLength(1 + (whole ?? 0));
      await upstream.close();
    });

    it('pass over none when those at the cursor are deleted', async () => {
      const upstream = await start();
      await using gateway = await startTestGateway({ [`${provider}_URL`]: upstream.url });
      const list = (after?: string | null) => gateway.send(AccountsDocument, { provider, first: 3, after }, HEADERS);
      const first = await list();
      for (const id of ids(3)) {
        const credential = provider === 'NUVION' ? DEMO_CREDENTIALS.nuvion : DEMO_CREDENTIALS.sequence;
        await fetch(`${upstream.url}/accounts/${id}`, { method: 'DELETE', headers: { authorization: credential } });
      }
      const { accounts } = await list(first.accounts.pageInfo.endCursor);
      expect(accounts.edges.map(({ node }) => node.accountId)).toEqual(['acc_003', 'acc_004', 'acc_005']);
      await upstream.close();
    });

    it.each([
      ['first', { first: 0 }],
      ['first', { first: 101 }],
      ['first', { first: -1 }],
      ['after', { after: 'nonsense' }],
      ['after', { after: '' }],
      ['after', { after: encodeCursor({ provider, page: null, after: 'acc_gone', before: null }) }],
      ['after', { after: encodeCursor({ provider: otherThan(provider), page: null, after: 'acc_000', before: null }) }],
    ])('refuse a %s that cannot be: %j', async (field, page) => {
      const upstream = await start();
      await using gateway = await startTestGateway({ [`${provider}_URL`]: upstream.url });
      const query =
        'query($p: AccountProvider!, $first: Int, $after: String) { accounts(provider: $p, first: $first, after: $after) { nodes { id } } }';
      const answer = await ask(gateway, query, { p: provider, ...page }, HEADERS);
      expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
      expect(answer.errors?.[0]?.message).toContain(field);
      await upstream.close();
    });
  });

  it('pass the whole selection, one read for each account where a list does not tell it', async () => {
    const nuvion = await createSimulatedNuvion();
    await using gateway = await startTestGateway({ NUVION_URL: nuvion.url });
    const { accounts } = await gateway.send(WholeAccountsDocument, { provider: 'NUVION' }, HEADERS);
    expect(accounts.edges[0]?.node).toMatchObject({ status: 'active', pinnedStatus: { isPinned: true } });
    const reads = nuvion.requests.map(({ path }) => path);
    console.log(`${accounts.edges.length} accounts of a list with everything: ${reads.length} reads upstream`);
    expect(new Set(reads).size).toBe(reads.length);
    expect(reads).toHaveLength(1 + accounts.edges.length);
    await nuvion.close();
  });

  it('leave out what has no id, and end where a page leads back to itself', async () => {
    const page = {
      data: [{ id: 'acc_1' }, 7, { id: 9 }],
      meta: { pagination: { has_next: true, next_cursor: 'a/b&c=d' } },
    };
    await using upstream = await startUpstream(answers(200, { status: 'success', data: page }));
    await using gateway = await startTestGateway({ NUVION_URL: upstream.url });
    const answer = await ask(
      gateway,
      '{ accounts(provider: NUVION) { nodes { accountId } pageInfo { hasNextPage } } }',
    );
    const nodes = [{ accountId: 'acc_1' }, { accountId: 'acc_1' }];
    expect(answer.data).toEqual({ accounts: { nodes, pageInfo: { hasNextPage: false } } });
    expect(upstream.requests.map(({ path }) => path)).toEqual(['/accounts', '/accounts?next_cursor=a%2Fb%26c%3Dd']);
  });

  it('say that a cursor of the provider is no longer known', async () => {
    const nuvion = await createSimulatedNuvion();
    await using gateway = await startTestGateway({ NUVION_URL: nuvion.url });
    const after = encodeCursor({ provider: 'NUVION', page: 'nowhere', after: null, before: null });
    const query = 'query($after: String) { accounts(provider: NUVION, after: $after) { nodes { id } } }';
    expect(codesOf(await ask(gateway, query, { after }, HEADERS))).toEqual(['BAD_USER_INPUT']);
    await nuvion.close();
  });
});
