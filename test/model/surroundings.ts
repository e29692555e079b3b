import type { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../../src/deletion/deps.ts';
import type { DeletionId } from '../../src/deletion/ledger.ts';
import type { ReplayCache } from '../../src/deletion/settlement.ts';
import type { Run } from './run.ts';
import type { Witness } from './witness.ts';
import type { Process, World } from './world.ts';

/** What one process shares with its surroundings. */
export interface Surroundings {
  readonly world: World;
  readonly process: Process;
  readonly witness: Witness;
  /** The run that the current code belongs to. */
  readonly runs: AsyncLocalStorage<Run>;
}

/** A replay cache that may be late, lose everything, or give back garbage or the seal of something else. */
export function reachCache(foreignSeal: string, leads: (run: Run) => void, around: Surroundings): ReplayCache {
  const { world, process, runs } = around;
  const cached = new Map<string, { readonly sealed: string; readonly until: number }>();

  function step<T>(take: () => T): Promise<T> {
    return new Promise((resolve) => {
      world.disturb(process);
      world.after(1, process, () => {
        const value = take();
        world.disturb(process);
        world.after(0, process, () => resolve(value));
      });
    });
  }

  function kept(key: string): string | undefined {
    const entry = cached.get(key);
    return entry !== undefined && world.now < entry.until ? entry.sealed : undefined;
  }

  return {
    get: ({ key }: DeletionId) => {
      const run = runs.getStore();
      if (run !== undefined) leads(run); // every run begins here
      return step(() => {
        const answer = world.choices.pick([
          [200, () => kept(key)],
          [25, () => cached.clear()],
          [10, () => 'garbage'],
          [21, () => foreignSeal],
        ]);
        const sealed = answer() ?? undefined;
        if (sealed === foreignSeal) world.seen("the cache gave another record's seal");
        return sealed;
      });
    },
    set: ({ key }: DeletionId, sealed, ttlMs) => step(() => void cached.set(key, { sealed, until: world.now + ttlMs })),
  };
}

export function reachClock({ world, process }: Surroundings): Clock {
  return {
    now: () => world.now + process.aheadMs,
    sleep: (ms) =>
      new Promise((resolve) => {
        world.disturb(process);
        world.after(ms, process, () => resolve());
      }),
  };
}
