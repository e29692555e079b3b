import { once } from 'node:events';
import http from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { forward, replay } from './asks.ts';
import { cpuMicros, GATEWAY_CORE, LOAD_CORE, moveToLoadCore, rssMb } from './cores.ts';
import { firstAnswer, gatewayProgram } from './launch.ts';
import type { Ask } from './load-job.ts';
import { type OtherSide, startOtherSide } from './other-side.ts';
import { type Server, Workshop } from './workshop.ts';

// What one process takes: processor time for a request, memory for connections and for deletions that wait. Two minutes,
// on loopback, Linux only. The figures are in docs/operating.md, written there by hand.
//
//   node bench/capacity.ts

const WARM_UP_MS = 10_000;
const MEASURED_MS = 10_000;
const LOAD_CONNECTIONS = 64;
const IDLE_CONNECTIONS = [0, 1_000, 2_000, 4_000];
/** As many as run at once for one provider. */
const HELD_DELETIONS = [0, 250, 500];
/** Until the memory of what has just been asked is free again, and connections have been looked at. */
const SETTLES_MS = 5_000;

/** Longer than this takes, so that what is held is held. */
const PATIENT = {
  PROVIDER_TIMEOUT_MS: '120000',
  DELETE_DEADLINE_MS: '120000',
  LEASE_MS: '180000',
  QUIESCENCE_MS: '180000',
};

const workshop = new Workshop();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => workshop.close().then(() => process.exit(1)));
try {
  moveToLoadCore();
  const side = await startOtherSide(workshop, LOAD_CORE);
  for (const [name, ask] of [
    ['deletion', forward],
    ['replay', replay],
  ] as const) {
    console.log(`${name}: ${await microsFor(side, name, ask)} µs of processor time`);
  }
  console.log('idle connections', await memoryOf(side, 'idle', IDLE_CONNECTIONS, '{"query":"{ __typename }"}', true));
  const held = `{"query":"mutation { deleteAccount(input: {provider: NUVION, accountId: \\"acc_1\\"}) { __typename } }"}`;
  console.log('deletions that wait', await memoryOf(side, 'held', HELD_DELETIONS, held, false));
} finally {
  await workshop.close();
}
process.exit();

async function startGateway(side: OtherSide, name: string, nuvion: string): Promise<Server> {
  const program = gatewayProgram(side.upstream, `sqlite:${workshop.path(`${name}.db`)}`, GATEWAY_CORE);
  const server = await workshop.startServer({ ...program, env: { ...program.env, ...PATIENT, NUVION_URL: nuvion } });
  await firstAnswer(server, side, forward);
  return server;
}

/** Processor time of the gateway for one request, as the kernel counts it, at saturation. */
async function microsFor(side: OtherSide, name: string, ask: Ask): Promise<number> {
  const server = await startGateway(side, name, side.upstream);
  const job = { urls: [server.url.href], connections: LOAD_CONNECTIONS, ratePerSecond: null, count: null };
  // The first round of replays is not replayed yet; whoever answers it, it warms up.
  await side.load({ ...ask, ...job, forMs: WARM_UP_MS });
  const before = cpuMicros(server.pid) ?? 0;
  const { requests, failures, firstFailure } = await side.load({ ...ask, ...job, forMs: MEASURED_MS });
  const spent = (cpuMicros(server.pid) ?? 0) - before;
  await server.stop();
  if (failures > 0) throw new Error(`${name}: ${firstFailure}`);
  return Math.round(spent / requests);
}

/** MB of a fresh process with so many connections, each of which has asked once. */
async function memoryOf(side: OtherSide, name: string, counts: readonly number[], body: string, isAnswered: boolean) {
  const holder = http.createServer((request) => request.resume()).listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const server = await startGateway(side, name, `http://127.0.0.1:${(holder.address() as AddressInfo).port}`);
  const once2000 = { urls: [server.url.href], connections: LOAD_CONNECTIONS, ratePerSecond: null, count: 2_000 };
  await side.load({ ...forward, ...once2000, forMs: WARM_UP_MS });
  const sockets: Socket[] = [];
  const levels: Record<string, number | null> = {};
  for (const count of counts) {
    while (sockets.length < count) sockets.push(await ask(server.url, body, isAnswered));
    await sleep(SETTLES_MS);
    levels[count] = Math.round(rssMb(server.pid) ?? 0);
  }
  for (const socket of sockets) socket.destroy();
  holder.closeAllConnections();
  holder.close();
  await server.stop();
  return levels;
}

/** A connection that has asked once. */
async function ask({ hostname, port }: URL, body: string, isAnswered: boolean): Promise<Socket> {
  const socket = connect(Number(port), hostname);
  socket.on('error', (fault) => console.error(fault));
  const head = ['POST /graphql HTTP/1.1', `Host: ${hostname}`, 'Content-Type: application/json'];
  head.push('Authorization: Bearer capacity', `Content-Length: ${body.length}`);
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  await once(socket, isAnswered ? 'data' : 'connect');
  return socket;
}
