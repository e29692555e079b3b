import type { Ledger } from '../deletion/ledger.ts';

/** Public: the values of the label `operation`. */
export const LEDGER_OPERATIONS = ['read', 'write'] as const;
export type LedgerOperation = (typeof LEDGER_OPERATIONS)[number];

/** Runs `use`, an operation on the ledger, and may observe it. */
export type AroundOperation = <Result>(operation: LedgerOperation, use: () => Promise<Result>) => Promise<Result>;

/** The same ledger, with `around` around each read and each write. */
export function aroundOperations(ledger: Ledger, around: AroundOperation): Ledger {
  return {
    read: (name) => around('read', () => ledger.read(name)),
    compareAndSet: (name, change) => around('write', () => ledger.compareAndSet(name, change)),
    expired: ledger.expired,
    open: ledger.open,
    scan: ledger.scan,
    identity: ledger.identity,
    ping: ledger.ping,
    close: ledger.close,
  };
}
