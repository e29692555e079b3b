import { randomUUID } from 'node:crypto';
import { apiKeySetting, urlSetting } from '../config/provider-settings.ts';
import { FAULT_NAMES, FAULTS, faultyAccountId } from '../providers/shared/simulation/faults.ts';
import type { SimulatedHere } from './simulated-providers.ts';

/**
 * What a newcomer reads: where to look, what to paste, and which accounts there are.
 *
 * @param url the GraphQL endpoint
 * @param env what the gateway was started with
 */
export function describeSandbox(url: string, env: NodeJS.ProcessEnv, providers: readonly SimulatedHere[]): string {
  const width = Math.max(...providers.map(({ name }) => name.length)) + 2;
  /** A paragraph with a line for each provider, and the title in front of the first. */
  const lines = (title: string, lineOf: (provider: SimulatedHere) => string) =>
    providers
      .map((provider, n) => `  ${(n === 0 ? title : '').padEnd(22)} ${provider.name.padEnd(width)}${lineOf(provider)}`)
      .join('\n');

  return `
  ┌──────────────────────────────────────────────────────────────────────────┐
  │  SANDBOX – all providers are simulated. NOTHING REAL IS DELETED.         │
  └──────────────────────────────────────────────────────────────────────────┘

  In the browser, ready to press the button:   ${new URL('/', url)}

  In a shell (paste it twice: the second answer is a replay):

${providers.slice(0, 1).map((provider) => curl(url, provider))}

${lines('Credentials', ({ header, credentials }) => `${header}: ${credentials.full}`)}
${lines('… that may not delete', ({ header, credentials }) => `${header}: ${credentials.readOnly}`)}

${lines('Accounts', ({ accountIds }) => accountIds.join(', '))}

  Accounts that fail on purpose, at every provider:
${FAULT_NAMES.map((name) => `    ${faultyAccountId(name).padEnd(20)} ${FAULTS[name].shows}`).join('\n')}

  What became of a deletion whose answer was lost, from another shell (README.md goes on):

export ${operatorEnv(env, providers).join(' ')}
npm run --silent deletions -- list

`;
}

/** What the operator's command needs to know of this sandbox, for a shell. */
function operatorEnv({ LEDGER_URL }: NodeJS.ProcessEnv, providers: readonly SimulatedHere[]): readonly string[] {
  const keyOf = (credential: string) => credential.slice(credential.indexOf(' ') + 1);
  return [
    ['LEDGER_URL', LEDGER_URL],
    ...providers.map(({ name, url }) => [urlSetting(name), url]),
    ['no_proxy', '*'],
    ...providers.map(({ name, credentials }) => [apiKeySetting(name), keyOf(credentials.full)]),
  ].map(([name, value]) => `${name}='${value}'`);
}

function curl(url: string, { name, header, credentials, accountIds }: SimulatedHere): string {
  const query =
    'mutation($input: DeleteAccountInput!) { deleteAccount(input: $input) { __typename ' +
    '... on DeleteAccountSuccess { deletedAccountId evidence replayed } ... on DeleteAccountError { code message retry } } }';
  const input = { provider: name, accountId: accountIds[0], idempotencyKey: randomUUID() };
  const headers = ['content-type: application/json', `${header.toLowerCase()}: ${credentials.full}`];
  const options = headers.map((line) => `-H '${line}'`).join(' ');
  return `curl ${url} ${options} -d '${JSON.stringify({ query, variables: { input } })}'`;
}
