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
  it('shows the options of Hive Gateway as they are tested', () => {
    const shown = blocks.filter(({ file }) => file !== null);
    expect(shown.map(({ file }) => file)).toEqual(['test/federation/hive-options.ts']);
    expect(shown[0]?.code).toBe(readRepoFile('test/federation/hive-options.ts'));
  });

  it('has a configuration for Apollo Router and one for Cosmo Router, which forward what must be forwarded', () => {
    const [apollo, cosmo, ...others] = configs.filter(({ headers }) => headers !== undefined);
    const apollos = apollo.headers.subgraphs.accounts.request.map((rule: { propagate: { named: string } }) =>
      rule.propagate.named.toLowerCase(),
    );
    const cosmos = cosmo.headers.subgraphs.accounts.request.map((rule: { named: string }) => rule.named.toLowerCase());
    expect(apollos).toEqual(FORWARDED);
    expect(cosmos).toEqual(FORWARDED);
    expect(others).toEqual([]);
  });

  it('lets a router wait for longer than a deletion may take', () => {
    const durations = configs.flatMap(durationsOf);
    expect(durations.length).toBeGreaterThanOrEqual(3);
    for (const duration of durations) expect(duration).toBeGreaterThan(DELETE_DEADLINE_MS);
  });
});
