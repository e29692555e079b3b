import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSchema, type GraphQLEnumType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { apiKeySetting, urlSetting } from '../../src/config/provider-settings.ts';
import { readTypeDefs } from '../../src/graphql/schema.ts';
import { PROVIDER_NAMES, PROVIDERS } from '../../src/providers/index.ts';
import { readRepoFile } from '../support/doc-blocks.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

it('the schema has the providers of the list, and no other', () => {
  const [, values = ''] = /enum AccountProvider \{([^}]*)\}/.exec(readTypeDefs()) ?? [];
  const type = buildSchema(`enum AccountProvider {${values}} type Query { a: AccountProvider }`).getType(
    'AccountProvider',
  );
  expect((type as GraphQLEnumType).getValues().map(({ name }) => name)).toEqual(PROVIDER_NAMES);
});

describe.each(PROVIDERS)('$name', ({ name, defaultUrl, scheme }) => {
  const folder = name.toLowerCase().replaceAll('_', '-');

  it('has a name from which variables, headers and its folder can be made', () => {
    expect(name).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
    expect(defaultUrl).toMatch(/^https:\/\/\S+[^/]$/);
    expect(scheme).toMatch(/^[A-Za-z][A-Za-z0-9-]*$/);
    expect(existsSync(join(ROOT, 'src/providers', folder, 'index.ts'))).toBe(true);
  });

  it('has a page with its facts and its row of the recovery', () => {
    const page = readRepoFile(`src/providers/${folder}/README.md`);
    expect(page).toContain('## Recovery of a lost answer');
    expect(page).toContain(defaultUrl);
  });

  it('goes through the contract suite', () => {
    const test = readRepoFile(`test/contract/${folder}.test.ts`);
    expect(test).toContain('providerSuite({');
    expect(test).toContain(`src/providers/${folder}/index.ts`);
  });

  it('has its settings in the table of README.md, also as files', () => {
    const rows = readRepoFile('README.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, word]) => word));
    expect(named).toEqual(expect.arrayContaining([urlSetting(name), apiKeySetting(name)]));
    expect(readRepoFile('README.md')).toMatch(
      new RegExp(`${apiKeySetting(name)}\`[^.]* may be in a file instead`, 's'),
    );
  });
});
