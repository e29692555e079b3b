import { randomUUID } from 'node:crypto';
import { DEMO_CREDENTIALS, DEMO_NUVION_ACCOUNTS, DEMO_SEQUENCE_ACCOUNTS } from './demo-accounts.ts';
import { FAULT_NAMES, FAULTS, type FaultName, faultyAccountId } from './faults.ts';

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

  Two deletions whose outcome stays unknown, and how to find out, from another shell (docs/runbook.md goes on):

${curlUnknown(url)}
export ${operatorEnv(env).join(' ')}
npm run --silent deletions -- list --status unknown

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

const RESULT =
  '__typename ... on DeleteAccountSuccess { deletedAccountId evidence replayed } ' +
  '... on DeleteAccountError { code message retry }';

function curl(url: string): string {
  const query = `mutation($input: DeleteAccountInput!) { deleteAccount(input: $input) { ${RESULT} } }`;
  const input = { provider: 'SEQUENCE', accountId: 'acc_pod_savings', idempotencyKey: randomUUID() };
  return curlOf(url, { query, variables: { input } });
}

/** The one is deleted, the other is not, and no answer tells. */
function curlUnknown(url: string): string {
  const [gone, there] = ['lost_outcome', 'server_error'] as const;
  const remove = (name: FaultName) =>
    `deleteAccount(input: { provider: SEQUENCE, accountId: "${faultyAccountId(name)}" }) { ${RESULT} }`;
  return curlOf(url, { query: `mutation { gone: ${remove(gone)} there: ${remove(there)} }` });
}

function curlOf(url: string, body: unknown): string {
  const headers = ['content-type: application/json', `authorization: ${DEMO_CREDENTIALS.sequence}`];
  const options = headers.map((header) => `-H '${header}'`).join(' ');
  return `curl ${url} ${options} -d '${JSON.stringify(body)}'`;
}
