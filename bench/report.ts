import type { Figures, Results } from './results.ts';
import { measuredOf, TARGETS, targetText, verdict } from './targets.ts';

const NONE = '–';
const HEADINGS = ['', 'req/s', '(min–max)', 'p50 ms', 'p99 ms', 'at req/s', 'p50 ms', 'p99 ms', 'CPU µs', 'RSS MB'];

const RUN: Readonly<Record<Results['plan'], string>> = {
  full: 'Full run',
  quick: 'Quick run, too short to be quoted',
  smoke: 'Smoke run, with fewer records and deletions than the table says: its figures mean nothing',
};

/** The whole run as Markdown, which is what `docs/performance.md` shows and people read on the terminal. */
export function report(results: Results): string {
  const { machine, figures, left_out: leftOut, cold_start_ms: coldStart } = results;
  const pinned = machine.pinned ? 'gateway on one core, the rest on another' : 'NOT pinned: this machine has no way';
  const parts = [
    `${results.date} · commit \`${results.commit}\` · ${machine.cpu}, ${machine.cores} cores · Node ${machine.node}`,
    `${RUN[results.plan]}, ${results.seconds} s · ${pinned}`,
    table(HEADINGS, Object.values(figures).map(row)),
    table(['target', '', 'measured', ''], targetRows(results)),
    table(
      ['cold start to the first answer', 'ms', '(min–max)'],
      Object.entries(coldStart).map(([name, ms]) => [
        figures[name]?.title ?? name,
        ms.median.toFixed(0),
        `${ms.min.toFixed(0)}–${ms.max.toFixed(0)}`,
      ]),
    ),
    memory(results),
    ...Object.entries(leftOut).map(([name, why]) => `**Left out: ${name}** – ${why}`),
  ];
  return parts.join('\n\n');
}

function row(of: Figures): string[] {
  const { rps } = of;
  return [
    of.title,
    grouped(rps.median),
    `${grouped(rps.min)}–${grouped(rps.max)}`,
    text(of.p50_ms),
    text(of.p99_ms),
    text(of.rate),
    text(of.p50_ms_at_rate),
    text(of.p99_ms_at_rate),
    text(of.cpu_us_per_request),
    text(of.rss_mb_after_start),
  ];
}

function targetRows(results: Results): string[][] {
  return TARGETS.map((target) => [
    target.title,
    targetText(target),
    text(measuredOf(target.name, results)),
    verdict(target, results),
  ]);
}

function memory(results: Results): string {
  const steps = results.rss_mb_after_each_eighth.map(text).join(', ');
  return [
    `Memory of a gateway on SQLite over ${grouped(results.deletions)} deletions:`,
    `${text(results.rss_mb_after_start)} MB after start, then after each eighth ${steps} MB.`,
    `A settled record takes ${results.ledger_bytes_per_record} bytes in the SQLite file, index included.`,
  ].join(' ');
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, n) =>
    Math.max(3, ...[heading, ...rows.map((cells) => cells[n] ?? '')].map(length)),
  );
  const line = (cells: readonly string[]) => `| ${cells.map((cell, n) => pad(cell, widths[n] ?? 0, n)).join(' | ')} |`;
  const rules = widths.map((width, n) => (n === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(headings), line(rules), ...rows.map(line)].join('\n');
}

const length = (value: string) => [...value].length;

const pad = (value: string, width: number, column: number) => {
  const blanks = ' '.repeat(Math.max(0, width - length(value)));
  return column === 0 ? value + blanks : blanks + value;
};

const text = (value: number | null) => (value === null ? NONE : grouped(value));

const grouped = (value: number) =>
  value.toLocaleString('en-US', { maximumSignificantDigits: 3 + (value >= 1000 ? 3 : 0) });
