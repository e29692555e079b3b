import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { measureColdStarts } from './cold-start.ts';
import { canPin, LOAD_CORE, moveToLoadCore } from './cores.ts';
import { type Bench, launch, type Running } from './launch.ts';
import { findStores } from './ledgers.ts';
import { measureRound, type Round, warmUp } from './measure.ts';
import { measureMemory } from './memory-run.ts';
import { startOtherSide } from './other-side.ts';
import type { Plan } from './plan.ts';
import { assemble, type Results, summarise } from './results.ts';
import { VARIANTS, type Variant } from './variants.ts';
import { ROOT, type Workshop } from './workshop.ts';

/** What is told on the way, for people. */
export type Say = (line: string) => void;

/** Measures everything that the plan asks for. The workshop has to be closed whatever comes of it. */
export async function runBenchmark(plan: Plan, workshop: Workshop, say: Say): Promise<Results> {
  const startedAt = performance.now();
  const leftOut: Record<string, string> = {};
  const leaveOut = (name: string, why: string) => {
    leftOut[name] = why;
    say(`*** LEFT OUT: ${name} – ${why} ***`);
  };

  const peersMissing = plan.withPeers ? installPeers(say) : null;
  if (!canPin) say('*** NOT PINNED: no taskset, or a single core. Do not compare these figures with others. ***');
  moveToLoadCore();
  const stores = await findStores(workshop);
  const bench: Bench = {
    plan,
    workshop,
    stores,
    side: await startOtherSide(workshop, LOAD_CORE),
    wideSide: await startOtherSide(workshop, null),
  };

  const wanted = VARIANTS.filter((variant) => {
    const isPeer = variant.launch.kind === 'peer';
    if (isPeer && peersMissing !== null) leaveOut(variant.name, peersMissing);
    return !isPeer || (plan.withPeers && peersMissing === null);
  });
  const running = await startAll(bench, wanted, leaveOut, say);

  for (const each of running) {
    say(`warming up ${each.variant.name}`);
    await warmUp(each, plan);
  }
  const rounds = new Map<Running, Round[]>(running.map((each) => [each, []]));
  for (let round = 1; round <= plan.rounds; round += 1) {
    for (const [each, measured] of rounds) {
      const figures = await measureRound(each, plan);
      measured.push(figures);
      say(`round ${round}: ${each.variant.name} ${figures.rps.toFixed(0)}/s`);
    }
  }
  for (const { servers } of running) for (const server of servers) await server.stop();

  const measured = running.map(({ variant }) => variant);
  say('cold starts');
  const coldStart = await measureColdStarts(bench, measured);
  say(`memory over ${plan.deletions} deletions`);
  const [forward] = VARIANTS;
  if (forward === undefined) throw new Error('There are no variants');
  const memory = await measureMemory(bench, forward);

  const figures = [...rounds].map(([{ variant, rssAfterStartMb }, measuredRounds]) => {
    const { title, group, ratePerSecond: rate = plan.ratePerSecond } = variant;
    return [variant.name, summarise(measuredRounds, { title, group, rate }, rssAfterStartMb)];
  });
  return assemble(
    {
      plan,
      figures: Object.fromEntries(figures),
      left_out: leftOut,
      cold_start_ms: coldStart,
      seconds: (performance.now() - startedAt) / 1000,
    },
    memory,
  );
}

/** All of them stay up from the first round to the last: what sleeps costs nothing, and stays warm. */
async function startAll(
  bench: Bench,
  variants: readonly Variant[],
  leaveOut: (name: string, why: string) => void,
  say: Say,
): Promise<readonly Running[]> {
  const running: Running[] = [];
  for (const variant of variants) {
    say(`starting ${variant.name}`);
    try {
      const started = await launch(bench, variant);
      if (started === null) leaveOut(variant.name, 'there is no such store on this machine');
      else running.push(started);
    } catch (fault) {
      if (variant.launch.kind !== 'peer') throw fault;
      leaveOut(variant.name, `it could not be started: ${(fault as Error).message.split('\n')[0]}`);
    }
  }
  return running;
}

/** Null when they are there; otherwise why not. */
function installPeers(say: Say): string | null {
  say('installing the peers');
  try {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: join(ROOT, 'bench/peers'),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return null;
  } catch (fault) {
    return `the peers could not be installed: ${(fault as Error).message.split('\n')[0]}`;
  }
}
