import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema, findBreakingChanges, findDangerousChanges, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readTypeDefs } from '../../src/graphql/schema.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const committed = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');

const print = (...options: readonly string[]) =>
  spawnSync(process.execPath, ['src/bin/print-schema.ts', ...options], { cwd: ROOT, encoding: 'utf8' });

describe('schema.graphql', () => {
  it('is what `npm run -s schema:print -- --api` prints: run npm run codegen', () => {
    expect(print('--api')).toMatchObject({ stdout: committed, stderr: '', status: 0 });
  });

  it('is the API alone: no name of federation, nothing to extend', () => {
    expect(committed).not.toMatch(/@key|@link|@shareable|_Any|_Entity|_service|federation__|^extend /m);
    expect(Object.keys(buildSchema(committed).getQueryType()?.getFields() ?? {}).toSorted()).toEqual([
      'account',
      'accountDeletion',
      'accounts',
    ]);
  });

  it('is the API of the subgraph, to the last field', () => {
    const subgraph = buildSchema(readTypeDefs(), { assumeValidSDL: true });
    const api = buildSchema(committed);
    for (const [before, after] of [
      [subgraph, api],
      [api, subgraph],
    ] as const) {
      expect(findBreakingChanges(before, after)).toEqual([]);
      expect(findDangerousChanges(before, after)).toEqual([]);
    }
  });

  it('is enough for the operations that the tests generate code from', () => {
    const files = globSync('test/operations/*.graphql', { cwd: ROOT });
    const documents = files.map((file) => readFileSync(`${ROOT}/${file}`, 'utf8')).join('\n');
    expect(files.length).toBeGreaterThan(2);
    expect(validate(buildSchema(committed), parse(documents))).toEqual([]);
  });
});

describe('npm run schema:print', () => {
  it.each([[[]], [['--subgraph']]])('%j prints the subgraph, as a registry takes it', (options) => {
    expect(print(...options)).toMatchObject({ stdout: readTypeDefs(), stderr: '', status: 0 });
  });

  it.each([[['--supergraph']], [['--api', '--subgraph']]])('%j is refused with the usage', (options) => {
    expect(print(...options)).toMatchObject({ stdout: '', stderr: expect.stringContaining('schema:print'), status: 2 });
  });
});
