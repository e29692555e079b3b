import { rssMb } from './cores.ts';
import { type Bench, launch } from './launch.ts';
import { bytesPerRecord } from './ledgers.ts';
import { load } from './measure.ts';
import type { Variant } from './variants.ts';

/** Steps in which the memory is looked at, so that a leak is told from a level. */
const STEPS = 8;

export interface MemoryRun {
  readonly deletions: number;
  readonly rssAfterStartMb: number | null;
  /** After each eighth of the deletions. */
  readonly rssMb: readonly (number | null)[];
  readonly ledgerBytesPerRecord: number;
}

/** A fresh gateway on SQLite, and so many deletions at saturation. */
export async function measureMemory(bench: Bench, forward: Variant): Promise<MemoryRun> {
  const { plan, workshop } = bench;
  const own = { ...forward, name: 'memory-run' };
  const running = await launch(bench, own);
  const server = running?.servers[0];
  if (running === null || server === undefined) throw new Error('SQLite is always there');

  const rss: (number | null)[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    await load(running, plan, { count: Math.ceil(plan.deletions / STEPS) });
    rss.push(rssMb(server.pid));
  }
  await server.stop();
  return {
    deletions: plan.deletions,
    rssAfterStartMb: running.rssAfterStartMb,
    rssMb: rss,
    ledgerBytesPerRecord: bytesPerRecord(workshop.path(`${own.name}.db`)),
  };
}
