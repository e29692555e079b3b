import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What an application brings: the package's peers, and their types. */
const PEERS = ['react', 'react-dom', 'graphql', 'urql', '@apollo', '@urql', '@types'];

/** An application of a folder of its own, into which the package was installed as it is packed. */
export interface Application extends AsyncDisposable {
  readonly folder: string;
  /** The files of the package, as `npm pack` lists them. */
  readonly packed: readonly string[];
}

/** Builds and packs the package, and installs it into a new folder: with no registry, as it depends on nothing. */
export async function installPackedClient(): Promise<Application> {
  const folder = await mkdtemp(join(tmpdir(), 'client-'));
  const npm = (args: readonly string[], cwd: string) => run('npm', args, { cwd, encoding: 'utf8' });
  await npm(['run', 'client:build'], ROOT);
  const { stdout } = await npm(['pack', './client', '--json', '--pack-destination', folder], ROOT);
  const [{ filename, files }] = Object.values(JSON.parse(stdout)) as [{ filename: string; files: { path: string }[] }];
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await npm(['install', '--offline', '--no-audit', '--no-fund', join(folder, filename)], folder);

  await mkdir(join(folder, 'node_modules'), { recursive: true });
  for (const peer of PEERS) await symlink(join(ROOT, 'node_modules', peer), join(folder, 'node_modules', peer));
  for (const example of ['main.tsx', 'delete-button.tsx', 'react-apollo.tsx', 'react-urql.tsx']) {
    await cp(join(ROOT, 'examples', example), join(folder, example));
  }
  await writeFile(join(folder, 'index.html'), '<!doctype html><script type="module" src="/main.tsx"></script>');
  return {
    folder,
    packed: files.map(({ path }) => path),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
