import fc from 'fast-check';
import { PROVIDERS } from '../../src/providers/index.ts';
import { larch } from '../third-provider/larch/index.ts';
import type { Manner } from './simulated-provider.ts';

const HOUR = 60 * 60 * 1000;
export const WORKERS = 3;

/** Of one owner. */
export const CREDENTIALS = ['credential 1', 'credential 2'] as const;
export const hashCredential = (credential: string): string => `hash of ${credential}`;

/** What happens, but for what the bytes of `choices` decide at every await. */
export interface Plan {
  readonly manner: Manner;
  /** Of the processes at each place. A lease is shorter than a call's deadline only here: so that it has to hold by itself. */
  readonly settings: readonly { leaseMs: number; quiescenceMs: number; providerTimeoutMs: number }[];
  readonly replayTtlMs: number;
  /** Whether all callers have one credential, or two of one owner; and whether the second sees nothing. */
  readonly credentials: 'one' | 'two' | 'one is blind';
  readonly callers: readonly Caller[];
  /** When the gateway looks by itself, in which process, and under which credential of its own. */
  readonly looks: readonly { atMs: number; worker: number; credential: 0 | 1 }[];
  readonly outsiders: readonly { atMs: number; what: 'deletes' | 'restores' }[];
  readonly outages: readonly { atMs: number; forMs: number }[];
  /** Whose clock the ledger goes by: a server's, or that of the machine with its file, which may be set. */
  readonly ledger: 'server' | 'file';
  readonly forgets: boolean;
  readonly choices: readonly number[];
}

export interface Caller {
  readonly atMs: number;
  readonly worker: number;
  readonly account: string;
  readonly credential: 0 | 1;
  readonly tries: number;
  /** How long between two tries: in milliseconds, or until a provider that recognises keys does not. */
  readonly wait: number | 'stops resending' | 'has forgotten';
}

const soon = fc.oneof(fc.nat(60), fc.nat(2_000), fc.integer({ min: 24_000, max: 36_000 }), fc.nat(100_000));
const nextDay = fc.nat(100_000).map((ms) => 25 * HOUR + ms);
const moments = fc.oneof({ weight: 7, arbitrary: soon }, { weight: 1, arbitrary: nextDay });

const manners: fc.Arbitrary<Manner> = fc
  .record({
    provider: fc.constantFrom(...PROVIDERS, larch),
    hidesDeleted: fc.boolean(),
    keepsRefusals: fc.boolean(),
    isFar: fc.constantFrom(false, false, true),
  })
  // Requests that take half an hour are for a provider that recognises keys for longer than that.
  .map((manner) => ({ ...manner, isFar: manner.isFar && manner.provider.deletion.resendsForMs > HOUR }))
  // A story begins with the provider's name, and not with all of its folder.
  .map(({ provider, ...manner }) => ({
    provider,
    ...manner,
    [fc.toStringMethod]: () => `${provider.name} ${JSON.stringify(manner)}`,
  }));

const caller: fc.Arbitrary<Caller> = fc.record({
  atMs: moments,
  worker: fc.nat(WORKERS - 1),
  account: fc.constantFrom(...Array.from({ length: 9 }, () => 'acc_1'), 'acc_2'),
  credential: fc.constantFrom(0, 1),
  tries: fc.integer({ min: 1, max: 4 }),
  wait: fc.constantFrom<Caller['wait']>(50, 3_000, 31_000, 31_000, 'stops resending', 'has forgotten'),
});

export const plans: fc.Arbitrary<Plan> = fc.record({
  manner: manners,
  settings: fc.array(
    fc.record({
      leaseMs: fc.constantFrom(30_000, 30_000, 12_000, 50_000),
      quiescenceMs: fc.constantFrom(30_000, 30_000, 12_000, 60_000),
      providerTimeoutMs: fc.constantFrom(10_000, 10_000, 4_000),
    }),
    { minLength: WORKERS, maxLength: WORKERS },
  ),
  replayTtlMs: fc.constantFrom(240 * HOUR, 240 * HOUR, HOUR),
  credentials: fc.constantFrom('one', 'one', 'two', 'one is blind'),
  callers: fc.array(caller, { minLength: 1, maxLength: 5, size: 'max' }),
  looks: fc.array(fc.record({ atMs: moments, worker: fc.nat(WORKERS - 1), credential: fc.constantFrom(0, 1) }), {
    maxLength: 3,
  }),
  outsiders: fc.array(fc.record({ atMs: moments, what: fc.constantFrom('deletes', 'restores', 'restores') }), {
    maxLength: 3,
  }),
  outages: fc.array(fc.record({ atMs: moments, forMs: fc.constantFrom(20, 900, 40_000) }), { maxLength: 1 }),
  ledger: fc.constantFrom('server', 'file'),
  forgets: fc.constantFrom(false, false, false, true),
  choices: fc.array(fc.nat(255), { maxLength: 160, size: 'max' }),
});
