import { randomUUID } from 'node:crypto';
import type { RefusalReason } from '../../../access/audit.ts';
import type { DeleteAccount } from '../../../deletion/delete-account.ts';
import type { Identify } from '../../../deletion/identity.ts';
import { badKey, checkAccountId, checkIdempotencyKey } from '../../../deletion/input.ts';
import { type Failure, refusedHere } from '../../../deletion/outcome.ts';
import type { RequestContext } from '../../context.ts';
import type { DeleteAccountInput, MutationResolvers } from '../../generated.ts';
import { toDeleteAccountResult } from '../../to-delete-account-result.ts';

export interface DeleteAccountResolverDeps {
  readonly deleteAccount: DeleteAccount;
  readonly identify: Identify;
  readonly requireIdempotencyKey: boolean;
}

/** As many characters as a key may have. */
const MAX_TOLD_LENGTH = 255;

/** `Mutation.deleteAccount`: settles which key counts, refuses what is not acceptable, and asks the core for the rest. */
export function createDeleteAccountResolver(
  deps: DeleteAccountResolverDeps,
): NonNullable<MutationResolvers['deleteAccount']> {
  return async (_root, { input }, { requestId, access, headerKey, audit }) => {
    const { provider, accountId } = input;
    const { key: idempotencyKey, refusal: keyRefusal } = keyOf(input, headerKey, deps.requireIdempotencyKey);
    const asked = { provider, accountId, idempotencyKey: told(idempotencyKey), requestId };
    const leave = await access(provider, 'accounts:delete');
    const badId = checkAccountId(accountId);
    const refused = (failure: Failure, reason: RefusalReason, claim: string | null = null) => {
      const { caller } = leave;
      const named = badId === null ? accountId : null; // anything may be in what cannot be an id
      audit.refused({ reason, claim, operation: 'deleteAccount', provider, accountId: named, caller });
      return toDeleteAccountResult({ outcome: failure, replayed: false }, asked);
    };

    const refusal = keyRefusal ?? badId;
    if (refusal !== null) return refused(refusal, 'bad_input');
    if (leave.kind === 'denied') return refused(refusedHere(leave.code, leave.message), leave.reason, leave.claim);
    if (!leave.covers(accountId)) return refused(NOT_COVERED, 'wrong_account', 'accounts');

    const answer = await deps.deleteAccount({
      id: deps.identify(provider, leave.caller, idempotencyKey),
      accountId,
      idempotencyKey: leave.upstreamKey(idempotencyKey, accountId),
      credential: leave.credential,
      heldBy: leave.heldBy,
      requestId,
    });
    return toDeleteAccountResult(answer, asked);
  };
}

const NOT_COVERED = refusedHere('FORBIDDEN', 'The token is not for this account.');

/** A key as it comes back in the answer: whole, unless it is too long to be one. An answer is no echo of 90 kB. */
const told = (key: string): string =>
  key.length > MAX_TOLD_LENGTH ? `${key.slice(0, MAX_TOLD_LENGTH).toWellFormed()}…` : key;

/** The field's own key, else the header's, else one made here. */
function keyOf(
  input: DeleteAccountInput,
  header: RequestContext['headerKey'],
  required: boolean,
): { readonly key: string; readonly refusal: Failure | null } {
  const given = input.idempotencyKey ?? null;
  if (given !== null) return { key: given, refusal: checkIdempotencyKey(given) };
  if (header !== null) {
    return 'refusal' in header
      ? { key: header.received, refusal: header.refusal }
      : { key: header.key, refusal: checkIdempotencyKey(header.key) };
  }
  return required
    ? { key: '', refusal: badKey('An idempotency key is required, in the input or the Idempotency-Key header.') }
    : { key: randomUUID(), refusal: null };
}
