import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

/** A room of the house is a folder of `src/`; a file at the top stands for itself. */
const roomOf = (file: string): string => (file.includes('/') ? (file.split('/', 1)[0] ?? '') : file);

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('generated.ts'),
);

const imports: readonly Import[] = files.flatMap((from) => {
  const text = readFileSync(join(SRC, from), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, specifier = '']) => specifier);
  return specifiers.map((specifier) => ({
    from,
    to: specifier.startsWith('.') ? relative(SRC, join(SRC, from, '..', specifier)) : specifier,
  }));
});

/** What each room may import of the other rooms; itself always. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  deletion: [],
  // Who may do what at a provider, and as whom: by the caller's own credential, or by a token.
  access: ['deletion'],
  // Reading accounts: the port, its types, and the rules of a read – as `deletion` is for deleting them.
  accounts: ['access', 'deletion'],
  ledger: ['deletion', 'observability'],
  // What is kept of a settled deletion: sealed in the ledger, and cached in front of it.
  settlements: ['deletion', 'json'],
  // JSON whose numbers keep their digits.
  json: [],
  providers: ['deletion', 'accounts', 'json'],
  // Whose lines and metrics say who was refused, and why.
  observability: ['access', 'deletion'],
  graphql: ['access', 'deletion', 'accounts'],
  http: ['access', 'graphql', 'deletion'],
  // The simulations of the providers, together.
  sandbox: ['access', 'config', 'http', 'providers'],
  // What people do by hand, on the same ledger and by the same steps.
  operator: ['access', 'clock.ts', 'config', 'deletion', 'ledger', 'observability', 'providers', 'settlements'],
  'clock.ts': ['deletion'],
  // Two settings for each provider.
  config: ['providers'],
  'gateway.ts': [
    'access',
    'accounts',
    'clock.ts',
    'config',
    'deletion',
    'graphql',
    'http',
    'ledger',
    'observability',
    'providers',
    'settlements',
  ],
  // The life of a gateway process.
  'run.ts': ['config', 'deletion', 'gateway.ts', 'http', 'observability'],
  // What people start.
  bin: ['access', 'config', 'graphql', 'http', 'operator', 'providers', 'run.ts', 'sandbox'],
};

/** The files that each circle of imports goes through: Tarjan's strongly connected components of more than one file. */
function importCircles(all: readonly Import[]): string[][] {
  const importsOf = Map.groupBy(all, ({ from }) => from);
  const found = new Map<string, { index: number; low: number; open: boolean }>();
  const path: string[] = [];
  const circles: string[][] = [];

  function visit(file: string) {
    const state = { index: found.size, low: found.size, open: true };
    found.set(file, state);
    path.push(file);
    for (const { to } of importsOf.get(file) ?? []) {
      const other = found.get(to);
      if (other === undefined) state.low = Math.min(state.low, visit(to).low);
      else if (other.open) state.low = Math.min(state.low, other.index);
    }
    if (state.low === state.index) {
      const members = path.splice(path.indexOf(file));
      for (const member of members) (found.get(member) as typeof state).open = false;
      if (members.length > 1) circles.push(members.sort());
    }
    return state;
  }
  for (const file of importsOf.keys()) if (!found.has(file)) visit(file);
  return circles;
}

describe('the search for circles', () => {
  it.each([
    [['a>b', 'b>c', 'c>a', 'd>a'], [['a', 'b', 'c']]],
    [['a>b', 'a>c', 'b>d', 'c>d'], []],
    [
      ['a>b', 'b>a', 'b>c', 'c>d', 'd>c'],
      [
        ['c', 'd'],
        ['a', 'b'],
      ],
    ],
  ])('finds in %j the circles %j', (arrows, circles) => {
    const all = arrows.map((arrow) => ({ from: arrow.slice(0, 1), to: arrow.slice(2) }));
    expect(importCircles(all)).toEqual(circles);
  });
});

describe('each file', () => {
  it('can be read in one sitting: 200 lines at most', () => {
    const lines = (file: string) => readFileSync(join(SRC, file), 'utf8').trimEnd().split('\n').length;
    expect(files.filter((file) => lines(file) > 200)).toEqual([]);
  });

  it('has a name of its own, but for what each provider has, and for resolvers: they have the names of the schema', () => {
    const named = files
      .filter((file) => !/^(providers\/[^/]+|graphql\/resolvers)\//.test(file))
      .map((file) => file.split('/').at(-1));
    expect(named.filter((name, at) => named.indexOf(name) !== at)).toEqual([]);
  });
});

describe('the rooms of the house', () => {
  it('are all known', () => {
    expect(new Set(files.map(roomOf))).toEqual(new Set(Object.keys(MAY_IMPORT)));
  });

  it.each(Object.entries(MAY_IMPORT))('%s imports itself and %j', (room, allowed) => {
    const foreign = imports
      .filter(({ from, to }) => roomOf(from) === room && to.endsWith('.ts'))
      .filter(({ to }) => roomOf(to) !== room && !allowed.includes(roomOf(to)));
    expect(foreign).toEqual([]);
  });

  it('no file imports itself, not even through others or for a type', () => {
    expect(importCircles(imports)).toEqual([]);
  });

  it('config knows of the providers what their folders say, and not how they are asked', () => {
    const ofProviders = imports.filter(({ from, to }) => roomOf(from) === 'config' && roomOf(to) === 'providers');
    expect(ofProviders).toEqual([{ from: 'config/provider-settings.ts', to: 'providers/index.ts' }]);
    const asks = (file: string) => /^providers\/(http\/(?!http-request)|create-providers)/.test(file);
    const loaded = new Set(['providers/index.ts']);
    for (const file of loaded) {
      const text = readFileSync(join(SRC, file), 'utf8');
      const values = [...text.matchAll(/^import (?!type)[^;]*?from '(\.[^']+)'/gm)].map(([, to = '']) => to);
      for (const to of values) loaded.add(relative(SRC, join(SRC, file, '..', to)));
    }
    expect([...loaded].filter(asks)).toEqual([]);
    expect([...loaded].filter((file) => file.includes('/simulation/'))).toEqual([]);
  });

  it('only lists, simulations and their own folder name a provider', () => {
    const NAMES = /sequence|nuvion/i;
    const text = (file: string) => readFileSync(join(SRC, file), 'utf8').replaceAll(/^\s*(\/\*\*|\*|\/\/).*$/gm, '');
    const foreign = files.filter((file) => !/^providers\/(sequence|nuvion)\//.test(file) && NAMES.test(text(file)));
    expect(foreign.sort()).toEqual([
      'operator/help.ts', // examples that can be pasted
      'providers/index.ts', // the one line
    ]);
  });

  it('the deletion core uses no library, and of Node only its hashes', () => {
    const outside = imports.filter(({ from, to }) => roomOf(from) === 'deletion' && !to.endsWith('.ts'));
    expect(outside).toEqual([{ from: 'deletion/identity.ts', to: 'node:crypto' }]);
  });

  it('only graphql/ imports generated code', () => {
    const users = imports.filter(({ to }) => to.endsWith('generated.ts')).map(({ from }) => roomOf(from));
    expect(new Set(users)).toEqual(new Set(['graphql']));
  });

  it('each library is used in its own room', () => {
    const HOME: Readonly<Record<string, string>> = {
      got: 'providers',
      undici: 'providers',
      dataloader: 'accounts',
      jose: 'access',
      keyv: 'settlements',
      redis: 'ledger',
      pg: 'ledger',
      'node:sqlite': 'ledger',
      pino: 'observability',
      'prom-client': 'observability',
      '@opentelemetry/api': 'observability',
      zod: 'config',
      graphql: 'graphql',
      '@apollo/subgraph': 'graphql',
    };
    const strays = imports.filter(({ from, to }) => HOME[to] !== undefined && HOME[to] !== roomOf(from));
    expect(strays).toEqual([]);
  });

  it('the OpenTelemetry SDK is used in one file, which is loaded only when traces are exported', () => {
    const sdk = imports.filter(({ to }) => to.startsWith('@opentelemetry/') && to !== '@opentelemetry/api');
    expect(new Set(sdk.map(({ from }) => from))).toEqual(new Set(['observability/trace-sdk.ts']));
    const users = imports.filter(({ to }) => to === 'observability/trace-sdk.ts');
    expect(users).toEqual([{ from: 'observability/export-traces.ts', to: 'observability/trace-sdk.ts' }]);
    expect(readFileSync(join(SRC, 'observability/export-traces.ts'), 'utf8')).toContain(
      "await import('./trace-sdk.ts')",
    );
  });

  it.each(['read-once', 'postgres-ledger', 'redis-ledger', 'token-access'])(
    '%s.ts is loaded only when it is needed',
    (lazy) => {
      const texts = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => readFileSync(join(SRC, file), 'utf8'));
      expect(texts.filter((text) => new RegExp(`^import (?!type)[^;]*/${lazy}\\.ts'`, 'm').test(text))).toEqual([]);
      expect(texts.filter((text) => new RegExp(`import\\('[^']*/${lazy}\\.ts'\\)`).test(text))).toHaveLength(1);
    },
  );

  it('nothing reads the environment but where the process starts', () => {
    const readers = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && readFileSync(join(SRC, file), 'utf8').includes('process.env'))
      .sort();
    expect(readers).toEqual(['bin/deletions.ts', 'bin/sandbox.ts', 'bin/start.ts']);
  });
});
