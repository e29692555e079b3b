import { ownHeaderOf } from '../src/access/credential-headers.ts';
import { FAULT_NAMES, FAULTS, type FaultName, faultyAccountId } from '../src/providers/shared/simulation/faults.ts';
import { DEMO_CREDENTIALS } from '../test/support/demo.ts';

/** What a deletion of each failing account comes to at Nuvion, at the first request. */
const EXPECTED: Readonly<Record<FaultName, string>> = {
  slow: 'DeleteAccountSuccess',
  lost_answer: 'DeleteAccountSuccess',
  lost_request: 'OutcomeUnknownError',
  cut_off: 'DeleteAccountSuccess',
  lost_outcome: 'OutcomeUnknownError',
  web_page: 'OutcomeUnknownError',
  no_route: 'UnavailableError',
  bad_request: 'DeletionRejectedError',
  unauthorized: 'UnauthorizedError',
  forbidden: 'ForbiddenError',
  conflict: 'DeletionRejectedError',
  rejected: 'DeletionRejectedError',
  rate_limited: 'RateLimitedError',
  server_error: 'OutcomeUnknownError',
};

interface Request {
  readonly name: string;
  /** The variable that holds the credential. */
  readonly credential: 'nuvion' | 'sequence' | 'nuvionReadOnly' | 'sequenceReadOnly';
  readonly query: string;
  readonly variables: object;
  /** Where in `data` to look, and what is there. */
  readonly expected: readonly [path: string, value: string];
  readonly docs: string;
  /** A variable for the requests that follow, by its name: where in `data` it is. */
  readonly keep?: readonly [name: string, path: string];
}

const DELETE = `mutation DeleteAccount($input: DeleteAccountInput!) {
  deleteAccount(input: $input) {
    __typename
    ... on DeleteAccountSuccess {
      deletedAccountId
      evidence
      idempotencyKey
      replayed
      deletion {
        __typename
        permanent
      }
    }
    ... on DeleteAccountError {
      code
      message
      retry
      retryAfterMs
      source
      providerCode
      idempotencyKey
    }
  }
}`;

const LIST = `query Accounts($provider: AccountProvider!, $first: Int, $after: String) {
  accounts(provider: $provider, first: $first, after: $after) {
    nodes {
      id
      accountId
      name
      type
      deletedAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`;

const ACCOUNT = `query Account($provider: AccountProvider!, $accountId: ID!) {
  account(provider: $provider, accountId: $accountId) {
    id
    accountId
    name
    type
    currency
    deletedAt
  }
}`;

const ACCOUNT_DELETION = `query AccountDeletion($provider: AccountProvider!, $idempotencyKey: String!) {
  accountDeletion(provider: $provider, idempotencyKey: $idempotencyKey) {
    status
    accountId
    attempts
    result {
      __typename
    }
  }
}`;

const providerOf = (credential: Request['credential']) => (credential.startsWith('nuvion') ? 'NUVION' : 'SEQUENCE');

/** Bruno puts a new one in the place of this at each send. */
const NEW_KEY = '{{$randomUUID}}';

function deletion(name: string, accountId: string, typename: string, more: Partial<Request> = {}): Request {
  const { credential = 'nuvion' } = more;
  const provider = providerOf(credential);
  return {
    name,
    credential,
    query: DELETE,
    variables: { input: { provider, accountId, idempotencyKey: NEW_KEY } },
    expected: ['deleteAccount.__typename', typename],
    docs: 'Deletes one account. A new key at each send: to try again what was lost, send the key of the answer.',
    ...more,
  };
}

const LISTS: readonly Request[] = (['nuvion', 'sequence'] as const).map((credential) => ({
  name: `List accounts at ${credential}`,
  credential: `${credential}ReadOnly`,
  query: LIST,
  variables: { provider: credential.toUpperCase(), first: 3, after: null },
  expected: ['accounts.pageInfo.hasNextPage', 'true'],
  docs: 'The accounts to choose from, page by page.',
}));

/** In the order in which they are tried. */
const REQUESTS: readonly Request[] = [
  ...LISTS,
  {
    name: 'Read an account',
    credential: 'nuvionReadOnly',
    query: ACCOUNT,
    variables: { provider: 'NUVION', accountId: 'acc_debit' },
    expected: ['account.name', 'Travel'],
    docs: 'One account, as its provider tells it now; null when there is none.',
  },
  deletion('Delete at Nuvion', 'acc_debit', 'DeleteAccountSuccess', { keep: ['key', 'deleteAccount.idempotencyKey'] }),
  {
    name: 'What became of it',
    credential: 'nuvion',
    query: ACCOUNT_DELETION,
    variables: { provider: 'NUVION', idempotencyKey: '{{key}}' },
    expected: ['accountDeletion.status', 'SETTLED'],
    docs: 'What became of the deletion before: send that first, which keeps its key.',
  },
  deletion('Delete at Sequence', 'acc_pod_savings', 'DeleteAccountSuccess', { credential: 'sequence' }),
  deletion('A credential that may not delete', 'acc_checking', 'ForbiddenError', { credential: 'nuvionReadOnly' }),
  deletion('An account that is not there', 'acc_never_was', 'AccountNotFoundError'),
  deletion('An id that no account can have', '..', 'InvalidInputError'),
];

const FAILING: readonly Request[] = FAULT_NAMES.map((name) =>
  deletion(faultyAccountId(name), faultyAccountId(name), EXPECTED[name], {
    docs: `${FAULTS[name].shows}. At Sequence too: change the provider and the credential.`,
  }),
);

const block = (name: string, lines: readonly string[]): string =>
  `${name} {\n${lines
    .flatMap((line) => line.split('\n'))
    .map((line) => `  ${line}`)
    .join('\n')}\n}\n`;

function write({ name, credential, query, variables, expected, docs, keep }: Request, seq: number): string {
  const data = (path: string) => `res.body.data.${path}`;
  return [
    block('meta', [`name: ${name}`, 'type: graphql', `seq: ${seq}`]),
    block('post', ['url: {{gateway}}', 'body: graphql', 'auth: none']),
    block('headers', [`${ownHeaderOf(providerOf(credential))}: {{${credential}}}`]),
    block('body:graphql', [query]),
    block('body:graphql:vars', [JSON.stringify(variables, null, 2)]),
    ...(keep === undefined ? [] : [block('vars:post-response', [`${keep[0]}: ${data(keep[1])}`])]),
    block('assert', [`${data(expected[0])}: eq ${expected[1]}`]),
    block('docs', [docs]),
  ].join('\n');
}

/**
 * The collection for Bruno (https://docs.usebruno.com/bru-lang/overview), to be tried against the sandbox.
 *
 * @returns its files, by their path in the collection's folder
 */
export function brunoCollection(): ReadonlyMap<string, string> {
  const credentials = Object.entries(DEMO_CREDENTIALS).map(([name, credential]) => `${name}: ${credential}`);
  return new Map([
    ['bruno.json', `${JSON.stringify({ version: '1', name: 'accounts-gateway', type: 'collection' }, null, 2)}\n`],
    ['environments/Sandbox.bru', block('vars', ['gateway: http://127.0.0.1:4000/graphql', ...credentials])],
    ...REQUESTS.map((request, i) => [`${request.name}.bru`, write(request, i + 1)] as const),
    ...FAILING.map((request, i) => [`Accounts that fail/${request.name}.bru`, write(request, i + 1)] as const),
  ]);
}
