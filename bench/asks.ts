import { type Ask, NUMBER_MARK, RUN_MARK } from './load-job.ts';

const PATH = '/graphql';
/** As long as the UUIDs that clients are told to use. */
const KEY = `bench-fresh-${RUN_MARK}-${NUMBER_MARK}-k`;
const POOLED_KEY = `bench-again-${RUN_MARK}-${NUMBER_MARK}-k`;
const ACCOUNT_ID = `acc_${NUMBER_MARK}`;

const HEADERS = {
  'content-type': 'application/json',
  accept: 'application/json',
  authorization: 'ApiKey bench-0123456789abcdef0123456789abcdef',
  'idempotency-key': KEY,
};

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

/** Keys that are replayed in turn. */
export const REPLAYED_KEYS = 1_000;
const ENTITIES_AT_ONCE = 50;

const ask = (expect: string, query: string, variables: unknown): Ask => ({
  path: PATH,
  headers: HEADERS,
  body: JSON.stringify({ query, variables }),
  pool: null,
  expect,
});

const deletionOf = (accountId: string) => ({ input: { provider: 'SEQUENCE', accountId } });
const DELETED = '"replayed":false,"deletion":{"permanent":true}';

/** One deletion with a key of its own. */
export const forward: Ask = ask(DELETED, DELETE_ACCOUNT, deletionOf(ACCOUNT_ID));

/** The first answers, which are replayed later. */
export const first: Ask = {
  ...forward,
  headers: { ...HEADERS, 'idempotency-key': POOLED_KEY },
  pool: REPLAYED_KEYS,
};

export const replay: Ask = { ...first, expect: '"replayed":true,"deletion":{"permanent":true}' };

/** The stub knows no account with such an id. */
export const notFound: Ask = ask('"code":"ACCOUNT_NOT_FOUND"', DELETE_ACCOUNT, deletionOf(`gone_${NUMBER_MARK}`));

/** A page of 20. */
export const page: Ask = ask('"hasNextPage":true', ACCOUNTS, {});

/** What a router asks a subgraph: 50 accounts, each one read upstream. */
export const entities: Ask = ask('_49","name":"Pod acc_', ENTITIES, {
  representations: Array.from({ length: ENTITIES_AT_ONCE }, (_, n) => ({
    __typename: 'Account',
    provider: 'SEQUENCE',
    accountId: `${ACCOUNT_ID}_${n}`,
  })),
});

/** Its OpenAPI source has no union to select from. */
export const hiveForward: Ask = ask(
  '{"data":{"deleteAccount":""}}',
  'mutation D($id: String!) { deleteAccount(id: $id) }',
  {
    id: ACCOUNT_ID,
  },
);

/** A floor answers whatever it is asked. */
export const floor: Ask = { ...forward, expect: '{"data":{"status":204}}' };
