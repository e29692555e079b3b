import type { ProviderName } from './deletion.ts';
import type { DeletionDeps } from './deps.ts';
import type { DeletionId } from './ledger.ts';
import { inProgress, type Outcome } from './outcome.ts';
import { providerOf } from './provider-port.ts';
import { readRecord } from './read-record.ts';
import { type DeletionRecord, isOver, leaseLeft } from './record.ts';
import { helpsAfter } from './recovery.ts';

/** What the ledger has of a deletion. */
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
  /** When the gateway last looked for the account by itself, in Unix milliseconds; null: not since the last delete. */
  readonly lastCheckedAt: number | null;
  /** When it does next, in Unix milliseconds; null: it does not. */
  readonly nextCheckAt: number | null;
  /** How long until another request with this key can help, in milliseconds; null: at any time, or it is settled. */
  readonly retryAfterMs: number | null;
}

/**
 * Looks a deletion up, and changes nothing; null when it is absent.
 *
 * @throws LedgerUnavailableError, UnreadableRecordError
 */
export type FindDeletion = (id: DeletionId) => Promise<FoundDeletion | null>;

export interface FindDeletionDeps extends Pick<DeletionDeps, 'ledger' | 'vault' | 'providers'> {
  /** The gateway's own credentials. Where callers bring theirs there is none, and the gateway cannot look by itself. */
  readonly credentials: ReadonlyMap<ProviderName, string>;
}

export function createFindDeletion({ ledger, vault, providers, credentials }: FindDeletionDeps): FindDeletion {
  /** A look that is overdue comes next. */
  const nextCheckAt = ({ heldBy, dueAt, expiresAt }: DeletionRecord, provider: ProviderName, now: number) => {
    const looks = heldBy === 'gateway' && credentials.has(provider) && dueAt !== null && dueAt < expiresAt;
    return looks ? Math.max(dueAt, now) : null;
  };

  return async (id) => {
    const found = await readRecord(ledger, id);
    if (found === null || isOver(found.record, found.time)) return null;
    const { record, time } = found;
    const { accountId, startedAt, attempts, settlement, lookedAt: lastCheckedAt } = record;
    const known = { accountId, startedAt, attempts, lastCheckedAt };
    if (settlement !== null) {
      const { outcome } = vault.open(id, settlement);
      return { ...known, status: 'SETTLED', outcome, nextCheckAt: null, retryAfterMs: null };
    }
    const open = { ...known, outcome: null, nextCheckAt: nextCheckAt(record, id.provider, time.now) };
    const leftMs = leaseLeft(record, time);
    if (leftMs > 0) return { ...open, status: 'RUNNING', retryAfterMs: inProgress(leftMs).retryAfterMs ?? null };
    return {
      ...open,
      status: 'UNKNOWN',
      retryAfterMs: helpsAfter(record, providerOf(providers, id.provider), time) ?? null,
    };
  };
}
