import type { Round } from './measure.ts';
import type { Variant } from './variants.ts';

/** How much of everything a run does, in full and to see whether the benchmark still works. Times are in milliseconds. */
const AMOUNTS = {
  warmUpMs: [5_000, 100],
  rounds: [5, 1], // that count
  roundsAtMost: [10, 1],
  floorMayMove: [0.15, Infinity], // between the rounds that count; further, and they are no measure of anything else
  settleMs: [300, 0], // at the start of each turn, not measured
  saturationMs: [2_500, 200],
  atRateMs: [2_000, 200],
  overloadMs: [5_000, 300],
  overloadCallers: [2_000, 100], // four times as many as run at once at one provider
  coldStarts: [5, 1],
  deletions: [200_000, 400], // while the memory is looked at
  idleConnections: [1_000, 20],
  waitingDeletions: [500, 20], // as many as run at once at one provider
  settledMs: [3_000, 0], // until memory that has just been used is free again
  processesAtMost: [4, 1],
  fewRecords: [1_000, 100],
  manyRecords: [1_000_000, 5_000],
  limitMs: [30 * 60_000, 5 * 60_000], // the run fails when it takes longer
} as const;

export type Plan = Readonly<Record<keyof typeof AMOUNTS, number>> & { readonly name: 'full' | 'smoke' };

export function planOf(name: Plan['name']): Plan {
  const amounts = Object.entries(AMOUNTS).map(([amount, [full, smoke]]) => [amount, name === 'full' ? full : smoke]);
  return { name, ...Object.fromEntries(amounts) };
}

/** The middle of what the rounds gave, and how far they lie apart. */
export type Spread = ReturnType<typeof spreadOf>;

export function spreadOf(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const median = (at(Math.floor((sorted.length - 1) / 2)) + at(Math.floor(sorted.length / 2))) / 2;
  return { median, min: at(0), max: at(sorted.length - 1) };
}

/** (max − min) / median. */
export function movedBy(values: readonly number[]): number {
  const { median, min, max } = spreadOf(values);
  return (max - min) / median;
}

/**
 * The rounds that count: the largest set of them whose floors agree; of several, the one whose floors lie closest.
 *
 * @param floors the floor's rate in each round
 * @param mayMove how far they may lie apart
 */
export function quietRounds(floors: readonly number[], mayMove: number): readonly number[] {
  const sorted = [...floors.keys()].sort((a, b) => (floors[a] ?? 0) - (floors[b] ?? 0));
  const agreeing = sorted
    .flatMap((_, from) => sorted.slice(from).map((_, more) => sorted.slice(from, from + more + 1)))
    .map((rounds) => ({ rounds, moved: movedBy(rounds.map((n) => floors[n] ?? Number.NaN)) }))
    .filter(({ moved }) => moved <= mayMove)
    .sort((a, b) => b.rounds.length - a.rounds.length || a.moved - b.moved);
  return agreeing[0]?.rounds.sort((a, b) => a - b) ?? [];
}

/** One variant over the rounds that count. What the system does not count is NaN, and null in JSON. */
export type Figures = ReturnType<typeof summarise>;

export function summarise({ title, group, ratePerSecond }: Variant, rounds: readonly Round[], rssMb: number) {
  const spread = (figure: (round: Round) => number) => spreadOf(rounds.map(figure));
  const cpu = spread((each) => each.cpuMicrosPerRequest);
  return {
    title,
    group,
    rate: ratePerSecond ?? Number.NaN,
    rps: spread((each) => each.rps),
    p50_ms: spread((each) => each.p50Ms).median,
    p99_ms: spread((each) => each.p99Ms).median,
    p50_ms_at_rate: spread((each) => each.p50AtRateMs).median,
    p99_ms_at_rate: spread((each) => each.p99AtRateMs).median,
    cpu_us_per_request: cpu.median,
    cpu_us_spread: cpu,
    rss_mb_after_start: rssMb,
    other_side_cores: spread((each) => each.otherSideCores).median,
  };
}

/** Where to get to, all in one run: a name, at least or at most so much, a title. Nothing fails by them: machines differ. */
export const TARGETS = [
  ['forward_vs_mercurius', '≥', 0.45, 'forward, SQLite at FULL, against mercurius → undici'],
  ['forward_vs_apollo_standalone', '≥', 2.2, '… against Apollo standalone → got'],
  ['forward_vs_hive', '≥', 5, '… against Hive Gateway'],
  ['forward_cpu_vs_floors', '≤', 2.2, '… its CPU time against that of the two floors'],
  ['durable_vs_memory', '≥', 0.95, '… against the memory ledger'],
  ['postgres_vs_sqlite', '≥', 0.8, 'forward, PostgreSQL against SQLite'],
  ['replay_vs_mercurius', '≥', 0.45, 'replay against mercurius replaying from a Map'],
  ['two_vs_one', '≥', 1.8, 'two processes on two cores against one'],
  ['million_vs_thousand', '≥', 0.95, 'forward at 1,000,000 records against 1,000'],
  ['p99_ms_at_500', '≤', 20, 'p99 of a forward at 500/s, ms'],
  ['p99_vs_memory', '≤', 1.5, '… against the memory ledger'],
  ['entities_50_cpu_ms', '≤', 10, 'a batch of 50 entities, ms of CPU time'],
  ['page_cpu_ms', '≤', 0.6, 'a page of 20 accounts, ms of CPU time'],
  ['overload_vs_best', '≥', 0.9, 'deletions with 4 × the callers that can run, against the best'],
  ['cold_start_image_ms', '≤', 250, 'cold start of the image, ms'],
  ['rss_mb_after_200k', '≤', 180, 'RSS of the image after 200,000 deletions, MB'],
] as const;

/** What the ratios are made from. */
export interface Measured {
  readonly figures: Readonly<Record<string, Figures>>;
  readonly cold_start_ms: Readonly<Record<string, Spread>>;
  readonly overload: { readonly deleted_rps: number; readonly best_rps: number };
}

/** Of medians. NaN where one of the two was not measured. */
export function ratiosOf({ figures, cold_start_ms: starts, overload }: Measured, cores: number) {
  const rps = (name: string) => figures[name]?.rps.median ?? Number.NaN;
  const cpuMs = (name: string) => (figures[name]?.cpu_us_per_request ?? Number.NaN) / 1_000;
  const p99 = (name: string) => figures[name]?.p99_ms_at_rate ?? Number.NaN;
  const start = (name: string) => starts[name]?.median ?? Number.NaN;
  const forward = rps('forward_sqlite');
  // On a machine with two cores the other side takes its share of the two: what the gateways do on the rest is scaled.
  const others = cores > 2 ? 0 : (figures.forward_two?.other_side_cores ?? Number.NaN);
  return {
    forward_vs_mercurius: forward / rps('mercurius'),
    forward_vs_apollo_standalone: forward / rps('apollo_standalone'),
    forward_vs_hive: forward / rps('hive'),
    forward_cpu_vs_floors: cpuMs('forward_sqlite') / (cpuMs('floor_undici') + cpuMs('floor_graphql')),
    durable_vs_memory: forward / rps('forward_memory'),
    postgres_vs_sqlite: rps('forward_postgres') / forward,
    replay_vs_mercurius: rps('replay') / rps('mercurius_replay'),
    two_vs_one: (rps('forward_two') * 2) / (2 - others) / forward,
    million_vs_thousand: rps('forward_million') / rps('forward_thousand'),
    p99_ms_at_500: p99('forward_sqlite'),
    p99_vs_memory: p99('forward_sqlite') / p99('forward_memory'),
    entities_50_cpu_ms: cpuMs('entities'),
    page_cpu_ms: cpuMs('accounts_page'),
    overload_vs_best: overload.deleted_rps / overload.best_rps,
    cold_start_image_ms: start('image'),
    cold_start_vs_apollo_standalone: start('forward_sqlite') / start('apollo_standalone'),
  };
}

/** Whether a measured figure reaches its target. */
export function verdict(value: number | null, sign: '≥' | '≤', bound: number): 'met' | 'missed' | 'not measured' {
  if (value === null || Number.isNaN(value)) return 'not measured';
  return (sign === '≥' ? value >= bound : value <= bound) ? 'met' : 'missed';
}

/** Three digits, and no fraction of what has four. */
export const round = (value: number): number => (value >= 1_000 ? Math.round(value) : Number(value.toPrecision(3)));
