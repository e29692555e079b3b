import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { haproxyVersion, startHaproxy } from '../support/haproxy.ts';
import { newKey, SEQUENCE_CREDENTIAL } from '../support/secrets.ts';
import { type SpawnedGateway, spawnGateway } from '../support/spawn-gateway.ts';
import { startUpstream } from '../support/upstream.ts';

if (haproxyVersion === null) {
  console.warn('LEFT OUT: the rolling restart behind HAProxy. HAProxy is not installed (apt-get install haproxy).');
}

const NAMES = ['one', 'two', 'three'];

/** Ports that were free a moment ago, all at once so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** A client with a connection of its own, which it keeps. It never asks again. */
function createClient(url: string) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const headers = { 'content-type': 'application/json', 'x-sequence-authorization': SEQUENCE_CREDENTIAL };
  return {
    async delete(): Promise<string> {
      const request = http.request(url, { agent, method: 'POST', headers });
      const input = `{provider: SEQUENCE, accountId: "acc_1", idempotencyKey: "${newKey()}"}`;
      request.end(JSON.stringify({ query: `mutation { deleteAccount(input: ${input}) { __typename } }` }));
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      return `${response.statusCode} ${await text(response)}`;
    },
    close: () => agent.destroy(),
  };
}

it.skipIf(haproxyVersion === null)(
  'three gateways behind HAProxy are replaced one by one under load, and no request fails',
  { timeout: 90_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gateway-haproxy-'));
    await using upstream = await startUpstream(async (response) => {
      await sleep(20);
      response.writeHead(204).end();
    });
    const [entrance, ...ports] = await freePorts(1 + 2 * NAMES.length);
    const portsOf = (name: string) => ports.slice(2 * NAMES.indexOf(name)).map(String);
    const gateways = new Map<string, SpawnedGateway>();
    const start = (name: string) => {
      const [PORT = '', ADMIN_PORT = ''] = portsOf(name);
      const LEDGER_URL = `sqlite:${join(folder, 'ledger.db')}`;
      const gateway = spawnGateway({ PORT, ADMIN_PORT, LEDGER_URL, SEQUENCE_URL: upstream.url });
      gateways.set(name, gateway);
      return gateway.ready;
    };
    await Promise.all(NAMES.map(start));

    const addresses = NAMES.flatMap((name) => {
      const [port = '', admin = ''] = portsOf(name);
      return [
        [`GATEWAY_${name.toUpperCase()}`, `127.0.0.1:${port}`],
        [`ADMIN_${name.toUpperCase()}`, admin],
      ];
    });
    const env = { HAPROXY_BIND: `127.0.0.1:${entrance}`, ...Object.fromEntries(addresses) };
    await using proxy = await startHaproxy(env, join(folder, 'haproxy.sock'));
    const isUp = (name: string) =>
      expect.poll(() => proxy.server(name), { timeout: 20_000 }).toMatchObject({ status: 'UP' });
    for (const name of NAMES) await isUp(name);

    const stopped = { now: false };
    const failures: string[] = [];
    let deletions = 0;
    const clients = Array.from({ length: 16 }, () => createClient(`http://127.0.0.1:${entrance}/graphql`));
    const load = clients.map(async (client) => {
      while (!stopped.now) {
        const answer = await client.delete().catch(String);
        if (answer.includes('DeleteAccountSuccess')) deletions += 1;
        else failures.push(answer);
      }
    });

    const before = [...gateways.values()].map(({ process }) => process.pid);
    for (const name of NAMES) {
      await proxy.command(`set server gateways/${name} state drain`);
      await expect.poll(() => proxy.server(name), { timeout: 20_000 }).toEqual({ status: 'DRAIN', requests: 0 });
      const old = gateways.get(name);
      old?.process.kill('SIGTERM');
      expect(await old?.exit).toEqual([0, null]);
      await start(name);
      await proxy.command(`set server gateways/${name} state ready`);
      await isUp(name);
    }
    const served = upstream.requests.length;
    await expect.poll(() => upstream.requests.length).toBeGreaterThan(served + 50);
    stopped.now = true;
    await Promise.all(load);

    for (const client of clients) client.close();
    expect((await fetch(`http://127.0.0.1:${entrance}/metrics`)).status).toBe(404);
    for (const gateway of gateways.values()) await gateway[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });

    console.log(`HAProxy ${haproxyVersion}: ${deletions} deletions over three restarts, ${failures.length} failed`);
    expect([...gateways.values()].filter(({ process }) => before.includes(process.pid))).toEqual([]);
    expect(failures).toEqual([]);
    expect(deletions).toBeGreaterThan(100);
    expect(upstream.requests).toHaveLength(deletions);
  },
);
