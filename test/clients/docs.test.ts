import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBlocks, readRepoFile } from '../support/doc-blocks.ts';

const pages = ['docs/clients.md', 'docs/clients-without-package.md', 'client/README.md'];
const blocks = pages.flatMap((page) => readBlocks(page).map((block) => ({ page, ...block })));
/** All but what starts the two examples of React. */
const examples = readdirSync('examples').filter((file) => /\.tsx?$/.test(file) && file !== 'main.tsx');

describe('the pages about clients', () => {
  it('show every example, and no other TypeScript', () => {
    const shown = blocks.filter(({ language }) => language.startsWith('ts')).map(({ file }) => file);
    expect([...new Set(shown)].toSorted()).toEqual(examples.map((file) => `examples/${file}`).toSorted());
  });

  it.each(blocks.filter(({ file }) => file !== null))('$page shows $file as it is tested', ({ file, code }) => {
    expect(code).toBe(readRepoFile(file ?? ''));
  });

  it('need less than 30 lines for the button', () => {
    expect(readRepoFile('examples/delete-button.tsx').trimEnd().split('\n').length).toBeLessThan(30);
  });

  it.each(examples)('%s asks for __typename wherever an operation selects fields of an object', (example) => {
    for (const [, fields = ''] of readRepoFile(`examples/${example}`).matchAll(
      /\b(?:deleteAccount\(input: \$input\)|deletion) \{\s*(\w+)/g,
    )) {
      expect(fields).toBe('__typename');
    }
  });
});
