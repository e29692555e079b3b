import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, type Bench, launch, warmUp } from './measure.ts';
import { FORWARD } from './variants.ts';

/** Where the time of one deletion goes: in µs in all, and what each part takes of it, the largest first. */
export interface Profile {
  readonly us_per_deletion: number;
  readonly parts: readonly { readonly part: string; readonly us: number }[];
}

export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  /** In µs, each since the sample before. */
  readonly timeDeltas: readonly number[];
}

const HTTP = 'HTTP with the caller';

/** Which code belongs to which part; what is in none, such as Node's own, belongs to the part that called it. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/^\(garbage collector\)$/, 'collecting garbage'],
  [/^\(program\)$/, 'kernel and runtime'],
  [/\/src\/http\/|node_modules\/cors\//, HTTP],
  [/\/src\/graphql\/|node_modules\/(@apollo|@graphql-tools|@escape\.tech|graphql)\//, 'GraphQL'],
  [/\/src\/(deletion|access|accounts|clock|run|gateway)/, 'the rules of a deletion'],
  [/\/src\/(ledger|settlements)\/|node_modules\/(pg|redis|@redis|keyv)/, 'the ledger'],
  [/\/src\/(providers|json)\/|node_modules\/(undici|got)\//, 'the request to the provider'],
  [/\/src\/observability\/|node_modules\/(pino|prom-client|@opentelemetry)/, 'log lines, metrics, tracing'],
];

/**
 * The gateway on SQLite at saturation, with V8's sampling profiler, all threads: the time in which they are at work or wait
 * for the disk.
 */
export async function profileDeletions(bench: Bench): Promise<Profile | null> {
  const folder = bench.workshop.path('profile');
  const running = await launch(
    bench,
    { ...FORWARD, name: 'profile' },
    { nodeOptions: ['--cpu-prof', `--cpu-prof-dir=${folder}`] },
  );
  if (running === null) return null;
  await warmUp(running, bench.plan);
  const { seconds, requests } = await ask(running, { forMs: 2 * bench.plan.saturationMs });
  for (const server of running.servers) await server.stop();
  const files = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as CpuProfile);
  return profileOf(files, seconds, requests);
}

/** @param lastSeconds only the end of each file counts: before it, the gateway starts and is warmed up */
export function profileOf(files: readonly CpuProfile[], lastSeconds: number, deletions: number): Profile {
  const micros = new Map<string, number>();
  for (const { nodes, samples, timeDeltas } of files) {
    const parts = partsOf(nodes);
    let rest = lastSeconds * 1e6;
    for (let n = samples.length - 1; n >= 0 && rest > 0; n -= 1) {
      const [part, delta] = [parts.get(samples[n] ?? 0), timeDeltas[n] ?? 0];
      rest -= delta;
      if (part !== undefined) micros.set(part, (micros.get(part) ?? 0) + delta);
    }
  }
  const all = [...micros.values()].reduce((sum, each) => sum + each, 0);
  const parts = [...micros].map(([part, each]) => ({ part, us: Math.round(each / deletions) }));
  return { us_per_deletion: Math.round(all / deletions), parts: parts.sort((a, b) => b.us - a.us) };
}

/** The part of each node of the call tree; none for a process that waits. */
function partsOf(nodes: CpuProfile['nodes']): ReadonlyMap<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parts = new Map<number, string>();
  const visit = (id: number, inherited: string): void => {
    const node = byId.get(id);
    if (node === undefined || node.callFrame.functionName === '(idle)') return;
    const { url, functionName } = node.callFrame;
    const own = PARTS.find(([pattern]) => pattern.test(url === '' ? functionName : url))?.[1];
    parts.set(id, own ?? inherited);
    for (const child of node.children ?? []) visit(child, own ?? inherited);
  };
  const [root] = nodes;
  if (root !== undefined) visit(root.id, HTTP);
  return parts;
}

const [WIDTH, LEFT, BAR, ROW] = [720, 230, 400, 34];
const COLOUR = '#3b6ea5';

/** A bar for each part. */
export function drawProfile({ us_per_deletion: inAll, parts }: Profile): string {
  const longest = Math.max(...parts.map(({ us }) => us));
  const height = 60 + parts.length * ROW;
  const rows = parts.map(({ part, us }, n) => {
    const y = 50 + n * ROW;
    const width = Math.max(1, Math.round((us / longest) * BAR));
    return [
      `<text x="${LEFT - 10}" y="${y + 17}" text-anchor="end">${part}</text>`,
      `<rect x="${LEFT}" y="${y}" width="${width}" height="24" fill="${COLOUR}"/>`,
      `<text x="${LEFT + width + 8}" y="${y + 17}">${us} µs · ${Math.round((us / inAll) * 100)} %</text>`,
    ].join('');
  });
  const title = `Where the time of one deletion goes: ${inAll} µs, SQLite at FULL`;
  const size = `width="${WIDTH}" height="${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="sans-serif" font-size="14">`,
    `<title>${title}</title>`,
    `<rect ${size} fill="#ffffff"/>`,
    `<text x="20" y="30" font-size="16" font-weight="bold">${title}</text>`,
    ...rows,
    '</svg>\n',
  ].join('\n');
}
