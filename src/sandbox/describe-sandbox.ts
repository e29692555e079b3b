import { randomUUID } from 'node:crypto';
import { DEMO_CREDENTIALS, DEMO_NUVION_ACCOUNTS, DEMO_SEQUENCE_ACCOUNTS } from './demo-accounts.ts';
import { FAULT_NAMES, FAULTS, faultyAccountId } from './faults.ts';

/**
 * What a newcomer reads: where to look, what to paste, and which accounts there are.
 *
 * @param url the GraphQL endpoint
 */
export function describeSandbox(url: string): string {
  const faulty = FAULT_NAMES.map((name) => [faultyAccountId(name), FAULTS[name].shows] as const);
  const faultyIds = new Set(faulty.map(([id]) => id));
  const ordinary = (accounts: readonly { readonly id: string }[]) =>
    accounts.map(({ id }) => id).filter((id) => !faultyIds.has(id));

  return `
  ┌──────────────────────────────────────────────────────────────────────────┐
  │  SANDBOX – both providers are simulated. NOTHING REAL IS DELETED.        │
  └──────────────────────────────────────────────────────────────────────────┘

  In the browser, ready to press the button:   ${new URL('/', url)}

  In a shell (paste it twice: the second answer is a replay):

${curl(url)}

  Credentials          SEQUENCE  Authorization: ${DEMO_CREDENTIALS.sequence}
                       NUVION    Authorization: ${DEMO_CREDENTIALS.nuvion}
  … that may not delete          Authorization: ${DEMO_CREDENTIALS.sequenceReadOnly}
                                 Authorization: ${DEMO_CREDENTIALS.nuvionReadOnly}

  Accounts             SEQUENCE  ${ordinary(DEMO_SEQUENCE_ACCOUNTS).join(', ')}
                       NUVION    ${ordinary(DEMO_NUVION_ACCOUNTS).join(', ')}

  Accounts that fail on purpose, at either provider:
${faulty.map(([id, shows]) => `    ${id.padEnd(20)} ${shows}`).join('\n')}

`;
}

function curl(url: string): string {
  const query =
    'mutation($input: DeleteAccountInput!) { deleteAccount(input: $input) { __typename ' +
    '... on DeleteAccountSuccess { deletedAccountId evidence replayed } ... on DeleteAccountError { code message retry } } }';
  const input = { provider: 'SEQUENCE', accountId: 'acc_pod_savings', idempotencyKey: randomUUID() };
  const headers = ['content-type: application/json', `authorization: ${DEMO_CREDENTIALS.sequence}`];
  const options = headers.map((header) => `-H '${header}'`).join(' ');
  return `curl ${url} ${options} -d '${JSON.stringify({ query, variables: { input } })}'`;
}
