import * as asks from './asks.ts';
import type { Ask } from './load-job.ts';

/** One line of the table. */
export interface Variant {
  /** Its figures go by this name. */
  readonly name: string;
  readonly title: string;
  readonly group: 'ours' | 'floor' | 'peer';
  readonly launch: Launch;
  readonly ask: Ask;
  /** Asked once for each of its numbers before anything is measured. */
  readonly prime?: Ask;
  /** Instead of the plan's moderate rate. */
  readonly ratePerSecond?: number;
  /** Instead of the plan's. */
  readonly connections?: number;
}

/** What is started for it. */
export type Launch =
  | { readonly kind: 'gateway'; readonly ledger: LedgerKind; readonly processes: 1 | 2 }
  | { readonly kind: 'floor'; readonly does: 'fixed' | 'got' | 'graphql' }
  /** From `bench/peers`: there only once that is installed. */
  | { readonly kind: 'peer'; readonly entry: string; readonly env?: Readonly<Record<string, string>> };

/** `few` and `many`: SQLite files with so many records in them already. */
export type LedgerKind = 'sqlite' | 'memory' | 'redis' | 'postgres' | 'few' | 'many';

const gateway = (ledger: LedgerKind, processes: 1 | 2 = 1): Launch => ({ kind: 'gateway', ledger, processes });
const peer = (entry: string, env: Record<string, string> = {}): Launch => ({ kind: 'peer', entry, env });

const ours = (name: string, title: string, launch: Launch, ask: Ask = asks.forward): Variant => {
  return { name, title, group: 'ours', launch, ask };
};

export const VARIANTS: readonly Variant[] = [
  ours('forward_sqlite', 'forward, SQLite at FULL', gateway('sqlite')),
  ours('forward_memory', 'forward, memory ledger', gateway('memory')),
  ours('forward_redis', 'forward, Redis ledger', gateway('redis')),
  ours('forward_postgres', 'forward, PostgreSQL ledger', gateway('postgres')),
  ours('forward_two', 'forward, SQLite, two processes on two cores', gateway('sqlite', 2)),
  ours('forward_thousand', 'forward, SQLite with 1,000 records before', gateway('few')),
  ours('forward_million', 'forward, SQLite with 1,000,000 records before', gateway('many')),
  { ...ours('replay', 'replay', gateway('sqlite'), asks.replay), prime: asks.first },
  ours('not_found', 'the provider’s 404', gateway('sqlite'), asks.notFound),
  ours('accounts_page', 'accounts, a page of 20', gateway('memory'), asks.page),
  {
    // Each reads 50 accounts, ten at once; with more connections the gateway's bound on reads would answer for some.
    ...ours('entities', 'entities, a batch of 50', gateway('memory'), asks.entities),
    ratePerSecond: 20,
    connections: 32,
  },
  {
    name: 'floor_fixed',
    title: 'bare node:http, fixed answer',
    group: 'floor',
    launch: { kind: 'floor', does: 'fixed' },
    ask: asks.floor,
  },
  {
    name: 'floor_got',
    title: 'bare node:http → got',
    group: 'floor',
    launch: { kind: 'floor', does: 'got' },
    ask: asks.floor,
  },
  {
    name: 'floor_undici',
    title: 'bare node:http → undici',
    group: 'floor',
    launch: peer('bare-undici.mjs'),
    ask: asks.floor,
  },
  {
    name: 'floor_graphql',
    title: 'our HTTP and Apollo Server, fixed answer',
    group: 'floor',
    launch: { kind: 'floor', does: 'graphql' },
    ask: asks.forward,
  },
  {
    name: 'apollo_standalone',
    title: 'Apollo standalone → got',
    group: 'peer',
    launch: peer('apollo-standalone.mjs'),
    ask: asks.forward,
  },
  { name: 'yoga', title: 'GraphQL Yoga → fetch', group: 'peer', launch: peer('yoga.mjs'), ask: asks.forward },
  {
    name: 'mercurius',
    title: 'mercurius (JIT) → undici',
    group: 'peer',
    launch: peer('mercurius.mjs'),
    ask: asks.forward,
  },
  {
    name: 'mercurius_replay',
    title: 'mercurius (JIT), replay from a Map',
    group: 'peer',
    launch: peer('mercurius.mjs', { REPLAY: 'true' }),
    ask: asks.replay,
    prime: asks.first,
  },
  {
    name: 'hive',
    title: 'Hive Gateway, OpenAPI source',
    group: 'peer',
    launch: peer('hive/start.mjs'),
    ask: asks.hiveForward,
  },
];
