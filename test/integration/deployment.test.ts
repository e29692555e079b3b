import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CANARY, newKey, SEQUENCE_CREDENTIAL } from '../support/secrets.ts';
import { startUpstream } from '../support/upstream.ts';

/**
 * The image, without a container engine: its two stages in two folders, with the files that the Dockerfile copies through
 * .dockerignore. The packages of the first stage are those of this checkout.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = join('node_modules', '.cache');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const dockerfile = read('Dockerfile').replaceAll('\\\n', '');

/** Each rule is a path, where `*` stands for one name; the last one that fits decides. */
function goesToTheBuild(path: string): boolean {
  const rules = read('.dockerignore')
    .split('\n')
    .filter((rule) => rule !== '' && !rule.startsWith('#'));
  const fits = (rule: string) => new RegExp(`^${rule.split('*').map(RegExp.escape).join('[^/]*')}(/|$)`).test(path);
  return rules.findLast((rule) => fits(rule.replace('!', '')))?.startsWith('!') ?? true;
}

const [, bundleStage = '', imageStage = ''] = dockerfile.split(/^FROM /m);

/** Copies the sources of every COPY from the build context; the last word of such a line is where to. */
function copyTo(folder: string, stage: string): void {
  const lines = [...stage.matchAll(/^COPY (?!--from)(.+)$/gm)];
  for (const source of lines.flatMap(([, words = '']) => words.trim().split(/\s+/).slice(0, -1))) {
    cpSync(join(ROOT, source), join(folder, source), {
      recursive: true,
      filter: (path) => goesToTheBuild(path.slice(ROOT.length)),
    });
  }
}

async function build(folder: string): Promise<void> {
  const stage = mkdtempSync(join(tmpdir(), 'gateway-bundle-'));
  copyTo(stage, bundleStage);
  symlinkSync(join(ROOT, 'node_modules'), join(stage, 'node_modules'));
  const [, script = ''] = /^RUN npm run (\S+)$/m.exec(bundleStage) ?? [];
  const [program, ...args] = JSON.parse(read('package.json')).scripts[script].split(' ');
  expect(program).toBe('node');
  await promisify(execFile)(process.execPath, args, { cwd: stage });
  const [, made = ''] = /^COPY --from=bundle \/app\/(\S+)/m.exec(imageStage) ?? [];
  cpSync(join(stage, made), join(folder, made), { recursive: true });
  copyTo(folder, imageStage);
  mkdirSync(join(folder, 'node_modules'));
  rmSync(stage, { recursive: true });
}

/** What the build leaves in the cache belongs to root, and the gateway is not root: it can read there, and nothing else. */
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => !file.startsWith(CACHE))
    .sort();

describe('the image', () => {
  let folder = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gateway-image-'));
    await build(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('holds what it needs and nothing for development', () => {
    expect(readdirSync(folder).sort()).toEqual(['dist', 'node_modules', 'package.json', 'schema']);
    const texts = readdirSync(join(folder, 'dist/gateway'))
      .filter((name) => name.endsWith('.js'))
      .map((name) => readFileSync(join(folder, 'dist/gateway', name), 'utf8'));
    expect(texts.filter((text) => /NOTHING REAL IS DELETED|sandbox-sequence-key/.test(text))).toEqual([]);
  });

  it('is started once while it is built, which leaves compiled code behind', async () => {
    const [, command = ''] = /^RUN (PORT=0 .+)$/m.exec(dockerfile) ?? [];
    const env = { PATH: `${dirname(process.execPath)}:${process.env.PATH}`, NODE_ENV: 'production', HOST: '127.0.0.1' };
    mkdirSync(join(folder, CACHE));
    const { stdout, stderr } = await promisify(execFile)('sh', ['-c', command], { cwd: folder, env });
    expect([stdout, stderr]).toEqual([expect.stringContaining('"msg":"ready"'), '']);
    expect(readdirSync(join(folder, CACHE))).toEqual(['accounts-gateway']);
    // Node looks for the code of its own user only.
    const [made] = readdirSync(join(folder, CACHE, 'accounts-gateway'));
    expect(made).toMatch(new RegExp(`-${process.getuid?.()}$`));
  });

  it('is not taken for started when it does not start', async () => {
    const [, command = ''] = /^RUN (PORT=0 .+)$/m.exec(dockerfile) ?? [];
    const broken = command.replace('memory:', 'nowhere:').replace('seq 60', 'seq 1');
    const env = { PATH: `${dirname(process.execPath)}:${process.env.PATH}` };
    await expect(promisify(execFile)('sh', ['-c', broken], { cwd: folder, env })).rejects.toThrow();
    rmSync(join(folder, CACHE, 'start'));
  });

  it("has the operator's command on its path", async () => {
    const [, target = '', link = ''] = /^RUN ln -s \/app\/(\S+) \/usr\/local\/bin\/(\S+)$/m.exec(dockerfile) ?? [];
    const bin = mkdtempSync(join(tmpdir(), 'gateway-bin-'));
    symlinkSync(join(folder, target), join(bin, link));
    const env = {
      PATH: `${bin}:${dirname(process.execPath)}:${process.env.PATH}`,
      LEDGER_URL: `sqlite:${bin}/none.db`,
    };
    const { stdout } = await promisify(execFile)('deletions', ['--help'], { env });
    expect(stdout).toContain('deletions list');
    await expect(promisify(execFile)('deletions', ['list'], { env })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no ledger at'),
    });
    rmSync(bin, { recursive: true });
  });

  it('starts, is found healthy by every probe, shows its page, deletes, and stops; it writes to its volume only', async () => {
    const before = filesIn(folder);
    const volume = mkdtempSync(join(tmpdir(), 'gateway-volume-'));
    mkdirSync(join(volume, 'ledger'));
    await using upstream = await startUpstream((response) => void response.writeHead(204).end());
    const command = /^CMD (\[.+\])$/m.exec(dockerfile)?.[1] ?? '[]';
    const gateway = spawn(process.execPath, JSON.parse(command).slice(1), {
      cwd: folder,
      env: {
        NODE_ENV: 'production',
        NODE_OPTIONS: /NODE_OPTIONS=(\S+)/.exec(dockerfile)?.[1] ?? '',
        PORT: '0',
        ADMIN_PORT: '0',
        LEDGER_URL: `sqlite:${join(volume, 'ledger', 'ledger.db')}`,
        SEQUENCE_URL: upstream.url,
        LANDING_PAGE: 'true',
        // Loads what is only loaded when traces are exported.
        OTEL_EXPORTER_OTLP_ENDPOINT: upstream.url,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    try {
      let [stdout, stderr] = ['', ''];
      gateway.stderr.setEncoding('utf8').on('data', (text) => {
        stderr += text;
      });
      gateway.stdout.setEncoding('utf8').on('data', (text) => {
        stdout += text;
      });
      await expect.poll(() => stdout + stderr, { timeout: 15_000 }).toContain('\n');
      expect(stderr).toBe('');
      const ready = JSON.parse(stdout.split('\n')[0] ?? '');
      expect(ready).toMatchObject({ msg: 'ready' });

      const status = async (path: string, base = ready.url) => (await fetch(new URL(path, base))).status;
      for (const path of probedPaths()) expect([path, await status(path, ready.adminUrl)]).toEqual([path, 200]);
      expect(await status('/')).toBe(200);
      const [, check] = /HEALTHCHECK .*?CMD (\[.+\])$/m.exec(dockerfile) ?? [];
      const env = { PORT: '1', ADMIN_PORT: new URL(ready.adminUrl).port };
      await promisify(execFile)(process.execPath, JSON.parse(check ?? '[]').slice(1), { env });

      const answer = await fetch(ready.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-sequence-authorization': SEQUENCE_CREDENTIAL,
          'idempotency-key': newKey(),
        },
        body: '{"query": "mutation { deleteAccount(input: {provider: SEQUENCE, accountId: \\"acc_1\\"}) { __typename } }"}',
      });
      expect((await answer.json()).data.deleteAccount).toEqual({ __typename: 'DeleteAccountSuccess' });

      const exit = once(gateway, 'close');
      gateway.kill('SIGTERM');
      expect(await exit).toEqual([0, null]);
      expect(stdout).toContain('"outcome":"DELETED"');
      expect(stdout + stderr).not.toContain(CANARY);
      await expect(
        promisify(execFile)(process.execPath, JSON.parse(check ?? '[]').slice(1), { env }),
      ).rejects.toThrow();
    } finally {
      gateway.kill('SIGKILL');
      rmSync(volume, { recursive: true });
    }
    expect(filesIn(folder)).toEqual(before);
  });
});

function probedPaths(): string[] {
  const { containers } = parse(read('deploy/kubernetes/deployment.yaml')).spec.template.spec;
  const probes = containers.flatMap((container: Record<string, unknown>) =>
    Object.keys(container)
      .filter((name) => name.endsWith('Probe'))
      .map((name) => container[name]),
  );
  return probes.map(({ httpGet }: { httpGet: { path: string } }) => httpGet.path);
}
