import { GraphQLError } from 'graphql';
import type { Denial } from '../../../access/access.ts';
import { refusalOf } from '../../../accounts/account-source.ts';
import type { FindDeletion } from '../../../deletion/find-deletion.ts';
import type { Identify } from '../../../deletion/identity.ts';
import { checkIdempotencyKey } from '../../../deletion/input.ts';
import { LedgerUnavailableError, UnreadableRecordError } from '../../../deletion/ledger.ts';
import type { QueryResolvers } from '../../generated.ts';
import { readValue } from '../../read-value.ts';
import { toDeleteAccountResult } from '../../to-delete-account-result.ts';

export interface AccountDeletionResolverDeps {
  readonly findDeletion: FindDeletion;
  readonly identify: Identify;
}

/** `Query.accountDeletion`: what became of a deletion of the caller's. */
export function createAccountDeletionResolver({
  findDeletion,
  identify,
}: AccountDeletionResolverDeps): NonNullable<QueryResolvers['accountDeletion']> {
  return async (_root, { provider, idempotencyKey }, { requestId, authorize, audit }) => {
    const asking = { operation: 'accountDeletion', provider } as const;
    const deny = (denial: Denial, accountId: string | null) => {
      const { reason, claim, caller } = denial;
      audit.refused({ ...asking, accountId, reason, claim, caller });
      return readValue<never>(refusalOf(denial));
    };
    const grant = await authorize(provider, 'accounts:read');
    if (grant.kind === 'denied') return deny(grant, null);
    const { caller } = grant;
    if (checkIdempotencyKey(idempotencyKey) !== null) {
      audit.refused({ ...asking, accountId: null, reason: 'bad_input', caller });
      return null; // no deletion can have it
    }

    const found = await findDeletion(identify(provider, caller, idempotencyKey)).catch(asError);
    if (found === null) return null;
    const { status, accountId, attempts, outcome, retryAfterMs } = found;
    const mayRead = await authorize(provider, 'accounts:read', accountId);
    if (mayRead.kind === 'denied') return deny(mayRead, accountId);
    const asked = { provider, accountId, idempotencyKey, requestId };
    return {
      status,
      accountId,
      attempts,
      startedAt: new Date(found.startedAt).toISOString(),
      lastCheckedAt: dateTime(found.lastCheckedAt),
      nextCheckAt: dateTime(found.nextCheckAt),
      retry: outcome === null ? 'SAME_KEY' : null,
      retryAfterMs,
      result: outcome === null ? null : toDeleteAccountResult({ outcome, replayed: true }, asked),
    };
  };
}

const dateTime = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

function asError(fault: unknown): never {
  if (fault instanceof LedgerUnavailableError) throw readError(fault.code, 'The ledger cannot be reached now.');
  if (fault instanceof UnreadableRecordError) throw readError(fault.code, 'The record cannot be read.');
  throw fault;
}

const readError = (code: string, message: string) => new GraphQLError(message, { extensions: { code } });
