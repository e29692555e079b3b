import type { DeletionDeps } from './deps.ts';
import { OwnRecord, type Verdict } from './own-record.ts';
import { providerOf } from './provider-port.ts';
import type { DueRecord } from './reconcile.ts';
import { keptForMs } from './record.ts';
import { settleRecord } from './settle-record.ts';

/** What a person found out about a lost answer: the account is gone, or the delete was never executed. */
export type Resolution = 'gone' | 'not-executed';

export type ResolveDeps = Pick<
  DeletionDeps,
  'ledger' | 'vault' | 'cache' | 'providers' | 'clock' | 'newOwner' | 'onFault' | 'settings'
>;

/**
 * Ends a lost answer as a person says: a gone account is settled as a success, and where nothing was executed the key is
 * free, as if it had never been used. It refuses a record that a run owns, or whose lost requests may still be at work.
 *
 * @returns `taken-over` with what stands in the way
 */
export async function resolveLostAnswer(
  deps: ResolveDeps,
  { id, standing }: DueRecord,
  resolution: Resolution,
): Promise<Verdict> {
  const { ledger, clock, newOwner, onFault } = deps;
  const own = new OwnRecord({ ledger, clock, id, owner: newOwner(), onFault });
  const verdict = await own.look(standing);
  if (verdict.kind !== 'done') return verdict;
  if (resolution === 'not-executed') return own.release(null);
  const deletion = providerOf(deps.providers, id.provider).deletionWithoutDetails;
  const outcome = { code: 'DELETED', evidence: 'ATTESTED', deletion } as const;
  return settleRecord(deps, id, own, outcome, keptForMs(own.record));
}
