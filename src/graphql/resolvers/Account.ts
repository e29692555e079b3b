import type { Account as AccountModel, SingleReadFields } from '../../accounts/account.ts';
import { fromGlobalId, toGlobalId } from '../account-id.ts';
import type { RequestContext } from '../context.ts';
import type { AccountResolvers } from '../generated.ts';
import { readValue } from '../read-value.ts';

/** `Account`: its global id, its references from other subgraphs, and the fields that a list does not hold. */
export const Account: AccountResolvers = {
  __resolveReference: async (reference, { accountReads }) => {
    const named = nameOf(reference);
    return named === null ? null : readValue(await accountReads.account(named.provider, named.accountId));
  },

  id: ({ provider, accountId }) => toGlobalId(provider, accountId),

  entity: fromSingleRead('entity'),
  accountDetails: fromSingleRead('accountDetails'),
  pinnedStatus: fromSingleRead('pinnedStatus'),
  counterpartiesSummary: fromSingleRead('counterpartiesSummary'),
  complianceStatus: fromSingleRead('complianceStatus'),
  otherFields: fromSingleRead('otherFields'),
};

/** A field that a list does not hold: the account is read singly, so that the field is the same in a list, too. */
function fromSingleRead<Field extends keyof SingleReadFields>(field: Field) {
  return async (
    { provider, accountId, singleRead }: AccountModel,
    _args: unknown,
    { accountReads }: RequestContext,
  ): Promise<NonNullable<SingleReadFields[Field]> | null> => {
    const fields = singleRead ?? readValue(await accountReads.account(provider, accountId))?.singleRead;
    return fields?.[field] ?? null;
  };
}

/** Which account a reference names, by either of the keys. It is JSON that has not been checked. */
function nameOf({ id, provider, accountId }: Readonly<Record<string, unknown>>) {
  if (typeof id === 'string') return fromGlobalId(id);
  return typeof provider === 'string' && typeof accountId === 'string' ? { provider, accountId } : null;
}
