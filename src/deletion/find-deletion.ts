import type { DeletionDeps } from './deps.ts';
import type { DeletionId } from './ledger.ts';
import type { Outcome } from './outcome.ts';
import { look } from './own-record.ts';
import { leaseLeft } from './record.ts';

/** What the ledger knows of a deletion. */
export interface FoundDeletion {
  /** Somebody owns it; it has its answer; or its answer was lost and nobody owns it. */
  readonly status: 'RUNNING' | 'SETTLED' | 'UNKNOWN';
  readonly accountId: string;
  /** Null until settled. */
  readonly outcome: Outcome | null;
  /** Unix time in milliseconds. */
  readonly startedAt: number;
  /** Delete requests sent so far. */
  readonly attempts: number;
}

/**
 * Looks a deletion up and changes nothing; null when it is absent. Rejects with `LedgerUnavailableError`, or with
 * `UnreadableRecordError` when there is a record that cannot be understood.
 */
export type FindDeletion = (id: DeletionId) => Promise<FoundDeletion | null>;

export function createFindDeletion({ ledger, vault }: Pick<DeletionDeps, 'ledger' | 'vault'>): FindDeletion {
  return async (id) => {
    const found = await look(ledger, id);
    if (found === null || found.record.expiresAt <= found.time.now) return null;
    const { accountId, startedAt, attempts, settlement } = found.record;
    const known = { accountId, startedAt, attempts };
    if (settlement !== null) return { ...known, status: 'SETTLED', outcome: vault.open(id, settlement).outcome };
    const isOwned = leaseLeft(found.record, found.time) > 0;
    return { ...known, status: isOwned ? 'RUNNING' : 'UNKNOWN', outcome: null };
  };
}
