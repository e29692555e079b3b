/** The operation to start from: every answer that `deleteAccount` can give, in one screen. */
export const READY_MADE_QUERY = `# Deletes one account. Press the button to run it.
#
# The account is in the variables below, the
# credential of its provider in the headers.
#
# The same idempotencyKey again gives the same answer,
# with "replayed": true. For another deletion make
# another key.

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
