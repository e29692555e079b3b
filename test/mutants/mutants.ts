import { abuseMutants } from './abuse-mutants.ts';
import { accessMutants } from './access-mutants.ts';
import { boundaryMutants } from './boundary-mutants.ts';
import { configMutants } from './config-mutants.ts';
import { coreMutants } from './core-mutants.ts';
import { deployMutants } from './deploy-mutants.ts';
import { ledgerMutants } from './ledger-mutants.ts';
import { providerMutants } from './provider-mutants.ts';
import { reconcileMutants } from './reconcile-mutants.ts';
import { storeMutants } from './store-mutants.ts';

/** One deliberate mistake in the code. A test suite that does not notice it does not test the rule. */
export interface Mutant {
  readonly id: string;
  /** The rule that it breaks, in a few words. */
  readonly breaks: string;
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** The test files of which at least one must fail. */
  readonly tests: readonly string[];
}

export const MUTANTS: readonly Mutant[] = [
  ...coreMutants,
  ...ledgerMutants,
  ...storeMutants,
  ...reconcileMutants,
  ...boundaryMutants,
  ...providerMutants,
  ...accessMutants,
  ...configMutants,
  ...deployMutants,
  ...abuseMutants,
];

/** The file with the mistake in it. Throws unless the text to replace is there exactly once. */
export function mutate(source: string, { id, file, find, replace }: Mutant): string {
  const found = source.split(find).length - 1;
  if (found !== 1) throw new Error(`${id}: the text to replace is ${found} times in ${file}, not once`);
  return source.replace(find, () => replace);
}

/** The table of `docs/mutants.md`. */
export function mutantsTable(): string {
  const name = (test: string) => test.replace(/^test\//, '').replace(/\.test\.ts$/, '');
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const rows = MUTANTS.map(
    ({ id, breaks, tests }) => `| \`${id}\` | ${cell(breaks)} | ${tests.map(name).join(', ')} |`,
  );
  return ['| mutant | the rule it breaks | caught by |', '| --- | --- | --- |', ...rows].join('\n');
}
