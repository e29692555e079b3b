import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { canPin, moveTo } from './cores.ts';
import { type Bench, launch, measureRound, type Round, type Running, saturate, warmUp } from './measure.ts';
import type { Plan } from './plan.ts';
import { profileDeletions } from './profile.ts';
import { movedBy, type Results, rateOf, ratiosOf, round, spreadOf, summarise, whereAndWhen } from './results.ts';
import { coldStarts, growth, memoryOf, memoryOverDeletions, overloaded } from './scenarios.ts';
import { ROOT, type Workshop } from './servers.ts';
import { startStores } from './stores.ts';
import { STEADY, typename, VARIANTS, type Variant, waits } from './variants.ts';

/** Measures everything that the plan asks for. The workshop has to be closed whatever comes of it. */
export async function runBenchmark(plan: Plan, workshop: Workshop, say: Bench['say']): Promise<Results> {
  const startedAt = performance.now();
  const leftOut: Record<string, string> = {};
  const leaveOut = (name: string, why: string) => {
    leftOut[name] = why;
    say(`*** LEFT OUT: ${name} – ${why} ***`);
  };
  const peersMissing = plan.withPeers ? installPeers(say) : null;
  if (!canPin) say('*** NOT PINNED: no taskset, or a single core. Do not compare these figures with others. ***');
  moveTo('others', process.pid);
  const upstream = await workshop.startHelper('bench/upstream.ts');
  const stores = await startStores(workshop);
  const bench: Bench = { plan, workshop, stores, upstream: { url: upstream.said, pid: upstream.pid }, say };

  const running: Running[] = [];
  for (const variant of VARIANTS) {
    if (variant.group === 'peer' && !plan.withPeers) continue;
    if (variant.group === 'peer' && peersMissing !== null) leaveOut(variant.name, peersMissing);
    else await startVariant(bench, variant, running, leaveOut);
  }
  for (const each of running) {
    say(`warming up ${each.variant.name}`);
    await warmUp(each, plan);
  }
  const { rounds, floor } = await measureRounds(bench, running);
  for (const { servers } of running) for (const server of servers) await server.stop();

  say('cold starts');
  const starts = Object.entries(
    await coldStarts(
      bench,
      running.map(({ variant }) => variant),
    ),
  );
  say(`memory over ${plan.deletions} deletions, and of connections`);
  const memory = await memoryOverDeletions(bench);
  const idle = await memoryOf(bench, plan.idleConnections, typename);
  const waiting = await memoryOf(bench, plan.waitingDeletions, waits);
  say('four times the load');
  const overload = await overloaded(bench);
  say('where the time goes');
  const profile = await profileDeletions(bench);
  say('one, two and four processes on each store');
  const rows = await growth(bench);

  const figures = running.map((each) => {
    const { title, group } = each.variant;
    const of = { title, group, rate: rateOf(each.variant, plan) };
    return [each.variant.name, summarise(rounds.get(each) ?? [], of, each.rssAfterStartMb)] as const;
  });
  const rss = memory.rssMb.map((mb) => (mb === null ? null : Math.round(mb)));
  const measured = {
    figures: Object.fromEntries(figures),
    cold_start_ms: Object.fromEntries(starts.map(([name, times]) => [name, spreadOf(times.map(round))])),
    overload: rounded(overload),
  };
  return {
    ...whereAndWhen(),
    plan: plan.name,
    seconds: Math.round((performance.now() - startedAt) / 1000),
    floor_moved: movedBy(floor),
    ...measured,
    left_out: leftOut,
    deletions: plan.deletions,
    rss_mb_after_start: memory.rssAfterStartMb === null ? null : Math.round(memory.rssAfterStartMb),
    rss_mb_after_each_eighth: rss,
    rss_mb_after_200k: plan.deletions === 200_000 ? (rss.at(-1) ?? null) : null,
    idle_connections_1000_mb: plan.idleConnections === 1_000 ? roundedOrNull(idle) : null,
    waiting_deletions_500_mb: plan.waitingDeletions === 500 ? roundedOrNull(waiting) : null,
    ledger_bytes_per_record: memory.bytesPerRecord,
    bytes_per_record: {
      sqlite: memory.bytesPerRecord,
      postgres: (await stores.postgres?.bytesPerRecord()) ?? null,
      redis: (await stores.redis?.bytesPerRecord()) ?? null,
    },
    growth: rows.map(rounded),
    profile,
    ratios: ratiosOf(measured),
  };
}

/** All of them stay up from the first round to the last: what sleeps costs nothing, and stays warm. */
async function startVariant(
  bench: Bench,
  variant: Variant,
  running: Running[],
  leaveOut: (name: string, why: string) => void,
): Promise<void> {
  bench.say(`starting ${variant.name}`);
  try {
    const started = await launch(bench, variant);
    if (started === null) leaveOut(variant.name, 'the store is not installed on this machine');
    else running.push(started);
  } catch (fault) {
    if (variant.group !== 'peer') throw fault;
    leaveOut(variant.name, `it could not be started: ${(fault as Error).message.split('\n')[0]}`);
  }
}

/** In each round every variant has its turn, and before and after each round the floor that shows how quiet it was. */
async function measureRounds(bench: Bench, running: readonly Running[]) {
  const rounds = new Map<Running, Round[]>(running.map((each) => [each, []]));
  const steady = running.find(({ variant }) => variant === STEADY);
  const floor: number[] = [];
  const measureFloor = async () => {
    if (steady !== undefined) floor.push((await saturate(bench, steady)).rps);
  };
  await measureFloor();
  for (let n = 1; n <= bench.plan.rounds; n += 1) {
    for (const [each, measured] of rounds) {
      const figures = await measureRound(bench, each);
      measured.push(figures);
      bench.say(`round ${n}: ${each.variant.name} ${figures.rps.toFixed(0)}/s`);
    }
    await measureFloor();
  }
  return { rounds, floor };
}

/** Null when they are there; otherwise why not. */
function installPeers(say: Bench['say']): string | null {
  say('installing the peers');
  try {
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', args, { cwd: join(ROOT, 'bench/peers'), stdio: ['ignore', 'ignore', 'inherit'] });
    return null;
  } catch (fault) {
    return `the peers could not be installed: ${(fault as Error).message.split('\n')[0]}`;
  }
}

const roundedOrNull = (value: number | null) => (value === null ? null : round(value));

function rounded<T extends object>(values: T): T {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'number' ? round(value) : value,
  ]);
  return Object.fromEntries(entries) as T;
}
