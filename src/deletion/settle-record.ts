import type { DeletionDeps } from './deps.ts';
import type { DeletionId } from './ledger.ts';
import type { Outcome } from './outcome.ts';
import type { OwnRecord, Verdict } from './own-record.ts';
import { providerOf } from './provider-port.ts';

/**
 * Settles the record of a run for good, and caches the settlement once the ledger has it.
 *
 * @param atLeastMs how long the settlement must be kept at least, in milliseconds
 */
export async function settleRecord(
  { vault, cache, providers, settings }: Pick<DeletionDeps, 'vault' | 'cache' | 'providers' | 'settings'>,
  id: DeletionId,
  own: OwnRecord,
  outcome: Outcome,
  atLeastMs = 0,
): Promise<Verdict> {
  const { accountId, attempts } = own.record;
  const sealed = vault.seal(id, { accountId, attempts, outcome });
  // As long as the provider recognises the key, it would answer it for another account with this answer.
  const keptForMs = Math.max(atLeastMs, settings.replayTtlMs, providerOf(providers, id.provider).forgetsAfterMs);
  const verdict = await own.settle(sealed, keptForMs);
  if (verdict.kind === 'done') await cache.set(id, sealed, keptForMs);
  return verdict;
}
