import { listAccounts } from '../../../accounts/list-accounts.ts';
import type { QueryResolvers } from '../../generated.ts';
import { readValue } from '../../read-value.ts';

/** `Query.accounts`: a page of a provider's list, as a Relay connection. */
export const accounts: NonNullable<QueryResolvers['accounts']> = async (
  _root,
  { provider, first = null, after = null },
  { accountReads, audit },
) => {
  const list = await listAccounts(accountReads, { provider, first, after });
  // The reads themselves audit their refusals.
  if (list.kind === 'refused' && list.code === 'BAD_USER_INPUT') {
    audit.refused({ reason: 'bad_input', operation: 'accounts', provider, accountId: null, caller: null });
  }
  const { edges, hasNext } = readValue(list);
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: hasNext,
      hasPreviousPage: after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
};
