import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { report } from './report.ts';
import type { Results } from './results.ts';
import { ROOT } from './workshop.ts';

const PAGE = join(ROOT, 'docs/performance.md');
const LATEST = join(ROOT, 'bench/results/latest.json');
const BEGIN = '<!-- The last full run, written by `npm run bench`: -->';
const END = '<!-- End of the last full run. -->';

/** Keeps the results of a full run. */
export function keepResults(results: Results): void {
  mkdirSync(dirname(LATEST), { recursive: true });
  writeFileSync(LATEST, `${JSON.stringify(results, null, 2)}\n`);
  writePage();
}

/** Writes the last full run into `docs/performance.md`. */
export function writePage(): void {
  const results = JSON.parse(readFileSync(LATEST, 'utf8')) as Results;
  const page = readFileSync(PAGE, 'utf8');
  const [before, behind] = [page.split(BEGIN)[0], page.split(END)[1]];
  if (before === undefined || behind === undefined) throw new Error(`${PAGE} has lost its markers`);
  writeFileSync(PAGE, `${before}${BEGIN}\n\n${report(results)}\n\n${END}${behind}`);
}
