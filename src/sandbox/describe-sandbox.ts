import { randomUUID } from 'node:crypto';
import { apiKeySetting, urlSetting } from '../config/provider-settings.ts';
import { FAULT_NAMES, FAULTS, type FaultName, faultyAccountId } from '../providers/shared/simulation/faults.ts';
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

  Two deletions whose outcome stays unknown, and how to find out, from another shell (docs/runbook.md goes on):

${providers.slice(0, 1).map((provider) => curlUnknown(url, provider))}
export ${operatorEnv(env, providers).join(' ')}
npm run --silent deletions -- list --status unknown

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

const RESULT =
  '__typename ... on DeleteAccountSuccess { deletedAccountId evidence replayed } ' +
  '... on DeleteAccountError { code message retry }';

function curl(url: string, provider: SimulatedHere): string {
  const query = `mutation($input: DeleteAccountInput!) { deleteAccount(input: $input) { ${RESULT} } }`;
  const input = { provider: provider.name, accountId: provider.accountIds[0], idempotencyKey: randomUUID() };
  return curlOf(url, provider, { query, variables: { input } });
}

/** One account is deleted, the other is not, and no answer says so. */
function curlUnknown(url: string, provider: SimulatedHere): string {
  const [gone, there] = ['lost_outcome', 'server_error'] as const;
  const remove = (fault: FaultName) =>
    `deleteAccount(input: { provider: ${provider.name}, accountId: "${faultyAccountId(fault)}" }) { ${RESULT} }`;
  return curlOf(url, provider, { query: `mutation { gone: ${remove(gone)} there: ${remove(there)} }` });
}

function curlOf(url: string, { header, credentials }: SimulatedHere, body: unknown): string {
  const headers = ['content-type: application/json', `${header.toLowerCase()}: ${credentials.full}`];
  const options = headers.map((line) => `-H '${line}'`).join(' ');
  return `curl ${url} ${options} -d '${JSON.stringify(body)}'`;
}
