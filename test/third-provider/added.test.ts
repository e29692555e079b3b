import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBlocks, readRepoFile } from '../support/doc-blocks.ts';
import { type SpawnedGateway, spawnGateway } from '../support/spawn-gateway.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = 'docs/adding-a-provider.md';

/** What the page has to put into a file. */
const blockOf = (file: string): string => readBlocks(PAGE).find((block) => block.file === file)?.code ?? '';

/** A copy of the project with Larch in it, by the steps of the page and nothing else. */
function addLarch(): string {
  const copy = mkdtempSync(join(tmpdir(), 'accounts-gateway-larch-'));
  for (const part of ['src', 'schema', 'package.json']) cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));

  const folder = join(copy, 'src/providers/larch');
  cpSync(join(ROOT, 'test/third-provider/larch'), folder, { recursive: true });
  // In test/ it stands one folder deeper, and imports what is its neighbour here.
  edit(folder, (text) => text.replaceAll('../../src/providers/', '').replaceAll('../src/', ''));

  const [importLine = '', listLine = ''] = blockOf('src/providers/index.ts').split('\n');
  edit(join(copy, 'src/providers/index.ts'), (text) =>
    `${importLine}\n${text}`.replace(/^export const PROVIDERS.*$/m, listLine),
  );
  edit(join(copy, 'schema/schema.graphql'), (text) =>
    text.replace(/(enum AccountProvider \{[^}]*)\}/, `$1${blockOf('schema/schema.graphql')}}`),
  );
  return copy;
}

function edit(path: string, change: (text: string) => string): void {
  const files = path.includes('.') && /\.\w+$/.test(path) ? [path] : tsFilesIn(path);
  for (const file of files) {
    const before = readFileSync(file, 'utf8');
    const after = change(before);
    if (files.length === 1 && after === before) throw new Error(`${file} did not change`);
    writeFileSync(file, after);
  }
}

const tsFilesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));

describe('a provider that is added as the page says', () => {
  let copy = '';
  let sandbox: SpawnedGateway;
  let url = '';

  beforeAll(async () => {
    copy = addLarch();
    sandbox = spawnGateway({}, 'src/bin/sandbox.ts', [], copy);
    url = await sandbox.ready;
  });
  afterAll(async () => {
    await sandbox?.[Symbol.asyncDispose]();
    rmSync(copy, { recursive: true });
  });

  const LARCH = { 'X-Larch-Authorization': 'Bearer larch-sandbox' };

  async function ask(query: string, variables: object, headers: Record<string, string> = LARCH) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await response.json();
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  }

  async function remove(accountId: string, idempotencyKey: string, headers = LARCH, provider = 'LARCH') {
    const query = `mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) {
      __typename
      ... on DeleteAccountSuccess { evidence replayed deletion { __typename permanent ... on SoftDeletion { deletedAt } } }
      ... on DeleteAccountError { message providerCode }
    } }`;
    return (await ask(query, { input: { provider, accountId, idempotencyKey } }, headers)).deleteAccount;
  }

  it('deletes an account, once, and answers the same key with the same answer', async () => {
    const deleted = {
      __typename: 'DeleteAccountSuccess',
      evidence: 'RESPONSE',
      deletion: { __typename: 'SoftDeletion', permanent: false, deletedAt: expect.stringMatching(/Z$/) },
    };
    expect(await remove('acc_travel', 'key-1')).toEqual({ ...deleted, replayed: false });
    expect(await remove('acc_travel', 'key-1')).toEqual({ ...deleted, replayed: true });
    const query = '{ accountDeletion(provider: LARCH, idempotencyKey: "key-1") { status attempts } }';
    expect((await ask(query, {})).accountDeletion).toEqual({ status: 'SETTLED', attempts: 1 });
  });

  it.each(['acc_two_steps', 'acc_lost_answer', 'acc_cut_off', 'acc_lost_request'])(
    'finds out what became of %s',
    async (accountId) => {
      expect(await remove(accountId, accountId)).toMatchObject({ __typename: 'DeleteAccountSuccess' });
    },
  );

  it.each([
    ['acc_rejected', 'DeletionRejectedError', 'balance_not_zero'],
    ['acc_conflict', 'OutcomeUnknownError', 'closing'],
    ['acc_nowhere', 'AccountNotFoundError', 'unknown_account'],
    ['acc_lost_outcome', 'OutcomeUnknownError', null],
  ])('answers %s with %s', async (accountId, __typename, providerCode) => {
    expect(await remove(accountId, accountId)).toMatchObject({ __typename, providerCode });
  });

  it('lists accounts over its pages, and reads one', async () => {
    const query = `query ($after: String) { accounts(provider: LARCH, first: 7, after: $after) {
      nodes { accountId } pageInfo { hasNextPage endCursor } } }`;
    const ids: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { accounts } = await ask(query, { after });
      ids.push(...accounts.nodes.map(({ accountId }: { accountId: string }) => accountId));
      after = accounts.pageInfo.endCursor;
      more = accounts.pageInfo.hasNextPage;
    }
    expect(ids.length).toBeGreaterThan(10);
    expect(new Set(ids).size).toBe(ids.length);
    const one = await ask('{ account(provider: LARCH, accountId: "acc_household") { name currency status } }', {});
    expect(one.account).toEqual({ name: 'Household', currency: 'EUR', status: 'open' });
  });

  it('has a scheme in common with Nuvion: both get credentials by their own headers alone', async () => {
    const bearer = { Authorization: 'Bearer larch-sandbox' };
    for (const [provider, own] of [
      ['LARCH', 'X-Larch-Authorization'],
      ['NUVION', 'X-Nuvion-Authorization'],
    ] as const) {
      expect(await remove('acc_debit', `${provider}-key`, bearer as never, provider)).toEqual({
        __typename: 'UnauthorizedError',
        message: `The request carries no credential for ${provider}. Send ${own}, once.`,
        providerCode: null,
      });
    }
    await expect.poll(() => sandbox.output.stdout).toContain('deletions -- list');
    expect(sandbox.output.stdout).toContain('LARCH     X-Larch-Authorization: Bearer larch-sandbox\n');
    expect(sandbox.output.stdout).toContain('NUVION    X-Nuvion-Authorization: Bearer nv_test_sandbox\n');
  });

  it('is counted', async () => {
    const metrics = await (await fetch(new URL('/metrics', url))).text();
    expect(metrics).toContain('gateway_deletions_unknown{provider="LARCH"} 0');
    expect(metrics).toMatch(
      /gateway_provider_request_duration_seconds_count\{provider="LARCH",method="POST",status="200"\} \d/,
    );
  });

  it('has settings, which are checked with the others', async () => {
    const wrong = { LARCH_URL: 'nowhere', LARCH_API_KEY: 'two words', LARCH_APIKEY: 'x', LEDGER_URL: 'memory:' };
    await using gateway = spawnGateway(wrong, undefined, [], copy);
    expect(await gateway.exit).toEqual([1, null]);
    expect(gateway.output.stderr).toMatch(/^ {2}LARCH_URL must be/m);
    expect(gateway.output.stderr).toMatch(/^ {2}LARCH_API_KEY must be/m);
  });
});

it('no suite and no tool sends a credential as Authorization, which a provider of the same scheme makes ambiguous', () => {
  const sent = ['test', 'tools']
    .flatMap((folder) => tsFilesIn(join(ROOT, folder)))
    .flatMap((file) => {
      const lines = readFileSync(file, 'utf8').matchAll(/\bauthorization: (?:SEQUENCE|NUVION|DEMO)_CREDENTIAL.*/gi);
      return [...lines].map(() => file.slice(ROOT.length));
    });
  expect(sent).toEqual(['test/integration/http.test.ts']); // That is what a provider gets.
});

describe('the page', () => {
  const shown = readBlocks(PAGE).filter(({ file }) => file?.startsWith('test/'));

  it('shows parts of all the files that say what Larch is', () => {
    expect(new Set(shown.map(({ file }) => file))).toEqual(
      new Set(['accounts', 'deletion', 'index'].map((name) => `test/third-provider/larch/${name}.ts`)),
    );
  });

  it('says what has to be named in which file by the names that are there', () => {
    const named = [...readRepoFile(PAGE).matchAll(/`(\w+)` in\s`(src\/[^`]+)`/g)];
    expect(named).not.toEqual([]);
    for (const [, name = '', file = ''] of named) expect(readRepoFile(file)).toMatch(new RegExp(`\\b${name}\\b`));
  });

  it.each(shown.map(({ file, code }) => [file, code]))('shows what is in %s', (file, code) => {
    expect(readRepoFile(file ?? '')).toContain(code);
  });
});
