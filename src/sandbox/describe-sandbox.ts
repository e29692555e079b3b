import { randomUUID } from 'node:crypto';
import { DEMO_CREDENTIALS, DEMO_NUVION_ACCOUNTS, DEMO_SEQUENCE_ACCOUNTS, OWN_KEYS } from './demo-accounts.ts';
import { FAULT_NAMES, FAULTS, faultyAccountId } from './faults.ts';
import type { TokenIssuer } from './tokens.ts';

/**
 * What a newcomer reads: where to look, what to paste, and which accounts there are.
 *
 * @param url the GraphQL endpoint
 * @param env what the gateway was started with
 * @param tokens what callers prove with who they are; null where they bring a provider's credential
 */
export function describeSandbox(url: string, env: NodeJS.ProcessEnv, tokens: TokenIssuer['tokens'] | null): string {
  const faulty = FAULT_NAMES.map((name) => [faultyAccountId(name), FAULTS[name].shows] as const);
  const faultyIds = new Set(faulty.map(([id]) => id));
  const ordinary = (accounts: readonly { readonly id: string }[]) =>
    accounts.map(({ id }) => id).filter((id) => !faultyIds.has(id));
  const credential = tokens === null ? DEMO_CREDENTIALS.sequence : `Bearer ${tokens[0].token}`;
  const slow = { provider: 'SEQUENCE', accountId: faultyAccountId('slow'), idempotencyKey: randomUUID() };
  const second = new URL(url);
  second.port = String(Number(second.port) + 1);

  return `
  ┌──────────────────────────────────────────────────────────────────────────┐
  │  SANDBOX – both providers are simulated. NOTHING REAL IS DELETED.        │
  └──────────────────────────────────────────────────────────────────────────┘

  In the browser, ready to press the button:   ${new URL('/', url)}

  In a shell (paste it twice: the second answer is a replay):

${curl(url, credential, { provider: 'SEQUENCE', accountId: 'acc_pod_savings', idempotencyKey: randomUUID() })}

${tokens === null ? CREDENTIALS : tokens.map(({ shows, token }) => `  A token that ${shows}\n\n${token}\n`).join('\n')}
  Accounts             SEQUENCE  ${ordinary(DEMO_SEQUENCE_ACCOUNTS).join(', ')}
                       NUVION    ${ordinary(DEMO_NUVION_ACCOUNTS).join(', ')}

  Accounts that fail on purpose, at either provider:
${faulty.map(([id, shows]) => `    ${id.padEnd(20)} ${shows}`).join('\n')}

  What became of a deletion whose answer was lost, from another shell (README.md goes on):

export ${settings({ ...sharedEnv(env), ...OWN_KEYS })}
npm run --silent deletions -- list

  DeletionInProgressError takes a second gateway on the same ledger. From a new shell, and then from another:

env ${settings({ ...sharedEnv(env), ...tokenEnv(env), PORT: second.port, IN_PROGRESS_WAIT_MS: '500' })} npm start
${curl(url, credential, slow)} & sleep 0.5; ${curl(second.href, credential, slow)}

  A page of another origin may call this gateway when it is started with CORS_ORIGINS='http://localhost:5173' or the like.

`;
}

const CREDENTIALS = `  Credentials          SEQUENCE  Authorization: ${DEMO_CREDENTIALS.sequence}
                       NUVION    Authorization: ${DEMO_CREDENTIALS.nuvion}
  … that may not delete          Authorization: ${DEMO_CREDENTIALS.sequenceReadOnly}
                                 Authorization: ${DEMO_CREDENTIALS.nuvionReadOnly}
`;

/** What another process needs to know of this sandbox. */
const sharedEnv = ({ LEDGER_URL, SEQUENCE_URL, NUVION_URL }: NodeJS.ProcessEnv) => ({
  LEDGER_URL,
  SEQUENCE_URL,
  NUVION_URL,
  no_proxy: '*',
});

/** … and what it needs to verify tokens, where there are any. */
const tokenEnv = ({ AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE }: NodeJS.ProcessEnv) =>
  AUTH_JWKS_URL === undefined ? {} : { ...OWN_KEYS, AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE };

/** Variables for a shell. */
const settings = (env: NodeJS.ProcessEnv): string =>
  Object.entries(env)
    .map(([name, value]) => `${name}='${value}'`)
    .join(' ');

function curl(url: string, credential: string, input: object): string {
  const query =
    'mutation($input: DeleteAccountInput!) { deleteAccount(input: $input) { __typename ' +
    '... on DeleteAccountSuccess { deletedAccountId evidence replayed } ... on DeleteAccountError { code message retry } } }';
  const headers = ['content-type: application/json', `authorization: ${credential}`];
  const options = headers.map((header) => `-H '${header}'`).join(' ');
  return `curl ${url} ${options} -d '${JSON.stringify({ query, variables: { input } })}'`;
}
