import type { QueryResolvers } from '../../generated.ts';
import { readValue } from '../../read-value.ts';

/** `Query.account`: one account, as its provider has it now. */
export const account: NonNullable<QueryResolvers['account']> = async (
  _root,
  { provider, accountId },
  { accountReads },
) => readValue(await accountReads.account(provider, accountId));
