import type { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../../src/deletion/deps.ts';
import { type DeletionId, type Ledger, LedgerUnavailableError } from '../../src/deletion/ledger.ts';
import type { ReplayCache } from '../../src/deletion/settlement.ts';
import type { Run, Witness } from './witness.ts';
import type { Process, World } from './world.ts';

/** What one process shares with its surroundings. */
export interface Surroundings {
  readonly world: World;
  readonly process: Process;
  readonly witness: Witness;
  /** The run that the current code belongs to. */
  readonly runs: AsyncLocalStorage<Run>;
}

/** Longer than any lease of a schedule. */
const LEASE_OVER_MS = 30_500;

/** The ledger when it is away for everybody, from one moment to another. */
export interface Outage {
  readonly from: number;
  readonly until: number;
}

/** The shared ledger as one process reaches it: each step can be late, lost before or after it is taken, or both. */
export function reachLedger(real: Ledger, outages: readonly Outage[], around: Surroundings): Ledger {
  const { world, process, witness, runs } = around;
  const runOf = () => {
    const run = runs.getStore();
    if (run === undefined) throw new Error('A step of no run');
    return run;
  };

  function step<T>(
    name: string,
    take: () => Promise<T>,
    learned: (run: Run, result: T) => unknown,
    lost?: (run: Run) => void,
  ) {
    const run = runOf();
    return new Promise<T>((resolve, reject) => {
      const fault = world.choices.pick([
        [220, 'none'],
        [12, 'not taken'],
        [14, 'reply lost'],
        [10, 'slow'],
      ] as const);
      const away = () => {
        lost?.(run);
        reject(new LedgerUnavailableError('away'));
      };
      world.disturb(process);
      world.after(fault === 'slow' ? 400 : 1, process, async () => {
        const isOut = outages.some(({ from, until }) => from <= world.now && world.now < until);
        if (isOut || fault === 'not taken') {
          world.seen(isOut ? 'outage of the ledger' : 'step not taken');
          world.tell(process, `${name}: not taken, the ledger is away`);
          return world.after(5, process, away);
        }
        const result = await take();
        await learned(run, result);
        world.tell(process, `${name}: ${outcomeOf(result)}${fault === 'reply lost' ? ', its reply is lost' : ''}`);
        world.disturb(process);
        if (fault === 'reply lost') {
          world.seen('reply of the ledger lost');
          return world.after(5, process, away);
        }
        const takenAt = world.now;
        world.after(1, process, () => {
          run.learnedAt = takenAt;
          if (name === 'claim') run.claimed = true;
          resolve(result);
        });
      });
    });
  }

  const seeZombie = (run: Run) => {
    if (run.sends > 0 && witness.lastOwner !== run.owner) world.seen('a zombie woke after a takeover');
  };

  return {
    ...real,
    claim: (id, claim) =>
      step(
        'claim',
        () => real.claim(id, claim),
        (run, { won }) => {
          run.owner = claim.owner;
          if (won) witness.claimed(claim.owner, claim.accountId);
        },
      ),
    dispatch: (id, owner, attempt) => {
      const { dispatch } = runOf();
      if (dispatch !== null) world.violated('dispatched twice for one request');
      // Only the ledger notices a lease that ran out while the process's own clock stood still.
      if (
        world.choices.pick([
          [249, false],
          [7, true],
        ])
      )
        world.suspend(process, LEASE_OVER_MS);
      return step(
        'dispatch',
        () => real.dispatch(id, owner, attempt),
        (run, record) => {
          seeZombie(run);
          if (record === null) return world.seen('dispatch refused');
          witness.dispatched();
          run.dispatch = { at: world.now };
        },
        (run) => {
          run.dispatch = null;
        },
      );
    },
    release: (id, owner, attempt) =>
      step(
        'release',
        () => real.release(id, owner, attempt),
        async (run, released) => {
          seeZombie(run);
          if (!released) return world.seen('release refused');
          const absent = (await real.read(id)) === null;
          world.seen(absent ? 'released' : 'released, with an earlier answer lost');
          witness.givenUp(absent);
        },
      ),
    lose: (id, owner) =>
      step(
        'lose',
        () => real.lose(id, owner),
        () => witness.record?.owner === owner && witness.record.dispatched && witness.givenUp(false),
      ),
    settle: (id, owner, settlement, ttlMs) => {
      const asked = runOf();
      if (asked.settling === 'no') asked.settling = 'tried';
      return step(
        'settle',
        () => real.settle(id, owner, settlement, ttlMs),
        (run, settled) => {
          seeZombie(run);
          if (!settled) return world.seen('settle refused');
          if (run.unrecorded) world.seen('settled late');
          run.settling = 'done';
          witness.settled(settlement);
        },
        (run) => {
          run.unrecorded = true;
        },
      );
    },
    read: (id) =>
      step(
        'read',
        () => real.read(id),
        () => {},
      ),
  };
}

function outcomeOf(result: unknown): string {
  if (typeof result !== 'object' || result === null) return String(result);
  if ('won' in result) return result.won === true ? 'won' : 'not won';
  return 'state' in result ? String(result.state) : '';
}

/** A replay cache that may be late, lose everything, or give back garbage or the seal of something else. */
export function reachCache(
  cached: Map<string, string>,
  foreignSeal: string,
  leads: (run: Run) => void,
  around: Surroundings,
): ReplayCache {
  const { world, process, runs } = around;

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

  return {
    get: ({ key }: DeletionId) => {
      const run = runs.getStore();
      if (run !== undefined) leads(run); // every run begins here
      return step(() => {
        const answer = world.choices.pick([
          [200, () => cached.get(key)],
          [25, () => cached.clear()],
          [10, () => 'garbage'],
          [21, () => foreignSeal],
        ]);
        const sealed = answer() ?? undefined;
        if (sealed === foreignSeal) world.seen("the cache gave another record's seal");
        return sealed;
      });
    },
    set: ({ key }: DeletionId, sealed) => step(() => void cached.set(key, sealed)),
  };
}

export function reachClock({ world, process }: Surroundings): Clock {
  return {
    now: () => world.now - process.behindMs,
    sleep: (ms) =>
      new Promise((resolve) => {
        world.disturb(process);
        world.after(ms, process, () => resolve());
      }),
  };
}
