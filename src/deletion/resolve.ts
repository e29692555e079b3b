import type { DeletionDeps } from './deps.ts';
import { OwnRecord, type Verdict } from './own-record.ts';
import { providerOf } from './provider.ts';
import { type DueRecord, keptFor } from './reconcile.ts';

/** What a person found out about a lost answer: the account is gone, or the delete was never executed. */
export type Resolution = 'gone' | 'not-executed';

export type ResolveDeps = Pick<
  DeletionDeps,
  'ledger' | 'vault' | 'providers' | 'clock' | 'newOwner' | 'onFault' | 'settings'
>;

/**
 * Ends a lost answer by the word of a person: a gone account is settled as a success, and where nothing was executed the
 * key is as if it had never been used. Only what could be looked at can be ended so: nobody runs it, and every lost request
 * has had its time.
 *
 * @returns `taken-over` with what stands in the way
 */
export async function resolve(
  { ledger, vault, providers, clock, newOwner, onFault, settings }: ResolveDeps,
  { id, standing }: DueRecord,
  resolution: Resolution,
): Promise<Verdict> {
  const own = new OwnRecord({ ledger, clock, id, owner: newOwner(), onFault });
  const verdict = await own.look(standing);
  if (verdict.kind !== 'done') return verdict;
  if (resolution === 'not-executed') return own.release(null);
  const { accountId, attempts } = own.record;
  const deletion = providerOf(providers, id.provider).untoldDeletion;
  const outcome = { code: 'DELETED', evidence: 'ATTESTED', deletion } as const;
  const sealed = vault.seal(id, { accountId, attempts, outcome });
  return own.settle(sealed, keptFor({ settings, providers }, id.provider, own.record));
}
