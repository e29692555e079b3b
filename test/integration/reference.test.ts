import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../support/ask.ts';
import { readRepoFile } from '../support/doc-blocks.ts';
import { NUVION_ACCOUNT_ID, nuvionAnswer } from '../support/nuvion-answer.ts';
import { newKey } from '../support/secrets.ts';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway.ts';
import { answers, closedPort, hangsUp, type Reply, startUpstream, type Upstream } from '../support/upstream.ts';

const NAMES = ['SEQUENCE', 'NUVION'] as const;
type Name = (typeof NAMES)[number];

const ownError = (provider: Name, code: string) =>
  provider === 'SEQUENCE' ? { error: { code, message: 'no' } } : { type: `error_account_${code}`, message: 'no' };

/** A body for each word of the table's third column. */
const BODIES: Readonly<Record<string, (provider: Name) => unknown>> = {
  'a confirmation': (provider) => (provider === 'SEQUENCE' ? {} : nuvionAnswer()),
  'anything else': () => '<!doctype html><title>Bad gateway</title>',
  any: (provider) => ownError(provider, 'whatever'),
  'the provider\'s "no such account"': (provider) => ownError(provider, 'resource_not_found'),
  "the provider's own error": (provider) => ownError(provider, 'balance_not_zero'),
};

/** Statuses that stand for a range of the table. */
const RANGES: Readonly<Record<string, readonly number[]>> = {
  '2xx': [200, 202],
  '1xx, 3xx, 5xx, other 4xx': [302, 304, 410, 418, 500, 502],
};

const STATES: Readonly<Record<string, string | undefined>> = {
  settled: 'SETTLED',
  released: undefined,
  dispatched: 'UNKNOWN',
};

interface Case {
  readonly provider: Name;
  readonly status: string;
  readonly body: string;
  readonly record: string;
  readonly answer: string;
  readonly reply: Reply | null;
}

/** The rows of the page, one for each provider and status. */
function cases(): readonly Case[] {
  const [, table = ''] =
    /\| provider \| status \|.*\n\| --- .*\n((?:\|.*\n)+)/.exec(readRepoFile('docs/reference.md')) ?? [];
  return table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .flatMap(([, who = '', status = '', body = '', record = '', answer = '']) => {
      // The rows of a later provider stand for answers that its own contract test tries.
      const providers = NAMES.filter((name) => who === 'every' || who.toUpperCase() === name);
      return providers.flatMap((provider): Case[] => {
        const row = { provider, body, record, answer };
        if (status.includes('nothing was sent')) return [{ ...row, status: 'no connection', reply: null }];
        if (status.startsWith('none')) return [{ ...row, status: 'hang-up', reply: hangsUp }];
        const statuses = RANGES[status] ?? status.split(', ').map(Number);
        return statuses.map((one) => ({
          ...row,
          status: `${one}`,
          reply: answers(one, one === 304 ? '' : BODIES[body]?.(provider)),
        }));
      });
    });
}

describe('the table of docs/reference.md: what an answer of a provider means', () => {
  let upstream: Upstream;
  let gateway: TestGateway;
  let unconnected: TestGateway;

  beforeAll(async () => {
    upstream = await startUpstream();
    const closed = await closedPort();
    // Too short for a repetition at Sequence, and the account cannot be read: recovery ends at once.
    const start = (url: string) =>
      startTestGateway({ SEQUENCE_URL: url, NUVION_URL: url, PROVIDER_TIMEOUT_MS: '2000', DELETE_DEADLINE_MS: '2000' });
    [gateway, unconnected] = await Promise.all([start(upstream.url), start(closed)]);
  });
  afterAll(async () => {
    await Promise.all([gateway, unconnected, upstream].map((one) => one[Symbol.asyncDispose]()));
  });

  it('has rows', () => expect(cases().length).toBeGreaterThan(35));

  it.each(cases())('$provider $status, $body → $record, $answer', async ({ provider, record, answer, reply }) => {
    upstream.reply((response, request, socket) =>
      (request.method === 'DELETE' ? reply : answers(500))?.(response, request, socket),
    );
    const used = reply === null ? unconnected : gateway;
    const idempotencyKey = newKey();
    const result = await used.delete({ provider, accountId: NUVION_ACCOUNT_ID, idempotencyKey });
    const words = result.__typename === 'DeleteAccountSuccess' ? [result.__typename, result.evidence] : [result.code];
    expect([...answer.matchAll(/`(\w+)`/g)].map(([, word]) => word)).toEqual(words);
    const query = `query($provider: AccountProvider!, $key: String!) {
      accountDeletion(provider: $provider, idempotencyKey: $key) { status }
    }`;
    const { data } = await ask<{ accountDeletion: { status: string } | null }>(used, query, {
      provider,
      key: idempotencyKey,
    });
    expect(data?.accountDeletion?.status).toBe(STATES[record]);
  });
});
