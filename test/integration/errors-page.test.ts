import { expect, it } from 'vitest';
import { RETRY } from '../../src/deletion/outcome.ts';
import { errorsPage } from '../../tools/errors-page.ts';
import { readRepoFile } from '../support/doc-blocks.ts';

it('docs/errors.md is what npm run docs:build writes from real answers, and has a sample for each code', async () => {
  const page = readRepoFile('docs/errors.md');
  for (const [code, retry] of Object.entries(RETRY)) {
    const sample = JSON.parse(page.split(`### ${code}\n`)[1]?.split('```json\n')[1]?.split('```')[0] ?? '{}');
    expect(sample).toMatchObject({ code, retry });
  }
  expect(await errorsPage()).toBe(page);
});
