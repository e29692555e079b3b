import { readdirSync, readFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import { join } from 'node:path';
import { ask, type Bench, launch, warmUp } from './measure.ts';
import { FORWARD } from './variants.ts';

/** Where the time of one deletion goes: in µs in all, and what each part takes of it, the largest first. */
export type Profile = ReturnType<typeof profileOf>;

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
export async function profileDeletions(bench: Bench) {
  const folder = bench.workshop.path('profile');
  const nodeOptions = ['--cpu-prof', `--cpu-prof-dir=${folder}`];
  const running = await launch(bench, { ...FORWARD, name: 'profile' }, { nodeOptions });
  await warmUp(running, bench.plan);
  const { seconds, requests } = await ask(running, { forMs: 2 * bench.plan.saturationMs });
  await running.stop();
  const files = readdirSync(folder).map(
    (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Profiler.Profile,
  );
  return profileOf(files, seconds, requests);
}

/** @param lastSeconds only the end of each file counts: before it, the gateway starts and is warmed up */
export function profileOf(files: readonly Profiler.Profile[], lastSeconds: number, deletions: number) {
  const micros = new Map<string, number>();
  for (const { nodes, samples = [], timeDeltas = [] } of files) {
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
function partsOf(nodes: Profiler.Profile['nodes']): ReadonlyMap<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parts = new Map<number, string>();
  const visit = (id: number | undefined, inherited: string): void => {
    const node = byId.get(id ?? 0);
    if (node === undefined || node.callFrame.functionName === '(idle)') return;
    const { url, functionName } = node.callFrame;
    const part = PARTS.find(([pattern]) => pattern.test(url === '' ? functionName : url))?.[1] ?? inherited;
    parts.set(node.id, part);
    for (const child of node.children ?? []) visit(child, part);
  };
  visit(nodes[0]?.id, HTTP);
  return parts;
}

/** As SVG, a bar for each part. */
export function drawProfile({ us_per_deletion: inAll, parts }: Profile): string {
  const [width, height, left, longestBar] = [720, 60 + parts.length * 34, 230, 400];
  const longest = Math.max(...parts.map(({ us }) => us));
  const bars = parts.map(({ part, us }, n) => {
    const [y, bar] = [50 + n * 34, Math.max(1, Math.round((us / longest) * longestBar))];
    return `<text x="${left - 10}" y="${y + 17}" text-anchor="end">${part}</text>
<rect x="${left}" y="${y}" width="${bar}" height="24" fill="#3b6ea5"/>
<text x="${left + bar + 8}" y="${y + 17}">${us} µs · ${Math.round((us / inAll) * 100)} %</text>`;
  });
  const title = `Where the time of one deletion goes: ${inAll} µs, SQLite at FULL`;
  const attributes = `viewBox="0 0 ${width} ${height}" role="img" font-family="sans-serif" font-size="14"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ${attributes}>
<title>${title}</title>
<rect width="${width}" height="${height}" fill="#ffffff"/>
<text x="20" y="30" font-size="16" font-weight="bold">${title}</text>
${bars.join('\n')}
</svg>
`;
}
