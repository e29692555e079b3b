import { GATEWAY_CORE } from './cores.ts';
import { type Bench, firstAnswer, probeOf, programsOf } from './launch.ts';
import { type Spread, spreadOf } from './statistics.ts';
import type { Variant } from './variants.ts';

export const COLD_STARTS = ['forward_sqlite', 'apollo_standalone', 'yoga', 'mercurius', 'hive'];

/** Starts each variant a few times, in turn, and takes the time to its first answer, in milliseconds. */
export async function measureColdStarts(bench: Bench, variants: readonly Variant[]): Promise<Record<string, Spread>> {
  const times = new Map<string, number[]>();
  for (let n = 0; n < bench.plan.coldStarts; n += 1) {
    for (const variant of variants.filter(({ name }) => COLD_STARTS.includes(name))) {
      // A ledger of its own each time: a first start makes it, too.
      const own = { ...variant, name: `cold-${n}` };
      const [program] = (await programsOf(bench, own, bench.side)) ?? [];
      if (program === undefined) continue;
      const startedAt = performance.now();
      const server = await bench.workshop.startServer({ ...program, core: GATEWAY_CORE });
      await firstAnswer(server, bench.side, probeOf(variant));
      times.set(variant.name, [...(times.get(variant.name) ?? []), performance.now() - startedAt]);
      await server.stop();
    }
  }
  return Object.fromEntries([...times].map(([name, ms]) => [name, spreadOf(ms)]));
}
