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

/** One line of the table. */
export interface Variant {
  /** Its figures go by this name, and the files of floors and peers know what to start by it. */
  readonly name: string;
  readonly title: string;
  readonly group: 'ours' | 'floor' | 'peer';
  readonly ask: Ask;
  /** Asked once for each of its numbers before anything is measured. */
  readonly prime?: Ask;
  readonly connections: number;
  /** Of ours only. */
  readonly ledger?: 'sqlite' | 'memory' | 'redis' | 'postgres';
  /** So many records of the plan are in its SQLite file before. */
  readonly records?: 'fewRecords' | 'manyRecords';
  readonly processes?: number;
  readonly ratePerSecond?: number;
}

/** In a body: stands for the number of the request. */
export const NUMBER_MARK = '%NUMBER%';
const ACCOUNT_ID = `acc_${NUMBER_MARK}`;
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
/** Its OpenAPI source has no union to select from. */
const HIVE = 'mutation D($id: String!) { deleteAccount(id: $id) }';

const ask = (expect: string, query: string, variables: unknown): Ask => {
  return { key: 'fresh', body: JSON.stringify({ query, variables }), expect };
};
const deletion = (expect: string, accountId = ACCOUNT_ID, provider = 'SEQUENCE') =>
  ask(expect, DELETE_ACCOUNT, { input: { provider, accountId } });

/** One deletion with a key of its own. */
const forward = deletion('"replayed":false,"deletion":{"permanent":true}');
/** The first answers, which are replayed later. */
const prime: Ask = { ...forward, key: 'again', pool: REPLAYED_KEYS };
const replay: Ask = { ...prime, expect: '"replayed":true,"deletion":{"permanent":true}' };
/** What a router asks a subgraph: 50 accounts, each one read upstream. */
const entities = ask('_49","name":"Pod acc_', ENTITIES, {
  representations: Array.from({ length: ENTITIES_AT_ONCE }, (_, n) => {
    return { __typename: 'Account', provider: 'SEQUENCE', accountId: `${ACCOUNT_ID}_${n}` };
  }),
});
/** Tells what an overload does: the refusal says when to come back. */
export const overload: Ask = {
  ...forward,
  body: forward.body.replace('code message', 'code message retryAfterMs'),
};
/** For what a connection holds: an answer that costs nothing else, and a deletion whose provider never answers. */
export const typename = ask('Query', '{ __typename }', {});
export const waits = deletion('', ACCOUNT_ID, 'NUVION');
/** The upstream answers anything with its list. */
export const accountList: Ask = { ...typename, expect: 'Pod acc_' };

const variant =
  (group: Variant['group'], defaults: Partial<Variant>) =>
  (name: string, title: string, more: Partial<Variant> = {}): Variant => {
    return { name, title, group, ask: forward, connections: 64, ...defaults, ...more };
  };
export const ours = variant('ours', { ledger: 'sqlite', ratePerSecond: 500 });
const floor = variant('floor', { ask: { ...forward, expect: '{"data":{"status":204}}' } });
const peer = variant('peer', {});

export const FORWARD: Variant = ours('forward_sqlite', 'forward, SQLite at FULL');
/** Its rate shows how quiet the machine was: it depends on nothing of this project. */
export const STEADY: Variant = floor('floor_undici', 'bare node:http → undici');

export const VARIANTS: readonly Variant[] = [
  FORWARD,
  ours('forward_memory', 'forward, memory ledger', { ledger: 'memory' }),
  ours('forward_redis', 'forward, Redis ledger', { ledger: 'redis' }),
  ours('forward_postgres', 'forward, PostgreSQL ledger', { ledger: 'postgres' }),
  ours('forward_two', 'forward, SQLite, two processes on two cores', { processes: 2 }),
  ours('forward_thousand', 'forward, SQLite with 1,000 records before', { records: 'fewRecords' }),
  ours('forward_million', 'forward, SQLite with 1,000,000 records before', { records: 'manyRecords' }),
  ours('replay', 'replay', { ask: replay, prime }),
  ours('not_found', 'the provider’s 404', { ask: deletion('"code":"ACCOUNT_NOT_FOUND"', `gone_${NUMBER_MARK}`) }),
  ours('accounts_page', 'accounts, a page of 20', { ask: ask('"hasNextPage":true', ACCOUNTS, {}), ledger: 'memory' }),
  // Each reads 50 accounts, ten at once; with more connections the gateway's bound on reads would answer for some.
  ours('entities', 'entities, a batch of 50', { ask: entities, ledger: 'memory', ratePerSecond: 20, connections: 32 }),
  floor('floor_fixed', 'bare node:http, fixed answer'),
  floor('floor_got', 'bare node:http → got'),
  STEADY,
  floor('floor_graphql', 'our HTTP and GraphQL, fixed answer', { ask: forward }),
  peer('apollo_standalone', 'Apollo standalone → got'),
  peer('yoga', 'GraphQL Yoga → fetch'),
  peer('mercurius', 'mercurius (JIT) → undici'),
  peer('mercurius_replay', 'mercurius (JIT), replay from a Map', { ask: replay, prime }),
  peer('hive', 'Hive Gateway, OpenAPI source', {
    ask: ask('{"data":{"deleteAccount":""}}', HIVE, { id: ACCOUNT_ID }),
  }),
];
