import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Load, load } from './load.ts';
import { cpuMicros, familyOf, moveTo, rssMb } from './machine.ts';
import { movedBy, type Plan, quietRounds, spreadOf } from './results.ts';
import { fillLedger, type Stores } from './stores.ts';
import { FORWARD, STEADY, type Variant } from './variants.ts';
import { type Program, ROOT, type Server, type Workshop } from './workshop.ts';

export interface Bench {
  readonly plan: Plan;
  readonly workshop: Workshop;
  readonly stores: Stores;
  /** The simulated provider: a process of its own, at the place of the load generator. */
  readonly upstream: Server;
  /** For people, on the way. */
  say(line: string): void;
}

/** A variant that answers. */
export interface Running extends Server {
  readonly variant: Variant;
  readonly rssAfterStartMb: number;
}

/** What one round gives of a variant. */
export type Round = Awaited<ReturnType<typeof measureRound>>;

/** @param more what is different from how the variant is started otherwise */
export async function launch(bench: Bench, variant: Variant, more: Partial<Program> = {}): Promise<Running> {
  const { processes = 1 } = variant;
  const program = await programOf(bench, variant);
  const nodeOptions = [...(program.nodeOptions ?? []), ...(more.nodeOptions ?? [])];
  const all = { place: processes > 1 ? 'anywhere' : 'measured', ...program, ...more, nodeOptions } as const;
  const server = await bench.workshop.start(
    { ...all, env: { ...program.env, ...more.env } },
    probeOf(variant),
    processes,
  );
  return { ...server, variant, rssAfterStartMb: rssMb(server.pids) };
}

/** What shows that it answers, and uses up nothing that is measured later. */
export const probeOf = ({ prime, ask }: Variant) => (prime === undefined ? ask : FORWARD.ask);

/** As `npm start` has it: `node`, its options, and the file. */
const START = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts.start.split(' ') as string[];

/** Ours with the options and defaults that an operator gets, audit log and all. */
export async function programOf(bench: Bench, { name, group, ledger, records }: Variant): Promise<Program> {
  const UPSTREAM = `${bench.upstream.urls[0]?.origin}/api/v1`;
  const others = { floor: 'bench/floors.ts', peer: 'bench/peers/servers.mjs' };
  if (group !== 'ours') return { entry: others[group], env: { SERVER: name, UPSTREAM } };
  const file = bench.workshop.path(`${name}.db`);
  const store = ledger === 'redis' || ledger === 'postgres' ? bench.stores[ledger]?.url : undefined;
  const LEDGER_URL = store ?? (ledger === 'memory' ? 'memory:' : `sqlite:${file}`);
  const env = { SEQUENCE_URL: UPSTREAM, NUVION_URL: UPSTREAM, LEDGER_URL };
  const program = { nodeOptions: START.slice(1, -1), entry: START.at(-1) ?? '', env };
  if (records !== undefined) {
    await (await bench.workshop.start(program, FORWARD.ask)).stop();
    fillLedger(file, bench.plan[records]);
  }
  return program;
}

export async function warmUp(running: Running, { warmUpMs }: Plan): Promise<void> {
  const { prime } = running.variant;
  if (prime?.pool !== undefined) await ask(running, { ask: prime, count: prime.pool });
  await ask(running, { forMs: warmUpMs });
}

/** Rounds until enough of them count, or as many as the plan allows. */
export async function measureRounds(bench: Bench, all: readonly Running[]) {
  const { plan, say } = bench;
  const rounds: { readonly figures: ReadonlyMap<Running, Round>; readonly floor: number }[] = [];
  let quiet: readonly number[] = [];
  for (let n = 1; quiet.length < plan.rounds && n <= plan.roundsAtMost; n += 1) {
    const round = await measureAll(bench, all).catch((fault: Error) =>
      say(`round ${n} does not count: ${fault.message}`),
    );
    if (round) rounds.push(round);
    const floors = rounds.map(({ floor }) => floor);
    quiet = quietRounds(floors, plan.floorMayMove);
    say(`round ${n}: the floor at ${floors.map(Math.round).join(', ')}/s; ${quiet.length} count`);
  }
  const counted = (running: Running) => quiet.flatMap((n) => rounds[n]?.figures.get(running) ?? []);
  const floorMoved = movedBy(quiet.map((n) => rounds[n]?.floor ?? Number.NaN));
  return { counted, measured: rounds.length, count: quiet.length, floorMoved };
}

/** In a round every variant has its turn. After every fourth the floor has one, which shows how quiet it is. */
async function measureAll(bench: Bench, all: readonly Running[]) {
  const figures = new Map<Running, Round>();
  const floors: number[] = [];
  const steady = all.find(({ variant }) => variant === STEADY);
  for (const [n, each] of all.entries()) {
    figures.set(each, await measureRound(bench, each));
    if (n % 4 === 0 && steady !== undefined) floors.push((await takeTurn(bench, steady, bench.plan.saturationMs)).rps);
  }
  return { figures, floor: spreadOf(floors).median };
}

/** At saturation; ours at a moderate rate, too. */
async function measureRound(bench: Bench, running: Running) {
  const { ratePerSecond } = running.variant;
  const isWide = running.pids.length > 1;
  if (isWide) moveTo('anywhere', othersOf(bench));
  const saturated = await takeTurn(bench, running, bench.plan.saturationMs);
  const forMs = bench.plan.atRateMs;
  const { p50Ms, p99Ms } = ratePerSecond === undefined ? NOT_MEASURED : await ask(running, { forMs, ratePerSecond });
  if (isWide) moveTo('others', othersOf(bench));
  return { ...saturated, p50AtRateMs: p50Ms, p99AtRateMs: p99Ms };
}

const NOT_MEASURED = { p50Ms: Number.NaN, p99Ms: Number.NaN };

/** At saturation, after a moment that is not measured: the variant has slept since its last turn. */
async function takeTurn(bench: Bench, running: Running, forMs: number) {
  if (bench.plan.settleMs > 0) await ask(running, { forMs: bench.plan.settleMs });
  return saturate(bench, running, forMs);
}

/** As fast as the answers come. */
export async function saturate(bench: Bench, running: Running, forMs = bench.plan.saturationMs) {
  const [ours, theirs] = [cpuMicros(running.pids), cpuMicros(othersOf(bench))];
  const loaded = await ask(running, { forMs });
  const { requests, seconds } = loaded;
  const cpuMicrosPerRequest = (cpuMicros(running.pids) - ours) / requests;
  /** How many cores these kept busy meanwhile. */
  const otherSideCores = (cpuMicros(othersOf(bench)) - theirs) / (seconds * 1e6);
  return { ...loaded, rps: requests / seconds, cpuMicrosPerRequest, otherSideCores };
}

/** The other side of what is measured: the load generator, the upstream, and the stores. */
export function othersOf({ upstream, stores }: Bench): readonly number[] {
  const families = Object.values(stores).map((store) => (store === undefined ? [] : familyOf(store.pid)));
  return [process.pid, ...upstream.pids, ...families.flat()];
}

export async function ask({ variant, urls }: Running, job: Partial<Load>) {
  const { ask, connections, name } = variant;
  const loaded = await load({ ask, connections, urls, ...job }).catch((fault) => {
    throw new Error(`${name}: ${(fault as Error).message}`, { cause: fault });
  });
  if (loaded.requests === 0) throw new Error(`${name}: no answer was as expected`);
  return loaded;
}
