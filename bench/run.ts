import { execFileSync, spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { awakeOn, CORES, canPin, canWake, moveTo } from './machine.ts';
import { type Bench, launch, measureRounds, type Running, warmUp } from './measure.ts';
import { profileDeletions } from './profile.ts';
import { type Plan, ratiosOf, summarise } from './results.ts';
import { coldStarts, growth, imageOf, memoryOf, memoryOverDeletions, overloaded } from './scenarios.ts';
import { startStores } from './stores.ts';
import { type Ask, accountList, typename, VARIANTS, type Variant, waits } from './variants.ts';
import { ROOT, type Workshop } from './workshop.ts';

/** Measures everything that the plan asks for. The workshop has to be closed whatever comes of it. */
export async function runBenchmark(plan: Plan, workshop: Workshop, say: Bench['say']) {
  const startedAt = performance.now();
  if (plan.name === 'full') installPeers(say);
  if (!canPin) say('*** NOT PINNED: no taskset, or a single core. Do not compare these figures with others. ***');
  if (plan.name === 'full') keepAwake(workshop, say);
  moveTo('others', [process.pid]);
  const provider = { entry: 'bench/floors.ts', env: { SERVER: 'upstream' }, place: 'others' } as const;
  const upstream = await workshop.start(provider, accountList);
  const bench: Bench = { plan, workshop, stores: await startStores(workshop), upstream, say };

  const { running, left_out } = await startAll(bench);
  for (const each of running) {
    say(`warming up ${each.variant.name}`);
    await warmUp(each, plan);
  }
  const rounds = await measureRounds(bench, running);
  for (const each of running) await each.stop();
  const variants = running.map(({ variant }) => variant);
  const once = await measureOnce(bench, variants);

  const summaries = running.map((each) => summarise(each.variant, rounds.counted(each), each.rssAfterStartMb));
  const figures = Object.fromEntries(summaries.map((each, n) => [variants[n]?.name ?? '', each]));
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    plan: plan.name,
    seconds: Math.round((performance.now() - startedAt) / 1_000),
    machine: { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: CORES, node: process.version, pinned: canPin },
    floor_moved: rounds.floorMoved,
    rounds_measured: rounds.measured,
    rounds_counted: rounds.count,
    figures,
    left_out,
    ...once,
    ratios: ratiosOf({ figures, ...once }, CORES),
  };
}

type Run = Awaited<ReturnType<typeof runBenchmark>>;

/** One run as it is kept. What was not measured is null, or not in its list. */
export interface Results extends Omit<Run, 'overload' | 'profile'> {
  readonly overload: Run['overload'] | null;
  readonly profile: Run['profile'] | null;
}

/** All variants that can be started here stay up to the last round: what sleeps costs nothing, and stays warm. */
async function startAll(bench: Bench) {
  const running: Running[] = [];
  const left_out: Record<string, string> = {};
  for (const variant of VARIANTS) {
    const { name, group, ledger } = variant;
    if (group === 'peer' && bench.plan.name === 'smoke') continue;
    bench.say(`starting ${name}`);
    const isMissing = (ledger === 'redis' || ledger === 'postgres') && bench.stores[ledger] === undefined;
    try {
      if (isMissing) throw new Error('the store is not installed on this machine');
      running.push(await launch(bench, variant));
    } catch (fault) {
      if (!isMissing && group !== 'peer') throw fault;
      left_out[name] = (fault as Error).message.split('\n')[0] ?? '';
      bench.say(`*** LEFT OUT: ${name} – ${left_out[name]} ***`);
    }
  }
  return { running, left_out };
}

/** What has no rounds. */
async function measureOnce(bench: Bench, variants: readonly Variant[]) {
  const { plan, stores } = bench;
  /** A disk that stands still makes answers that are not the expected ones: then it is done again. */
  const step = <T>(what: string, measure: () => Promise<T>): Promise<T> => {
    bench.say(what);
    return measure().catch((fault: Error) => {
      bench.say(`${what}, again: ${fault.message}`);
      return measure();
    });
  };
  const image = await imageOf(bench);
  const cold_start_ms = await step('cold starts', () => coldStarts(bench, variants, image));
  const memory = await step(`memory over ${plan.deletions} deletions`, () => memoryOverDeletions(bench, image));
  const ofConnections = (count: number, what: Ask) => step(`memory of ${count}`, () => memoryOf(bench, count, what));
  const idle_connections_1000_mb = await ofConnections(plan.idleConnections, typename);
  const waiting_deletions_500_mb = await ofConnections(plan.waitingDeletions, waits);
  const overload = await step('four times the load', () => overloaded(bench));
  const profile = await step('where the time goes', () => profileDeletions(bench));
  const rows = await step('one, two and four processes on each store', () => growth(bench));
  const bytes_per_record = {
    sqlite: memory.ledger_bytes_per_record,
    postgres: (await stores.postgres?.bytesPerRecord()) ?? Number.NaN,
    redis: (await stores.redis?.bytesPerRecord()) ?? Number.NaN,
  };
  const held = { idle_connections_1000_mb, waiting_deletions_500_mb, bytes_per_record };
  return { cold_start_ms, ...memory, ...held, overload, growth: rows, profile };
}

function keepAwake(workshop: Workshop, say: Bench['say']): void {
  if (!canWake)
    say('*** CORES MAY SLEEP: no chrt or no taskset. On a virtual machine these figures are worth little. ***');
  for (let core = 0; canWake && core < CORES; core += 1) workshop.run(awakeOn(core));
}

/** Without them none of them starts, which is said of each. */
function installPeers(say: Bench['say']): void {
  say('installing the peers');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', args, { cwd: join(ROOT, 'bench/peers'), stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) say('*** The peers could not be installed. ***');
}

/** It ends in `+` when what is measured differs from the commit. */
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
