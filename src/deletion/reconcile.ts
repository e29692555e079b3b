import { goneAs } from './conclude.ts';
import type { Evidence, ProviderName } from './deletion.ts';
import type { DeletionDeps } from './deps.ts';
import { type DeletionId, idOf } from './ledger.ts';
import { openRows } from './open-rows.ts';
import type { Deleted } from './outcome.ts';
import { OwnRecord } from './own-record.ts';
import { providerOf } from './provider-port.ts';
import { readBack } from './read-back.ts';
import type { Standing } from './read-record.ts';
import { keptForMs, leaseLeft, quietLeft } from './record.ts';
import { recordIn } from './record-row.ts';
import { settleRecord } from './settle-record.ts';
import { UnreachableCaseError } from './unreachable-case.ts';

/** The result of one look. Public: values of a metric's label. */
export const LOOK_RESULTS = ['deleted', 'present', 'unreadable', 'refused', 'other-credential', 'overtaken'] as const;
export type LookResult = (typeof LOOK_RESULTS)[number];

/** A look of the gateway itself at the account of a lost answer. */
export interface Look {
  readonly id: DeletionId;
  readonly accountId: string;
  readonly requestId: string;
  readonly result: LookResult;
  /** What settled the deletion; null: its outcome is still unknown. */
  readonly evidence: Evidence | null;
}

export interface ReconcileDeps extends Omit<DeletionDeps, 'random'> {
  readonly newRequestId: () => string;
}

/** How many due rows one is chosen from: several, so that two processes seldom choose the same. */
const CHOICE = 20;

/**
 * Looks what became of one lost answer whose request was sent under the gateway's own credential, and settles it when the
 * account is gone. It never sends a delete: nobody waits for it any more, and the account may be wanted again. A caller who
 * asks with the key meanwhile takes the record over, and the result of this look is dropped.
 *
 * @param credential the gateway's own, as the value of `Authorization`
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
  const seen = (result: LookResult, evidence: Evidence | null = null): Look => ({
    id,
    accountId,
    requestId,
    result,
    evidence,
  });

  if ((await own.look(standing)).kind !== 'done') return seen('overtaken');
  const provider = providerOf(deps.providers, id.provider);
  const call = { accountId, credential, requestId, timeoutMs: deps.settings.providerTimeoutMs };
  const sighting = await readBack(provider, call, onFault);
  switch (sighting.kind) {
    case 'absent':
      // Another credential may not see an account that exists.
      if (own.record.credential !== deps.hashCredential(credential)) return seen('other-credential');
      return settle(goneAs(sighting, provider));
    case 'deleted':
      return settle(goneAs(sighting, provider));
    case 'present':
      return seen('present');
    case 'unreadable':
      return { ...seen(sighting.refused === true ? 'refused' : 'unreadable'), retryAfterMs: sighting.retryAfterMs };
    default:
      throw new UnreachableCaseError(sighting);
  }

  async function settle(outcome: Deleted): Promise<Look> {
    // As long as the record would have been kept, so that the caller who comes back finds the answer.
    const verdict = await settleRecord(deps, id, own, outcome, keptForMs(own.record));
    return verdict.kind === 'done' ? seen('deleted', outcome.evidence) : seen('overtaken');
  }
}

/** A lost answer that may be looked at. */
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
 * Chooses an unknown deletion of a provider that is due. If there is none, returns when the next one is due, if known, in
 * milliseconds.
 *
 * @param random a number in [0, 1)
 * @param bookmark where the last choice began: rows of another provider, which may be thousands, are not read again each time
 * @throws LedgerUnavailableError
 */
export async function chooseDue(
  { ledger, onFault }: Pick<ReconcileDeps, 'ledger' | 'onFault'>,
  provider: ProviderName,
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
