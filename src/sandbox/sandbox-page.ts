import type { LandingPage, PageTab } from '../http/page-html.ts';
import { FAULT_NAMES, FAULTS, faultyAccountId } from '../providers/shared/simulation/faults.ts';
import type { SimulatedHere, SimulatedProviders } from './simulated-providers.ts';

type Tab = Pick<PageTab, 'query' | 'variables'>;

/** The selection of every tab that deletes. */
const ANSWER = `
fragment Answer on DeleteAccountResult {
  __typename
  ... on DeleteAccountSuccess {
    deletedAccountId
    evidence
    idempotencyKey
    replayed
    deletion {
      permanent
      ... on SoftDeletion {
        deletedAt
        reversal {
          canBeRestored
          restorationDeadline
        }
      }
    }
  }
  # Every error, also those of a later version:
  ... on DeleteAccountError {
    code
    message
    retry
    retryAfterMs
    source
    providerCode
    idempotencyKey
    replayed
  }
}
`;

/** A tab that deletes one account; its title is the name of its operation. */
function deletion(title: string, comment: string, provider: string, accountId: string): Tab {
  const query = `${commented(comment)}
mutation ${title}($input: DeleteAccountInput!) {
  deleteAccount(input: $input) {
    ...Answer
  }
}
${ANSWER}`;
  return { query, variables: { input: { provider, accountId, idempotencyKey: `{key:${title}}` } } };
}

const AGAIN =
  'The same key again gives the same answer, with "replayed": true. Another deletion needs another key: without an ' +
  'idempotencyKey the gateway makes one for each press.';

/** The operation that deletes at a provider: `DeleteAtNuvion` for `NUVION`. */
const deleteAt = (provider: string): string => `DeleteAt${titleOf(provider.toLowerCase())}`;

/** A deletion at each provider, the state of the first one, and the list of accounts. */
const firstTabs = (providers: SimulatedProviders): readonly Tab[] => [
  ...providers.map(({ name, accountIds: [accountId = ''] }) =>
    deletion(
      deleteAt(name),
      `Deletes one account at the simulated ${name}. Press the button to run it. ${AGAIN}`,
      name,
      accountId,
    ),
  ),
  {
    query: `${commented(
      'The state of the deletion in the first tab: run that first. Null: there is no record of the key.',
    )}
query WhatBecameOfIt($provider: AccountProvider!, $idempotencyKey: String!) {
  accountDeletion(provider: $provider, idempotencyKey: $idempotencyKey) {
    status
    accountId
    attempts
    startedAt
    retry
    retryAfterMs
    result {
      ...Answer
    }
  }
}
${ANSWER}`,
    variables: { provider: providers[0].name, idempotencyKey: `{key:${deleteAt(providers[0].name)}}` },
  },
  {
    query: `${commented('The accounts, page by page: put endCursor into "after" for the next page.')}
query ListAccounts($provider: AccountProvider!, $first: Int, $after: String) {
  accounts(provider: $provider, first: $first, after: $after) {
    nodes {
      id
      accountId
      name
      type
      currency
      deletedAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
    variables: { provider: providers[0].name, first: 10, after: null },
  },
];

/** The errors that no failing account shows. */
const otherErrors = ({ name: provider, accountIds }: SimulatedHere): Tab => ({
  query: `${commented(
    'Errors that need no failing account: no such account, an invalid id, and a key that belongs to another account. ' +
      'DeletionInProgressError needs a second gateway on the same ledger: the terminal shows how.',
  )}
mutation OtherErrors($absent: DeleteAccountInput!, $invalid: DeleteAccountInput!, $first: DeleteAccountInput!, $reused: DeleteAccountInput!) {
  absent: deleteAccount(input: $absent) {
    ...Answer
  }
  invalid: deleteAccount(input: $invalid) {
    ...Answer
  }
  first: deleteAccount(input: $first) {
    ...Answer
  }
  reused: deleteAccount(input: $reused) {
    ...Answer
  }
}

fragment Answer on DeleteAccountResult {
  __typename
  ... on DeleteAccountError {
    code
    message
    retry
  }
}
`,
  variables: {
    absent: { provider, accountId: 'acc_never_was', idempotencyKey: '{key:absent}' },
    invalid: { provider, accountId: '..', idempotencyKey: '{key:invalid}' },
    first: { provider, accountId: accountIds.at(-2), idempotencyKey: '{key:reused}' },
    reused: { provider, accountId: accountIds.at(-1), idempotencyKey: '{key:reused}' },
  },
});

/**
 * The tabs of the sandbox's page: each thing that the gateway does, and each failing account.
 *
 * @param headers the request headers with the credentials
 */
export function sandboxPage(providers: SimulatedProviders, headers: Readonly<Record<string, string>>): LandingPage {
  const failing = FAULT_NAMES.map((name) =>
    deletion(
      titleOf(name),
      `${faultyAccountId(name)}: ${FAULTS[name].shows}. The same account fails at every provider.`,
      providers[0].name,
      faultyAccountId(name),
    ),
  );
  return {
    title: 'SANDBOX – accounts-gateway',
    notice: 'SANDBOX – all providers are simulated. Nothing real is deleted.',
    keepHeaders: true,
    tabs: [...firstTabs(providers), otherErrors(providers.at(-1) ?? providers[0]), ...failing].map((tab) => ({
      ...tab,
      headers,
    })),
  };
}

/** A name as a part of an operation's: `LostAnswer` for `lost_answer`. */
export const titleOf = (name: string): string =>
  name.replace(/(?:^|_)([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** A GraphQL comment whose lines fit into the pane. */
function commented(text: string): string {
  const lines = text.match(/\S.{0,47}(?=\s|$)/g) ?? [];
  return `${lines.map((line) => `# ${line}`).join('\n')}\n`;
}
