import { AsyncLocalStorage } from 'node:async_hooks';
import type { Answer } from '../../src/deletion/answer.ts';
import { createDeleteAccount, type DeleteAccount } from '../../src/deletion/delete-account.ts';
import type { DeletionDeps, DeletionSettings } from '../../src/deletion/deps.ts';
import { type DeletionId, nameOf } from '../../src/deletion/ledger.ts';
import { chooseDue, look as lookAt, type ReconcileDeps } from '../../src/deletion/reconcile.ts';
import { NO_CREDENTIAL } from '../../src/deletion/record.ts';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.ts';
import { createVault } from '../../src/settlements/vault.ts';
import { SETTINGS } from '../support/core.ts';
import { Accounts } from './accounts.ts';
import { checkWhole } from './check-whole.ts';
import { Choices } from './choices.ts';
import { type Caller, CREDENTIALS, hashCredential, type Plan, WORKERS } from './plan.ts';
import { type LedgerManner, reachLedger } from './reach-ledger.ts';
import { reachProvider } from './reach-provider.ts';
import { isTerminal, newRun, type Run } from './run.ts';
import { recognisesKeys, SimulatedProvider } from './simulated-provider.ts';
import { reachCache, reachClock, type Surroundings } from './surroundings.ts';
import { Witness } from './witness.ts';
import { Process, World } from './world.ts';

const HOUR = 60 * 60 * 1000;
const vault = createVault('a secret of the model', false);

/** A process and the core in it. */
interface Worker {
  readonly process: Process;
  readonly settings: DeletionSettings;
  readonly deleteAccount: DeleteAccount;
  readonly deps: ReconcileDeps;
  /** The last run that began in it: what a duplicate shares. */
  leader(): Run;
}

/** Plays one schedule on the core. Throws with the whole story when something is violated. */
export async function play(plan: Plan, seen: (situation: string) => void): Promise<void> {
  const schedule = new Schedule(plan, seen);
  await schedule.play();
  const { violations, story } = schedule.world;
  if (violations.length > 0) throw new Error(['', ...violations, ...story].join('\n'));
}

class Schedule {
  readonly world: World;
  readonly #plan: Plan;
  readonly #id: DeletionId;
  readonly #accounts: Accounts;
  readonly #witness: Witness;
  readonly #there: SimulatedProvider;
  readonly #ledger: LedgerManner;
  readonly #real = createMemoryLedger(() => this.world.wall);
  readonly #runs = new AsyncLocalStorage<Run>();
  readonly #foreignSeal: string;
  readonly #workers: Worker[];
  #owners = 0;
  #started = 0;
  #asked = 0;

  constructor(plan: Plan, seen: (situation: string) => void) {
    const { manner, credentials, outages, ledger, forgets } = plan;
    this.#plan = plan;
    this.world = new World(new Choices(plan.choices), seen);
    const { now } = this.world;
    const id: DeletionId = { provider: manner.provider.name, caller: 'caller', key: 'key' };
    this.#id = id;
    this.#accounts = new Accounts(this.world, credentials === 'one is blind' ? [CREDENTIALS[1]] : []);
    const open = (settlement: string) => vault.open(id, settlement).outcome;
    this.#witness = new Witness(this.world, this.#accounts, open, recognisesKeys(manner));
    this.#there = new SimulatedProvider(manner, this.world, this.#accounts);
    this.#ledger = {
      outages: outages.map(({ atMs, forMs }) => ({ from: now + atMs, until: now + atMs + forMs })),
      isFile: ledger === 'file',
      forgets,
    };
    const deleted = {
      code: 'DELETED',
      evidence: 'RESPONSE',
      deletion: { type: 'PermanentDeletion', permanent: true },
    } as const;
    this.#foreignSeal = vault.seal({ ...id, key: 'another' }, { accountId: 'acc_1', attempts: 1, outcome: deleted });
    this.world.clockIsSet = (process) => this.#setClock(process);
    this.#workers = Array.from({ length: WORKERS }, (_, place) => this.#startWorker(place));
  }

  async play(): Promise<void> {
    const { callers, looks, outsiders } = this.#plan;
    const { world } = this;
    for (const caller of callers) world.after(caller.atMs, null, () => this.#tries(caller, 0));
    for (const { atMs, worker, credential } of looks) {
      world.after(atMs, null, () =>
        this.#looks(worker, CREDENTIALS[this.#plan.credentials === 'one' ? 0 : credential]),
      );
    }
    for (const { atMs, what } of outsiders) {
      world.after(atMs, null, () => this.#accounts.outsider('acc_1', what));
    }
    await world.run();

    world.choices.calm = true;
    world.now = Math.max(world.now, ...this.#ledger.outages.map(({ until }) => until));
    await this.#asksUntilSettled();
    const row = (await this.#real.read(nameOf(this.#id)))?.row;
    if (row?.version !== this.#witness.record?.version) world.violated('I5: the record has changed by itself');
    checkWhole(world, this.#witness, this.#accounts);
  }

  #startWorker(place: number): Worker {
    const { world } = this;
    const process = new Process(`p${this.#started++}`, world.wall);
    const around: Surroundings = { world, process, witness: this.#witness, runs: this.#runs };
    const provider = reachProvider(this.#there, around);
    const { replayTtlMs } = this.#plan;
    const settings = { ...SETTINGS, ...this.#plan.settings[place % WORKERS], inProgressWaitMs: 120, replayTtlMs };
    let leader: Run | undefined;
    const leads = (run: Run) => {
      leader = run;
    };
    const deps: DeletionDeps = {
      ledger: reachLedger(this.#real, this.#ledger, around),
      vault,
      cache: reachCache(this.#foreignSeal, leads, around),
      providers: new Map([[provider.name, provider]]),
      clock: reachClock(around),
      random: () => world.choices.between(0, 99) / 100,
      newOwner: () => this.#newOwner(),
      hashCredential,
      onFault: () => {},
      settings,
    };
    return {
      process,
      settings,
      deleteAccount: createDeleteAccount(deps),
      deps: { ...deps, newRequestId: () => `look-${this.#asked++}` },
      leader: () => leader as Run,
    };
  }

  /** At a provider that recognises no keys, as long as at one that does so for a day. */
  #waitMs({ wait }: Caller): number {
    const { resendsForMs, forgetsAfterMs } = this.#plan.manner.provider.deletion;
    if (wait === 'stops resending') return (resendsForMs || 23 * HOUR) + 1;
    return wait === 'has forgotten' ? forgetsAfterMs || 25 * HOUR : wait;
  }

  #newOwner(): string {
    const owner = `owner-${this.#owners++}`;
    const run = this.#runs.getStore();
    if (run !== undefined) Object.assign(run, { owner, startedAt: this.world.now }); // its deadline counts from here
    return owner;
  }

  #tries(caller: Caller, n: number): void {
    const { worker, account, credential, tries } = caller;
    this.#call(worker + n, account, CREDENTIALS[this.#plan.credentials === 'one' ? 0 : credential]).then((answer) => {
      if (answer === null) this.world.seen('a caller without an answer asks elsewhere');
      if (n + 1 < tries) this.world.after(this.#waitMs(caller), null, () => this.#tries(caller, n + 1));
    });
  }

  /** One call; null when its process dies first. */
  #call(place: number, accountId: string, credential: string): Promise<Answer | null> {
    const old = this.#workers[place % WORKERS];
    const worker = old?.process.alive === true ? old : this.#startWorker(place);
    this.#workers[place % WORKERS] = worker;
    const { process, settings, deleteAccount } = worker;
    const { world } = this;
    return new Promise((resolve) => {
      const crashed = () => resolve(null);
      process.onCrash.add(crashed);
      world.after(0, process, () => {
        const run = newRun(accountId, credential, settings, world.now);
        const requestId = `request-${this.#asked++}`;
        const command = {
          id: this.#id,
          accountId,
          idempotencyKey: this.#upstreamKey(accountId),
          credential,
          heldBy: 'gateway' as const,
          requestId,
        };
        const answered = (answer: Answer) => {
          process.onCrash.delete(crashed);
          if (!process.alive) return;
          if (answer.shared) world.seen('shared a run');
          this.#witness.answered(answer, answer.shared ? worker.leader() : run);
          resolve(answer);
        };
        const failed = (fault: unknown) => world.violated(`the core rejected: ${fault}`);
        this.#runs.run(run, () => deleteAccount(command)).then(answered, failed);
      });
    });
  }

  /** The gateway looks by itself what became of the deletion, if it is due. */
  #looks(place: number, credential: string): void {
    const worker = this.#workers[place % WORKERS];
    if (worker?.process.alive !== true) return;
    const { process, settings, deps } = worker;
    const look = async () => {
      const due = await chooseDue(deps, this.#id.provider, 0);
      if (!('id' in due)) return;
      run.accountId = due.standing.record.accountId;
      const { result, evidence } = await lookAt(deps, due, credential);
      this.world.seen(`a look: ${result}`);
      if (run.sends > 0) this.world.violated('a look sent a delete');
      if (evidence !== null) this.#witness.deleted(run);
    };
    const run = newRun('acc_1', credential, settings, this.world.now);
    this.world.after(0, process, () => {
      this.#runs.run(run, look).catch(() => {}); // the ledger is away: another time
    });
  }

  /** Where a gateway makes the key, the account is part of it; only there a caller has two credentials. */
  #upstreamKey(accountId: string): string {
    const { credentials, forgets } = this.#plan;
    return credentials !== 'one' || forgets ? `key of ${accountId}` : 'key';
  }

  /** The wall clock of a process steps; where the ledger is a file, that is the clock of the ledger and of all processes. */
  #setClock(process: Process): void {
    const { world } = this;
    const ms = world.choices.pick([
      [2, 40_000],
      [1, 15_000],
      [1, -40_000],
    ]);
    const alive = this.#workers.map((worker) => worker.process).filter((one) => one.alive);
    world.stepClock(this.#ledger.isFile ? alive : [process], ms);
    if (!this.#ledger.isFile) return;
    world.latestWall = Math.max(world.latestWall, world.wall);
    world.wallAheadMs += ms;
    world.setBackMs += Math.max(0, -ms);
    for (const one of alive) one.steadySince = world.wall;
  }

  /** I8: nothing goes wrong any more, so whoever asks again gets the answer. */
  async #asksUntilSettled(): Promise<void> {
    const { world } = this;
    this.#workers[0] = this.#startWorker(0);
    for (let tries = 0; tries < 8 && world.violations.length === 0; tries += 1) {
      const { record } = this.#witness;
      const credential = CREDENTIALS.find((one) => hashCredential(one) === record?.credential) ?? CREDENTIALS[0];
      const provesNothing = record?.credential === NO_CREDENTIAL; // a limit: nobody can tell by reading
      const account = record?.accountId ?? 'acc_1';
      let answer: Answer | null = null;
      this.#call(0, account, credential).then((given) => {
        answer = given;
      });
      await world.run();
      const { outcome } = (answer ?? {}) as Partial<Answer>;
      if (outcome === undefined) return world.violated('I8: no answer');
      if (isTerminal(outcome)) return;
      if (outcome.code === 'IDEMPOTENCY_KEY_REUSED') return world.violated('I8: not its own account');
      if (outcome.code === 'OUTCOME_UNKNOWN' && this.#accounts.isGone(account, credential)) {
        if (provesNothing) return world.seen('lost under two credentials');
        return world.violated('I8: the account is gone, and nobody looked');
      }
      // Without advice, the provider keeps an error of its own under the key: for a day.
      world.now += 'retryAfterMs' in outcome ? (outcome.retryAfterMs ?? 23 * HOUR) : 23 * HOUR;
    }
    world.violated('I8: no settled answer after everything calmed down');
  }
}
