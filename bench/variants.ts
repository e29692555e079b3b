/** What is asked, the same for all rounds of a variant. */
export interface Ask {
  /** Part of every idempotency key: those that are replayed are none that are new. */
  readonly key: 'fresh' | 'again';
  readonly body: string;
  /** Every request has a number of its own, or so many numbers are used in turn. */
  readonly pool?: number;
  /** Part of the body of every answer that counts; it comes with status 200. */
  readonly expect: string;
}

/** In a body: stands for the number of the request. */
export const NUMBER_MARK = '%NUMBER%';
const ACCOUNT_ID = `acc_${NUMBER_MARK}`;
/** Keys that are replayed in turn. */
const REPLAYED_KEYS = 1_000;
const ENTITIES_AT_ONCE = 50;

const DELETE_ACCOUNT = `mutation DeleteAccount($input: DeleteAccountInput!) {
  deleteAccount(input: $input) {
    __typename
    ... on DeleteAccountSuccess { accountId replayed deletion { permanent } }
    ... on DeleteAccountError { code message }
  }
}`;
const ACCOUNTS = `query Accounts {
  accounts(provider: SEQUENCE, first: 20) {
    edges { cursor node { id accountId name type description } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const ENTITIES = `query Entities($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on Account { id accountId name type } }
}`;

const ask = (expect: string, query: string, variables: unknown): Ask => {
  return { key: 'fresh', body: JSON.stringify({ query, variables }), expect };
};
const deletionOf = (accountId: string) => ({ input: { provider: 'SEQUENCE', accountId } });

/** One deletion with a key of its own. */
const forward = ask('"replayed":false,"deletion":{"permanent":true}', DELETE_ACCOUNT, deletionOf(ACCOUNT_ID));
/** The first answers, which are replayed later. */
const first: Ask = { ...forward, key: 'again', pool: REPLAYED_KEYS };
const replay: Ask = { ...first, expect: '"replayed":true,"deletion":{"permanent":true}' };
/** The upstream has no account with such an id. */
const notFound = ask('"code":"ACCOUNT_NOT_FOUND"', DELETE_ACCOUNT, deletionOf(`gone_${NUMBER_MARK}`));
const page = ask('"hasNextPage":true', ACCOUNTS, {});
/** What a router asks a subgraph: 50 accounts, each one read upstream. */
const entities = ask('_49","name":"Pod acc_', ENTITIES, {
  representations: Array.from({ length: ENTITIES_AT_ONCE }, (_, n) => {
    return { __typename: 'Account', provider: 'SEQUENCE', accountId: `${ACCOUNT_ID}_${n}` };
  }),
});
/** A floor answers whatever it is asked. */
const floorAnswer: Ask = { ...forward, expect: '{"data":{"status":204}}' };
/** Its OpenAPI source has no union to select from. */
const HIVE = 'mutation D($id: String!) { deleteAccount(id: $id) }';

/** Tells what an overload does: the refusal says when to come back. */
export const overload: Ask = {
  ...forward,
  body: forward.body.replace('code message', 'code message retryAfterMs'),
};
/** For what a connection holds: an answer that costs nothing else, and a deletion whose provider never answers. */
export const typename = ask('Query', '{ __typename }', {});
export const waits = ask('', DELETE_ACCOUNT, { input: { provider: 'NUVION', accountId: ACCOUNT_ID } });

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
  readonly ratePerSecond?: number;
  readonly connections: number;
}

/** `few` and `many`: SQLite files with so many records in them already. */
export type LedgerKind = 'sqlite' | 'memory' | 'redis' | 'postgres' | 'few' | 'many';

/** What is started for it: the gateway, or a file with variables. */
export type Launch =
  | { readonly ledger: LedgerKind; readonly processes: number }
  | { readonly entry: string; readonly env: Readonly<Record<string, string>> };

export const CONNECTIONS = 64;

export const ours = (name: string, title: string, ledger: LedgerKind, more: Partial<Variant> = {}): Variant => {
  const launch = { ledger, processes: 1 };
  return { name, title, group: 'ours', launch, ask: forward, connections: CONNECTIONS, ...more };
};

const floor = (name: string, title: string, does: string): Variant => {
  const launch = { entry: 'bench/floor.ts', env: { FLOOR: does } };
  return { name, title, group: 'floor', launch, ask: floorAnswer, connections: CONNECTIONS };
};

const peer = (name: string, title: string, more: Partial<Variant> = {}, env: Record<string, string> = {}): Variant => {
  const launch = { entry: 'bench/peers/servers.mjs', env: { PEER: name, ...env } };
  return { name, title, group: 'peer', launch, ask: forward, connections: CONNECTIONS, ...more };
};

export const FORWARD: Variant = ours('forward_sqlite', 'forward, SQLite at FULL', 'sqlite');

/** Its rate shows how quiet the machine was: it depends on nothing of this project. */
export const STEADY: Variant = floor('floor_undici', 'bare node:http → undici', 'undici');

export const VARIANTS: readonly Variant[] = [
  FORWARD,
  ours('forward_memory', 'forward, memory ledger', 'memory'),
  ours('forward_redis', 'forward, Redis ledger', 'redis'),
  ours('forward_postgres', 'forward, PostgreSQL ledger', 'postgres'),
  ours('forward_two', 'forward, SQLite, two processes on two cores', 'sqlite', {
    launch: { ledger: 'sqlite', processes: 2 },
  }),
  ours('forward_thousand', 'forward, SQLite with 1,000 records before', 'few'),
  ours('forward_million', 'forward, SQLite with 1,000,000 records before', 'many'),
  ours('replay', 'replay', 'sqlite', { ask: replay, prime: first }),
  ours('not_found', 'the provider’s 404', 'sqlite', { ask: notFound }),
  ours('accounts_page', 'accounts, a page of 20', 'memory', { ask: page }),
  // Each reads 50 accounts, ten at once; with more connections the gateway's bound on reads would answer for some.
  ours('entities', 'entities, a batch of 50', 'memory', { ask: entities, ratePerSecond: 20, connections: 32 }),
  floor('floor_fixed', 'bare node:http, fixed answer', 'fixed'),
  floor('floor_got', 'bare node:http → got', 'got'),
  STEADY,
  {
    ...floor('floor_graphql', 'our HTTP and GraphQL, fixed answer', 'graphql'),
    launch: { entry: 'bench/floor-graphql.ts', env: {} },
    ask: forward,
  },
  peer('apollo_standalone', 'Apollo standalone → got'),
  peer('yoga', 'GraphQL Yoga → fetch'),
  peer('mercurius', 'mercurius (JIT) → undici'),
  peer(
    'mercurius_replay',
    'mercurius (JIT), replay from a Map',
    { ask: replay, prime: first },
    { PEER: 'mercurius', REPLAY: 'true' },
  ),
  peer('hive', 'Hive Gateway, OpenAPI source', {
    launch: { entry: 'bench/peers/hive.mjs', env: {} },
    ask: ask('{"data":{"deleteAccount":""}}', HIVE, { id: ACCOUNT_ID }),
  }),
];
