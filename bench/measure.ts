import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuMicros, moveTo, rssMb } from './cores.ts';
import { type Load, type Loaded, load } from './load.ts';
import type { Plan } from './plan.ts';
import { type Program, ROOT, type Server, type Workshop } from './servers.ts';
import { fillLedger, type Stores } from './stores.ts';
import { FORWARD, type LedgerKind, type Variant } from './variants.ts';

export interface Bench {
  readonly plan: Plan;
  readonly workshop: Workshop;
  readonly stores: Stores;
  /** The simulated provider: a process of its own, at the place of the load generator. */
  readonly upstream: { readonly url: string; readonly pid: number };
  /** For people, on the way. */
  say(line: string): void;
}

/** A variant that answers. */
export interface Running {
  readonly variant: Variant;
  readonly servers: readonly Server[];
  readonly rssAfterStartMb: number | null;
}

/** What one round gives of a variant. */
export interface Round {
  readonly rps: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p50AtRateMs: number;
  readonly p99AtRateMs: number;
  /** Of the answering processes; null where the system does not count it. */
  readonly cpuMicrosPerRequest: number | null;
  /** How many cores the upstream and the load generator kept busy meanwhile. */
  readonly otherSideCores: number | null;
}

/** Null: what it needs is not on this machine. */
export async function launch(bench: Bench, variant: Variant, more: Partial<Program> = {}): Promise<Running | null> {
  const programs = await programsOf(bench, variant);
  if (programs === null) return null;
  const servers: Server[] = [];
  for (const program of programs) {
    const nodeOptions = [...(program.nodeOptions ?? []), ...(more.nodeOptions ?? [])];
    const server = await bench.workshop.startServer({ ...program, ...more, nodeOptions });
    servers.push(server);
    await server.answers(probeOf(variant));
  }
  return { variant, servers, rssAfterStartMb: rssMb(pidsOf(servers)) };
}

/** What shows that it answers, and uses up nothing that is measured later. */
export const probeOf = ({ prime, ask }: Variant) => (prime === undefined ? ask : FORWARD.ask);

export const pidsOf = (servers: readonly Server[]): readonly number[] => servers.map(({ pid }) => pid);

export async function programsOf(bench: Bench, { name, launch }: Variant): Promise<readonly Program[] | null> {
  if ('entry' in launch) return [{ entry: launch.entry, env: { UPSTREAM: bench.upstream.url, ...launch.env } }];
  const ledger = await ledgerUrl(bench, launch.ledger, name);
  if (ledger === null) return null;
  const program = gatewayProgram(bench, ledger);
  return Array<Program>(launch.processes).fill(launch.processes === 1 ? program : { ...program, place: 'anywhere' });
}

/** As `npm start` has it: `node`, its options, and the file. */
const START = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts.start.split(' ') as string[];

/** With the options and defaults that an operator gets, audit log and all. */
export function gatewayProgram({ upstream: { url } }: Bench, ledger: string): Program {
  const env = { SEQUENCE_URL: url, NUVION_URL: url, LEDGER_URL: ledger };
  return { nodeOptions: START.slice(1, -1), entry: START.at(-1) ?? '', env };
}

async function ledgerUrl(bench: Bench, kind: LedgerKind, name: string): Promise<string | null> {
  const file = bench.workshop.path(`${name}.db`);
  switch (kind) {
    case 'redis':
    case 'postgres':
      return bench.stores[kind]?.url ?? null;
    case 'memory':
      return 'memory:';
    case 'sqlite':
      return `sqlite:${file}`;
    case 'few':
    case 'many': {
      const first = await bench.workshop.startServer(gatewayProgram(bench, `sqlite:${file}`));
      await first.answers(FORWARD.ask);
      await first.stop();
      fillLedger(file, kind === 'few' ? bench.plan.fewRecords : bench.plan.manyRecords);
      return `sqlite:${file}`;
    }
  }
}

export async function warmUp(running: Running, { warmUpMs }: Plan): Promise<void> {
  const { prime } = running.variant;
  if (prime?.pool !== undefined) await ask(running, { ask: prime, count: prime.pool });
  await ask(running, { forMs: warmUpMs });
}

/** At saturation, then at a moderate rate. */
export async function measureRound(bench: Bench, running: Running): Promise<Round> {
  const { plan } = bench;
  const { ratePerSecond = plan.ratePerSecond } = running.variant;
  const isWide = running.servers.length > 1;
  if (isWide) moveTo('anywhere', process.pid, bench.upstream.pid);
  try {
    if (plan.settleMs > 0) await ask(running, { forMs: plan.settleMs });
    const saturated = await saturate(bench, running);
    const atRate = await ask(running, { forMs: plan.atRateMs, ratePerSecond });
    return { ...saturated, p50AtRateMs: atRate.p50Ms, p99AtRateMs: atRate.p99Ms };
  } finally {
    if (isWide) moveTo('others', process.pid, bench.upstream.pid);
  }
}

export async function saturate({ upstream, plan }: Bench, running: Running) {
  const [ours, others] = [pidsOf(running.servers), [process.pid, upstream.pid]];
  const before = [cpuMicros(ours), cpuMicros(others)];
  const loaded = await ask(running, { forMs: plan.saturationMs });
  const [spent, spentByOthers] = [cpuMicros(ours), cpuMicros(others)].map((micros, n) => {
    const since = before[n];
    return micros === null || since == null ? null : micros - since;
  });
  return {
    ...loaded,
    rps: loaded.requests / loaded.seconds,
    cpuMicrosPerRequest: spent == null ? null : spent / loaded.requests,
    otherSideCores: spentByOthers == null ? null : spentByOthers / (loaded.seconds * 1e6),
  };
}

export async function ask({ variant, servers }: Running, job: Partial<Load>): Promise<Loaded> {
  const { ask, connections, name } = variant;
  const loaded = await load({ ask, connections, urls: servers.map(({ url }) => url), ...job }).catch((fault) => {
    throw new Error(`${name}: ${(fault as Error).message}`, { cause: fault });
  });
  if (loaded.requests === 0) throw new Error(`${name}: no answer was as expected`);
  return loaded;
}
