import type { AccountDeletion, DeleteAccountAnswer } from '../answer.ts';
import type { AccountsQuery } from '../generated.ts';
import type { IntentionInput } from '../intention.ts';
import { ANSWERS } from './answers.ts';

/** What is used of MSW's `graphql.link(url)`. */
export interface MockLink<H> {
  mutation(name: string, resolver: (request: { variables: Record<string, unknown> }) => Response): H;
  query(name: string, resolver: (request: { variables: Record<string, unknown> }) => Response): H;
}

export interface HandlerOptions {
  /** The answer to a deletion; a success when not given. `Response.error()` is a network that fails. */
  readonly deleteAccount?: (input: IntentionInput) => DeleteAccountAnswer | Response;
  /** What the gateway's record says of a key; no record when not given. */
  readonly accountDeletion?: (question: Omit<IntentionInput, 'accountId'>) => AccountDeletion | null;
  /** What is listed; nothing when not given. */
  readonly accounts?: AccountsQuery['accounts']['nodes'];
}

/**
 * Handlers for MSW 3 for the operations of this package:
 * `setupServer(...deleteAccountHandlers(graphql.link(url), { deleteAccount: () => ANSWERS.RateLimitedError }))`.
 *
 * @param link `graphql` is that of `msw/graphql`, the URL that of the GraphQL endpoint
 */
export function deleteAccountHandlers<H>(link: MockLink<H>, options: HandlerOptions = {}): H[] {
  const { deleteAccount = succeed, accountDeletion = () => null, accounts = [] } = options;
  const pageInfo = { __typename: 'PageInfo', hasNextPage: false, endCursor: null };
  return [
    link.mutation('DeleteAccount', ({ variables }) => {
      const input = variables.input as IntentionInput;
      const answer = deleteAccount(input);
      if (answer instanceof Response) return answer;
      // The key is that of the request, as it is with the gateway.
      return Response.json({ data: { deleteAccount: { ...answer, idempotencyKey: input.idempotencyKey } } });
    }),
    link.query('AccountDeletion', ({ variables }) =>
      Response.json({ data: { accountDeletion: accountDeletion(variables as never) } }),
    ),
    link.query('Accounts', ({ variables: { provider } }) => {
      const nodes = accounts.filter((account) => account.provider === provider);
      return Response.json({ data: { accounts: { __typename: 'AccountConnection', nodes, pageInfo } } });
    }),
  ];
}

const succeed = ({ provider, accountId }: IntentionInput): DeleteAccountAnswer => ({
  ...ANSWERS.DeleteAccountSuccess,
  provider,
  accountId,
});
