import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// From the second start on, nothing is compiled again: that is a third of the time to the first answer. Not in the
// temporary folder, where others could put code. A folder that cannot be written to does no harm.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/accounts-gateway', import.meta.url)));
const { run } = await import('../run.ts');

await run(process.env);
