import { createDeleteAccount } from '../../src/deletion/delete-account.ts';
import type { DeleteAccountCommand, DeletionDeps, DeletionSettings } from '../../src/deletion/deps.ts';
import { type Change, type DeletionId, type Ledger, LedgerUnavailableError } from '../../src/deletion/ledger.ts';
import { refusedHere } from '../../src/deletion/outcome.ts';
import type { DeleteCall, Exchange, Provider, Sighting } from '../../src/deletion/provider-port.ts';
import { readRecord } from '../../src/deletion/read-record.ts';
import { leaseLeft } from '../../src/deletion/record.ts';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.ts';
import { createVault } from '../../src/settlements/vault.ts';
import { createFakeClock } from './fake-clock.ts';

export const SETTINGS: DeletionSettings = {
  replayTtlMs: 86_400_000,
  providerTimeoutMs: 10_000,
  deleteDeadlineMs: 25_000,
  leaseMs: 30_000,
  quiescenceMs: 30_000,
  inProgressWaitMs: 2_000,
  maxRunning: 500,
};

const HOUR = 60 * 60 * 1000;

type Script<T> = (T | ((call: DeleteCall) => T | Promise<T>))[];

/** One that recognises keys, and one that does not. */
export type ScriptedName = 'SEQUENCE' | 'NUVION';

/** A provider that plays a script; asked for more than it has, it fails the test. */
export interface ScriptedProvider extends Provider {
  readonly deletes: DeleteCall[];
  reads: number;
  readonly exchanges: Script<Exchange>;
  readonly sightings: Script<Sighting>;
}

function createScriptedProvider(name: ScriptedName): ScriptedProvider {
  const play = async <T>(script: Script<T>, call: unknown): Promise<T> => {
    const next = script.shift();
    if (next === undefined) throw new Error(`${name} was asked more often than the script has answers`);
    return typeof next === 'function' ? (next as (call: unknown) => Promise<T>)(call) : next;
  };
  const provider: ScriptedProvider = {
    name,
    resendsForMs: name === 'SEQUENCE' ? 23 * HOUR : 0,
    forgetsAfterMs: name === 'SEQUENCE' ? 25 * HOUR : 0,
    deletionWithoutDetails: { type: 'PermanentDeletion', permanent: true },
    deletes: [],
    reads: 0,
    exchanges: [],
    sightings: [],
    async delete(call) {
      provider.deletes.push(call);
      return play(provider.exchanges, call);
    },
    async readBack(call) {
      provider.reads += 1;
      return play(provider.sightings, call);
    },
  };
  return provider;
}

/** The core on a memory ledger, a fake clock and scripted providers. */
export function createTestCore(settings: Partial<DeletionSettings> = {}, wrap: (ledger: Ledger) => Ledger = (l) => l) {
  const clock = createFakeClock();
  const ledger = wrap(createMemoryLedger(() => Math.floor(clock.now())));
  const vault = createVault('a secret of the tests', false);
  const cached = new Map<string, string>();
  const providers = { SEQUENCE: createScriptedProvider('SEQUENCE'), NUVION: createScriptedProvider('NUVION') };
  const faults: unknown[] = [];
  let owners = 0;
  const deps: DeletionDeps = {
    ledger,
    vault,
    cache: {
      get: async (id) => cached.get(id.key),
      set: async (id, sealed) => void cached.set(id.key, sealed),
    },
    providers: new Map(Object.entries(providers)),
    clock,
    random: () => 0.5,
    newOwner: () => `owner-${owners++}`,
    hashCredential: (credential) => `hash of ${credential}`,
    onFault: (fault) => faults.push(fault),
    settings: { ...SETTINGS, ...settings },
  };
  return {
    ...providers,
    deps,
    clock,
    ledger,
    cached,
    faults,
    /** The record as it stands, with the rest of its lease in milliseconds; null when it is absent. */
    async record(id: DeletionId) {
      const found = await readRecord(ledger, id);
      if (found === null || found.record.expiresAt <= found.time.now) return null;
      return { ...found.record, leaseLeftMs: leaseLeft(found.record, found.time) };
    },
    /** Another process on the same ledger. */
    anotherProcess: (more: Partial<DeletionSettings> = {}) =>
      createDeleteAccount({
        ...deps,
        settings: { ...deps.settings, ...more },
        cache: { get: async () => undefined, set: async () => {} },
      }),
    deleteAccount: createDeleteAccount(deps),
  };
}

/** What a run does to its record with a change: `begin`, `dispatch-2`, `settle`, …; `remove` for a release to nothing. */
export const stepOf = ({ next }: Change): string => next?.version.split('.')[1] ?? 'remove';

/** What a ledger may do with a change instead of making it. */
type Breaks = (change: Change, make: () => Promise<number | null>) => Promise<number | null>;

/** A ledger whose writes can be replaced, step by step, while it runs. */
export function breakable() {
  const broken: Record<string, Breaks> = {};
  const wrap = (ledger: Ledger): Ledger => ({
    ...ledger,
    compareAndSet(name, change) {
      const make = () => ledger.compareAndSet(name, change);
      return (broken[stepOf(change)] ?? broken.any)?.(change, make) ?? make();
    },
  });
  return { broken, wrap };
}

/** The ledger cannot be reached. */
export const away = async (): Promise<never> => {
  throw new LedgerUnavailableError('away');
};

/** The change is made, and its reply is lost. */
export const replyLost: Breaks = async (_change, make) => {
  await make();
  return away();
};

export function command(provider: ScriptedName, more: Partial<DeleteAccountCommand> = {}): DeleteAccountCommand {
  return {
    id: { caller: 'caller-hash', provider, key: 'key-hash' },
    accountId: 'acc_1',
    idempotencyKey: 'key',
    credential: 'credential',
    heldBy: 'caller',
    requestId: 'request',
    ...more,
  };
}

/** Exchanges as a provider gives them. */
export const exchange = {
  deleted: { kind: 'deleted', deletion: { type: 'PermanentDeletion', permanent: true } },
  lost: { kind: 'lost' },
  notFound: { kind: 'not-found', failure: there('ACCOUNT_NOT_FOUND') },
  rejected: { kind: 'rejected', failure: there('DELETION_REJECTED') },
  unauthorized: { kind: 'refused', failure: there('UNAUTHORIZED') },
  forbidden: { kind: 'refused', failure: there('FORBIDDEN') },
  rateLimited: { kind: 'refused', failure: { ...there('RATE_LIMITED'), retryAfterMs: 7_000 } },
  noRoute: { kind: 'refused', failure: there('UNAVAILABLE') },
  notSent: { kind: 'not-sent', failure: there('UNAVAILABLE') },
} as const satisfies Record<string, Exchange>;

function there(code: Parameters<typeof refusedHere>[0]) {
  return { ...refusedHere(code, 'The provider says no.'), source: 'PROVIDER' as const, providerCode: 'no' };
}
