import { randomUUID } from 'node:crypto';
import { DEMO_CREDENTIALS, DEMO_NUVION_ACCOUNTS, DEMO_SEQUENCE_ACCOUNTS } from './demo-accounts.ts';
import { FAULT_NAMES, FAULTS, faultyAccountId } from './faults.ts';

/**
 * What a newcomer reads: where to look, what to paste, and which accounts there are.
 *
 * @param url the GraphQL endpoint
 * @param env what the gateway was started with
 */
export function describeSandbox(url: string, env: NodeJS.ProcessEnv): string {
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

  What became of a deletion whose answer was lost, from another shell (README.md goes on):

export ${operatorEnv(env).join(' ')}
npm run --silent deletions -- list

`;
}

/** What the operator's command needs to know of this sandbox, for a shell. */
function operatorEnv({ LEDGER_URL, SEQUENCE_URL, NUVION_URL }: NodeJS.ProcessEnv): readonly string[] {
  const keyOf = (credential: string) => credential.slice(credential.indexOf(' ') + 1);
  return Object.entries({
    LEDGER_URL,
    SEQUENCE_URL,
    NUVION_URL,
    no_proxy: '*',
    SEQUENCE_API_KEY: keyOf(DEMO_CREDENTIALS.sequence),
    NUVION_API_KEY: keyOf(DEMO_CREDENTIALS.nuvion),
  }).map(([name, value]) => `${name}='${value}'`);
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
