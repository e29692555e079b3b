import type { AccountProvider, Evidence } from './deletion.ts';
import type { DeletionDeps } from './deps.ts';
import { type DeletionId, idOf } from './ledger.ts';
import { openRows } from './open-rows.ts';
import type { Outcome } from './outcome.ts';
import { OwnRecord, type Standing } from './own-record.ts';
import type { Sighting } from './provider.ts';
import { type DeletionRecord, leaseLeft, quietLeft, recordIn } from './record.ts';

/** What one look came to. Public: values of a metric's label. */
export const LOOK_RESULTS = ['deleted', 'present', 'unreadable', 'refused', 'other-credential', 'overtaken'] as const;
export type LookResult = (typeof LOOK_RESULTS)[number];

/** A look at the account of a lost answer. */
export interface Look {
  readonly id: DeletionId;
  readonly accountId: string;
  readonly requestId: string;
  readonly result: LookResult;
  /** What settled the deletion; null: it is as unknown as before. */
  readonly evidence: Evidence | null;
}

export interface ReconcileDeps
  extends Pick<
    DeletionDeps,
    'ledger' | 'vault' | 'cache' | 'providers' | 'clock' | 'newOwner' | 'onFault' | 'settings'
  > {
  readonly hashCredential: (credential: string) => string;
  readonly newRequestId: () => string;
}

/** Due rows of which one is looked at: more than one, so that several processes seldom choose the same. */
const CHOICE = 20;

/**
 * Looks what became of one lost answer that was sent under the gateway's own credential, and settles it when the account is
 * gone. It never sends a delete: nobody waits for it any more, and the account may be wanted again. Whoever asks with the
 * key meanwhile takes the record over, and this look is dropped.
 */
export async function look(
  deps: ReconcileDeps,
  { id, standing }: DueRecord,
  credential: string,
): Promise<Look & { readonly retryAfterMs?: number | undefined }> {
  const { ledger, clock, onFault } = deps;
  const { accountId } = standing.record;
  const requestId = deps.newRequestId();
  const own = new OwnRecord({ ledger, clock, id, owner: deps.newOwner(), onFault });
  const seen = (result: LookResult, evidence: Evidence | null = null) => ({
    id,
    accountId,
    requestId,
    result,
    evidence,
  });

  if ((await own.look(standing)).kind !== 'done') return seen('overtaken');
  const sighting = await deps.providers[id.provider]
    .readBack({ accountId, credential, requestId, timeoutMs: deps.settings.providerTimeoutMs })
    .catch((fault: unknown): Sighting => {
      onFault(fault);
      return { kind: 'unreadable' };
    });
  switch (sighting.kind) {
    case 'deleted':
      return settle('OBSERVED', { code: 'DELETED', evidence: 'OBSERVED', deletion: sighting.deletion });
    case 'absent': {
      // Another credential may not see an account that exists.
      if (own.record.credential !== deps.hashCredential(credential)) return seen('other-credential');
      const deletion = deps.providers[id.provider].untoldDeletion;
      return settle('ABSENT', { code: 'DELETED', evidence: 'ABSENT', deletion });
    }
    case 'present':
      return seen('present');
    case 'unreadable':
      return { ...seen(sighting.refused === true ? 'refused' : 'unreadable'), retryAfterMs: sighting.retryAfterMs };
  }

  async function settle(evidence: Evidence, outcome: Outcome): Promise<Look> {
    const { attempts } = own.record;
    const sealed = deps.vault.seal(id, { accountId, attempts, outcome });
    const keptForMs = keptFor(deps, id.provider, own.record);
    const verdict = await own.settle(sealed, keptForMs);
    if (verdict.kind !== 'done') return seen('overtaken');
    await deps.cache.set(id, sealed, keptForMs);
    return seen('deleted', evidence);
  }
}

/** As long as the record would have been kept, so that the caller who comes back finds the answer. */
export function keptFor(
  { settings, providers }: Pick<ReconcileDeps, 'settings' | 'providers'>,
  provider: AccountProvider,
  record: DeletionRecord,
): number {
  const left = record.expiresAt - record.writtenAt;
  return Math.max(left, settings.replayTtlMs, providers[provider].forgetsAfterMs);
}

export interface DueRecord {
  readonly id: DeletionId;
  readonly standing: Standing;
}

/** From where on there may be lost answers of a provider, in Unix milliseconds: those before were of no use to it. */
export interface Bookmark {
  from: number;
}

/** How late a row may be seen that comes due at once, in milliseconds. */
const SEEN_WITHIN_MS = 60_000;

/**
 * Chooses a lost answer of a provider that is due; otherwise tells when the next one is, as far as that can be seen, in
 * milliseconds.
 *
 * @param random a number in [0, 1)
 * @param bookmark where the last choice began: rows of another provider, which may be thousands, are not read again each time
 * @throws LedgerUnavailableError
 */
export async function chooseDue(
  { ledger, onFault }: Pick<ReconcileDeps, 'ledger' | 'onFault'>,
  provider: AccountProvider,
  random: number,
  bookmark: Bookmark = { from: 0 },
): Promise<DueRecord | { readonly nextInMs: number | null }> {
  const due: DueRecord[] = [];
  let [candidates, first, nextInMs] = [0, Infinity, null as number | null];
  for await (const { name, row, time } of openRows(ledger, bookmark.from, 10 * CHOICE)) {
    const dueAt = Number(row.dueAt);
    const isNow = dueAt <= time.now;
    first = Math.min(first, time.now - SEEN_WITHIN_MS);
    if (candidates >= CHOICE || (!isNow && candidates > 0)) break;
    const id = idOf(name);
    if (id?.provider !== provider) continue;
    if (!isNow) {
      nextInMs = dueAt - time.now;
      break;
    }
    try {
      const record = recordIn({ row });
      if (record.heldBy === 'gateway' && record.expiresAt > time.now) {
        candidates += 1;
        first = Math.min(first, dueAt);
        // Where a clock may be set, a process that has just started has not yet watched the time pass.
        const unwatchedMs = Math.max(leaseLeft(record, time), quietLeft(record, time));
        if (unwatchedMs === 0) due.push({ id, standing: { record, time } });
        else nextInMs = Math.min(nextInMs ?? Infinity, unwatchedMs);
      }
    } catch (fault) {
      onFault(fault);
    }
  }
  if (first !== Infinity) bookmark.from = Math.max(bookmark.from, first);
  return due[Math.floor(random * due.length)] ?? { nextInMs };
}
