import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AccountDeletionDocument } from '../generated/operations.ts';
import { CANARY, newKey } from '../support/secrets.ts';
import { type SpawnedGateway, spawnGateway } from '../support/spawn-gateway.ts';
import { startTestGateway } from '../support/start-test-gateway.ts';
import { answers, hangsUp, type Reply, startUpstream, staysSilent, type Upstream } from '../support/upstream.ts';

const AUTH = { AUTH_ISSUER: 'https://issuer.example/', AUTH_AUDIENCE: 'accounts-gateway' };
const OWN = { SEQUENCE_API_KEY: `${CANARY}-own-sequence`, NUVION_API_KEY: `${CANARY}-own-nuvion` };
const SHORT = { PROVIDER_TIMEOUT_MS: '1000', DELETE_DEADLINE_MS: '2000', LEASE_MS: '2500' };

const gone: Record<string, Reply> = {
  '/sequence': answers(404, { error: { code: 'resource_not_found', message: 'No such account' } }),
  '/nuvion': answers(404, { status: '404', type: 'error_account_not_found', message: 'No such account' }),
};

let keys: CryptoKeyPair;
let jwks: Upstream;
let upstream: Upstream;
let folder: string;
/** Whether the providers answer a GET: each account is gone. No DELETE is ever answered. */
let isWell: boolean;

beforeEach(async () => {
  keys = (await generateKeyPair('ES256', { extractable: true })) as CryptoKeyPair;
  jwks = await startUpstream(
    answers(200, { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256' }] }),
  );
  isWell = false;
  upstream = await startUpstream((response, request, socket) => {
    const reply = isWell && request.method === 'GET' ? gone[/^\/\w+/.exec(request.path)?.[0] ?? ''] : hangsUp;
    return reply?.(response, request, socket);
  });
  folder = mkdtempSync(join(tmpdir(), 'reconciliation-'));
});
afterEach(async () => {
  for (const each of [upstream, jwks]) await each[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const environment = (more: Record<string, string> = {}) => ({
  LEDGER_URL: `sqlite:${join(folder, 'ledger.db')}`,
  SEQUENCE_URL: `${upstream.url}/sequence`,
  NUVION_URL: `${upstream.url}/nuvion`,
  ...SHORT,
  ...more,
});
const managed = (more: Record<string, string> = {}) =>
  environment({ ...AUTH, ...OWN, AUTH_JWKS_URL: jwks.url, QUIESCENCE_MS: '1100', ...more });

async function bearer() {
  const claims = { scope: 'accounts:delete accounts:read' };
  const token = new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'one' }).setSubject('alice');
  token.setIssuer(AUTH.AUTH_ISSUER).setAudience(AUTH.AUTH_AUDIENCE).setExpirationTime('5m');
  return { authorization: `Bearer ${await token.sign(keys.privateKey)}` };
}

/** Deletions that were sent and never answered. The process that sent them is gone, and so are their clients. */
async function lose(providers: readonly ('SEQUENCE' | 'NUVION')[], more: Record<string, string> = {}) {
  await using gateway = await startTestGateway(managed(more));
  const headers = await bearer();
  const asked = providers.map((provider, n) => ({ provider, accountId: `acc_${n}`, idempotencyKey: newKey() }));
  const told = await Promise.all(asked.map((input) => gateway.delete(input, headers)));
  expect(new Set(told.map(({ __typename }) => __typename))).toEqual(new Set(['OutcomeUnknownError']));
  return asked.map(({ provider, idempotencyKey }) => ({ provider, idempotencyKey }));
}

const methods = () => upstream.requests.map(({ method }) => method);

describe('deletions whose answers are lost and whose clients are gone', () => {
  it('are settled by three processes that share the work, which send nothing but GETs', {
    timeout: 60_000,
  }, async () => {
    const lost = await lose([...Array(3).fill('SEQUENCE'), ...Array(12).fill('NUVION')], { QUIESCENCE_MS: '6000' });
    isWell = true;
    upstream.requests.splice(0);
    const fleet: SpawnedGateway[] = [1, 2, 3].map(() => spawnGateway(managed()));
    await using stack = new AsyncDisposableStack();
    for (const gateway of fleet) stack.use(gateway);
    await Promise.all(fleet.map(({ ready }) => ready));
    const looks = () => fleet.map((gateway) => gateway.logs().filter(({ msg }) => msg === 'reconciled'));
    await expect
      .poll(
        () =>
          looks()
            .flat()
            .filter(({ evidence }) => evidence === 'ABSENT').length,
        { timeout: 40_000 },
      )
      .toBe(15);

    // None is read twice, each took its part, and nothing was deleted by that.
    expect(methods()).toEqual(Array(15).fill('GET'));
    expect(new Set(upstream.requests.map(({ path }) => path)).size).toBe(15);
    for (const own of looks()) expect(own.length).toBeGreaterThan(0);
    expect(
      new Set(
        looks()
          .flat()
          .map(({ key }) => key),
      ).size,
    ).toBe(15);

    const gateway = await startTestGateway(managed());
    stack.use(gateway);
    const headers = await bearer();
    for (const query of lost) {
      expect(await gateway.send(AccountDeletionDocument, query, headers)).toMatchObject({
        accountDeletion: {
          status: 'SETTLED',
          result: { __typename: 'DeleteAccountSuccess', evidence: 'ABSENT' },
          lastCheckedAt: expect.any(String),
          nextCheckAt: null,
          retry: null,
        },
      });
    }
    const metrics = await (await fetch(`${gateway.origin}/metrics`)).text();
    expect(metrics).toContain('gateway_deletions_unknown{provider="NUVION"} 0');
  });

  it('are counted and never read by a process without credentials of its own', async () => {
    await lose(['SEQUENCE', 'NUVION', 'NUVION']);
    isWell = true;
    upstream.requests.splice(0);
    await using gateway = await startTestGateway(environment({ QUIESCENCE_MS: '1100' }));
    const metrics = async () => (await fetch(`${gateway.origin}/metrics`)).text();
    await expect.poll(metrics, { timeout: 10_000 }).toContain('gateway_deletions_unknown{provider="NUVION"} 2');
    expect(await metrics()).toMatch(/gateway_deletions_unknown_oldest_seconds\{provider="SEQUENCE"\} (?!0$)[\d.]+$/m);
    await sleep(2_000); // in which one with credentials would have looked
    expect(methods()).toEqual([]);
  });

  it('hold up no stop: a look that is not answered ends with the time to drain', { timeout: 30_000 }, async () => {
    await lose(['NUVION']);
    upstream.reply(staysSilent);
    upstream.requests.splice(0);
    const patient = { PROVIDER_TIMEOUT_MS: '20000', QUIESCENCE_MS: '20001', DELETE_DEADLINE_MS: '21000' };
    const gateway = await startTestGateway(managed({ ...patient, LEASE_MS: '22000', DRAIN_TIMEOUT_MS: '300' }));
    await expect.poll(methods, { timeout: 15_000 }).toEqual(['GET']);
    const startedAt = performance.now();
    await gateway.stop();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it('are left to others by a process that drains', { timeout: 20_000 }, async () => {
    await lose(['NUVION']);
    isWell = true;
    const answered = Promise.withResolvers<void>();
    await using held = await startUpstream(async (response) => {
      await answered.promise;
      response.writeHead(204).end();
    });
    const patient = {
      PROVIDER_TIMEOUT_MS: '9000',
      QUIESCENCE_MS: '10000',
      DELETE_DEADLINE_MS: '9000',
      LEASE_MS: '9500',
    };
    const gateway = await startTestGateway(managed({ ...patient, SEQUENCE_URL: held.url }));
    upstream.requests.splice(0);
    const input = { provider: 'SEQUENCE', accountId: 'acc_1', idempotencyKey: newKey() } as const;
    const last = gateway.delete(input, await bearer());
    await expect.poll(() => held.requests.length).toBe(1);
    const stopped = gateway.stop();
    await sleep(3_000); // in which it would have looked
    expect(methods()).toEqual([]);
    answered.resolve();
    expect(await last).toMatchObject({ __typename: 'DeleteAccountSuccess' });
    await stopped;
  });
});
