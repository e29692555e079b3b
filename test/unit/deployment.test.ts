import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '../../src/config/config.ts';
import { createMetrics } from '../../src/observability/metrics.ts';
import { PROVIDER_NAMES } from '../../src/providers/index.ts';

/** What can be checked of the deployment files and the papers without a container engine. */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const { dependencies, devDependencies, engines, scripts } = JSON.parse(read('package.json'));
const dockerfile = read('Dockerfile').replaceAll('\\\n', '');
const compose = parse(read('compose.yaml'), { merge: true });
interface Service {
  readonly build?: string;
  readonly environment: Record<string, string>;
  readonly stop_grace_period: string;
  readonly mem_limit: string;
}
const gateways = Object.values<Service>(compose.services).filter(({ build }) => build === '.');

/** Read by Node's libraries, and by the sandbox, which does not start in production. */
const NOT_OURS = ['NODE_ENV', 'NODE_OPTIONS'];
const known = [...read('src/config/config.ts').matchAll(/\b([A-Z][A-Z_]+):/g)].map(([, name = '']) => name);

const inImage = Object.fromEntries(
  [...(/^ENV (.+)$/m.exec(dockerfile)?.[1] ?? '').matchAll(/([A-Z_]+)=(\S+)/g)].map(([, name, value]) => [name, value]),
);
const environments: [string, Record<string, string>][] = [
  ['Dockerfile', inImage],
  ...gateways.map(({ environment }, n): [string, Record<string, string>] => [
    `compose.yaml, gateway ${n + 1}`,
    { ...inImage, ...filledIn(environment) },
  ]),
];

function filledIn(environment: Record<string, string>): Record<string, string> {
  const fill = (value: string) => value.replace(/\$\{[A-Z_]+(?::[?-][^}]*)?\}/g, 'y'.repeat(32));
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(value)]));
}

describe('the environment of', () => {
  it.each(environments)('%s has only variables that the gateway knows, with values that it accepts', (_, env) => {
    expect(Object.keys(env).filter((name) => !known.includes(name) && !NOT_OURS.includes(name))).toEqual([]);
    expect(() => loadConfig(env)).not.toThrow();
    expect(env).toMatchObject({ HOST: '0.0.0.0', NODE_ENV: 'production' });
  });

  it('every deployment leaves more time to stop than a drain takes', () => {
    expect(gateways).toHaveLength(2);
    for (const { stop_grace_period } of gateways) {
      expect(Number.parseInt(stop_grace_period, 10) * 1000).toBeGreaterThan(loadConfig({}).DRAIN_TIMEOUT_MS);
    }
  });
});

describe('Dockerfile', () => {
  const stages = dockerfile.split(/^(?=FROM )/m).slice(1);

  it("builds on the Node that package.json asks for, and takes the base image's own", () => {
    const major = /\d+/.exec(engines.node)?.[0];
    expect(stages.filter((stage) => !/^FROM \$\{NODE_IMAGE\}( AS \w+)?$/m.test(stage))).toEqual([]);
    expect(dockerfile).toMatch(new RegExp(`^ARG NODE_IMAGE=node:${major}-`, 'm'));
  });

  it('ends as a user with a number that is not root, with an orderly stop and a health check', () => {
    const last = stages.at(-1) ?? '';
    expect([...last.matchAll(/^USER (\d+):/gm)].at(-1)?.[1]).toMatch(/^[1-9]/);
    expect(last).toContain('STOPSIGNAL SIGTERM');
    expect(last).toContain('HEALTHCHECK');
  });

  it('bounds the heap by what the container is allowed', () => {
    expect(inImage.NODE_OPTIONS).toBe('--max-old-space-size-percentage=60');
    for (const { mem_limit } of gateways) expect(mem_limit).toBe('768m');
  });

  it('holds the bundle, and none of the packages that make it', () => {
    const last = stages.at(-1) ?? '';
    expect([...last.matchAll(/^COPY (.+)$/gm)].map(([, what]) => what)).toEqual([
      '--from=bundle /app/dist ./dist',
      'package.json ./',
      'schema ./schema',
    ]);
    expect(stages[0]).toContain('RUN npm run bundle:build');
  });

  it('starts the bundle with the options of `npm start`, also while it is built: others would need other compiled code', () => {
    const command = /^CMD (\[.+\])$/m.exec(stages.at(-1) ?? '')?.[1] ?? '[]';
    const start = scripts.start.replace('src/bin/start.ts', 'dist/gateway/start.js');
    expect(JSON.parse(command).join(' ')).toBe(start);
    const run = `RUN PORT=0 LEDGER_URL=memory: ${start} `;
    expect(dockerfile).toContain(run);
    // By the user who runs it later, and nobody can write there then.
    const users = (text = '') => [...text.matchAll(/^USER (\S+)$/gm)].map(([, user]) => user);
    const [before, after] = dockerfile.split(run);
    expect([users(before).at(-1), users(after)]).toEqual(['1000:1000', ['0:0', '1000:1000']]);
  });
});

describe('compose.yaml', () => {
  it('runs gateways that can write to their volumes only', () => {
    for (const gateway of gateways) expect(gateway).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
  });

  it('has a Redis that neither evicts nor forgets', () => {
    const command = compose.services.redis.command.join(' ');
    expect(command).toContain('--appendonly yes');
    expect(command).toContain('--maxmemory-policy noeviction');
  });
});

describe('production', () => {
  it('imports nothing that a production install leaves out', () => {
    const specifiers = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [...read(`src/${file}`).matchAll(/(?:from|import)\s*\(?\s*'([^'.][^']*)'/g)])
      .map(([, specifier = '']) => specifier)
      .filter((specifier) => !specifier.startsWith('node:'));
    const packages = specifiers.map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier);
    expect(new Set(packages).size).toBeGreaterThan(10);
    expect([...new Set(packages)].filter((name) => !(name in dependencies))).toEqual([]);
    expect(Object.keys(dependencies).filter((name) => name in devDependencies)).toEqual([]);
  });
});

describe('the papers', () => {
  const papers = ['README.md', 'SECURITY.md', 'CHANGELOG.md', ...markdownIn('docs')];

  function markdownIn(folder: string): string[] {
    const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
    return files.filter((file) => file.endsWith('.md')).map((file) => join(folder, file));
  }

  it.each(papers)('%s links to files and headings that are there', (paper) => {
    const targets = [...read(paper).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    for (const target of targets.filter((link) => !/^[a-z]+:/.test(link))) {
      const [file = '', heading] = target.split('#');
      const path = file === '' ? paper : join(dirname(paper), file);
      expect(existsSync(join(ROOT, path)), target).toBe(true);
      if (heading !== undefined) expect(headingsOf(read(path)), target).toContain(heading);
    }
  });

  it('the runbook has a place for every alert', () => {
    const { groups } = parse(read('docs/operations/alerts.yaml'));
    const rules = groups.flatMap(({ rules: some }: { rules: { annotations: Record<string, string> }[] }) => some);
    const headings = headingsOf(read('docs/runbook.md'));
    expect(rules.length).toBeGreaterThan(20);
    for (const { annotations } of rules) {
      const { pathname, hash } = new URL(annotations.runbook_url);
      expect([pathname, headings.includes(hash.slice(1))], hash).toEqual(['/accounts-gateway/runbook.md', true]);
    }
  });

  /** As they are named in links. */
  function headingsOf(text: string): string[] {
    const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase());
    return headings.map((heading) => heading.replace(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-'));
  }

  it('the page on capacity has the bounds that the code has', () => {
    const page = read('docs/operating.md');
    const bound = (file: string, name: string) =>
      Number(new RegExp(`const ${name} = ([\\d_]+);`).exec(read(file))?.[1]?.replaceAll('_', ''));
    const connections = bound('src/http/create-http-server.ts', 'MAX_CONNECTIONS').toLocaleString('en');
    expect(page).toContain(`| connections of callers | ${connections}, idle ones for 75 s |`);
    expect(page).toContain(`| deletions that run, for each provider | ${bound('src/gateway.ts', 'MAX_RUNNING')}: `);
    expect(page).toContain(
      `| PostgreSQL | ${bound('src/ledger/postgres/connections.ts', 'CONNECTIONS')} connections |`,
    );
    expect(page).toContain(`| memory | ${Number.parseInt(gateways[0]?.mem_limit ?? '', 10)} MB in the manifests; `);
  });

  it('the runbook speaks of metrics that exist', async () => {
    const exposed = await createMetrics(PROVIDER_NAMES).registry.metrics();
    const spoken = [...read('docs/runbook.md').matchAll(/\b(?:gateway|nodejs|process)_[a-z0-9_]+/g)].map(
      ([name]) => name,
    );
    const unknown = spoken.filter((name) => !exposed.includes(name.replace(/_(?:bucket|count|sum)$/, '')));
    expect(spoken.length).toBeGreaterThan(5);
    expect(unknown).toEqual([]);
  });
});
