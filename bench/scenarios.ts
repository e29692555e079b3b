import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'undici';
import { bundle } from '../deploy/bundle.ts';
import { cpuMicros, familyOf, moveTo, rssMb } from './cores.ts';
import { ask, type Bench, gatewayProgram, launch, pidsOf, probeOf, programsOf, saturate, warmUp } from './measure.ts';
import { ROOT } from './servers.ts';
import { sqliteBytesPerRecord } from './stores.ts';
import { type Ask, FORWARD, ours, overload, type Variant } from './variants.ts';

// What is measured once, apart from the rounds.

const COLD_STARTS = ['forward_sqlite', 'apollo_standalone', 'yoga', 'mercurius', 'hive'];
/** Steps in which the memory is looked at, so that a leak differs from a level. */
const STEPS = 8;
/** The time from the start of a process to its first right answer, in ms, a few times and in turn; `image` is the image's. */
export async function coldStarts(bench: Bench, variants: readonly Variant[]): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = {};
  const image = await imageProgram(bench);
  const first = await bench.workshop.startServer(image); // leaves compiled code behind, as the build of the image does
  await first.answers(FORWARD.ask);
  await first.stop();
  for (let n = 0; n < bench.plan.coldStarts; n += 1) {
    for (const name of ['image', ...COLD_STARTS]) {
      const variant = name === 'image' ? FORWARD : variants.find((each) => each.name === name);
      if (variant === undefined) continue;
      // A ledger of its own each time: a first start makes it, too.
      const [program] = (await programsOf(bench, { ...variant, name: `cold-${name}-${n}` })) ?? [];
      if (program === undefined) continue;
      const startedAt = performance.now();
      const server = await bench.workshop.startServer(name === 'image' ? { ...image, env: program.env } : program);
      await server.answers(probeOf(variant));
      times[name] = [...(times[name] ?? []), performance.now() - startedAt];
      await server.stop();
    }
  }
  return times;
}

/** The files and the command of the image: no container, whose own start is the same for every image. */
async function imageProgram(bench: Bench) {
  const folder = bench.workshop.path('image');
  mkdirSync(join(folder, 'node_modules/.cache'), { recursive: true });
  for (const name of ['package.json', 'schema']) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  await bundle(join(folder, 'dist/gateway'));
  const command = /^CMD (\[.*\])$/m.exec(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))?.[1];
  if (command === undefined) throw new Error('The Dockerfile has no CMD');
  const [, ...rest] = JSON.parse(command) as string[];
  const program = gatewayProgram(bench, `sqlite:${bench.workshop.path('image.db')}`);
  return { ...program, nodeOptions: rest.slice(0, -1), entry: rest.at(-1) ?? '', folder };
}

/** A fresh gateway on SQLite, and so many deletions at saturation. */
export async function memoryOverDeletions(bench: Bench) {
  const running = await start(bench, { ...FORWARD, name: 'memory-run' });
  const after: (number | null)[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    await ask(running, { count: Math.ceil(bench.plan.deletions / STEPS) });
    after.push(rssMb(pidsOf(running.servers)));
  }
  for (const server of running.servers) await server.stop();
  return {
    rssAfterStartMb: running.rssAfterStartMb,
    rssMb: after,
    bytesPerRecord: sqliteBytesPerRecord(bench.workshop.path('memory-run.db')),
  };
}

/** What so many connections hold that have asked once – and are idle, or wait for a provider that never answers – in MB. */
export async function memoryOf(bench: Bench, connections: number, { key, body }: Ask): Promise<number | null> {
  const program = gatewayProgram(bench, `sqlite:${bench.workshop.path(`held-${connections}.db`)}`);
  const patient = { PROVIDER_TIMEOUT_MS: '120000', DELETE_DEADLINE_MS: '120000', LEASE_MS: '180000' };
  const env = { ...patient, QUIESCENCE_MS: '180000', NUVION_URL: `${new URL(bench.upstream.url).origin}/never` };
  const server = await bench.workshop.startServer({ ...program, env: { ...program.env, ...env } });
  await server.answers(FORWARD.ask);
  await ask({ variant: FORWARD, servers: [server], rssAfterStartMb: null }, { count: 2_000 });
  await sleep(bench.plan.settledMs);
  const before = rssMb([server.pid]);
  const clients = Array.from({ length: connections }, () => new Client(server.url.origin));
  for (const [n, client] of clients.entries()) {
    const headers = {
      'content-type': 'application/json',
      authorization: 'Bearer bench',
      'idempotency-key': `${key}-${n}`,
    };
    client
      .request({ method: 'POST', path: '/graphql', headers, body })
      .then(({ body }) => body.dump())
      .catch(() => {});
    if (n % 100 === 0) await sleep(20); // so that none waits to be accepted
  }
  await sleep(bench.plan.settledMs);
  const after = rssMb([server.pid]);
  await Promise.all(clients.map((client) => client.destroy()));
  await server.stop();
  return before === null || after === null ? null : after - before;
}

/** What a process does when more callers come than it lets run. */
export interface Overload {
  readonly best_rps: number;
  /** Callers of whom each has one deletion at a time, and who come back when a refusal asks them to. */
  readonly callers: number;
  readonly deleted_rps: number;
  readonly refused_rps: number;
  readonly p99_ms: number;
  /** The same callers, who ask again at once when they are refused. */
  readonly deleted_rps_hasty: number;
  readonly refused_rps_hasty: number;
  readonly rss_growth_mb: number | null;
}

/** Four times the callers that can run at once, and right before and after it the best that the process can do. */
export async function overloaded(bench: Bench): Promise<Overload> {
  const { overloadCallers: callers, overloadMs: forMs } = bench.plan;
  const running = await start(bench, { ...FORWARD, name: 'overload' });
  await warmUp(running, bench.plan);
  const before = await saturate(bench, running);
  const rssBefore = rssMb(pidsOf(running.servers));
  const patient = await ask(running, { ask: overload, overload: 'patient', connections: callers, forMs });
  const hasty = await ask(running, { ask: overload, overload: 'hasty', connections: callers, forMs });
  const rssAfter = rssMb(pidsOf(running.servers));
  const after = await saturate(bench, running);
  for (const server of running.servers) await server.stop();
  return {
    best_rps: (before.rps + after.rps) / 2,
    callers,
    deleted_rps: patient.requests / patient.seconds,
    refused_rps: patient.refused / patient.seconds,
    p99_ms: patient.p99Ms,
    deleted_rps_hasty: hasty.requests / hasty.seconds,
    refused_rps_hasty: hasty.refused / hasty.seconds,
    rss_growth_mb: rssBefore === null || rssAfter === null ? null : rssAfter - rssBefore,
  };
}

/** One row of how it grows: so many processes on one store, on all cores of the machine. */
export interface Growth {
  readonly ledger: 'postgres' | 'redis';
  readonly processes: number;
  readonly rps: number;
  /** For each deletion: of all gateways, and of the store. */
  readonly gateway_cpu_us: number | null;
  readonly store_cpu_us: number | null;
}

/** One, two and four processes on each store. What they would do on more cores follows from the processor time. */
export async function growth(bench: Bench): Promise<readonly Growth[]> {
  const rows: Growth[] = [];
  for (const ledger of ['postgres', 'redis'] as const) {
    const store = bench.stores[ledger];
    if (store === null) continue;
    moveTo('anywhere', process.pid, bench.upstream.pid);
    for (const processes of bench.plan.processes) {
      const variant = ours(`${ledger}-${processes}`, '', ledger, { launch: { ledger, processes } });
      const running = await start(bench, variant, { place: 'anywhere' });
      moveTo('anywhere', ...familyOf(store.pid));
      await warmUp(running, bench.plan);
      const before = cpuMicros(familyOf(store.pid));
      const { rps, requests, cpuMicrosPerRequest } = await saturate(bench, running);
      const after = cpuMicros(familyOf(store.pid));
      const ofStore = before === null || after === null ? null : (after - before) / requests;
      rows.push({ ledger, processes, rps, gateway_cpu_us: cpuMicrosPerRequest, store_cpu_us: ofStore });
      for (const server of running.servers) await server.stop();
    }
    moveTo('others', process.pid, bench.upstream.pid, ...familyOf(store.pid));
  }
  return rows;
}

async function start(...args: Parameters<typeof launch>) {
  const running = await launch(...args);
  if (running === null) throw new Error(`${args[1].name}: what it needs is not here`);
  return running;
}
