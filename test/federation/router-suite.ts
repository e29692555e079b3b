import { print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTokenIssuer } from '../../src/sandbox/tokens.ts';
import { DeleteAccountDocument, type DeleteAccountInput, type DeleteAccountMutation } from '../generated/operations.ts';
import { DEMO_CREDENTIALS, OWN_KEYS } from '../support/demo.ts';
import { newKey } from '../support/secrets.ts';
import { type Sandbox, startSandbox } from '../support/start-sandbox.ts';
import { readSubgraph, type Subgraph } from './compose.ts';
import { FORWARDED } from './hive-options.ts';
import { REFERENCES, startOtherSubgraphs } from './other-subgraphs.ts';
import { BOTH, post } from './post.ts';
import type { Router } from './routers.ts';
import { startWire, type Wire } from './wire.ts';

interface Options {
  readonly compose: (subgraphs: readonly Subgraph[]) => string;
  readonly start: (supergraphSdl: string) => Promise<Router>;
}

/** What the gateway promises behind a router: a supergraph of it and two other subgraphs, all over HTTP. */
export function describeRouter({ compose, start }: Options): void {
  const open = new AsyncDisposableStack();
  let sandbox: Sandbox;
  let wire: Wire;
  let router: Router;

  beforeAll(async () => {
    sandbox = open.use(await startSandbox({ INTROSPECTION: 'false' }));
    wire = open.use(await startWire(sandbox.gateway.url));
    const others = open.use(await startOtherSubgraphs());
    const subgraphs = [{ name: 'accounts', url: wire.url }, ...others.subgraphs];
    router = await start(compose(await Promise.all(subgraphs.map(readSubgraph))));
    open.defer(() => router.close());
  });
  afterAll(() => open.disposeAsync());

  async function remove(input: DeleteAccountInput, headers: Record<string, string> = BOTH, url = router.url) {
    const answer = await post<DeleteAccountMutation>(url, print(DeleteAccountDocument), { input }, headers);
    expect(answer.errors).toBeUndefined();
    return answer.data?.deleteAccount;
  }

  it('passes on the headers of the caller', async () => {
    const key = newKey();
    const headers = {
      authorization: 'Bearer of-nobody',
      'x-sequence-authorization': DEMO_CREDENTIALS.sequence,
      'x-nuvion-authorization': DEMO_CREDENTIALS.nuvion,
      'idempotency-key': key,
      'x-request-id': 'request-1',
    };
    expect(Object.keys(headers)).toEqual(FORWARDED);
    const answer = await remove({ provider: 'SEQUENCE', accountId: 'acc_pod_taxes' }, headers);
    expect(answer).toMatchObject({ __typename: 'DeleteAccountSuccess', idempotencyKey: key, requestId: 'request-1' });
    expect(wire.seen.at(-1)?.headers).toMatchObject(headers);
    expect(sandbox.seen('acc_pod_taxes').requests).toEqual([{ method: 'DELETE', key }]);
  });

  it('gives the same answer as the gateway, down to the last field', async () => {
    const input = { provider: 'NUVION', accountId: '01HJ5G6R7MXW5ZK2QD6YA8N9F3', idempotencyKey: newKey() } as const;
    const headers = { ...BOTH, 'X-Request-ID': 'request-2' };
    const routed = await remove(input, headers);
    const direct = await remove(input, headers, sandbox.gateway.url);
    expect(routed).toMatchObject({ __typename: 'DeleteAccountSuccess', deletion: { __typename: 'SoftDeletion' } });
    expect(direct).toEqual({ ...routed, replayed: true });
  });

  it.each([
    ['acc_never_was', 'AccountNotFoundError', 'Account not found.'],
    ['acc_rejected', 'DeletionRejectedError', 'Validation failed for one or more fields.'],
    ['acc_forbidden', 'ForbiddenError', 'You are not allowed to perform this action.'],
    ['acc_unauthorized', 'UnauthorizedError', 'Missing, invalid, or expired API key.'],
    ['acc_rate_limited', 'RateLimitedError', 'Too many requests.'],
    ['acc_no_route', 'UnavailableError', ''],
    ['acc_server_error', 'OutcomeUnknownError', ''],
    ['..', 'InvalidInputError', ''],
  ])('gives errors as data, in the words of the provider: %s is %s', async (accountId, __typename, words) => {
    const answer = await remove({ provider: 'NUVION', accountId, idempotencyKey: newKey() });
    expect(answer).toMatchObject({ __typename, message: expect.stringContaining(words) });
    expect(answer).not.toMatchObject({ message: expect.stringMatching(/^$|redacted|unexpected error/i) });
  });

  it('keeps a key to its account', async () => {
    const idempotencyKey = newKey();
    await remove({ provider: 'SEQUENCE', accountId: 'acc_external_card', idempotencyKey });
    const answer = await remove({ provider: 'SEQUENCE', accountId: 'acc_income_payroll', idempotencyKey });
    expect(answer).toMatchObject({ __typename: 'IdempotencyKeyReusedError', retry: 'NEW_KEY' });
    expect(sandbox.seen('acc_income_payroll').requests).toEqual([]);
  });

  it('is asked five times at once, and one deletion comes of it', async () => {
    const input = { provider: 'NUVION', accountId: 'acc_slow', idempotencyKey: newKey() } as const;
    const answers = await Promise.all(Array.from({ length: 5 }, () => remove(input)));
    expect(answers.map((answer) => answer?.__typename)).toEqual(Array(5).fill('DeleteAccountSuccess'));
    expect(sandbox.seen('acc_slow').effects).toEqual([input.idempotencyKey]);
  });

  it('loses an answer, is asked again with the same key, and one deletion comes of it', async () => {
    const input = { provider: 'NUVION', accountId: 'acc_safeguard', idempotencyKey: newKey() } as const;
    const before = wire.seen.length;
    wire.loseNextAnswer();
    const { data, errors } = await post(router.url, print(DeleteAccountDocument), { input });
    expect({ data: data ?? null, lost: errors?.length }).toEqual({ data: null, lost: 1 });
    expect(wire.seen).toHaveLength(before + 1);
    expect(await remove(input)).toMatchObject({ __typename: 'DeleteAccountSuccess', replayed: true });
    expect(sandbox.seen('acc_safeguard')).toMatchObject({
      effects: [input.idempotencyKey],
      requests: [{ method: 'DELETE', key: input.idempotencyKey }],
    });
  });

  it('does not redact why a read was refused', async () => {
    const query = '{ account(provider: NUVION, accountId: "acc_checking") { name } }';
    const { data, errors } = await post(router.url, query, {}, { Authorization: 'Bearer nobody' });
    expect(data).toEqual({ account: null });
    const direct = await post(sandbox.gateway.url, query, {}, { Authorization: 'Bearer nobody' });
    expect(errors).toMatchObject([
      { message: direct.errors?.[0]?.message, path: ['account'], extensions: { code: 'UNAUTHENTICATED' } },
    ]);
  });

  describe.each([
    ['by the opaque id', '{ cards { number account { accountId name } } }', 'cards', 'account'],
    ['as the provider names them', '{ orders { number paidFrom { accountId name } } }', 'orders', 'paidFrom'],
  ])('another subgraph refers to accounts %s', (_, query, list, field) => {
    it('in one batch, and each account is read once', async () => {
      const before = { operations: wire.seen.length, reads: reads().length };
      type Row = Record<string, { name: string | null } | null>;
      const { data, errors } = await post<Record<string, Row[]>>(router.url, query);
      // Some routers say nothing of an account that is not there; some report that its non-null fields are missing.
      for (const { path } of errors ?? []) expect(path?.slice(0, 2)).toEqual([list, REFERENCES.length - 1]);
      expect(data?.[list]?.map((row) => row[field]?.name ?? null)).toEqual([
        'Geschäftskonto Zürich 💼',
        'Geschäftskonto Zürich 💼',
        'Operations',
        'Travel',
        'Savings',
        null,
      ]);

      const operations = wire.seen.slice(before.operations);
      expect(operations).toHaveLength(1);
      expect(operations[0]?.query).toContain('_entities');
      const paths = reads().slice(before.reads);
      expect(new Set(paths).size).toBe(paths.length);
      expect(paths).toHaveLength(5);
      const references = Object.values(operations[0]?.variables ?? {}).flat().length;
      console.log(`${REFERENCES.length} accounts in the answer: ${references} references, ${paths.length} reads`);
    });
  });

  describe('an account that is not there', () => {
    interface Rows {
      readonly payers: readonly unknown[];
      readonly orders: readonly unknown[];
    }

    it('is an object without a name, where only its key and fields that can be null are asked for', async () => {
      const { data, errors } = await post<Rows>(router.url, '{ payers { provider accountId name } }');
      expect(data?.payers.at(-1)).toEqual({ provider: 'SEQUENCE', accountId: 'acc_never_was', name: null });
      expect(errors).toBeUndefined();
    });

    it('is null where a field is asked for that is never null and not in the key: the id', async () => {
      const { data } = await post<Rows>(router.url, '{ payers { id accountId name } orders { paidFrom { id name } } }');
      expect(data?.payers).toHaveLength(REFERENCES.length);
      expect(data?.payers.at(-1)).toBeNull();
      expect(data?.orders.at(-1)).toEqual({ paidFrom: null });
      expect(data?.payers[0]).toMatchObject({ accountId: 'acc_checking', name: 'Geschäftskonto Zürich 💼' });
    });

    it('makes the whole answer null where a list allows no null', async () => {
      const { data } = await post(router.url, '{ strictPayers { id name } }');
      expect(data ?? null).toBeNull();
    });
  });

  it('an account that was deleted softly has a deletedAt, by which others can leave it out', async () => {
    const query = '{ payers { id accountId deletedAt } }';
    type Payers = { payers: ({ accountId: string; deletedAt: string | null } | null)[] };
    const deleted = async () => {
      const { data } = await post<Payers>(router.url, query);
      return data?.payers.flatMap((account) => (account?.deletedAt ? [account.accountId] : []));
    };
    const before = (await deleted()) ?? [];
    await remove({ provider: 'NUVION', accountId: 'acc_operational', idempotencyKey: newKey() });
    expect(await deleted()).toEqual([...before, 'acc_operational']);
  });

  it("with the gateway's own keys, passes on the token of the caller, and what it does not allow is refused", async () => {
    await using tokens = new AsyncDisposableStack();
    const issuer = await createTokenIssuer([]);
    tokens.defer(issuer.close);
    const own = tokens.use(await startSandbox({ ...OWN_KEYS, ...issuer.env }));
    const accounts = await readSubgraph({ name: 'accounts', url: own.gateway.url });
    const ownRouter = await start(compose([accounts]));
    tokens.defer(ownRouter.close);
    const [all, readOnly] = issuer.tokens;
    const ask = (authorization: Record<string, string>) =>
      remove({ provider: 'NUVION', accountId: 'acc_debit', idempotencyKey: newKey() }, authorization, ownRouter.url);
    expect(await ask({})).toMatchObject({ __typename: 'UnauthorizedError', source: 'GATEWAY' });
    expect(await ask({ Authorization: `Bearer ${readOnly?.token}` })).toMatchObject({ __typename: 'ForbiddenError' });
    expect(await ask({ Authorization: `Bearer ${all.token}` })).toMatchObject({ __typename: 'DeleteAccountSuccess' });
    expect(own.seen('acc_debit').effects).toHaveLength(1);
  });

  it('another subgraph adds a field to an account', async () => {
    const query = '{ account(provider: NUVION, accountId: "acc_checking") { name orders { number } } }';
    expect(await post(router.url, query)).toEqual({
      data: { account: { name: 'Geschäftskonto Zürich 💼', orders: [{ number: 'order-0' }, { number: 'order-1' }] } },
    });
  });

  const reads = () =>
    [...sandbox.nuvion.requests, ...sandbox.sequence.requests]
      .filter(({ method }) => method === 'GET')
      .toSorted((a, b) => a.at - b.at)
      .map(({ path }) => path);
}
