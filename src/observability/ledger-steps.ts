import type { Ledger } from '../deletion/ledger.ts';

/** The steps of a ledger that deletions and look-ups take. Public: values of the label `operation`. */
export const LEDGER_STEPS = ['claim', 'dispatch', 'release', 'lose', 'settle', 'read'] as const;
export type LedgerStep = (typeof LEDGER_STEPS)[number];

/** Takes a step of the ledger and sees how it goes. */
export type AroundStep = <Result>(operation: LedgerStep, step: () => Promise<Result>) => Promise<Result>;

/** The same ledger, with something around each of those steps. */
export function aroundSteps(ledger: Ledger, around: AroundStep): Ledger {
  const wrap =
    <Args extends readonly unknown[], Result>(operation: LedgerStep, step: (...args: Args) => Promise<Result>) =>
    (...args: Args) =>
      around(operation, () => step(...args));
  return {
    claim: wrap('claim', ledger.claim),
    dispatch: wrap('dispatch', ledger.dispatch),
    release: wrap('release', ledger.release),
    lose: wrap('lose', ledger.lose),
    settle: wrap('settle', ledger.settle),
    read: wrap('read', ledger.read),
    secret: ledger.secret,
    ping: ledger.ping,
    close: ledger.close,
  };
}
