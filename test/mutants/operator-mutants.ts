import { remove, replace, reword } from './change.ts';
import type { Mutant } from './mutants.ts';

const RESOLVE = 'test/unit/resolve.test.ts';
const BY_COMMAND = 'test/integration/deletions.test.ts';

/** Mistakes in the operator's command, and in what a person ends by hand. */
export const operatorMutants: readonly Mutant[] = [
  {
    id: 'resolved-while-it-runs',
    breaks: 'nobody looks into or ends by hand what somebody runs',
    change: remove('decide.look', 'leaseLeft(record, time) > 0'),
    tests: ['test/unit/steps.test.ts', RESOLVE],
  },
  {
    id: 'resolved-before-the-quiescence',
    breaks: 'a lost answer is looked into, or ended by hand, once its request has had its time',
    change: remove('decide', 'quietLeft(record, time) > 0'),
    tests: ['test/unit/steps.test.ts', RESOLVE],
  },
  {
    id: 'attested-named-observed',
    breaks: 'what a person vouches for has the evidence `ATTESTED`',
    change: reword('resolveLostAnswer', 'ATTESTED', 'OBSERVED'),
    tests: [RESOLVE],
  },
  {
    id: 'freed-key-stays-taken',
    breaks: 'a person says that nothing was executed: the key is free',
    change: replace('resolveLostAnswer', 'own.release(null)', 'own.lose()'),
    tests: [RESOLVE],
  },
  {
    id: 'resolves-without-a-yes',
    breaks: 'the operator’s command changes nothing without a yes',
    change: replace('resolveByHand', '!yes', 'yes === undefined'),
    tests: ['test/integration/deletions.test.ts'],
  },
  {
    id: 'recovers-without-a-pace',
    breaks: 'it reads at most one account a second',
    change: remove('recover', 'if (n > 0) await …'),
    tests: [BY_COMMAND],
  },
  {
    id: 'refused-provider-asked-on',
    breaks: 'a provider that refuses is not asked for the other accounts',
    change: remove('recover', "if (seen.result === 'refused') …"),
    tests: [BY_COMMAND],
  },
  {
    id: 'reads-settled-ones-too',
    breaks: 'where only deletions that are not settled are asked for, only those are read',
    change: replace('findAll', "among === 'open' ? openRows(ledger) : allRows(ledger)", 'allRows(ledger)'),
    tests: ['test/unit/operator.test.ts'],
  },
  {
    id: 'interrupted-question-is-a-fault',
    breaks: 'Ctrl+C and Ctrl+D at a question are a no',
    change: replace('createTerminal.ask', "lines.question(question).catch(() => '')", 'lines.question(question)'),
    tests: ['test/e2e/deletions-by-hand.test.ts'],
  },
  {
    id: 'gone-at-a-removed-provider',
    breaks: 'resolve --gone says that this version does not have the provider, before it asks or writes',
    change: remove('resolveByHand', "if (resolution === 'gone') assertProvider(tools, found)"),
    tests: [BY_COMMAND],
  },
];
