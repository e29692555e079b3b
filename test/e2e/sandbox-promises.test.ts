import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownHeaderOf } from '../../src/access/credential-headers.ts';
import { PROVIDER_NAMES, PROVIDERS } from '../../src/providers/index.ts';
import { FAULT_NAMES, FAULTS, faultyAccountId } from '../../src/providers/shared/simulation/faults.ts';
import { type SpawnedGateway, spawnGateway } from '../support/spawn-gateway.ts';

/** What the sandbox prints of its accounts, tried as a newcomer would: in the sandbox itself, with its real delays. */
let sandbox: SpawnedGateway;
beforeAll(() => {
  sandbox = spawnGateway({}, 'src/bin/sandbox.ts');
});
afterAll(() => sandbox[Symbol.asyncDispose]());

interface Told {
  readonly __typename: string;
  readonly retry?: string;
  readonly retryAfterMs?: number | null;
}

const credentials = Object.fromEntries(
  await Promise.all(
    PROVIDERS.map(async ({ name, simulation }) => [ownHeaderOf(name), (await simulation()).credentials.full]),
  ),
);

async function remove(provider: string, accountId: string, idempotencyKey: string): Promise<Told> {
  const query = `mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) {
    __typename ... on DeleteAccountError { retry retryAfterMs } } }`;
  const response = await fetch(await sandbox.ready, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...credentials },
    body: JSON.stringify({ query, variables: { input: { provider, accountId, idempotencyKey } } }),
  });
  return (await response.json()).data.deleteAccount;
}

const promised = FAULT_NAMES.filter((name) => FAULTS[name].shows.includes('then it works'));

describe.concurrent.each(PROVIDER_NAMES)('at %s', (provider) => {
  it.each(promised)('acc_%s fails, and then it works: with the same key, no later than it says', async (fault) => {
    const [, seconds = '0'] = /after (\d+) s/.exec(FAULTS[fault].shows) ?? [];
    const key = `${provider}-${fault}`;
    const first = await remove(provider, faultyAccountId(fault), key);
    if (first.__typename !== 'DeleteAccountSuccess') {
      expect(first.retry).toBe('SAME_KEY');
      expect(first.retryAfterMs).toBeGreaterThan(0);
      expect(first.retryAfterMs).toBeLessThanOrEqual(Number(seconds) * 1_000);
      await sleep((first.retryAfterMs ?? 0) + 50);
    }
    expect(await remove(provider, faultyAccountId(fault), key)).toEqual({ __typename: 'DeleteAccountSuccess' });
  });
});

it('three accounts promise that', () => expect(promised).toHaveLength(3));
