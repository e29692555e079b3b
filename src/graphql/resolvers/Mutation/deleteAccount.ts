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

/** The most characters of a key that an answer repeats: as many as a key may have. */
const MAX_KEY_LENGTH = 255;

/** `Mutation.deleteAccount`: decides which key counts, checks input and caller, and runs the deletion. */
export function createDeleteAccountResolver(
  deps: DeleteAccountResolverDeps,
): NonNullable<MutationResolvers['deleteAccount']> {
  return async (_root, { input }, { requestId, authorize, headerKey, audit }) => {
    const { provider, accountId } = input;
    const { key: idempotencyKey, refusal: keyRefusal } = keyOf(input, headerKey, deps.requireIdempotencyKey);
    const asked = { provider, accountId, idempotencyKey: shortened(idempotencyKey), requestId };
    const grant = await authorize(provider, 'accounts:delete', accountId);
    const badId = checkAccountId(accountId);
    const refused = (failure: Failure, reason: RefusalReason, claim: string | null = null) => {
      const { caller } = grant;
      const logged = badId === null ? accountId : null; // what cannot be an id may be any text, and long
      audit.refused({ reason, claim, operation: 'deleteAccount', provider, accountId: logged, caller });
      return toDeleteAccountResult({ outcome: failure, replayed: false }, asked);
    };

    const refusal = keyRefusal ?? badId;
    if (refusal !== null) return refused(refusal, 'bad_input');
    if (grant.kind === 'denied') return refused(refusedHere(grant.code, grant.message), grant.reason, grant.claim);

    const answer = await deps.deleteAccount({
      id: deps.identify(provider, grant.caller, idempotencyKey),
      accountId,
      idempotencyKey: grant.upstreamKey(idempotencyKey, accountId),
      credential: grant.credential,
      heldBy: grant.heldBy,
      requestId,
    });
    return toDeleteAccountResult(answer, asked);
  };
}

/** A key as the answer repeats it: whole, unless it is too long to be one. A request may hold 90 kB of it. */
const shortened = (key: string): string =>
  key.length > MAX_KEY_LENGTH ? `${key.slice(0, MAX_KEY_LENGTH).toWellFormed()}…` : key;

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
