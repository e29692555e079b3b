import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { drawProfile } from './profile.ts';
import { type Figures, measuredOf, type Results, TARGETS, verdict } from './results.ts';
import type { Growth } from './scenarios.ts';
import { ROOT } from './servers.ts';

const PAGE = join(ROOT, 'docs/performance.md');
const CHART = join(ROOT, 'docs/performance.svg');
const LATEST = join(ROOT, 'bench/results/latest.json');

/** For the arithmetic of many deletions: how busy a core may be, what is kept how long, and what a store holds. */
const BUSY = 0.6;
const MANY_PER_SECOND = 100_000;
const KEPT_HOURS = 25;
const GB_OF_STORE = { postgres: 2_000, redis: 64 };

/** The parts of `docs/performance.md` that a run writes, by the names that they have in the page. */
const BLOCKS: Readonly<Record<string, (results: Results) => string>> = {
  run: whereAndWhen,
  process: oneProcess,
  targets: targetTable,
  variants: variantTable,
  profile: ({ profile }) =>
    profile === null ? 'Not measured.' : '![Where the time of a deletion goes](performance.svg)',
  growth: growthTables,
  many: manyDeletions,
};

/** The whole run as Markdown, which is what `docs/performance.md` shows and people read on the terminal. */
export const report = (results: Results): string =>
  Object.values(BLOCKS)
    .map((block) => block(results))
    .join('\n\n');

/** Keeps the results of a full run, and writes the page and its chart from them. */
export function keepResults(results: Results): void {
  mkdirSync(dirname(LATEST), { recursive: true });
  writeFileSync(LATEST, `${JSON.stringify(results, null, 2)}\n`);
  writePage();
}

export function writePage(): void {
  const results = JSON.parse(readFileSync(LATEST, 'utf8')) as Results;
  if (results.profile !== null) writeFileSync(CHART, drawProfile(results.profile));
  writeFileSync(PAGE, filledIn(readFileSync(PAGE, 'utf8'), results));
}

/** @throws Error when the page has lost the marks of a block */
export function filledIn(page: string, results: Results): string {
  return Object.entries(BLOCKS).reduce((text, [name, block]) => {
    const [begin, end] = [`<!-- bench: ${name} -->\n`, `<!-- bench: end of ${name} -->`];
    const [before, rest = ''] = text.split(begin);
    const behind = rest.split(end)[1];
    if (before === undefined || behind === undefined) throw new Error(`The page has lost the marks of "${name}"`);
    return `${before}${begin}\n${block(results)}\n\n${end}${behind}`;
  }, page);
}

function whereAndWhen({ date, commit, machine, plan, seconds, floor_moved, left_out }: Results): string {
  const pinned = machine.pinned
    ? 'what is measured on one core, the rest on another'
    : 'NOT pinned: no way to do it here';
  const moved = floor_moved === null ? 'the floor was not watched' : `the floor moved by ${percent(floor_moved)}`;
  const smoke = plan === 'smoke' ? ['**A smoke run: its figures mean nothing.**'] : [];
  return [
    `${date} · commit \`${commit}\` · ${machine.cpu}, ${machine.cores} cores · Node ${machine.node} · ${seconds} s · ${pinned} · ${moved}`,
    ...smoke,
    ...Object.entries(left_out).map(([name, why]) => `**Left out: ${name}** – ${why}`),
  ].join('\n\n');
}

function oneProcess(results: Results): string {
  const { figures, overload, bytes_per_record: bytes, rss_mb_after_each_eighth: rss, cold_start_ms: starts } = results;
  const [forward, replay] = [figures.forward_sqlite, figures.replay];
  const rows = [
    ['deletions a second, at most', spread(forward?.rps)],
    ['… processor time of one, µs', spread(forward?.cpu_us_spread)],
    ['replays a second, at most', spread(replay?.rps)],
    ['… processor time of one, µs', spread(replay?.cpu_us_spread)],
    ['a deletion at 500/s: p50, p99, ms', `${text(forward?.p50_ms_at_rate)}, ${text(forward?.p99_ms_at_rate)}`],
    ['a page of 20 accounts, processor time, ms', text(results.ratios.page_cpu_ms)],
    ['50 entities, processor time, ms', text(results.ratios.entities_50_cpu_ms)],
    ['memory after start, MB', text(results.rss_mb_after_start)],
    [`… after each eighth of ${grouped(results.deletions)} deletions`, rss.map(text).join(', ')],
    ['… of 1,000 idle connections', text(results.idle_connections_1000_mb)],
    ['… of 500 deletions that wait for a provider', text(results.waiting_deletions_500_mb)],
    ['a record, bytes: SQLite, PostgreSQL, Redis', [bytes.sqlite, bytes.postgres, bytes.redis].map(text).join(', ')],
    [`${text(overload?.callers)} callers at once: deletions a second`, text(overload?.deleted_rps)],
    ['… refused a second', text(overload?.refused_rps)],
    ['… p99 of the deletions, ms', text(overload?.p99_ms)],
    ['… who ask again at once: deletions a second', text(overload?.deleted_rps_hasty)],
    ['… refused a second', text(overload?.refused_rps_hasty)],
    ['… memory grown by, MB', text(overload?.rss_growth_mb)],
    ...Object.entries(starts).map(([name, ms]) => [`start to first answer, ms: ${titleOf(name, figures)}`, spread(ms)]),
  ];
  return table(['one process on one core, SQLite', ''], rows);
}

const titleOf = (name: string, figures: Results['figures']) =>
  name === 'image' ? 'the image' : name === 'forward_sqlite' ? '`npm start`' : (figures[name]?.title ?? name);

function targetTable(results: Results): string {
  const rows = TARGETS.map((target) => [
    target.title,
    'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`,
    text(measuredOf(target.name, results)),
    verdict(target, results),
  ]);
  return table(['target', '', 'measured', ''], rows);
}

function variantTable({ figures }: Results): string {
  const headings = [
    '',
    'req/s (min–max)',
    'CPU µs (min–max)',
    'p50 ms',
    'p99 ms',
    'at req/s',
    'p50 ms',
    'p99 ms',
    'RSS MB',
  ];
  const row = (of: Figures) => [
    of.title,
    spread(of.rps),
    spread(of.cpu_us_spread),
    ...[of.p50_ms, of.p99_ms, of.rate, of.p50_ms_at_rate, of.p99_ms_at_rate, of.rss_mb_after_start].map(text),
  ];
  return table(headings, Object.values(figures).map(row));
}

function growthTables({ growth }: Results): string {
  if (growth.length === 0) return 'Not measured.';
  const measured = growth.map((row) => [
    `${NAMES[row.ledger]}, ${row.processes}`,
    ...[row.rps, row.gateway_cpu_us, row.store_cpu_us].map(text),
  ]);
  const carried = alone(growth).map(({ ledger, gateway, store }) => [
    NAMES[ledger],
    grouped(1e6 / gateway),
    grouped(1e6 / store),
    text(gateway / store),
  ]);
  return [
    table(['ledger, processes', 'deletions/s', 'gateways, CPU µs a deletion', 'store, CPU µs a deletion'], measured),
    table(
      ['ledger', 'deletions/s of a gateway’s core', 'of a store’s core', 'gateways that fill a core of the store'],
      carried,
    ),
  ].join('\n\n');
}

function manyDeletions({ growth, bytes_per_record }: Results): string {
  const records = MANY_PER_SECOND * KEPT_HOURS * 3_600;
  const rows = alone(growth).map(({ ledger, gateway, store }) => {
    const gb = (records * (bytes_per_record[ledger] ?? Number.NaN)) / 1e9;
    const cores = (micros: number) => Math.ceil((MANY_PER_SECOND * micros) / 1e6 / BUSY);
    const [byCpu, byRoom] = [cores(store), Math.ceil(gb / GB_OF_STORE[ledger])];
    return [NAMES[ledger], ...[cores(gateway), byCpu, gb / 1_000, byRoom, Math.max(byCpu, byRoom)].map(grouped)];
  });
  const room = `servers for the room (${GB_OF_STORE.redis} GB of Redis, ${GB_OF_STORE.postgres / 1_000} TB of PostgreSQL)`;
  return rows.length === 0
    ? 'Not measured.'
    : table(['ledger', 'gateways', 'cores of stores', 'TB of records', room, 'shards'], rows);
}

const NAMES = { postgres: 'PostgreSQL', redis: 'Redis' };

/** What a deletion costs with a single process on each store, in µs of processor time. */
function alone(growth: readonly Growth[]) {
  return growth.flatMap(({ ledger, processes, gateway_cpu_us: gateway, store_cpu_us: store }) => {
    return processes === 1 && gateway !== null && store !== null ? [{ ledger, gateway, store }] : [];
  });
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((_, n) =>
    Math.max(3, ...[headings, ...rows].map((cells) => [...(cells[n] ?? '')].length)),
  );
  const pad = (cell: string, n: number) => {
    const blanks = ' '.repeat((widths[n] ?? 0) - [...cell].length);
    return n === 0 ? cell + blanks : blanks + cell;
  };
  const line = (cells: readonly string[]) => `| ${cells.map(pad).join(' | ')} |`;
  const rules = widths.map((width, n) => (n === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(headings), line(rules), ...rows.map(line)].join('\n');
}

const text = (value: number | null | undefined) => (value == null ? '–' : grouped(value));

const spread = (of: { median: number; min: number; max: number } | null | undefined) =>
  of == null ? '–' : `${grouped(of.median)} (${grouped(of.min)}–${grouped(of.max)})`;

/** Three digits, and no fraction of what has four. */
const grouped = (value: number) =>
  (value >= 1_000 ? Math.round(value) : Number(value.toPrecision(3))).toLocaleString('en-US');

const percent = (share: number) => `${Math.round(share * 100)} %`;
