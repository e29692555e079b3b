import { createDeleteAccount } from '../../src/deletion/delete-account.ts';
import type { DeletionDeps } from '../../src/deletion/deps.ts';
import type { Ledger } from '../../src/deletion/ledger.ts';
import type { Provider } from '../../src/deletion/provider-port.ts';
import { type ReconcilerOptions, startReconciler } from '../../src/deletion/reconciler.ts';
import { createSqliteLedger } from '../../src/ledger/sqlite/sqlite-ledger.ts';
import { createVault } from '../../src/settlements/vault.ts';
import { SETTINGS } from '../support/core.ts';
import { TORTURED, type TorturedProvider } from './provider.ts';
import type { Random } from './random.ts';
import type { SilentProvider } from './silent-provider.ts';
import type { VirtualProcess, VirtualTime } from './virtual-time.ts';

export const SOAK_CREDENTIAL = 'the credential of the gateway';

/** How long a process lives, in milliseconds. */
const LIFE_MS = [20_000, 600_000] as const;

export interface SoakWorld {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly there: Readonly<Record<TorturedProvider, SilentProvider>>;
  readonly path: string;
}

export interface Member {
  readonly deleteAccount: ReturnType<typeof createDeleteAccount>;
  readonly process: VirtualProcess;
}

/** Processes with the core and the looking in them, of which one dies now and then, and another takes its place. */
export function startSoakFleet(size: number, { time, random, there, path }: SoakWorld) {
  const ledgers: Ledger[] = [];
  const readAt = new Map<string, number[]>();
  const settled: Record<TorturedProvider, Set<string>> = { SEQUENCE: new Set(), NUVION: new Set() };
  const vault = createVault('a secret of the soak', false);
  let [owners, started, kills] = [0, 0, 0];
  let ended = false;

  function start(): Member {
    const name = `process ${started++}`;
    const process = time.process();
    const clocks = { wall: () => Math.floor(time.now), monotonic: () => time.now };
    const ledger = createSqliteLedger(path, clocks);
    ledgers.push(ledger);
    const providerOf = (provider: TorturedProvider): Provider => ({
      ...there[provider].provider,
      delete: (call) => process.hear(() => there[provider].provider.delete(call)),
      readBack: (call) => process.hear(() => there[provider].provider.readBack(call)),
    });
    const deps: DeletionDeps = {
      ledger: {
        ...ledger,
        read: (row) => process.reach(() => ledger.read(row)),
        compareAndSet: (row, change) => process.reach(() => ledger.compareAndSet(row, change)),
        open: (from, limit) => process.reach(() => ledger.open(from, limit)),
      },
      vault,
      cache: { get: async () => undefined, set: async () => {} },
      providers: new Map(TORTURED.map((provider) => [provider, providerOf(provider)])),
      clock: process.clock,
      random: random.next,
      newOwner: () => `owner-${owners++}`,
      hashCredential: (credential) => credential,
      onFault: (fault) => {
        throw fault;
      },
      settings: { ...SETTINGS, maxRunning: Infinity },
    };
    const looking = (provider: TorturedProvider): Provider => ({
      ...providerOf(provider),
      readBack(call) {
        const reads = readAt.get(`${name} at ${provider}`) ?? [];
        readAt.set(`${name} at ${provider}`, [...reads, time.now]);
        return providerOf(provider).readBack(call);
      },
    });
    const options: ReconcilerOptions = {
      deps: {
        ...deps,
        providers: new Map(TORTURED.map((provider) => [provider, looking(provider)])),
        newRequestId: () => 'a look',
      },
      random: random.next,
      credentials: new Map(TORTURED.map((provider) => [provider, SOAK_CREDENTIAL])),
      onLook: ({ id, result, accountId }) =>
        result === 'deleted' && settled[id.provider as TorturedProvider].add(accountId),
      onCount: () => {},
    };
    startReconciler(options);
    return { process, deleteAccount: createDeleteAccount(deps) };
  }
  const members = Array.from({ length: size }, start) as [Member, ...Member[]];

  async function dieNowAndThen(): Promise<void> {
    while (!ended) {
      await time.sleep(random.between(...LIFE_MS) / size);
      if (ended) return;
      kills += 1;
      const place = random.between(0, size - 1);
      members[place]?.process.kill();
      members[place] = start();
    }
  }
  dieNowAndThen();

  return {
    readAt,
    settled,
    any: () => random.pick(members),
    get kills() {
      return kills;
    },
    get ledger() {
      return ledgers.at(-1) as Ledger;
    },
    /** Nobody dies any more, and nobody looks. */
    stop() {
      ended = true;
      for (const { process } of members) process.kill();
      for (const place of members.keys()) members[place] = start();
    },
    async close() {
      ended = true;
      for (const ledger of ledgers) await ledger.close();
    },
  };
}
