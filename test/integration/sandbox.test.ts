import { afterEach, describe, expect, test } from 'vitest';
import { nuvionAccount } from '../../src/providers/nuvion/simulation/account.ts';
import { createSimulatedNuvion } from '../../src/providers/nuvion/simulation/simulated-nuvion.ts';
import { createSimulatedSequence } from '../../src/providers/sequence/simulation/simulated-sequence.ts';
import { FAULT_NAMES, type FaultName, faultyAccountId } from '../../src/providers/shared/simulation/faults.ts';
import { DEMO_CREDENTIALS } from '../support/demo.ts';

const HOUR = 60 * 60 * 1000;
const { sequence, sequenceNarrow, sequenceReadOnly, nuvion, nuvionReadOnly } = DEMO_CREDENTIALS;

const open: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((simulation) => simulation.close())));

async function started<Simulation extends { close(): Promise<void> }>(starting: Promise<Simulation>) {
  const simulation = await starting;
  open.push(simulation);
  return simulation;
}

const startSequence = (options?: Parameters<typeof createSimulatedSequence>[0]) =>
  started(createSimulatedSequence(options));
const startNuvion = (options?: Parameters<typeof createSimulatedNuvion>[0]) => started(createSimulatedNuvion(options));

interface Request {
  readonly method?: string;
  readonly credential?: string;
  readonly headers?: Record<string, string>;
}

async function send(url: string, { method = 'GET', credential, headers }: Request = {}) {
  const authorization = credential === undefined ? {} : { authorization: credential };
  const response = await fetch(url, { method, headers: { ...authorization, ...headers } });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
}

const remove = (url: string, accountId: string, credential: string, key?: string) =>
  send(`${url}/accounts/${encodeURIComponent(accountId)}`, {
    method: 'DELETE',
    credential,
    headers: key === undefined ? {} : { 'idempotency-key': key },
  });

/** A sleep that ends when the test says so. */
function heldSleep() {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<number>();
  const sleep = (ms: number) => {
    begin(ms);
    return ended;
  };
  return { sleep, begun, end };
}

describe('simulated Sequence', () => {
  test('deletes for good: 204 without a body, then its own 404', async () => {
    const { url, effects, accounts } = await startSequence();
    const answer = await remove(url, 'acc_pod_savings', sequence, 'key-1');
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(effects).toEqual([{ accountId: 'acc_pod_savings', idempotencyKey: 'key-1' }]);
    expect(accounts.has('acc_pod_savings')).toBe(false);

    const again = await remove(url, 'acc_pod_savings', sequence, 'key-2');
    expect(again.status).toBe(404);
    expect(again.text).toBe(
      `{"error":{"code":"resource_not_found","message":"Account with id 'acc_pod_savings' was not found."}}`,
    );
    expect((await send(`${url}/accounts/acc_pod_savings`, { credential: sequence })).status).toBe(404);
    expect(effects).toHaveLength(1);
  });

  test.each([
    ['none', undefined],
    ['an unknown one', 'ApiKey nobody'],
    ['another scheme', 'Bearer sandbox-sequence-key'],
    ['no scheme', 'sandbox-sequence-key'],
  ])('answers 401 to a credential that is %s', async (_, credential) => {
    const { url, effects } = await startSequence();
    const answer = await send(`${url}/accounts/acc_pod_savings`, {
      method: 'DELETE',
      ...(credential !== undefined && { credential }),
    });
    expect(answer.status).toBe(401);
    expect(answer.text).toBe('{"error":{"code":"unauthorized","message":"Missing or invalid API key."}}');
    expect(effects).toEqual([]);
  });

  test.each([
    ['without the scope', sequenceReadOnly, 'acc_pod_savings'],
    ['for an account outside its list', sequenceNarrow, 'acc_pod_taxes'],
  ])('answers 403 to a key %s', async (_, credential, accountId) => {
    const { url, effects } = await startSequence();
    const answer = await remove(url, accountId, credential);
    expect(answer.status).toBe(403);
    expect(answer.text).toBe(
      '{"error":{"code":"forbidden","message":"This API key does not have the required permission."}}',
    );
    expect(effects).toEqual([]);
  });

  test('lets a narrow key work within its list, and not list', async () => {
    const { url } = await startSequence();
    expect((await send(`${url}/accounts`, { credential: sequenceNarrow })).status).toBe(403);
    expect((await send(`${url}/accounts/acc_pod_taxes`, { credential: sequenceNarrow })).status).toBe(403);
    expect((await send(`${url}/accounts/acc_pod_savings`, { credential: sequenceNarrow })).status).toBe(200);
    expect((await remove(url, 'acc_pod_savings', sequenceNarrow)).status).toBe(204);
  });

  test('reads an account, its amount to the digit, and echoes X-Request-ID in header and body', async () => {
    const { url } = await startSequence();
    const account = `${url}/accounts/acc_pod_taxes`;
    const answer = await send(account, { credential: sequence, headers: { 'x-request-id': 'mine' } });
    expect(answer.headers.get('x-request-id')).toBe('mine');
    expect(answer.json()).toMatchObject({
      request_id: 'mine',
      data: { id: 'acc_pod_taxes', name: 'Steuerrücklage 🧾', type: 'pod', can_be_source: true },
    });
    expect(answer.text).toContain('"available":12345678901234567.89,');

    const generated = await send(account, { credential: sequence });
    expect(generated.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    expect(generated.json().request_id).toBe(generated.headers.get('x-request-id'));
  });

  test('lists all accounts, or those of a type', async () => {
    const { url, accounts } = await startSequence();
    const ids = async (query: string): Promise<string[]> =>
      (await send(`${url}/accounts${query}`, { credential: sequence })).json().data.map(({ id }: { id: string }) => id);
    expect(await ids('')).toEqual([...accounts.keys()]);
    expect(await ids('?type=income_source')).toEqual(['acc_income_payroll']);
    expect(await ids('?type=external_account')).toEqual(['acc_external_card']);
  });

  test('answers a key of the last 24 hours with the first answer, without deleting again', async () => {
    let now = 0;
    const simulation = await startSequence({ now: () => now });
    const { url, effects } = simulation;
    await remove(url, 'acc_pod_savings', sequence, 'key');
    simulation.add('acc_pod_savings');

    now = 24 * HOUR - 1;
    expect((await remove(url, 'acc_pod_savings', sequence, 'key')).status).toBe(204);
    expect(effects).toHaveLength(1);
    expect(simulation.accounts.has('acc_pod_savings')).toBe(true);

    now = 24 * HOUR;
    expect((await remove(url, 'acc_pod_savings', sequence, 'key')).status).toBe(204);
    expect(effects).toHaveLength(2);
  });

  test('keeps keys apart by API key, and keeps no refusal', async () => {
    const simulation = await startSequence();
    const { url, effects } = simulation;
    expect((await remove(url, 'acc_new', sequence, 'key')).status).toBe(404);
    simulation.add('acc_new');
    expect((await remove(url, 'acc_new', sequence, 'key')).status).toBe(204);
    expect((await remove(url, 'acc_pod_savings', sequenceNarrow, 'key')).status).toBe(204);
    expect(effects.map(({ accountId }) => accountId)).toEqual(['acc_new', 'acc_pod_savings']);
  });

  test('answers 409 to a duplicate while the first is running', async () => {
    const { sleep, begun, end } = heldSleep();
    const { url, effects } = await startSequence({ sleep });
    const first = remove(url, 'acc_slow', sequence, 'key');
    expect(await begun).toBe(3_000);
    expect((await remove(url, 'acc_slow', sequence, 'key')).status).toBe(409);
    end();
    expect((await first).status).toBe(204);
    expect((await remove(url, 'acc_slow', sequence, 'key')).status).toBe(204);
    expect(effects).toHaveLength(1);
  });
});

describe('simulated Nuvion', () => {
  const DELETED_AT = 1_693_670_400_000;
  const SEED_ID = '01HJ5G6R7MXW5ZK2QD6YA8N9F3';

  test("deletes with the body of Nuvion's reference, field for field", async () => {
    const { url, effects } = await startNuvion({
      now: () => DELETED_AT,
      accounts: [
        nuvionAccount('acc_default', { type: 'checking' }),
        nuvionAccount('acc_other', { type: 'debit' }),
        nuvionAccount(SEED_ID, {
          balanceId: '01HJ5G6R7MXW5ZK2QD6YA8N9F5',
          displayName: 'Business Account',
          accountDetails: ['01HJ5G6R7MXW5ZK2QD6YA8N9F6', '01HJ5G6R7MXW5ZK2QD6YA8N9F7'],
          counterparties: ['01HJ5G6R7MXW5ZK2QD6YA8N9F8', '01HJ5G6R7MXW5ZK2QD6YA8N9F9'],
          pinned: true,
        }),
      ],
    });
    const answer = await remove(url, SEED_ID, nuvion, 'key');
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({
      message: 'Account deleted successfully',
      status: 200,
      data: {
        account: {
          id: SEED_ID,
          entity_id: '01HJ5G6R7MXW5ZK2QD6YA8N9F4',
          balance_id: '01HJ5G6R7MXW5ZK2QD6YA8N9F5',
          type: 'checking',
          currency: 'USD',
          display_name: 'Business Account',
          meta: {},
          config: { is_overdraftable: false, overdraft_limit: 0 },
          created: 1693584000000,
          updated: 1693584000000,
          deleted: DELETED_AT,
          final_balance: { current: 0, overdraft_used: 0 },
          cascade_deletions: {
            account_details: ['01HJ5G6R7MXW5ZK2QD6YA8N9F6', '01HJ5G6R7MXW5ZK2QD6YA8N9F7'],
            pinned_accounts: ['01HJ5G6R7MXW5ZK2QD6YA8N9F4:01HJ5G6R7MXW5ZK2QD6YA8N9F3'],
            counterparties: ['01HJ5G6R7MXW5ZK2QD6YA8N9F8', '01HJ5G6R7MXW5ZK2QD6YA8N9F9'],
            transactions_affected: 0,
            pending_transactions_cancelled: 0,
          },
        },
        entity_impact: {
          entity_id: '01HJ5G6R7MXW5ZK2QD6YA8N9F4',
          remaining_accounts: 2,
          default_account_reassigned: '',
          accounts_of_same_type: 1,
        },
        reversal_info: {
          can_be_restored: true,
          restoration_deadline: 1696262400000,
          restoration_requirements: ['admin_approval'],
          balance_recovery_possible: true,
        },
      },
    });
    expect(effects).toEqual([{ accountId: SEED_ID, idempotencyKey: 'key' }]);
  });

  test('keeps the digits of amounts and names the new default account', async () => {
    const { url } = await startNuvion();
    const answer = await remove(url, 'acc_checking', nuvion);
    expect(answer.text).toContain('"final_balance":{"current":1000.50,"overdraft_used":0}');
    expect(answer.text).toContain('"overdraft_limit":500.00}');
    expect(answer.json().data.entity_impact.default_account_reassigned).toBe('acc_operational');
    expect(answer.json().data.account.display_name).toBe('Geschäftskonto Zürich 💼');
  });

  test('deletes softly: the account reads with its time of deletion, and is not found a second time', async () => {
    const { url, effects } = await startNuvion({ now: () => DELETED_AT });
    const read = () => send(`${url}/accounts/acc_debit`, { credential: nuvion });
    expect((await read()).json().data.account).not.toHaveProperty('deleted');

    await remove(url, 'acc_debit', nuvion, 'key');
    expect(await read()).toMatchObject({ status: 200 });
    expect((await read()).json().data.account).toMatchObject({ id: 'acc_debit', deleted: DELETED_AT });

    const again = await remove(url, 'acc_debit', nuvion, 'key');
    expect(again.status).toBe(404);
    expect(again.json()).toEqual({ status: '404', message: 'Account not found.', type: 'error_account_not_found' });
    expect(effects).toHaveLength(1);
  });

  test('can answer 404 for a deleted account, until it is added again', async () => {
    const simulation = await startNuvion({ softDeletedReads: 'not-found' });
    const read = () => send(`${simulation.url}/accounts/acc_debit`, { credential: nuvion });
    await remove(simulation.url, 'acc_debit', nuvion);
    expect((await read()).status).toBe(404);
    simulation.add('acc_debit');
    expect((await read()).status).toBe(200);
  });

  test('refuses unknown keys with 401 and keys that may only read with 403', async () => {
    const { url, effects } = await startNuvion();
    for (const credential of ['Bearer nobody', 'ApiKey nv_test_sandbox']) {
      const answer = await remove(url, 'acc_debit', credential);
      expect(answer.status).toBe(401);
      expect(answer.json()).toMatchObject({ status: '401', type: 'error_auth_unauthorized' });
    }
    const answer = await remove(url, 'acc_debit', nuvionReadOnly);
    expect(answer.status).toBe(403);
    expect(answer.json()).toMatchObject({ status: '403', type: 'error_auth_forbidden' });
    expect((await send(`${url}/accounts/acc_debit`, { credential: nuvionReadOnly })).status).toBe(200);
    expect(effects).toEqual([]);
  });

  test('names the fields of a validation error, and of no other', async () => {
    const { url } = await startNuvion();
    expect((await remove(url, 'acc_rejected', nuvion)).json()).toEqual({
      status: '422',
      message: 'Validation failed for one or more fields.',
      type: 'error_validation_error',
      validations: [
        {
          final_balance: { error_type: 'error_validation_balance_not_zero', message: 'Move the balance away first.' },
        },
      ],
    });
    expect((await remove(url, 'acc_conflict', nuvion)).json()).not.toHaveProperty('validations');
  });

  describe('lists', () => {
    const accounts = ['a', 'b', 'c', 'd', 'e'].map((id) => nuvionAccount(id));
    const list = async (url: string, query: string) =>
      (await send(`${url}/accounts${query}`, { credential: nuvion })).json();
    const idsIn = (data: { id: string }[]) => data.map(({ id }) => id);

    test('page by page, there and back, without the deleted', async () => {
      const { url } = await startNuvion({ accounts });
      await remove(url, 'c', nuvion);
      const first = await list(url, '?limit=2');
      expect(first.status).toBe('success');
      expect(idsIn(first.data.data)).toEqual(['a', 'b']);
      expect(first.data.meta.pagination).toEqual({
        limit: 2,
        total_count: 4,
        has_next: true,
        has_previous: false,
        next_cursor: 'b',
        previous_cursor: null,
      });
      const second = await list(url, '?limit=2&next_cursor=b');
      expect(idsIn(second.data.data)).toEqual(['d', 'e']);
      expect(second.data.meta.pagination).toMatchObject({
        has_next: false,
        has_previous: true,
        next_cursor: null,
        previous_cursor: 'd',
      });
      expect(idsIn((await list(url, '?limit=2&previous_cursor=d')).data.data)).toEqual(['a', 'b']);
      expect(idsIn((await list(url, '?limit=1&previous_cursor=d')).data.data)).toEqual(['b']);
    });

    test('keep going from a cursor whose account was deleted meanwhile', async () => {
      const { url } = await startNuvion({ accounts });
      await remove(url, 'b', nuvion);
      expect(idsIn((await list(url, '?next_cursor=b')).data.data)).toEqual(['c', 'd', 'e']);
    });

    test('refuse a cursor that they did not give', async () => {
      const { url } = await startNuvion({ accounts });
      expect(await list(url, '?next_cursor=nowhere')).toMatchObject({
        status: '422',
        validations: [{ next_cursor: { error_type: 'error_validation_cursor_invalid' } }],
      });
    });

    test('hold at most 20 accounts', async () => {
      const { url } = await startNuvion({ accounts: Array.from({ length: 21 }, (_, n) => nuvionAccount(`acc_${n}`)) });
      for (const query of ['', '?limit=100']) {
        const { data } = await list(url, query);
        expect(data.data).toHaveLength(20);
        expect(data.meta.pagination).toMatchObject({ limit: 20, total_count: 21, next_cursor: 'acc_19' });
      }
    });

    test('can be plain', async () => {
      const { url } = await startNuvion({ accounts, listShape: 'plain' });
      const { status, data } = await list(url, '?limit=3');
      expect(status).toBe(200);
      expect(idsIn(data)).toEqual(['a', 'b', 'c']);
      expect(data[0]).toMatchObject({ status: 'active', balance: { current: 0 } });
    });
  });
});

const noSleep = async () => {};
describe.each([
  { name: 'Sequence', start: startSequence, credential: sequence, done: 204, repeated: 204 },
  { name: 'Nuvion', start: startNuvion, credential: nuvion, done: 200, repeated: 404 },
])('faults at the simulated $name', ({ start, credential, done, repeated }) => {
  const attempt = async (url: string, accountId: string) => {
    const answer = await remove(url, accountId, credential, 'key').catch(() => null);
    return answer?.status ?? 'lost';
  };

  /** Two deletions with one key: what they get, and how often the account is deleted after each. */
  const expected: Record<
    FaultName,
    [first: number | 'lost', effects: number, second: number | 'lost', effects: number]
  > = {
    slow: [done, 1, repeated, 1],
    lost_answer: ['lost', 1, repeated, 1],
    lost_request: ['lost', 0, done, 1],
    cut_off: [200, 1, repeated, 1],
    web_page: [200, 0, done, 1],
    no_route: [404, 0, 404, 0],
    bad_request: [400, 0, 400, 0],
    unauthorized: [401, 0, 401, 0],
    forbidden: [403, 0, 403, 0],
    conflict: [409, 0, 409, 0],
    rejected: [422, 0, 422, 0],
    rate_limited: [429, 0, done, 1],
    lost_outcome: ['lost', 1, 'lost', 1],
    server_error: [500, 0, 500, 0],
  };

  test.each(FAULT_NAMES)('%s', async (fault) => {
    const { url, accounts, effects, requests } = await start({ sleep: noSleep });
    const accountId = faultyAccountId(fault);
    expect(accounts.has(accountId)).toBe(true);
    const first = [await attempt(url, accountId), effects.length];
    const second = [await attempt(url, accountId), effects.length];
    expect([...first, ...second]).toEqual(expected[fault]);
    expect(requests).toHaveLength(2);
  });

  test('say when to try again', async () => {
    const { url } = await start();
    expect((await remove(url, 'acc_rate_limited', credential)).headers.get('retry-after')).toBe('2');
  });

  test.each(['web_page', 'no_route'] as const)('answer %s with HTML', async (fault) => {
    const { url } = await start();
    const answer = await remove(url, faultyAccountId(fault), credential);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.text).toMatch(/^<!DOCTYPE html>/);
  });

  test('cut JSON off where it does not end', async () => {
    const { url } = await start();
    const answer = await remove(url, 'acc_cut_off', credential);
    expect(answer.text).toMatch(/^\{/);
    expect(answer.json).toThrow(SyntaxError);
  });

  test('can make the first read after a deletion fail', async () => {
    const { url } = await start();
    const read = async () => (await send(`${url}/accounts/acc_lost_outcome`, { credential })).status;
    expect(await read()).toBe(200);
    expect(await attempt(url, 'acc_lost_outcome')).toBe('lost');
    expect(await read()).toBe(500);
    const told = await read();
    expect(await attempt(url, 'acc_lost_outcome')).toBe('lost');
    expect([told, await read()]).toEqual(Array(2).fill(credential === sequence ? 404 : 200));
  });

  test('leave reading alone otherwise', async () => {
    const { url } = await start();
    expect((await send(`${url}/accounts/acc_server_error`, { credential })).status).toBe(200);
  });

  test('can be given to any account, any number of times, after the deletion too', async () => {
    const simulation = await start();
    simulation.add('acc_mine');
    simulation.fail('acc_mine', { executes: true, answer: { status: 500 }, times: 2, shows: 'deleted, but a 500' });
    expect(await attempt(simulation.url, 'acc_mine')).toBe(500);
    expect(await attempt(simulation.url, 'acc_mine')).toBe(500);
    expect(await attempt(simulation.url, 'acc_mine')).toBe(repeated);
    expect(simulation.effects).toHaveLength(1);
  });

  test('end with the server, a slow answer too', async () => {
    const { sleep, begun, end } = heldSleep();
    const simulation = await start({ sleep });
    const pending = attempt(simulation.url, 'acc_slow');
    await begun;
    await simulation.close();
    end();
    expect(await pending).toBe('lost');
    expect(await attempt(simulation.url, 'acc_slow')).toBe('lost');
  });
});

describe.each([
  { name: 'Sequence', start: startSequence, credential: sequence },
  { name: 'Nuvion', start: startNuvion, credential: nuvion },
])('the server of the simulated $name', ({ start, credential }) => {
  test('is on loopback and records what arrives, as it was on the wire', async () => {
    const { url, requests } = await start({ now: () => 42 });
    expect(new URL(url).hostname).toBe('127.0.0.1');
    await remove(url, 'a/b ü', credential, 'key');
    expect(requests).toMatchObject([
      {
        method: 'DELETE',
        path: `${new URL(url).pathname.replace(/\/$/, '')}/accounts/a%2Fb%20%C3%BC`,
        headers: { authorization: credential, 'idempotency-key': 'key' },
        at: 42,
      },
    ]);
  });

  test('takes one encoded path segment for the account id', async () => {
    const simulation = await start();
    simulation.add('a/b ü');
    expect((await remove(simulation.url, 'a/b ü', credential)).status).toBeLessThan(300);
    expect(simulation.effects).toEqual([{ accountId: 'a/b ü', idempotencyKey: null }]);
  });

  test.each([
    ['DELETE', '/accounts'],
    ['DELETE', '/accounts/'],
    ['POST', '/accounts/acc_slow'],
    ['GET', '/accounts/acc_slow/cards'],
    ['GET', '/accountsx'],
    ['GET', '/accounts/%zz'],
    ['GET', '/elsewhere'],
  ])('has no route for %s %s', async (method, path) => {
    const { url, effects } = await start();
    const answer = await send(url + path, { method, credential });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(effects).toEqual([]);
  });
});
