import { GraphQLError } from 'graphql';
import type { AuditedRefusal } from '../../../access/audit.ts';
import { refusalOf } from '../../../accounts/account-reader.ts';
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

/** `Query.accountDeletion`: the record of the caller's own deletion. */
export function createAccountDeletionResolver({
  findDeletion,
  identify,
}: AccountDeletionResolverDeps): NonNullable<QueryResolvers['accountDeletion']> {
  return async (_root, { provider, idempotencyKey }, { requestId, access, audit }) => {
    const leave = await access(provider, 'accounts:read');
    const { caller } = leave;
    const refused = (why: Pick<AuditedRefusal, 'reason' | 'claim'>, accountId: string | null = null) =>
      audit.refused({ ...why, operation: 'accountDeletion', provider, accountId, caller });
    if (leave.kind === 'denied') {
      refused(leave);
      return readValue(refusalOf(leave));
    }
    if (checkIdempotencyKey(idempotencyKey) !== null) {
      refused({ reason: 'bad_input' });
      return null; // no deletion can have it
    }

    const found = await findDeletion(identify(provider, leave.caller, idempotencyKey)).catch(asError);
    if (found === null) return null;
    const { status, accountId, attempts, outcome, retryAfterMs } = found;
    if (!leave.covers(accountId)) {
      refused({ reason: 'wrong_account', claim: 'accounts' }, accountId);
      throw readError('FORBIDDEN', 'The token is not for this account.');
    }
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
