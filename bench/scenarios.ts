import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'undici';
import { bundle } from '../deploy/bundle.ts';
import { cpuMicros, familyOf, moveTo, rssMb } from './machine.ts';
import { ask, type Bench, launch, othersOf, probeOf, programOf, saturate, warmUp } from './measure.ts';
import { spreadOf } from './results.ts';
import { sqliteBytesPerRecord } from './stores.ts';
import { type Ask, FORWARD, ours, overload, type Variant } from './variants.ts';
import { type Program, ROOT } from './workshop.ts';

// What is measured once, apart from the rounds.

const COLD_STARTS = ['forward_sqlite', 'apollo_standalone', 'yoga', 'mercurius', 'hive'];
/** Steps in which the memory is looked at, so that a leak differs from a level. */
const STEPS = 8;

/** The time from the start of a process to its first right answer, in ms, a few times and in turn; `image` is the image's. */
export async function coldStarts(bench: Bench, variants: readonly Variant[], image: Program) {
  const { workshop, plan } = bench;
  await (await workshop.start(image, FORWARD.ask)).stop(); // leaves compiled code behind, as the build of the image does
  const started = [{ ...FORWARD, name: 'image' }, ...variants.filter(({ name }) => COLD_STARTS.includes(name))];
  const times = new Map<string, number[]>(started.map(({ name }) => [name, []]));
  for (let n = 0; n < plan.coldStarts; n += 1) {
    for (const variant of started) {
      const { env, ...program } = variant.name === 'image' ? image : await programOf(bench, variant);
      // A ledger of its own each time: a first start makes it, too.
      const LEDGER_URL = `sqlite:${workshop.path(`cold-${variant.name}-${n}.db`)}`;
      const startedAt = performance.now();
      const server = await workshop.start({ ...program, env: { ...env, LEDGER_URL } }, probeOf(variant));
      times.get(variant.name)?.push(performance.now() - startedAt);
      await server.stop();
    }
  }
  return Object.fromEntries([...times].map(([name, ms]) => [name, spreadOf(ms)]));
}

/** The files and the command of the image: no container, whose own start is the same for every image. */
export async function imageOf(bench: Bench): Promise<Program> {
  const folder = bench.workshop.path('image');
  mkdirSync(join(folder, 'node_modules/.cache'), { recursive: true });
  for (const name of ['package.json', 'schema']) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  await bundle(join(folder, 'dist/gateway'));
  const command = /^CMD (\[.*\])$/m.exec(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))?.[1];
  const [, ...rest] = JSON.parse(command ?? '') as string[];
  const { env } = await programOf(bench, { ...FORWARD, name: 'image' });
  return { env, nodeOptions: rest.slice(0, -1), entry: rest.at(-1) ?? '', folder };
}

/** What the image runs, on a new SQLite file, and so many deletions at saturation. */
export async function memoryOverDeletions(bench: Bench, { entry, folder = ROOT }: Program) {
  const { deletions } = bench.plan;
  const running = await launch(bench, { ...FORWARD, name: 'memory-run' }, { entry, folder });
  const after: number[] = [];
  while (after.length < STEPS) {
    await ask(running, { count: Math.ceil(deletions / STEPS) });
    after.push(rssMb(running.pids));
  }
  await running.stop();
  return {
    deletions,
    rss_mb_after_start: running.rssAfterStartMb,
    rss_mb_after_each_eighth: after,
    rss_mb_after_200k: after.at(-1) ?? Number.NaN,
    ledger_bytes_per_record: sqliteBytesPerRecord(bench.workshop.path('memory-run.db')),
  };
}

/** What so many connections hold that have asked once – and are idle, or wait for a provider that never answers – in MB. */
export async function memoryOf(bench: Bench, connections: number, { key, body }: Ask): Promise<number> {
  const { settledMs } = bench.plan;
  const patient = { PROVIDER_TIMEOUT_MS: '120000', DELETE_DEADLINE_MS: '120000', LEASE_MS: '180000' };
  const never = { QUIESCENCE_MS: '180000', NUVION_URL: `${bench.upstream.urls[0]?.origin}/never` };
  const running = await launch(bench, { ...FORWARD, name: `held-${connections}` }, { env: { ...patient, ...never } });
  await ask(running, { count: 2_000 });
  await sleep(settledMs);
  const before = rssMb(running.pids);
  const clients = Array.from({ length: connections }, () => new Client(running.urls[0]?.origin ?? ''));
  const json = { 'content-type': 'application/json', authorization: 'Bearer bench' };
  for (const [n, client] of clients.entries()) {
    const headers = { ...json, 'idempotency-key': `${key}-${n}` };
    const answer = client.request({ method: 'POST', path: '/graphql', headers, body });
    answer.then(({ body }) => body.dump()).catch(() => {}); // those that wait end with their connection
    if (n % 100 === 0) await sleep(20); // so that none waits to be accepted
  }
  await sleep(settledMs);
  const after = rssMb(running.pids);
  await Promise.all(clients.map((client) => client.destroy()));
  await running.stop();
  return after - before;
}

/** Four times the callers that can run at once, and right before and after it the best that the process can do. */
export async function overloaded(bench: Bench) {
  const { overloadCallers: callers, overloadMs: forMs } = bench.plan;
  const running = await launch(bench, { ...FORWARD, name: 'overload' });
  await warmUp(running, bench.plan);
  const before = await saturate(bench, running);
  const rssBefore = rssMb(running.pids);
  // They come back when a refusal asks them to; then the same callers ask again at once.
  const patient = await ask(running, { ask: overload, overload: 'patient', connections: callers, forMs });
  const hasty = await ask(running, { ask: overload, overload: 'hasty', connections: callers, forMs });
  const rssAfter = rssMb(running.pids);
  const after = await saturate(bench, running);
  await running.stop();
  return {
    best_rps: (before.rps + after.rps) / 2,
    callers,
    deleted_rps: patient.requests / patient.seconds,
    refused_rps: patient.refused / patient.seconds,
    p99_ms: patient.p99Ms,
    deleted_rps_hasty: hasty.requests / hasty.seconds,
    refused_rps_hasty: hasty.refused / hasty.seconds,
    rss_growth_mb: rssAfter - rssBefore,
  };
}

/** One, two and four processes on each store. What they would do on more cores follows from the processor time. */
export async function growth(bench: Bench) {
  const rows = [];
  for (const ledger of ['postgres', 'redis'] as const) {
    const store = bench.stores[ledger]?.pid;
    for (let processes = 1; store !== undefined && processes <= bench.plan.processesAtMost; processes *= 2) {
      const variant = ours(`${ledger}-${processes}`, '', { ledger, processes });
      const running = await launch(bench, variant, { place: 'anywhere' });
      moveTo('anywhere', othersOf(bench));
      await warmUp(running, bench.plan);
      const before = cpuMicros(familyOf(store));
      const { rps, requests, cpuMicrosPerRequest: gateway_cpu_us } = await saturate(bench, running);
      const store_cpu_us = (cpuMicros(familyOf(store)) - before) / requests;
      rows.push({ ledger, processes, rps, gateway_cpu_us, store_cpu_us });
      await running.stop();
      moveTo('others', othersOf(bench));
    }
  }
  return rows;
}
