import type { LandingPage } from './page-html.ts';

/** The first operation: handles every result of `deleteAccount`. */
const QUERY = `# Deletes one account. Press the button to run it.
#
# The account is in the variables below, the
# credential of its provider in the headers.
#
# The same idempotencyKey again gives the same answer,
# with "replayed": true. Another deletion takes another
# key. Without one, the gateway makes one for each press.

mutation DeleteAccount($input: DeleteAccountInput!) {
  deleteAccount(input: $input) {
    __typename
    ... on DeleteAccountSuccess {
      deletedAccountId
      evidence
      idempotencyKey
      replayed
      deletion {
        permanent
        ... on SoftDeletion {
          deletedAt
          reversal {
            canBeRestored
            restorationDeadline
          }
        }
      }
    }
    # Every error, also those of a later version:
    ... on DeleteAccountError {
      code
      message
      retry
      retryAfterMs
      replayed
    }
  }
}
`;

/**
 * The content of the page where accounts are real: it deletes nothing before somebody has entered an account and a
 * credential.
 *
 * @param example a provider, and the headers for its credential
 */
export const readyMadePage = (example?: {
  readonly provider: string;
  readonly headers: Readonly<Record<string, string>>;
}): LandingPage => ({
  title: 'accounts-gateway',
  notice: null,
  keepHeaders: false,
  tabs: [
    {
      query: QUERY,
      variables: { input: { provider: example?.provider, accountId: 'acc_…', idempotencyKey: '{key:delete}' } },
      headers: example?.headers ?? {},
    },
  ],
});
