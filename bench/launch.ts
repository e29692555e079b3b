import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { forward } from './asks.ts';
import { GATEWAY_CORE, HAS_THIRD_CORE, LOAD_CORE, rssMb } from './cores.ts';
import { fillLedger, type Stores } from './ledgers.ts';
import type { Ask } from './load-job.ts';
import type { OtherSide } from './other-side.ts';
import type { Plan } from './plan.ts';
import type { LedgerKind, Variant } from './variants.ts';
import { type Program, ROOT, type Server, type Workshop } from './workshop.ts';

/** How long a start may take, and between two questions whether it is over, in milliseconds. */
const STARTS_WITHIN_MS = 30_000;
const PAUSE_MS = 3;

const SECOND_GATEWAY_CORE = HAS_THIRD_CORE ? 2 : LOAD_CORE;

export interface Bench {
  readonly plan: Plan;
  readonly workshop: Workshop;
  readonly stores: Stores;
  readonly side: OtherSide;
  /** For variants that take all cores: an other side that may go anywhere. */
  readonly wideSide: OtherSide;
}

/** A variant that answers. */
export interface Running {
  readonly variant: Variant;
  readonly servers: readonly Server[];
  readonly side: OtherSide;
  readonly rssAfterStartMb: number | null;
}

/** Null: what it needs is not on this machine. */
export async function launch(bench: Bench, variant: Variant): Promise<Running | null> {
  const side = takesAllCores(variant) ? bench.wideSide : bench.side;
  const programs = await programsOf(bench, variant, side);
  if (programs === null) return null;
  const servers: Server[] = [];
  for (const program of programs) {
    const server = await bench.workshop.startServer(program);
    servers.push(server);
    await firstAnswer(server, side, probeOf(variant));
  }
  const rss = servers.map(({ pid }) => rssMb(pid));
  const rssAfterStartMb = rss.includes(null) ? null : rss.reduce<number>((sum, mb) => sum + (mb ?? 0), 0);
  return { variant, servers, side, rssAfterStartMb };
}

/** What shows that it answers, and takes nothing away that is measured later. */
export const probeOf = ({ prime, ask }: Variant): Ask => (prime === undefined ? ask : forward);

const takesAllCores = ({ launch }: Variant) => launch.kind === 'gateway' && launch.processes === 2 && !HAS_THIRD_CORE;

/** Asks until there is the answer that is expected. */
export async function firstAnswer(server: Server, side: OtherSide, ask: Ask): Promise<void> {
  const giveUpAt = performance.now() + STARTS_WITHIN_MS;
  for (;;) {
    const once = { urls: [server.url.href], connections: 1, count: 1, ratePerSecond: null, forMs: 2_000 };
    const answer = await Promise.race([side.load({ ...ask, ...once }), server.ended]);
    if (answer.failures === 0) return;
    if (performance.now() > giveUpAt) throw new Error(`No answer but ${answer.firstFailure}\n${server.lastWords()}`);
    await sleep(PAUSE_MS);
  }
}

export async function programsOf(
  bench: Bench,
  { name, launch }: Pick<Variant, 'name' | 'launch'>,
  { upstream }: OtherSide,
): Promise<readonly Program[] | null> {
  switch (launch.kind) {
    case 'floor':
      return [
        {
          entry: launch.does === 'graphql' ? 'bench/floor-graphql.ts' : 'bench/floor.ts',
          env: { UPSTREAM: upstream, FLOOR: launch.does },
          core: GATEWAY_CORE,
        },
      ];
    case 'peer':
      return [{ entry: `bench/peers/${launch.entry}`, env: { UPSTREAM: upstream, ...launch.env }, core: GATEWAY_CORE }];
    case 'gateway': {
      const ledger = await ledgerUrl(bench, launch.ledger, name);
      if (ledger === null) return null;
      const cores = [GATEWAY_CORE, SECOND_GATEWAY_CORE].slice(0, launch.processes);
      return cores.map((core) => gatewayProgram(upstream, ledger, core));
    }
  }
}

/** As `npm start` has it: `node`, its options, and the file. */
const START = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts.start.split(' ') as string[];

/** With the options and defaults that an operator gets, audit log and all. */
export function gatewayProgram(upstream: string, ledger: string, core: number): Program {
  const env = { SEQUENCE_URL: upstream, NUVION_URL: upstream, LEDGER_URL: ledger };
  return { nodeOptions: START.slice(1, -1), entry: START.at(-1) ?? '', env, core };
}

async function ledgerUrl(bench: Bench, kind: LedgerKind, name: string): Promise<string | null> {
  const { plan, workshop, stores } = bench;
  const file = workshop.path(`${name}.db`);
  switch (kind) {
    case 'redis':
    case 'postgres':
      return stores[kind];
    case 'memory':
      return 'memory:';
    case 'sqlite':
      return `sqlite:${file}`;
    case 'few':
    case 'many': {
      const first = await workshop.startServer(gatewayProgram(bench.side.upstream, `sqlite:${file}`, GATEWAY_CORE));
      await firstAnswer(first, bench.side, forward);
      await first.stop();
      fillLedger(file, kind === 'few' ? plan.fewRecords : plan.manyRecords);
      return `sqlite:${file}`;
    }
  }
}
