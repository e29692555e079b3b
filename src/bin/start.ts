import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// From the second start on, nothing is compiled again: that is a third of the time to the first answer. Not in the
// temporary folder, where others could put code. A folder that cannot be written to does no harm.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/accounts-gateway', import.meta.url)));
const { run } = await import('../run.ts');
const { PROVIDERS } = await import('../providers/index.ts');
const { headerOf } = await import('../access/credential-headers.ts');
const { readyMadePage } = await import('../http/ready-made-page.ts');

const examples = PROVIDERS.slice(0, 1).map((provider) => ({
  provider: provider.name,
  headers: { [headerOf(PROVIDERS, provider)]: `${provider.scheme} …` },
}));

await run(process.env, readyMadePage(examples[0]));
