import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brunoCollection } from './bruno-collection.ts';
import { errorsPage } from './errors-page.ts';

/** `npm run docs:build`: writes what is made from the code and from real answers. Tests say when it is out of date. */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BRUNO = join(ROOT, 'examples/bruno');

rmSync(BRUNO, { recursive: true, force: true });
for (const [path, text] of brunoCollection()) {
  mkdirSync(dirname(join(BRUNO, path)), { recursive: true });
  writeFileSync(join(BRUNO, path), text);
}
writeFileSync(join(ROOT, 'docs/errors.md'), await errorsPage());
