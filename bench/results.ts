import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { CORES, canPin } from './cores.ts';
import type { Round } from './measure.ts';
import type { Plan } from './plan.ts';
import type { Profile } from './profile.ts';
import type { Growth, Overload } from './scenarios.ts';
import { ROOT } from './servers.ts';
import type { Variant } from './variants.ts';

/** The middle of what the rounds gave, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** A variant over all rounds; null where the system does not count it. */
export interface Figures {
  readonly title: string;
  readonly group: string;
  readonly rps: Spread;
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly p50_ms_at_rate: number;
  readonly p99_ms_at_rate: number;
  readonly rate: number;
  readonly cpu_us_per_request: number | null;
  readonly cpu_us_spread: Spread | null;
  readonly rss_mb_after_start: number | null;
  readonly other_side_cores: number | null;
}

/** One run. What was not measured is null, or not in its list. */
export interface Results {
  readonly date: string;
  readonly commit: string;
  readonly plan: Plan['name'];
  readonly seconds: number;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string; readonly pinned: boolean };
  /** How far the rates of `floor_undici` lay apart between the rounds: (max − min) / median. */
  readonly floor_moved: number | null;
  readonly figures: Readonly<Record<string, Figures>>;
  /** What could not be measured here, and why. */
  readonly left_out: Readonly<Record<string, string>>;
  readonly cold_start_ms: Readonly<Record<string, Spread>>;
  readonly deletions: number;
  readonly rss_mb_after_start: number | null;
  readonly rss_mb_after_each_eighth: readonly (number | null)[];
  /** Null in runs that delete less. */
  readonly rss_mb_after_200k: number | null;
  readonly idle_connections_1000_mb: number | null;
  readonly waiting_deletions_500_mb: number | null;
  readonly ledger_bytes_per_record: number;
  readonly bytes_per_record: Readonly<Record<'sqlite' | 'postgres' | 'redis', number | null>>;
  readonly overload: Overload | null;
  readonly growth: readonly Growth[];
  readonly profile: Profile | null;
  readonly ratios: Readonly<Record<RatioName, number | null>>;
}

/** Where to get to, all in one run. They are shown, and nothing fails by them: machines differ. */
export const TARGETS = [
  { name: 'forward_vs_mercurius', title: 'forward, SQLite at FULL, against mercurius → undici', atLeast: 0.45 },
  { name: 'forward_vs_apollo_standalone', title: '… against Apollo standalone → got', atLeast: 2.2 },
  { name: 'forward_vs_hive', title: '… against Hive Gateway', atLeast: 5 },
  { name: 'forward_cpu_vs_floors', title: '… its CPU time against that of the two floors', atMost: 2.2 },
  { name: 'durable_vs_memory', title: '… against the memory ledger', atLeast: 0.95 },
  { name: 'postgres_vs_sqlite', title: 'forward, PostgreSQL against SQLite', atLeast: 0.8 },
  { name: 'replay_vs_mercurius', title: 'replay against mercurius replaying from a Map', atLeast: 0.45 },
  { name: 'two_vs_one', title: 'two processes on two cores against one', atLeast: 1.8 },
  { name: 'million_vs_thousand', title: 'forward at 1,000,000 records against 1,000', atLeast: 0.95 },
  { name: 'p99_ms_at_500', title: 'p99 of a forward at 500/s, ms', atMost: 20 },
  { name: 'p99_vs_memory', title: '… against the memory ledger', atMost: 1.5 },
  { name: 'entities_50_cpu_ms', title: 'a batch of 50 entities, ms of CPU time', atMost: 10 },
  { name: 'page_cpu_ms', title: 'a page of 20 accounts, ms of CPU time', atMost: 0.6 },
  { name: 'overload_vs_best', title: 'deletions with 4 × the callers that can run, against the best', atLeast: 0.9 },
  { name: 'cold_start_image_ms', title: 'cold start of the image, ms', atMost: 250 },
  { name: 'cold_start_vs_apollo_standalone', title: 'cold start from source, against Apollo standalone', atMost: 1.2 },
  { name: 'rss_mb_after_200k', title: 'RSS after 200,000 deletions, MB', atMost: 180 },
] as const satisfies readonly {
  readonly name: string;
  readonly title: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}[];

type TargetName = (typeof TARGETS)[number]['name'];
export type RatioName = Exclude<TargetName, 'rss_mb_after_200k'>;

/** Further than that, and the run is no measure of anything else. */
const FLOOR_MAY_MOVE = 0.15;

/** Why these results must not be kept; null when they may be. */
export function unfit({ plan, floor_moved: moved }: Pick<Results, 'plan' | 'floor_moved'>): string | null {
  if (plan !== 'full') return 'This was a smoke run.';
  if (moved === null) return 'The floor was not measured.';
  return moved <= FLOOR_MAY_MOVE ? null : `The floor moved by ${Math.round(moved * 100)} % within the run.`;
}

export const measuredOf = (name: TargetName, results: Results): number | null =>
  name === 'rss_mb_after_200k' ? results.rss_mb_after_200k : results.ratios[name];

export function verdict(target: (typeof TARGETS)[number], results: Results): 'met' | 'missed' | 'not measured' {
  const value = measuredOf(target.name, results);
  if (value === null) return 'not measured';
  return ('atLeast' in target ? value >= target.atLeast : value <= target.atMost) ? 'met' : 'missed';
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  const median = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
  return { median, min: Math.min(...values), max: Math.max(...values) };
}

/** (max − min) / median; null of a single value. */
export function movedBy(values: readonly number[]): number | null {
  const { median, min, max } = spreadOf(values);
  return values.length < 2 ? null : round((max - min) / median);
}

export function summarise(rounds: readonly Round[], of: Pick<Figures, 'title' | 'group' | 'rate'>, rss: number | null) {
  const spread = (figure: (round: Round) => number | null): Spread | null => {
    const values = rounds.map(figure).filter((value) => value !== null);
    return values.length === 0 ? null : inside(spreadOf(values), round);
  };
  const middle = (figure: (round: Round) => number | null) => spread(figure)?.median ?? null;
  return {
    ...of,
    rps: inside(spreadOf(rounds.map(({ rps }) => rps)), Math.round),
    p50_ms: middle((each) => each.p50Ms) ?? Number.NaN,
    p99_ms: middle((each) => each.p99Ms) ?? Number.NaN,
    p50_ms_at_rate: middle((each) => each.p50AtRateMs) ?? Number.NaN,
    p99_ms_at_rate: middle((each) => each.p99AtRateMs) ?? Number.NaN,
    cpu_us_per_request: middle((each) => each.cpuMicrosPerRequest),
    cpu_us_spread: spread((each) => each.cpuMicrosPerRequest),
    rss_mb_after_start: rss === null ? null : Math.round(rss),
    other_side_cores: middle((each) => each.otherSideCores),
  } satisfies Figures;
}

/** Of medians. Null where one of the two was not measured. */
export function ratiosOf(
  { figures, cold_start_ms: coldStart, overload }: Pick<Results, 'figures' | 'cold_start_ms' | 'overload'>,
  cores = CORES,
): Results['ratios'] {
  const rps = (name: string) => figures[name]?.rps.median ?? null;
  const cpuMs = (name: string) => ratio(figures[name]?.cpu_us_per_request ?? null, 1_000);
  const p99 = (name: string) => figures[name]?.p99_ms_at_rate ?? null;
  const forward = rps('forward_sqlite');
  const floors = [cpuMs('floor_undici'), cpuMs('floor_graphql')];
  return {
    forward_vs_mercurius: ratio(forward, rps('mercurius')),
    forward_vs_apollo_standalone: ratio(forward, rps('apollo_standalone')),
    forward_vs_hive: ratio(forward, rps('hive')),
    forward_cpu_vs_floors: ratio(
      cpuMs('forward_sqlite'),
      floors.includes(null) ? null : floors.reduce<number>((sum, each) => sum + (each ?? 0), 0),
    ),
    durable_vs_memory: ratio(forward, rps('forward_memory')),
    postgres_vs_sqlite: ratio(rps('forward_postgres'), forward),
    replay_vs_mercurius: ratio(rps('replay'), rps('mercurius_replay')),
    two_vs_one: ratio(onTwoWholeCores(figures.forward_two, cores), forward),
    million_vs_thousand: ratio(rps('forward_million'), rps('forward_thousand')),
    p99_ms_at_500: p99('forward_sqlite'),
    p99_vs_memory: ratio(p99('forward_sqlite'), p99('forward_memory')),
    entities_50_cpu_ms: cpuMs('entities'),
    page_cpu_ms: cpuMs('accounts_page'),
    overload_vs_best: overload === null ? null : ratio(overload.deleted_rps, overload.best_rps),
    cold_start_image_ms: coldStart.image === undefined ? null : round(coldStart.image.median),
    cold_start_vs_apollo_standalone: ratio(
      coldStart.forward_sqlite?.median ?? null,
      coldStart.apollo_standalone?.median ?? null,
    ),
  };
}

/**
 * On a machine with two cores, upstream and load generator take their share of the two: what the gateways do on the
 * rest is scaled to two whole cores.
 */
function onTwoWholeCores(two: Figures | undefined, cores: number): number | null {
  if (two === undefined) return null;
  if (cores > 2) return two.rps.median;
  return two.other_side_cores === null ? null : (two.rps.median * 2) / (2 - two.other_side_cores);
}

const ratio = (ours: number | null, theirs: number | null) =>
  ours === null || theirs === null || theirs === 0 ? null : round(ours / theirs);

export const round = (value: number): number => Number(value.toPrecision(3));

const inside = ({ median, min, max }: Spread, to: (value: number) => number): Spread => {
  return { median: to(median), min: to(min), max: to(max) };
};

export const rateOf = ({ ratePerSecond }: Variant, plan: Plan): number => ratePerSecond ?? plan.ratePerSecond;

/** `commit` ends in `+` when what is measured differs from the commit. */
export function whereAndWhen(): Pick<Results, 'date' | 'commit' | 'machine'> {
  const cpu = cpus()[0]?.model.trim() ?? 'unknown';
  const machine = { cpu, cores: CORES, node: process.version, pinned: canPin };
  return { date: new Date().toISOString().slice(0, 10), commit: commit(), machine };
}

function commit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  const measured = ['src', 'schema', 'Dockerfile', 'package-lock.json', 'bench/*.ts', 'bench/peers'];
  try {
    const changed = git('status', '--porcelain', '--', ...measured);
    return git('rev-parse', '--short=12', 'HEAD') + (changed === '' ? '' : '+');
  } catch {
    return 'unknown';
  }
}
