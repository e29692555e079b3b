import { chmodSync, cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Plugin, rolldown } from 'rolldown';

// What the image runs: the gateway and the operator's command with all their packages in a few files, which start in half
// the time of 600. From source, `npm start` runs the same code: docs/decisions/0015-bundle-in-the-image.md.

const SOURCES = new URL('../src/', import.meta.url);
const PROGRAMS = ['start', 'deletions'];

/**
 * Imports of the sources that would load much more than they use. An `import` of `node:http` also runs its getters of WebSocket and the
 * like, and with them Node's own undici; the index of the package undici has fetch, caches and mocks.
 */
const REPLACED: Readonly<Record<string, string>> = {
  'node:http': `export default process.getBuiltinModule('node:http');`,
  undici: `export { default as Pool } from 'undici/lib/dispatcher/pool.js';`,
};

const replaced: Plugin = {
  name: 'replaced',
  resolveId: (id, importer = '') => (importer.startsWith(fileURLToPath(SOURCES)) && id in REPLACED ? `\0${id}` : null),
  load: (id) => REPLACED[id.slice(1)] ?? null,
};

/**
 * Writes the bundle. It needs no `node_modules`, but `package.json` and `schema/` two folders above it, as the sources do.
 *
 * @param folder is replaced
 */
export async function bundle(folder: string): Promise<void> {
  const bundled = await rolldown({
    input: Object.fromEntries(PROGRAMS.map((name) => [name, fileURLToPath(new URL(`bin/${name}.ts`, SOURCES))])),
    platform: 'node',
    plugins: [replaced],
    // Apollo's hash of a document: without `module.require`, which a bundle does not have, it takes one in JavaScript.
    transform: { define: { 'module.require': 'require' } },
    // pg looks for its native half only when it is asked to; the simulations are for development.
    external: ['pg-native', /\/simulation\/index\.ts$/],
    onLog(level, { message }) {
      if (level === 'warn') throw new Error(message);
    },
  });
  rmSync(folder, { recursive: true, force: true });
  // Not minified: what a stack trace says is still to be found in the source.
  await bundled.write({ dir: folder, format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' });
  await bundled.close();
  cpSync(new URL('http/page', SOURCES), `${folder}/page`, { recursive: true });
  for (const name of PROGRAMS) chmodSync(`${folder}/${name}.js`, 0o755);
}

if (import.meta.main) await bundle(fileURLToPath(new URL('../dist/gateway', import.meta.url)));
