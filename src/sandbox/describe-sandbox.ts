import { randomUUID } from 'node:crypto';
import { urlSetting } from '../config/provider-settings.ts';
import { FAULT_NAMES, FAULTS, faultyAccountId } from '../providers/shared/simulation/faults.ts';
import { ownKeys, type SimulatedHere, type SimulatedProviders } from './simulated-providers.ts';
import type { TokenIssuer } from './tokens.ts';

/**
 * The text that the sandbox prints: addresses, commands to paste, credentials and accounts.
 *
 * @param url the GraphQL endpoint
 * @param env the gateway's environment
 * @param tokens the tokens that callers send; null when they send a provider's credential
 */
export function describeSandbox(
  url: string,
  env: NodeJS.ProcessEnv,
  providers: SimulatedProviders,
  tokens: TokenIssuer['tokens'] | null,
): string {
  const width = Math.max(...providers.map(({ name }) => name.length)) + 2;
  /** One line for each provider; the first has the title. */
  const lines = (title: string, lineOf: (provider: SimulatedHere) => string) =>
    providers
      .map((provider, n) => `  ${(n === 0 ? title : '').padEnd(22)} ${provider.name.padEnd(width)}${lineOf(provider)}`)
      .join('\n');

  const [{ name: provider, header, credentials, accountIds }] = providers;
  const credential = tokens === null ? `${header}: ${credentials.full}` : `Authorization: Bearer ${tokens[0].token}`;
  const first = { provider, accountId: accountIds[0], idempotencyKey: randomUUID() };
  const slow = { provider, accountId: faultyAccountId('slow'), idempotencyKey: randomUUID() };
  const second = new URL(url);
  second.port = String(Number(second.port) + 1);

  return `
  ┌──────────────────────────────────────────────────────────────────────────┐
  │  SANDBOX – all providers are simulated. NOTHING REAL IS DELETED.         │
  └──────────────────────────────────────────────────────────────────────────┘

  In the browser, ready to press the button:   ${new URL('/', url)}

  In a shell (paste it twice: the second answer is a replay):

${curlOf(url, credential, deletionOf(first))}

${
  tokens === null
    ? `${lines('Credentials', (one) => `${one.header}: ${one.credentials.full}`)}
${lines('… that may not delete', (one) => `${one.header}: ${one.credentials.readOnly}`)}\n`
    : tokens.map(({ shows, token }) => `  A token that ${shows}\n\n${token}\n`).join('\n')
}
${lines('Accounts', (one) => one.accountIds.join(', '))}

  Accounts that fail on purpose, at every provider:
${FAULT_NAMES.map((name) => `    ${faultyAccountId(name).padEnd(20)} ${FAULTS[name].shows}`).join('\n')}

  Two deletions whose outcome stays unknown, and how to find out, from another shell (docs/runbook.md goes on):

${curlOf(url, credential, unknownDeletions(provider))}
export ${settings({ ...sharedEnv(env, providers), ...ownKeys(providers) })}
npm run --silent deletions -- list --status unknown

  DeletionInProgressError needs a second gateway on the same ledger. In a new shell, and then in another:

env ${settings({ ...sharedEnv(env, providers), ...tokenEnv(env, providers), PORT: second.port, IN_PROGRESS_WAIT_MS: '500' })} npm start
${curlOf(url, credential, deletionOf(slow))} & sleep 0.5; ${curlOf(second.href, credential, deletionOf(slow))}

  To let your own page call this gateway, start it with its origin: CORS_ORIGINS=http://localhost:5173 npm run sandbox

`;
}

/** The settings of another process that uses this sandbox. */
const sharedEnv = ({ LEDGER_URL }: NodeJS.ProcessEnv, providers: SimulatedProviders): NodeJS.ProcessEnv => ({
  LEDGER_URL,
  ...Object.fromEntries(providers.map(({ name, url }) => [urlSetting(name), url])),
  no_proxy: '*',
});

/** Its settings for tokens, if the sandbox has tokens. */
const tokenEnv = (
  { AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE }: NodeJS.ProcessEnv,
  providers: SimulatedProviders,
): NodeJS.ProcessEnv =>
  AUTH_JWKS_URL === undefined ? {} : { ...ownKeys(providers), AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE };

/** Assignments for a shell. */
const settings = (env: NodeJS.ProcessEnv): string =>
  Object.entries(env)
    .map(([name, value]) => `${name}='${value}'`)
    .join(' ');

const RESULT =
  '__typename ... on DeleteAccountSuccess { deletedAccountId evidence replayed } ' +
  '... on DeleteAccountError { code message retry }';

const deletionOf = (input: object) => ({
  query: `mutation($input: DeleteAccountInput!) { deleteAccount(input: $input) { ${RESULT} } }`,
  variables: { input },
});

/** Two deletions with unknown outcomes: the first account is deleted, the second is not. */
function unknownDeletions(provider: string) {
  const fields = { gone: 'lost_outcome', there: 'server_error' } as const;
  const deletions = Object.entries(fields).map(
    ([field, fault]) =>
      `${field}: deleteAccount(input: { provider: ${provider}, accountId: "${faultyAccountId(fault)}" }) { ${RESULT} }`,
  );
  return { query: `mutation { ${deletions.join(' ')} }` };
}

/** @param credential a header line */
function curlOf(url: string, credential: string, body: object): string {
  const [name = '', value = ''] = credential.split(/: (.*)/s);
  return `curl ${url} -H 'content-type: application/json' -H '${name.toLowerCase()}: ${value}' -d '${JSON.stringify(body)}'`;
}
