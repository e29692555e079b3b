import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { buildSchema, type GraphQLEnumType, type GraphQLInterfaceType, type GraphQLObjectType } from 'graphql';
import { printApi } from '../src/graphql/print-api.ts';
import { DEMO_CREDENTIALS } from '../test/support/demo.ts';
import { HEADERS, startSandbox } from '../test/support/start-sandbox.ts';
import { startTestGateway } from '../test/support/start-test-gateway.ts';

/** What an error's sample is taken from: an input, and headers other than both credentials. */
interface Provoked {
  readonly accountId: string;
  readonly provider?: 'SEQUENCE' | 'NUVION';
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: string;
}

const REQUEST_ID = '7f2d9c34-1b5e-4c8a-a6f0-5d3e8b7c9a10';

/** One request for each code; the reused key and the deletion in progress need a request before. */
const PROVOKED: Readonly<Record<string, Provoked>> = {
  INVALID_INPUT: { accountId: '..' },
  UNAUTHORIZED: { accountId: 'acc_unauthorized' },
  FORBIDDEN: { accountId: 'acc_forbidden' },
  ACCOUNT_NOT_FOUND: { accountId: 'acc_never_was', provider: 'SEQUENCE' },
  DELETION_REJECTED: { accountId: 'acc_rejected' },
  IDEMPOTENCY_KEY_REUSED: { accountId: 'acc_operational', key: 'key-of-acc_debit' },
  DELETION_IN_PROGRESS: { accountId: 'acc_slow' },
  RATE_LIMITED: { accountId: 'acc_rate_limited' },
  UNAVAILABLE: { accountId: 'acc_no_route', provider: 'SEQUENCE' },
  OUTCOME_UNKNOWN: { accountId: 'acc_server_error' },
};

/** Operations whose answers are GraphQL errors, by `extensions.code`. */
const OPERATIONS: Readonly<Record<string, readonly [query: string, headers?: Readonly<Record<string, string>>]>> = {
  UNAUTHENTICATED: [
    '{ account(provider: SEQUENCE, accountId: "acc_pod_savings") { name } }',
    { 'x-sequence-authorization': 'ApiKey nobody' },
  ],
  FORBIDDEN: [
    '{ account(provider: SEQUENCE, accountId: "acc_pod_taxes") { name } }',
    { 'x-sequence-authorization': DEMO_CREDENTIALS.sequenceNarrow },
  ],
  BAD_USER_INPUT: ['{ accounts(provider: NUVION, first: 0) { nodes { name } } }'],
  TOO_MANY_READS: [
    '{ a: account(provider: NUVION, accountId: "acc_debit") { name } b: account(provider: NUVION, accountId: "acc_checking") { name } }',
  ],
  TOO_MANY_DELETIONS: [
    'mutation { a: deleteAccount(input: { provider: NUVION, accountId: "acc_1" }) { __typename } b: deleteAccount(input: { provider: NUVION, accountId: "acc_2" }) { __typename } }',
  ],
  GRAPHQL_VALIDATION_FAILED: ['{ account(provider: NUVION, accountId: "acc_debit") { iban } }'],
  GRAPHQL_PARSE_FAILED: ['{ account('],
};

const HEAD = `# Errors

Each error with its meaning and an example. \`npm run docs:build\` writes this page from the schema and from answers of a
gateway in front of the simulated providers; a test fails when it is out of date.

The result of a deletion is data, not a GraphQL error: a member of \`DeleteAccountResult\`, identified by \`code\` or
\`__typename\`. \`message\` is for developers and may change; \`code\` does not change. A \`retryAfterMs\` that counts down is
rounded on this page.

## Deletions
`;

/** The page docs/errors.md: each code, what the schema says of it, and a sample. */
export async function errorsPage(): Promise<string> {
  process.env.GATEWAY_TEST_LOGS ??= tmpdir();
  const folder = mkdtempSync(join(tmpdir(), 'accounts-gateway-errors-'));
  const shared = {
    LEDGER_URL: `sqlite:${join(folder, 'ledger.db')}`,
    LEDGER_SECRET: 'a secret for the samples of errors',
  };
  try {
    await using sandbox = await startSandbox({ ...shared, PROVIDER_TIMEOUT_MS: '4000', QUIESCENCE_MS: '5000' });
    await using second = await startTestGateway({
      ...shared,
      SEQUENCE_URL: sandbox.sequence.url,
      NUVION_URL: sandbox.nuvion.url,
      IN_PROGRESS_WAIT_MS: '0',
      MAX_DELETIONS_PER_OPERATION: '1',
      MAX_READS_PER_OPERATION: '1',
    });
    const deletions = await deletionErrors(sandbox.gateway.url, second.url);
    return [HEAD, ...deletions, READS, ...(await operationErrors(second.url))].join('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function deletionErrors(url: string, second: string): Promise<readonly string[]> {
  const schema = buildSchema(printApi());
  const codes = (schema.getType('DeleteAccountErrorCode') as GraphQLEnumType).getValues().map(({ name }) => name);
  const types = schema.getImplementations(schema.getType('DeleteAccountError') as GraphQLInterfaceType).objects;
  await remove(url, types, { accountId: 'acc_debit' });
  const running = remove(url, types, { accountId: 'acc_slow' });
  await delay(100);

  const sections: string[] = [];
  // The deletion that is in progress first: it does not stay so.
  for (const code of codes.toSorted(
    (a, b) => Number(b === 'DELETION_IN_PROGRESS') - Number(a === 'DELETION_IN_PROGRESS'),
  )) {
    const provoked = PROVOKED[code];
    if (provoked === undefined) throw new Error(`tools/errors-page.ts has nothing that comes to ${code}`);
    const answer = await remove(code === 'DELETION_IN_PROGRESS' ? second : url, types, provoked);
    if (answer.code !== code) throw new Error(`Not ${code}: ${JSON.stringify(answer)}`);
    const type = types.find(({ name }) => name === answer.__typename);
    sections.push(section(code, `\`${type?.name}\`: ${flowing(type?.description ?? '')}`, answer));
  }
  await running;
  return codes.map((code) => sections.find((text) => text.startsWith(`### ${code}\n`)) ?? '');
}

const READS = `## Reads, and refused operations

Refused reads and refused operations are in \`errors\`, identified by \`extensions.code\`. When a limit refuses the whole
operation, there is no \`data\`, and the HTTP status is 400.
`;

async function operationErrors(url: string): Promise<readonly string[]> {
  const sections: string[] = [];
  for (const [code, [query, headers]] of Object.entries(OPERATIONS)) {
    const { status, body } = await ask(url, query, {}, headers);
    if (body.errors?.[0]?.extensions?.code !== code) throw new Error(`Not ${code}: ${JSON.stringify(body)}`);
    sections.push(section(code, `Status ${status}, for \`${query}\`:`, body));
  }
  return sections;
}

/** Deletes an account and selects every field of the error. */
async function remove(url: string, types: readonly GraphQLObjectType[], provoked: Provoked) {
  const { accountId, provider = 'NUVION', headers, key = `key-of-${accountId}` } = provoked;
  const fragments = types.map((type) => {
    const fields = Object.values(type.getFields()).map(({ name }) =>
      name === 'validations' ? 'validations { field code message }' : name,
    );
    return `... on ${type.name} { ${fields.join(' ')} }`;
  });
  const query = `mutation ($input: DeleteAccountInput!) {
    deleteAccount(input: $input) { __typename ${fragments.join(' ')} }
  }`;
  const { body } = await ask(url, query, { input: { provider, accountId, idempotencyKey: key } }, headers);
  if (body.data === undefined) throw new Error(JSON.stringify(body));
  return rounded(body.data.deleteAccount);
}

async function ask(url: string, query: string, variables: object, headers: Readonly<Record<string, string>> = HEADERS) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': REQUEST_ID, ...headers },
    body: JSON.stringify({ query, variables }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the query's
  return { status: response.status, body: (await response.json()) as any };
}

/** A time that is left is another at each try: to the next five seconds, except where the provider gave it. */
const rounded = (answer: { __typename: string; code?: string; retryAfterMs?: number | null }) =>
  typeof answer.retryAfterMs === 'number' && answer.code !== 'RATE_LIMITED'
    ? { ...answer, retryAfterMs: Math.ceil(answer.retryAfterMs / 5_000) * 5_000 }
    : answer;

const section = (code: string, text: string, sample: unknown): string =>
  `### ${code}\n\n${text}\n\n\`\`\`json\n${JSON.stringify(sample, null, 2)}\n\`\`\`\n`;

const flowing = (description: string): string => description.replaceAll('\n', ' ');
