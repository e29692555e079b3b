import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { bundle } from '../../deploy/bundle.ts';
import { openDatabase } from '../support/postgres-database.ts';
import { redisProgram, startRedisServer } from '../support/redis-server.ts';
import { newKey, SEQUENCE_CREDENTIAL } from '../support/secrets.ts';
import { spawnGateway } from '../support/spawn-gateway.ts';
import { startUpstream } from '../support/upstream.ts';

const postgresUrl = inject('postgresUrl');
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ENTRY = 'dist/gateway/start.js';

/** What the image holds, and nothing else: no package is near. */
let image: string;
beforeAll(async () => {
  image = mkdtempSync(join(tmpdir(), 'gateway-bundle-'));
  await bundle(join(image, 'dist/gateway'));
  copyFileSync(join(ROOT, 'package.json'), join(image, 'package.json'));
  cpSync(join(ROOT, 'schema'), join(image, 'schema'), { recursive: true });
}, 60_000);
afterAll(() => rmSync(image, { recursive: true, force: true }));

async function deletion(url: string, idempotencyKey: string) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-sequence-authorization': SEQUENCE_CREDENTIAL },
    body: JSON.stringify({
      query: `mutation ($input: DeleteAccountInput!) {
        deleteAccount(input: $input) { __typename ... on DeleteAccountSuccess { replayed } }
      }`,
      variables: { input: { provider: 'SEQUENCE', accountId: 'acc_1', idempotencyKey } },
    }),
  });
  return (await response.json()).data.deleteAccount;
}

const deletions = (LEDGER_URL: string): string =>
  execFileSync(join(image, 'dist/gateway/deletions.js'), ['list', '--json'], {
    env: { PATH: process.env.PATH, LEDGER_URL },
    encoding: 'utf8',
  });

it('two bundled gateways share a ledger, and the page, the metrics and the operator’s command are there', async () => {
  await using upstream = await startUpstream((response) => void response.writeHead(204).end());
  const env = {
    LEDGER_URL: `sqlite:${join(image, 'ledger.db')}`,
    SEQUENCE_URL: upstream.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: upstream.url,
  };
  await using first = spawnGateway(env, ENTRY, [], image);
  await using second = spawnGateway(env, ENTRY, [], image);
  const [one, other] = await Promise.all([first.ready, second.ready]);
  const key = newKey();
  expect(await deletion(one, key)).toEqual({ __typename: 'DeleteAccountSuccess', replayed: false });
  expect(await deletion(other, key)).toEqual({ __typename: 'DeleteAccountSuccess', replayed: true });
  expect(upstream.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1);

  for (const path of ['/', '/graphiql.js', '/page.css', '/metrics', '/health/ready']) {
    expect([path, (await fetch(new URL(path, one))).status]).toEqual([path, 200]);
  }
  expect(deletions(env.LEDGER_URL)).toContain('"acc_1"');
  first.process.kill('SIGTERM');
  expect(await first.exit).toEqual([0, null]);
  expect(first.output.stderr).toBe('');
  expect(upstream.requests.map(({ path }) => path)).toContain('/v1/traces');
});

it('a start loads neither Node’s own undici, nor a hash function in JavaScript', async () => {
  const list = `process.on('exit', () => process.stderr.write(process.moduleLoadList.filter((name) => /undici/.test(name)).join()))`;
  const env = { LEDGER_URL: 'memory:', NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(list)}` };
  await using gateway = spawnGateway(env, ENTRY, [], image);
  await gateway.ready;
  gateway.process.kill('SIGTERM');
  await gateway.exit;
  expect(gateway.output.stderr).toBe('');
  for (const file of globSync(join(image, 'dist/gateway/*.js'))) {
    expect(readFileSync(file, 'utf8')).not.toContain('module.require');
  }
});

it.skipIf(postgresUrl === null || redisProgram === undefined)(
  'what is loaded only when it is used is in the bundle',
  async () => {
    await using upstream = await startUpstream((response) => void response.writeHead(204).end());
    await using redis = await startRedisServer('--appendonly yes --appendfsync always');
    const database = await openDatabase(postgresUrl ?? '');
    try {
      const env = { SEQUENCE_URL: upstream.url, REPLAY_CACHE_URL: redis.url };
      await using onPostgres = spawnGateway({ ...env, LEDGER_URL: database.url }, ENTRY, [], image);
      await using onRedis = spawnGateway({ ...env, LEDGER_URL: redis.url }, ENTRY, [], image);
      for (const gateway of [onPostgres, onRedis]) {
        expect(await deletion(await gateway.ready, newKey())).toMatchObject({ __typename: 'DeleteAccountSuccess' });
      }
    } finally {
      await database.close();
    }
  },
);
