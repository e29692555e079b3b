import { AsyncLocalStorage } from 'node:async_hooks';
import fc from 'fast-check';
import type { Answer } from '../../src/deletion/answer.ts';
import { createDeleteAccount, type DeleteAccount } from '../../src/deletion/delete-account.ts';
import type { AccountProvider } from '../../src/deletion/deletion.ts';
import type { DeletionId } from '../../src/deletion/ledger.ts';
import { createMemoryLedger } from '../../src/ledger/memory.ts';
import { createVault } from '../../src/ledger/vault.ts';
import { SETTINGS } from '../support/core.ts';
import { checkWhole } from './check-whole.ts';
import { Choices } from './choices.ts';
import { reachCache, reachClock, reachLedger, type Surroundings } from './ports.ts';
import { reachProvider } from './reach-provider.ts';
import { type Manner, SimulatedProvider } from './simulated-provider.ts';
import { isTerminal, type Run, Witness } from './witness.ts';
import { Process, World } from './world.ts';

const HOUR = 60 * 60 * 1000;
const vault = createVault('a secret of the model', false);

/** What happens, but for what the bytes of `choices` decide at every await. */
export interface Plan {
  readonly manner: Manner;
  /** Shorter than the deadline of a call only here: so that the lease has to hold by itself. */
  readonly leaseMs: number;
  readonly callers: readonly { atMs: number; worker: number; account: string; tries: number; waitMs: number }[];
  readonly outsiders: readonly { atMs: number; what: 'deletes' | 'restores' }[];
  readonly outages: readonly { atMs: number; forMs: number }[];
  readonly choices: readonly number[];
}

const WORKERS = 3;
const moments = fc.oneof(fc.nat(60), fc.nat(2_000), fc.integer({ min: 24_000, max: 36_000 }), fc.nat(100_000));

export const plans: fc.Arbitrary<Plan> = fc.record({
  manner: fc.record({
    name: fc.constantFrom<AccountProvider>('SEQUENCE', 'NUVION'),
    hidesDeleted: fc.boolean(),
    keepsRefusals: fc.constant(true),
  }),
  leaseMs: fc.constantFrom(30_000, 30_000, 12_000),
  callers: fc.array(
    fc.record({
      atMs: moments,
      worker: fc.nat(WORKERS - 1),
      account: fc.constantFrom('acc_1', 'acc_1', 'acc_1', 'acc_1', 'acc_2'),
      tries: fc.integer({ min: 1, max: 4 }),
      waitMs: fc.constantFrom(50, 3_000, 31_000, 31_000, 23 * HOUR + 1),
    }),
    { minLength: 1, maxLength: 5, size: 'max' },
  ),
  outsiders: fc.array(fc.record({ atMs: moments, what: fc.constantFrom('deletes', 'restores', 'restores') }), {
    maxLength: 3,
  }),
  outages: fc.array(fc.record({ atMs: moments, forMs: fc.constantFrom(20, 900, 40_000) }), { maxLength: 1 }),
  choices: fc.array(fc.nat(255), { maxLength: 160, size: 'max' }),
});

/** Plays one schedule on the core. Throws with the whole story when something is violated. */
export async function play(plan: Plan, seen: (situation: string) => void): Promise<void> {
  const world = new World(new Choices(plan.choices), seen);
  const start = world.now;
  const settings = { ...SETTINGS, leaseMs: plan.leaseMs, inProgressWaitMs: 120, replayTtlMs: 240 * HOUR };
  const witness = new Witness(world, settings, plan.manner.name === 'SEQUENCE');
  const there = new SimulatedProvider(plan.manner, world, witness);
  const real = createMemoryLedger(() => world.now);
  const id: DeletionId = { provider: plan.manner.name, caller: 'caller', key: 'key' };
  const outages = plan.outages.map(({ atMs, forMs }) => ({ from: start + atMs, until: start + atMs + forMs }));
  const foreignSeal = vault.seal(
    { ...id, key: 'another' },
    {
      accountId: 'acc_1',
      attempts: 1,
      outcome: { code: 'DELETED', evidence: 'RESPONSE', deletion: { permanent: true } },
    },
  );
  const runs = new AsyncLocalStorage<Run>();
  let owners = 0;
  let started = 0;

  interface Worker {
    readonly process: Process;
    readonly deleteAccount: DeleteAccount;
    /** The last run that began in it: what a duplicate shares. */
    leader(): Run;
  }
  function startWorker(): Worker {
    const process = new Process(`p${started++}`);
    let leader: Run | undefined;
    const leads = (run: Run) => {
      leader = run;
    };
    const around: Surroundings = { world, process, witness, runs };
    const provider = reachProvider(there, settings.quiescenceMs, around);
    const deleteAccount = createDeleteAccount({
      ledger: reachLedger(real, outages, around),
      vault,
      cache: reachCache(new Map(), foreignSeal, leads, around),
      providers: { SEQUENCE: provider, NUVION: provider },
      clock: reachClock(around),
      random: () => world.choices.between(0, 99) / 100,
      newOwner: () => {
        const run = runs.getStore();
        if (run !== undefined) run.startedAt = world.now; // its deadline counts from here
        return `owner-${owners++}`;
      },
      onFault: () => {},
      settings,
    });
    return { process, deleteAccount, leader: () => leader as Run };
  }
  const workers = Array.from({ length: WORKERS }, startWorker);
  let asked = 0;

  /** One call; null when its process dies first. */
  function call(place: number, accountId: string): Promise<Answer | null> {
    const old = workers[place % WORKERS] ?? startWorker();
    const worker = old.process.alive ? old : startWorker();
    workers[place % WORKERS] = worker;
    const { process, deleteAccount } = worker;
    return new Promise((resolve) => {
      const crashed = () => resolve(null);
      process.onCrash.add(crashed);
      world.after(0, process, () => {
        const run = newRun(accountId, world.now);
        const requestId = `request-${asked++}`;
        const command = { id, accountId, idempotencyKey: 'key', credential: 'credential', requestId };
        const answered = (answer: Answer) => {
          process.onCrash.delete(crashed);
          if (!process.alive) return;
          if (answer.shared) seen('shared a run');
          witness.answered(answer, answer.shared ? worker.leader() : run, there.isGone(accountId));
          resolve(answer);
        };
        const failed = (fault: unknown) => world.violated(`the core rejected: ${fault}`);
        runs.run(run, () => deleteAccount(command)).then(answered, failed);
      });
    });
  }

  for (const { atMs, worker, account, tries, waitMs } of plan.callers) {
    const tryOnce = (n: number) => {
      call(worker + n, account).then((answer) => {
        if (answer === null) seen('a caller without an answer asks elsewhere');
        if (n + 1 < tries) world.after(waitMs, null, () => tryOnce(n + 1));
      });
    };
    world.after(atMs, null, () => tryOnce(0));
  }
  for (const { atMs, what } of plan.outsiders) world.after(atMs, null, () => there.outsider('acc_1', what));

  await world.run();
  world.choices.calm = true;
  world.now = Math.max(world.now, ...outages.map(({ until }) => until));
  await asksUntilSettled();
  const standing = await real.read(id);
  const outcome = standing?.settlement == null ? null : vault.open(id, standing.settlement).outcome;
  if (standing?.settlement !== witness.record?.settlement && witness.record !== null) {
    world.violated('I5: the settled record has changed');
  }
  checkWhole(world, witness, outcome);
  if (world.violations.length > 0) throw new Error(['', ...world.violations, ...world.story].join('\n'));

  /** I8: nothing goes wrong any more, so whoever asks again gets the answer. */
  async function asksUntilSettled(): Promise<void> {
    const account = witness.record?.accountId ?? 'acc_1';
    for (let tries = 0; tries < 4 && world.violations.length === 0; tries += 1) {
      let answer: Answer | null = null;
      workers[0] = startWorker();
      call(0, account).then((given) => {
        answer = given;
      });
      await world.run();
      const { outcome } = (answer ?? {}) as Partial<Answer>;
      if (outcome === undefined) return world.violated('I8: no answer');
      if (isTerminal(outcome)) return;
      if (outcome.code === 'IDEMPOTENCY_KEY_REUSED') return world.violated('I8: not its own account');
      world.now += 'retryAfterMs' in outcome ? (outcome.retryAfterMs ?? 0) : 0;
    }
    // Sequence's key is not sent again after 23 h; an account that is still there then stays an open question.
    const tooLate = plan.manner.name === 'SEQUENCE' && world.now - witness.firstDispatchAt >= 23 * HOUR;
    if (!tooLate || there.isGone(account)) world.violated('I8: no settled answer after everything calmed down');
  }
}

function newRun(accountId: string, startedAt: number): Run {
  return {
    accountId,
    startedAt,
    owner: null,
    claimed: false,
    dispatch: null,
    sends: 0,
    sighting: null,
    rejected: false,
    learnedAt: startedAt,
    settling: 'no',
    unrecorded: false,
  };
}
