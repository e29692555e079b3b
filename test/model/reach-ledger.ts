import { type Change, type Ledger, LedgerUnavailableError, type Reading } from '../../src/deletion/ledger.ts';
import { recordIn } from '../../src/deletion/record-row.ts';
import type { Run } from './run.ts';
import type { Surroundings } from './surroundings.ts';

/** The ledger when it is away for everybody, from one moment to another. */
export interface Outage {
  readonly from: number;
  readonly until: number;
}

/** How the ledger of a schedule behaves. */
export interface LedgerManner {
  readonly outages: readonly Outage[];
  /** Its clock is the machine's own, in which it notices steps; otherwise it is a server's. */
  readonly isFile: boolean;
  /** The record may vanish. */
  readonly forgets: boolean;
}

/** The shared ledger as one process reaches it: each step can be late, lost before or after it is taken, or both. */
export function reachLedger(real: Ledger, manner: LedgerManner, around: Surroundings): Ledger {
  const { world, process, witness, runs } = around;

  /** @param learned what the process knows once it has the reply */
  function reach<T>(name: string, take: (run: Run) => Promise<T>, learned: (run: Run, result: T) => void) {
    const run = runs.getStore();
    if (run === undefined) throw new Error('A step of no run');
    return new Promise<T>((resolve, reject) => {
      const fault = world.choices.pick([
        [220, 'none'],
        [12, 'not taken'],
        [14, 'reply lost'],
        [10, 'slow'],
      ] as const);
      /** @param asOf the moment of which a run speaks that has to answer without the ledger */
      const away = (asOf: number) => {
        if (run.settling !== 'no') run.unrecorded = true;
        run.learnedAt = asOf;
        reject(new LedgerUnavailableError('away'));
      };
      world.disturb(process);
      world.after(fault === 'slow' ? 400 : 1, process, async () => {
        const isOut = manner.outages.some(({ from, until }) => from <= world.now && world.now < until);
        if (isOut || fault === 'not taken') {
          world.seen(isOut ? 'outage of the ledger' : 'step not taken');
          world.tell(process, `${name}: not taken, the ledger is away`);
          return world.after(5, process, () => away(world.now));
        }
        const result = await take(run);
        const lost = fault === 'reply lost';
        world.tell(process, `${name}: ${result === null ? 'no' : 'done'}${lost ? ', its reply is lost' : ''}`);
        world.disturb(process);
        const takenAt = world.now;
        if (lost) {
          world.seen('reply of the ledger lost');
          return world.after(5, process, () => away(takenAt));
        }
        world.after(1, process, () => {
          run.learnedAt = takenAt;
          learned(run, result);
          resolve(result);
        });
      });
    });
  }

  async function change(run: Run, name: string, asked: Change): Promise<number | null> {
    const step = stepOf(asked);
    if (witness.isZombie(run)) world.seen('a zombie woke after a takeover');
    const writtenAt = await real.compareAndSet(name, asked);
    if (writtenAt === null) {
      world.seen(`${step} refused`);
      return null;
    }
    const stands = await real.read(name);
    witness.changed(run, stands === null ? null : recordIn(stands));
    if (step === 'settle') {
      run.settling = 'done';
      if (run.unrecorded) world.seen('settled late');
    }
    mayForget(name);
    return writtenAt;
  }

  function mayForget(name: string): void {
    if (!manner.forgets || !world.choices.pick([[235, false] as const, [21, true] as const])) return;
    world.after(world.choices.between(0, 200) ** 2, null, async () => {
      const found = await real.read(name);
      if (found === null) return;
      world.seen('the ledger forgot a record');
      world.tell(null, `the ledger forgets ${found.row.version}`);
      await real.compareAndSet(name, { expected: String(found.row.version), next: null });
      witness.forgot();
    });
  }

  /** The run knows that this row of its own stands: a beginning or a dispatch is good for one request. */
  function knows(run: Run, version: unknown): void {
    const is = (step: string) => typeof version === 'string' && version.startsWith(`${run.owner}.${step}`);
    if (is('begin') || is('take-over')) run.begun = true;
    if (!is('begin') && !is('dispatch')) return;
    if (run.granted.has(String(version))) return;
    run.granted.add(String(version));
    run.ticket = { at: world.now };
  }

  return {
    ...real,
    open: async (from, limit) => ({
      ...(await real.open(from, limit)),
      ...(manner.isFile && { steadySince: process.steadySince }),
    }),
    compareAndSet: (name, asked) => {
      const run = runs.getStore();
      const step = stepOf(asked);
      if (step === 'dispatch' && run?.ticket != null) world.violated('dispatched twice for one request');
      if (step === 'settle' && run?.settling === 'no') run.settling = 'tried';
      return reach(
        step,
        (asking) => change(asking, name, asked),
        (asking, writtenAt) => {
          if (writtenAt !== null) knows(asking, asked.next?.version);
        },
      );
    },
    read: (name) =>
      reach(
        'read',
        async () => {
          const found = await real.read(name);
          return found === null || !manner.isFile ? found : { ...found, steadySince: process.steadySince };
        },
        (run, found: Reading | null) => {
          if (found?.row.version === `${run.owner}.begin`) {
            world.seen('recognised its own beginning');
            knows(run, found.row.version);
          } else if (found?.row.version === `${run.owner}.take-over`) knows(run, found.row.version);
        },
      ),
  };
}

/** `begin`, `take-over`, `dispatch`, `release`, `abandon`, `lose`, `settle`; `remove` where nothing shall stand. */
function stepOf({ next }: Change): string {
  const step = next === null ? 'remove' : next.version.slice(next.version.lastIndexOf('.') + 1);
  return step.startsWith('dispatch') ? 'dispatch' : step;
}
