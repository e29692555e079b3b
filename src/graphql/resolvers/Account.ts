import type { AccountAlone, Account as AccountModel } from '../../accounts/account.ts';
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

  entity: toldAlone('entity'),
  accountDetails: toldAlone('accountDetails'),
  pinnedStatus: toldAlone('pinnedStatus'),
  counterpartiesSummary: toldAlone('counterpartiesSummary'),
  complianceStatus: toldAlone('complianceStatus'),
  otherFields: toldAlone('otherFields'),
};

/** A field that a list does not hold: the account is read singly, so that the field is the same in a list, too. */
function toldAlone<Field extends keyof AccountAlone>(field: Field) {
  return async (
    { provider, accountId, alone }: AccountModel,
    _args: unknown,
    { accountReads }: RequestContext,
  ): Promise<AccountAlone[Field] | null> => {
    const told = alone ?? readValue(await accountReads.account(provider, accountId))?.alone;
    return told?.[field] ?? null;
  };
}

/** Which account a reference names, by either of the keys. It is JSON that has not been checked. */
function nameOf({ id, provider, accountId }: Readonly<Record<string, unknown>>) {
  if (typeof id === 'string') return fromGlobalId(id);
  return typeof provider === 'string' && typeof accountId === 'string' ? { provider, accountId } : null;
}
