import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SoftDeletion } from '../../src/deletion/deletion.ts';
import type { Exchange } from '../../src/deletion/provider-port.ts';
import type { HttpClient } from '../../src/providers/http/http-client.ts';
import { createVault } from '../../src/settlements/vault.ts';
import { clientOf } from '../support/http-client.ts';
import { createNuvion, createNuvionAccounts } from '../support/providers.ts';
import { answers, startUpstream, type Upstream } from '../support/upstream.ts';

const ID = 'acc_123';
const TOKEN = 'nv_test_Some/Key+1';
const call = {
  accountId: ID,
  credential: `Bearer ${TOKEN}`,
  idempotencyKey: 'key-1',
  requestId: 'r',
  timeoutMs: 5_000,
  maySend: () => true,
};
const id = { provider: 'NUVION', caller: 'caller', key: 'key' } as const;
const vault = createVault('a secret of the tests, and long enough', false);

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

function deletes(body: unknown, status = 200): Promise<Exchange> {
  upstream.reply(answers(status, body));
  return createNuvion(client).delete(call);
}

async function deletion(account: object, more: object = {}): Promise<SoftDeletion> {
  const exchange = await deletes({ data: { account: { id: ID, ...account }, ...more } });
  if (exchange.kind !== 'deleted' || exchange.deletion.permanent) throw new Error(`Not deleted: ${exchange.kind}`);
  return exchange.deletion as SoftDeletion;
}

/** What a replay gives back of it. */
function replayed(told: SoftDeletion): unknown {
  const sealed = vault.seal(id, {
    accountId: ID,
    attempts: 1,
    outcome: { code: 'DELETED', evidence: 'RESPONSE', deletion: told },
  });
  const { outcome } = vault.open(id, sealed);
  return 'deletion' in outcome ? outcome.deletion : null;
}

describe('what Nuvion says in great depth', () => {
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1.50${'}'.repeat(depth)}`;
  const answer = (depth: number) => `{"data":{"account":{"id":"${ID}","display_name":"Pod","meta":${nested(depth)}}}}`;

  it.each([1, 60, 61])('is kept %i deep, to the digit', async (depth) => {
    const exchange = await deletes(answer(depth));
    expect(JSON.stringify(exchange)).toContain(`"meta":${nested(depth)}`);
  });

  it.each([62, 500, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000, 10_000, 100_000])(
    'is dropped %i deep, and no error',
    async (depth) => {
      const exchange = await deletes(answer(depth));
      if (exchange.kind !== 'deleted' || exchange.deletion.permanent) throw new Error(exchange.kind);
      const told = exchange.deletion as SoftDeletion;
      const kept = `"meta":${nested(61).replace('1.50', 'null')}`;
      expect(JSON.stringify(exchange.deletion)).toContain(kept);
      expect(told.account?.displayName).toBe('Pod');
      expect(JSON.stringify(replayed(told))).toBe(JSON.stringify(exchange.deletion));
    },
  );
});

describe('what Nuvion says at great length', () => {
  const KEPT = 64 * 1024;
  const ids = (count: number) => Array.from({ length: count }, (_, index) => `acc_${index}`);
  const size = (value: unknown) => JSON.stringify(value).length;

  it('is kept as it is up to 64 kB', async () => {
    const meta = { text: 'x'.repeat(60_000), limit: 1 };
    expect(await deletion({ meta })).toMatchObject({ account: { meta } });
  });

  it('is dropped where it is more: the largest first, and what is small stays', async () => {
    const account = {
      display_name: 'Pod',
      meta: { text: 'x'.repeat(70_000) },
      cascade_deletions: { account_details: ids(100) },
    };
    const told = await deletion(account, { reversal_info: { restoration_requirements: ids(10) } });
    expect(told).toMatchObject({
      account: { displayName: 'Pod', meta: null },
      cascade: { accountDetails: ids(100) },
      reversal: { restorationRequirements: ids(10) },
    });
  });

  it('has no list that is not whole', async () => {
    const told = await deletion({ display_name: 'Pod', cascade_deletions: { counterparties: ids(20_000) } });
    expect(told).toMatchObject({ account: { displayName: 'Pod' }, cascade: null });
  });

  it.each([
    ['names and ids', { display_name: 'x'.repeat(500_000), entity_id: 'y'.repeat(400_000) }],
    ['an amount', { final_balance: { current: 1, overdraft_used: `1${'0'.repeat(900_000)}` } }],
    ['everything', { meta: { a: ids(40_000) }, cascade_deletions: { pinned_accounts: ids(40_000) } }],
  ])('leaves little to keep: %s', async (_what, account) => {
    expect(size(await deletion(account))).toBeLessThan(KEPT);
  });

  it('leaves little to keep of a rejection', async () => {
    const field = { error_type: 'wrong', message: 'm'.repeat(900) };
    const validations = Array.from({ length: 900 }, (_, index) => ({ [`field_${index}`]: field }));
    const exchange = await deletes({ type: 'error_x', message: 'n'.repeat(5_000), validations }, 400);
    expect(size(exchange)).toBeLessThan(KEPT);
    expect(exchange).toMatchObject({ kind: 'rejected', failure: { validations: { 0: { field: 'field_0' } } } });
  });
});

describe('a credential that Nuvion echoes', () => {
  const echoes = {
    display_name: `for ${TOKEN.toUpperCase()}`,
    type: TOKEN,
    meta: { [TOKEN]: [Buffer.from(TOKEN).toString('base64'), { deep: encodeURIComponent(TOKEN) }] },
    cascade_deletions: { account_details: [TOKEN] },
  };
  const isFree = (told: unknown) => {
    const text = JSON.stringify(told).toLowerCase();
    expect(text).toContain('[redacted]');
    for (const form of [TOKEN, encodeURIComponent(TOKEN), Buffer.from(TOKEN).toString('base64')]) {
      expect(text).not.toContain(form.toLowerCase());
    }
  };

  it('is cut out of a deletion', async () => {
    isFree(await deletion(echoes, { reversal_info: { restoration_requirements: [TOKEN] } }));
  });

  it('is cut out of a rejection', async () => {
    const validations = [{ [TOKEN]: { error_type: TOKEN, message: `no ${TOKEN}` } }];
    isFree(await deletes({ type: `error_${TOKEN}`, message: TOKEN, validations }, 422));
  });

  it('is cut out of an account read back', async () => {
    upstream.reply(answers(200, { data: { account: { id: ID, deleted: 1693670400000, ...echoes } } }));
    isFree(await createNuvion(client).readBack(call));
  });

  it('is cut out of an account and of a list that are read', async () => {
    const reader = createNuvionAccounts(client);
    const account = { id: ID, other: TOKEN, ...echoes };
    upstream.reply(answers(200, { data: { account, entity: { name: TOKEN } } }));
    isFree(await reader.account(call));
    upstream.reply(answers(200, { data: { data: [account], meta: { pagination: { next_cursor: TOKEN } } } }));
    const page = await reader.page({ ...call, cursor: null });
    isFree(page);
    expect(page).toMatchObject({ value: { accounts: [{ accountId: ID, provider: 'NUVION' }] } });
  });
});

describe.each(['Deletion', 'SOFTDELETION', 'Account', 'accountId', 'permanent', 'nuvion'])(
  'a credential %s, which is a part of our own words',
  (token) => {
    const own = { ...call, credential: `Bearer ${token}` };
    const account = { id: ID, display_name: `for ${token}`, meta: { [token]: `${token}: %` } };
    const told = { displayName: 'for [redacted]', meta: { '[redacted]': '[redacted]: %' } };

    it('leaves a deletion one of its type, and is cut out of what Nuvion says', async () => {
      const deleted = { type: 'SoftDeletion', permanent: false, account: { accountId: ID, ...told } };
      upstream.reply(answers(200, { data: { account } }));
      expect(await createNuvion(client).delete(own)).toMatchObject({ kind: 'deleted', deletion: deleted });
      upstream.reply(answers(200, { data: { account: { ...account, deleted: 1693670400000 } } }));
      expect(await createNuvion(client).readBack(own)).toMatchObject({ kind: 'deleted', deletion: deleted });
    });

    it('leaves an account one of its provider, too', async () => {
      upstream.reply(answers(200, { data: { account: { ...account, [token]: token } } }));
      const { displayName: name, meta } = told;
      const singleRead = { otherFields: { '[redacted]': '[redacted]' } };
      const read = { provider: 'NUVION', accountId: ID, name, meta, singleRead };
      expect(await createNuvionAccounts(client).account(own)).toMatchObject({ kind: 'read', value: read });
      upstream.reply(answers(200, { data: { data: [account] } }));
      const page = { accounts: [{ provider: 'NUVION', accountId: ID, name, meta }] };
      expect(await createNuvionAccounts(client).page({ ...own, cursor: null })).toMatchObject({ value: page });
    });
  },
);
