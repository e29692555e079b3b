import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync(new URL('../../docs/clients.md', import.meta.url), 'utf8');
/** A block of code says in a comment above it which file it shows. */
const shown = [...page.matchAll(/(?:<!-- (\S+) -->\n)?```(\w+)\n(.*?)```/gs)].map(([, file, language, code]) => ({
  file,
  language,
  code,
}));
const recipes = readdirSync(import.meta.dirname)
  .filter((file) => /\.ts$/.test(file) && !/test\.ts$|-suite\.ts$/.test(file))
  .map((file) => `test/clients/${file}`);

describe('docs/clients.md', () => {
  it('shows every recipe, and no other TypeScript', () => {
    const files = shown.filter(({ language }) => language === 'ts').map(({ file }) => file);
    expect(files.toSorted()).toEqual(recipes.toSorted());
  });

  it.each(shown.filter(({ file }) => file !== undefined))('shows $file as it is tested', ({ file, code }) => {
    expect(code).toBe(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
  });
});
