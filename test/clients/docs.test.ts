import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBlocks, readRepoFile } from '../support/doc-blocks.ts';

const blocks = readBlocks('docs/clients.md');
const recipes = readdirSync(import.meta.dirname)
  .filter((file) => /\.ts$/.test(file) && !/test\.ts$|-suite\.ts$/.test(file))
  .map((file) => `test/clients/${file}`);

describe('docs/clients.md', () => {
  it('shows every recipe, and no other TypeScript', () => {
    const shown = blocks.filter(({ language }) => language === 'ts').map(({ file }) => file);
    expect(shown.toSorted()).toEqual(recipes.toSorted());
  });

  it.each(blocks.filter(({ file }) => file !== null))('shows $file as it is tested', ({ file, code }) => {
    expect(code).toBe(readRepoFile(file ?? ''));
  });
});
