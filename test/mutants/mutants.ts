import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { abuseMutants } from './abuse-mutants.ts';
import { accessMutants } from './access-mutants.ts';
import { answerMutants } from './answer-mutants.ts';
import { auditMutants } from './audit-mutants.ts';
import { callerMutants } from './caller-mutants.ts';
import type { Change } from './change.ts';
import { clientMutants } from './client-mutants.ts';
import { configMutants } from './config-mutants.ts';
import { coreMutants } from './core-mutants.ts';
import { deployMutants } from './deploy-mutants.ts';
import { documentMutants } from './document-mutants.ts';
import { ledgerMutants } from './ledger-mutants.ts';
import { operatorMutants } from './operator-mutants.ts';
import { overloadMutants } from './overload-mutants.ts';
import { type Planted, plant } from './plant.ts';
import { providerTextMutants } from './provider-text-mutants.ts';
import { publishedMutants } from './published-mutants.ts';
import { reconcileMutants } from './reconcile-mutants.ts';
import { recordMutants } from './record-mutants.ts';
import { recoveryMutants } from './recovery-mutants.ts';
import { runEndsMutants } from './run-ends-mutants.ts';
import { sendMutants } from './send-mutants.ts';
import { storeMutants } from './store-mutants.ts';
import { parse } from './syntax.ts';

/** One deliberate mistake in the code. A test suite that does not notice it does not test the rule. */
export interface Mutant {
  readonly id: string;
  /** The rule that it breaks, in a few words. */
  readonly breaks: string;
  readonly change: Change;
  /** The test files of which at least one must fail. */
  readonly tests: readonly string[];
}

export const MUTANTS: readonly Mutant[] = [
  ...coreMutants,
  ...recoveryMutants,
  ...runEndsMutants,
  ...recordMutants,
  ...ledgerMutants,
  ...storeMutants,
  ...reconcileMutants,
  ...operatorMutants,
  ...sendMutants,
  ...answerMutants,
  ...providerTextMutants,
  ...callerMutants,
  ...accessMutants,
  ...auditMutants,
  ...configMutants,
  ...deployMutants,
  ...abuseMutants,
  ...overloadMutants,
  ...documentMutants,
  ...publishedMutants,
  ...clientMutants,
];

/** Where a name is looked for. */
const PLACES = ['src/**/*.ts', 'deploy/**/*.ts', 'client/src/**/*.ts'];

/** Gives each file with its mistake in it, from the code that is under `root` now. */
export function plantIn(root: string): (mutant: Mutant) => Planted {
  const read = (file: string) => readFileSync(join(root, file), 'utf8');
  const files = globSync(PLACES, { cwd: root }).map((file) => file.replaceAll('\\', '/'));
  const sources = files.map((file) => parse(file, read(file)));
  return ({ change }) => plant(change, sources, read);
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
