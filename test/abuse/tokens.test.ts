import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { expect, it } from 'vitest';
import { spawnGateway } from '../support/spawn-gateway.ts';
import { answers, startUpstream } from '../support/upstream.ts';

const COUNT = 300;

/** Tokens that look right, each signed with another key than the one that it names, which nobody knows. */
async function junkTokens(): Promise<string[]> {
  const { privateKey } = await generateKeyPair('ES256');
  return Promise.all(
    Array.from({ length: COUNT }, () =>
      new SignJWT({ sub: 'anybody', scope: 'accounts:delete' })
        .setProtectedHeader({ alg: 'ES256', kid: randomUUID() })
        .setIssuer('https://issuer.example/')
        .setAudience('gateway')
        .setExpirationTime('5m')
        .sign(privateKey),
    ),
  );
}

it('a flood of tokens with unknown key ids: one look at the key server, a line each, nothing sent, and it stays ready', async () => {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  await using jwks = await startUpstream(answers(200, { keys: [{ ...(await exportJWK(publicKey)), kid: 'one' }] }));
  await using upstream = await startUpstream(answers(204));
  await using gateway = spawnGateway({
    LEDGER_URL: 'memory:',
    SEQUENCE_URL: upstream.url,
    SEQUENCE_API_KEY: 'c4n4ry-own',
    AUTH_JWKS_URL: jwks.url,
    AUTH_ISSUER: 'https://issuer.example/',
    AUTH_AUDIENCE: 'gateway',
  });
  const url = await gateway.ready;
  const body = JSON.stringify({
    query: 'mutation { deleteAccount(input: {provider: SEQUENCE, accountId: "acc_1"}) { __typename } }',
  });
  const attempts = (await junkTokens()).map(async (token) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const response = await fetch(url, { method: 'POST', headers, body });
    return (await response.json()).data.deleteAccount.__typename;
  });
  expect(new Set(await Promise.all(attempts))).toEqual(new Set(['UnauthorizedError']));
  expect(jwks.requests.length).toBeLessThanOrEqual(2);
  expect(upstream.requests).toEqual([]);
  expect((await fetch(new URL('/health/ready', url))).status).toBe(200);
  const lines = gateway.logs().filter(({ msg }) => msg !== 'ready' && !String(msg).includes('in memory'));
  await expect.poll(() => gateway.logs().filter(({ msg }) => msg === 'refused')).toHaveLength(COUNT);
  expect(lines.filter(({ msg }) => msg !== 'refused')).toEqual([]);
});
