import { existsSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { MUTANTS, mutantsTable, mutate } from '../mutants/mutants.ts';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

describe('the mutants', () => {
  it.each(MUTANTS)('$id can be planted, and is a mistake that runs', (mutant) => {
    const source = read(mutant.file);
    const mutated = mutate(source, mutant);
    expect(mutated).not.toBe(source);
    // A mutant that does not even parse would be "caught" by any test at all.
    expect(() => (mutant.file.endsWith('.ts') ? stripTypeScriptTypes : parse)(mutated)).not.toThrow();
  });

  it('have names of their own, and tests that are there', () => {
    expect(new Set(MUTANTS.map(({ id }) => id)).size).toBe(MUTANTS.length);
    const missing = MUTANTS.flatMap(({ tests }) => tests).filter(
      (test) => !existsSync(new URL(`../../${test}`, import.meta.url)),
    );
    expect(missing).toEqual([]);
  });

  it('are all in the table of docs/mutants.md', () => {
    expect(read('docs/mutants.md')).toContain(mutantsTable());
  });
});
