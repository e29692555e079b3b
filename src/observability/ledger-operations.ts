import type { Ledger } from '../deletion/ledger.ts';

/** What deletions and look-ups do with a ledger. Public: values of the label `operation`. */
export const LEDGER_OPERATIONS = ['read', 'write'] as const;
export type LedgerOperation = (typeof LEDGER_OPERATIONS)[number];

/** Uses the ledger, and sees how it goes. */
export type AroundOperation = <Result>(operation: LedgerOperation, use: () => Promise<Result>) => Promise<Result>;

/** The same ledger, with something around each read and each write. */
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
