import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { CORES, canPin, HAS_THIRD_CORE } from './cores.ts';
import type { Round } from './measure.ts';
import type { MemoryRun } from './memory-run.ts';
import type { Plan } from './plan.ts';
import { median, type Spread, spreadOf } from './statistics.ts';
import { ROOT } from './workshop.ts';

/** A variant over all rounds; null where the system does not tell. */
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
  readonly rss_mb_after_start: number | null;
  readonly other_side_cores: number | null;
}

export interface Results {
  readonly date: string;
  readonly commit: string;
  readonly plan: Plan['name'];
  readonly seconds: number;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string; readonly pinned: boolean };
  readonly figures: Readonly<Record<string, Figures>>;
  /** What could not be measured here, and why. */
  readonly left_out: Readonly<Record<string, string>>;
  readonly cold_start_ms: Readonly<Record<string, Spread>>;
  readonly deletions: number;
  readonly rss_mb_after_start: number | null;
  readonly rss_mb_after_each_eighth: readonly (number | null)[];
  /** Null in runs that delete less. */
  readonly rss_mb_after_200k: number | null;
  readonly ledger_bytes_per_record: number;
  readonly ratios: Readonly<Record<RatioName, number | null>>;
}

export type RatioName =
  | 'forward_vs_hive'
  | 'forward_vs_apollo_standalone'
  | 'forward_vs_mercurius'
  | 'durable_vs_memory'
  | 'replay_vs_mercurius'
  | 'two_vs_one'
  | 'million_vs_thousand'
  | 'cold_start_vs_apollo_standalone';

export function summarise(rounds: readonly Round[], of: Pick<Figures, 'title' | 'group' | 'rate'>, rss: number | null) {
  const middle = (figure: (round: Round) => number | null) => {
    const values = rounds.map(figure).filter((value) => value !== null);
    return values.length === 0 ? null : round(median(values));
  };
  const { median: rps, min, max } = spreadOf(rounds.map((each) => each.rps));
  return {
    ...of,
    rps: { median: Math.round(rps), min: Math.round(min), max: Math.round(max) },
    p50_ms: middle((each) => each.p50Ms) ?? Number.NaN,
    p99_ms: middle((each) => each.p99Ms) ?? Number.NaN,
    p50_ms_at_rate: middle((each) => each.p50AtRateMs) ?? Number.NaN,
    p99_ms_at_rate: middle((each) => each.p99AtRateMs) ?? Number.NaN,
    cpu_us_per_request: middle((each) => each.cpuMicrosPerRequest),
    rss_mb_after_start: rss === null ? null : Math.round(rss),
    other_side_cores: middle((each) => each.otherSideCores),
  } satisfies Figures;
}

/** Of medians. Null where one of the two was not measured. */
export function ratiosOf(
  figures: Results['figures'],
  coldStart: Results['cold_start_ms'],
  hasThirdCore = HAS_THIRD_CORE,
): Results['ratios'] {
  const rps = (name: string) => figures[name]?.rps.median ?? null;
  const forward = rps('forward_sqlite');
  return {
    forward_vs_hive: ratio(forward, rps('hive')),
    forward_vs_apollo_standalone: ratio(forward, rps('apollo_standalone')),
    forward_vs_mercurius: ratio(forward, rps('mercurius')),
    durable_vs_memory: ratio(forward, rps('forward_memory')),
    replay_vs_mercurius: ratio(rps('replay'), rps('mercurius_replay')),
    two_vs_one: ratio(onTwoWholeCores(figures.forward_two, hasThirdCore), forward),
    million_vs_thousand: ratio(rps('forward_million'), rps('forward_thousand')),
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
function onTwoWholeCores(two: Figures | undefined, hasThirdCore: boolean): number | null {
  if (two === undefined) return null;
  if (hasThirdCore) return two.rps.median;
  return two.other_side_cores === null ? null : (two.rps.median * 2) / (2 - two.other_side_cores);
}

const ratio = (ours: number | null, theirs: number | null) =>
  ours === null || theirs === null || theirs === 0 ? null : round(ours / theirs);

const round = (value: number) => Number(value.toPrecision(3));

export function assemble(
  measured: Pick<Results, 'figures' | 'left_out' | 'cold_start_ms' | 'seconds'> & { readonly plan: Plan },
  memory: MemoryRun,
): Results {
  const rss = memory.rssMb.map((mb) => (mb === null ? null : Math.round(mb)));
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    plan: measured.plan.name,
    seconds: Math.round(measured.seconds),
    machine: {
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: CORES,
      node: process.version,
      pinned: canPin,
    },
    figures: measured.figures,
    left_out: measured.left_out,
    cold_start_ms: measured.cold_start_ms,
    deletions: memory.deletions,
    rss_mb_after_start: memory.rssAfterStartMb === null ? null : Math.round(memory.rssAfterStartMb),
    rss_mb_after_each_eighth: rss,
    rss_mb_after_200k: memory.deletions === 200_000 ? (rss.at(-1) ?? null) : null,
    ledger_bytes_per_record: memory.ledgerBytesPerRecord,
    ratios: ratiosOf(measured.figures, measured.cold_start_ms),
  };
}

/** `+` when what is measured differs from the commit. */
function commit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  try {
    const changed = git(
      'status',
      '--porcelain',
      '--',
      'src',
      'schema',
      'package-lock.json',
      'bench/*.ts',
      'bench/peers',
    );
    return git('rev-parse', '--short=12', 'HEAD') + (changed === '' ? '' : '+');
  } catch {
    return 'unknown';
  }
}
