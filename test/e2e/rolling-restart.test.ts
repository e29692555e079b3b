import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { newKey, SEQUENCE_CREDENTIAL } from '../support/secrets.ts';
import { type SpawnedGateway, spawnGateway } from '../support/spawn-gateway.ts';
import { startUpstream } from '../support/upstream.ts';

/** How long a load balancer takes to notice that a process is about to stop, as a preStop hook waits for. */
const NOTICE_MS = 200;

/** Spreads requests over the processes that are in service; it never retries. */
async function startLoadBalancer(inService: () => readonly string[]) {
  const agent = new http.Agent({ keepAlive: true });
  let next = 0;
  const server = http.createServer((request, response) => {
    const urls = inService();
    const target = urls[next++ % urls.length] ?? '';
    const passed = http.request(target, { agent, method: 'POST', headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.writeHead(502).end());
    request.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}

it('a rolling restart of two processes under load fails no request and loses no deletion', {
  timeout: 60_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-rolling-'));
  await using upstream = await startUpstream(async (response) => {
    await sleep(20);
    response.writeHead(204).end();
  });
  const env = { LEDGER_URL: `sqlite:${join(folder, 'ledger.db')}`, SEQUENCE_URL: upstream.url };
  const running = new Set<SpawnedGateway>([spawnGateway(env), spawnGateway(env)]);
  const urls = new Map<SpawnedGateway, string>();
  for (const gateway of running) urls.set(gateway, await gateway.ready);
  await using balancer = await startLoadBalancer(() => [...urls.values()]);

  let stop = false;
  const failures: string[] = [];
  let deletions = 0;
  const client = async () => {
    while (!stop) {
      const response = await fetch(balancer.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-sequence-authorization': SEQUENCE_CREDENTIAL },
        body: JSON.stringify({
          query: `mutation { deleteAccount(input: {provider: SEQUENCE, accountId: "acc_1", idempotencyKey: "${newKey()}"}) { __typename } }`,
        }),
      });
      const text = await response.text();
      if (text.includes('DeleteAccountSuccess')) deletions += 1;
      else failures.push(`${response.status} ${text}`);
    }
  };
  const clients = Array.from({ length: 16 }, client);
  const old = [...running];
  for (const gateway of old) {
    const fresh = spawnGateway(env);
    running.add(fresh);
    urls.set(fresh, await fresh.ready);
    urls.delete(gateway);
    await sleep(NOTICE_MS);
    gateway.process.kill('SIGTERM');
    expect(await gateway.exit).toEqual([0, null]);
  }
  await sleep(300);
  stop = true;
  await Promise.all(clients);
  for (const gateway of running) await gateway[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });

  console.log(`rolling restart: ${deletions} deletions, ${failures.length} failed`);
  expect(failures).toEqual([]);
  expect(deletions).toBeGreaterThan(100);
  expect(upstream.requests).toHaveLength(deletions);
});
