import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '../../src/config/config.ts';
import { readBlocks, readRepoFile } from '../support/doc-blocks.ts';
import { FORWARDED } from './hive-options.ts';

const blocks = readBlocks('docs/federation.md');
const configs = blocks.filter(({ language }) => language === 'yaml').map(({ code }) => parse(code));
const { DELETE_DEADLINE_MS } = loadConfig({ LEDGER_URL: 'memory:' });

/** The numbers of milliseconds in durations such as `30s`, wherever they stand. */
const durationsOf = (config: object): number[] =>
  [...JSON.stringify(config).matchAll(/timeout":"(\d+)s"/g)].map(([, seconds]) => Number(seconds) * 1_000);

describe('docs/federation.md', () => {
  it('shows code as it is tested', () => {
    const shown = blocks.filter(({ file }) => file !== null);
    expect(shown.map(({ file }) => file)).toEqual([
      'test/federation/apollo-router.ts',
      'test/federation/hive-options.ts',
    ]);
    for (const { file, code } of shown) expect(code).toBe(readRepoFile(file ?? ''));
  });

  it('names the versions that the tests run with', () => {
    const page = readRepoFile('docs/federation.md');
    const { devDependencies } = JSON.parse(readRepoFile('package.json'));
    const tested = [
      '@apollo/composition',
      '@theguild/federation-composition',
      '@apollo/gateway',
      '@graphql-hive/gateway-runtime',
    ];
    for (const name of tested) expect(page).toContain(`\`${name}\` ${devDependencies[name]}`);
  });

  it('has configurations for Apollo Router, Hive Router and Cosmo Router, which forward what must be forwarded', () => {
    const [apollo, hive, cosmo, ...others] = configs.filter(({ headers }) => headers !== undefined);
    const hives = hive.headers.subgraphs.accounts.request[0].propagate.named.map((name: string) => name.toLowerCase());
    const apollos = apollo.headers.subgraphs.accounts.request.map((rule: { propagate: { named: string } }) =>
      rule.propagate.named.toLowerCase(),
    );
    const cosmos = cosmo.headers.subgraphs.accounts.request.map((rule: { named: string }) => rule.named.toLowerCase());
    expect(apollos).toEqual(FORWARDED);
    expect(hives).toEqual(FORWARDED);
    expect(cosmos).toEqual(FORWARDED);
    expect(others).toEqual([]);
  });

  it('lets a router wait for longer than a deletion may take', () => {
    const durations = configs.flatMap(durationsOf);
    expect(durations.length).toBeGreaterThanOrEqual(3);
    for (const duration of durations) expect(duration).toBeGreaterThan(DELETE_DEADLINE_MS);
  });
});
