import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { drawProfile } from './profile.ts';
import { type Plan, round, type Spread, TARGETS, verdict } from './results.ts';
import type { Results } from './run.ts';
import { ROOT } from './workshop.ts';

const PAGE = join(ROOT, 'docs/performance.md');
const CHART = join(ROOT, 'docs/performance.svg');
const LATEST = join(ROOT, 'bench/results/latest.json');

/** For the arithmetic of many deletions: how busy a core may be, what is kept how long, and what a store holds. */
const BUSY = 0.6;
const MANY_PER_SECOND = 100_000;
const KEPT_HOURS = 25;
const STORES = { postgres: { name: 'PostgreSQL', gb: 2_000 }, redis: { name: 'Redis', gb: 64 } };

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

/** A run as it is in JSON: every figure rounded, null where there is none. */
export const kept = (results: Results): Results =>
  JSON.parse(JSON.stringify(results, (_name, value) => (typeof value === 'number' ? round(value) : value)));

/** Why these results must not be written; null when they may be. */
export function unfit({ rounds_counted: counted, rounds_measured: measured }: Results, plan: Plan): string | null {
  if (plan.name === 'smoke') return 'This was a smoke run.';
  return counted >= plan.rounds ? null : `The floor moved too much: ${counted} of ${measured} rounds count.`;
}

/** Writes the results of a full run, and the page and its chart from them. */
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

function whereAndWhen(results: Results): string {
  const { date, commit, machine, plan, seconds, rounds_counted, rounds_measured, left_out } = results;
  const facts = [
    date,
    `commit \`${commit}\``,
    `${machine.cpu}, ${machine.cores} cores`,
    `Node ${machine.node}`,
    `${seconds} s`,
    machine.pinned ? 'what is measured on one core, the rest on another' : 'NOT pinned: no way to do it here',
    `${text(rounds_counted)} of ${text(rounds_measured)} rounds count`,
    `in them the floor moved by ${text(results.floor_moved && results.floor_moved * 100)} %`,
  ];
  const smoke = plan === 'smoke' ? ['**A smoke run: its figures mean nothing.**'] : [];
  const missing = Object.entries(left_out).map(([name, why]) => `**Left out: ${name}** – ${why}`);
  return [facts.join(' · '), ...smoke, ...missing].join('\n\n');
}

function oneProcess(results: Results): string {
  const { figures, overload, bytes_per_record: bytes, ratios, cold_start_ms: starts } = results;
  const { forward_sqlite: forward, replay } = figures;
  const titles: Readonly<Record<string, string>> = { image: 'the image', forward_sqlite: '`npm start`' };
  return table('one process on one core, SQLite | ', [
    ['deletions a second, at most', forward?.rps],
    ['… processor time of one, µs', forward?.cpu_us_spread],
    ['replays a second, at most', replay?.rps],
    ['… processor time of one, µs', replay?.cpu_us_spread],
    ['a deletion at 500/s: p50, p99, ms', [forward?.p50_ms_at_rate, forward?.p99_ms_at_rate]],
    ['a page of 20 accounts, processor time, ms', ratios.page_cpu_ms],
    ['50 entities, processor time, ms', ratios.entities_50_cpu_ms],
    ['memory of the image after start, MB', results.rss_mb_after_start],
    [`… after each eighth of ${text(results.deletions)} deletions`, results.rss_mb_after_each_eighth],
    ['… of 1,000 idle connections', results.idle_connections_1000_mb],
    ['… of 500 deletions that wait for a provider', results.waiting_deletions_500_mb],
    ['a record, bytes: SQLite, PostgreSQL, Redis', [bytes.sqlite, bytes.postgres, bytes.redis]],
    [`${text(overload?.callers)} callers at once: deletions a second`, overload?.deleted_rps],
    ['… refused a second', overload?.refused_rps],
    ['… p99 of the deletions, ms', overload?.p99_ms],
    ['… who ask again at once: deletions a second', overload?.deleted_rps_hasty],
    ['… refused a second', overload?.refused_rps_hasty],
    ['… memory grown by, MB', overload?.rss_growth_mb],
    ...Object.entries(starts).map(([name, ms]) => {
      return [`start to first answer, ms: ${titles[name] ?? figures[name]?.title}`, ms];
    }),
  ]);
}

function targetTable({ ratios, rss_mb_after_200k }: Results): string {
  const measured = { ...ratios, rss_mb_after_200k };
  const rows = TARGETS.map(([name, sign, bound, title]) => {
    return [title, `${sign} ${bound}`, measured[name], verdict(measured[name], sign, bound)];
  });
  return table('target |  | measured | ', rows);
}

function variantTable({ figures }: Results): string {
  const rows = Object.values(figures).map((of) => {
    const atRate = [of.rate, of.p50_ms_at_rate, of.p99_ms_at_rate];
    return [of.title, of.rps, of.cpu_us_spread, of.p50_ms, of.p99_ms, ...atRate, of.rss_mb_after_start];
  });
  return table(' | req/s (min–max) | CPU µs (min–max) | p50 ms | p99 ms | at req/s | p50 ms | p99 ms | RSS MB', rows);
}

function growthTables(results: Results): string {
  if (results.growth.length === 0) return 'Not measured.';
  const measured = results.growth.map(({ ledger, processes, rps, gateway_cpu_us, store_cpu_us }) => {
    return [`${STORES[ledger].name}, ${processes}`, rps, gateway_cpu_us, store_cpu_us];
  });
  const carried = alone(results).map(({ name, gateway, store }) => [name, 1e6 / gateway, 1e6 / store, gateway / store]);
  return [
    table('ledger, processes | deletions/s | gateways, CPU µs a deletion | store, CPU µs a deletion', measured),
    '',
    table(
      'ledger | deletions/s of a gateway’s core | of a store’s core | gateways that fill a core of the store',
      carried,
    ),
  ].join('\n');
}

function manyDeletions(results: Results): string {
  const cores = (micros: number) => Math.ceil((MANY_PER_SECOND * micros) / 1e6 / BUSY);
  const rows = alone(results).map(({ name, gateway, store, bytes, gb }) => {
    const held = (MANY_PER_SECOND * KEPT_HOURS * 3_600 * bytes) / 1e9;
    const [byCpu, byRoom] = [cores(store), Math.ceil(held / gb)];
    return [name, cores(gateway), byCpu, held / 1_000, byRoom, Math.max(byCpu, byRoom)];
  });
  const room = `servers for the room (${STORES.redis.gb} GB of Redis, ${STORES.postgres.gb / 1_000} TB of PostgreSQL)`;
  const headings = `ledger | gateways | cores of stores | TB of records | ${room} | shards`;
  return rows.length === 0 ? 'Not measured.' : table(headings, rows);
}

/** What a deletion costs with a single process on each store, in µs of processor time, and the room for its record. */
const alone = ({ growth, bytes_per_record }: Results) =>
  growth
    .filter(({ processes, gateway_cpu_us }) => processes === 1 && Number.isFinite(gateway_cpu_us))
    .map(({ ledger, gateway_cpu_us: gateway, store_cpu_us: store }) => {
      return { ...STORES[ledger], gateway, store, bytes: bytes_per_record[ledger] };
    });

/** Null in what was kept, NaN before: not measured. */
type Cell = string | number | Spread | readonly Cell[] | null | undefined;

/** @param headings divided by bars, as in the table */
function table(headings: string, rows: readonly (readonly Cell[])[]): string {
  const [first = [], ...rest] = [headings.split(' | '), ...rows].map((cells) => cells.map(text));
  const widths = first.map((_, n) => Math.max(3, ...[first, ...rest].map((cells) => cells[n]?.length ?? 0)));
  const line = (cells: readonly string[]) => {
    return `| ${widths.map((width, n) => cells[n]?.[n === 0 ? 'padEnd' : 'padStart'](width)).join(' | ')} |`;
  };
  const rule = line(widths.map((width, n) => (n === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)));
  return [line(first), rule, ...rest.map(line)].join('\n');
}

function text(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return Number.isNaN(cell) ? '–' : round(cell).toLocaleString('en-US');
  if (cell == null) return '–';
  if ('median' in cell) return cell.median == null ? '–' : `${text(cell.median)} (${text(cell.min)}–${text(cell.max)})`;
  return cell.map(text).join(', ');
}
