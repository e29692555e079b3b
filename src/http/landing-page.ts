import type { ServerResponse } from 'node:http';

/** What the page opens with. */
export interface LandingPage {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** Nothing is loaded from elsewhere; the page's own code is inline, and its editors run in workers made from blobs. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' blob:",
  'worker-src blob:',
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  "connect-src 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** `/`: GraphiQL, whole and offline, opened on a ready-made operation. */
export function createLandingPage({ query, variables, headers }: LandingPage) {
  let page: Promise<string> | undefined;

  return async (response: ServerResponse): Promise<void> => {
    // 4 MB of page: loaded when somebody looks, not when the gateway starts.
    page ??= import('@graphql-yoga/render-graphiql').then(({ renderGraphiQL }) =>
      renderGraphiQL({
        title: 'accounts-gateway',
        endpoint: '/graphql',
        shouldPersistHeaders: false,
        query,
        variables: JSON.stringify(variables, null, 2),
        headers: JSON.stringify(headers, null, 2),
      } as Parameters<typeof renderGraphiQL>[0]),
    );
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
    response.setHeader('referrer-policy', 'no-referrer');
    response.end(await page);
  };
}

/** The operation to start from: every answer that `deleteAccount` can give, in one screen. */
export const READY_MADE_QUERY = `# Deletes one account. Press the button to run it.
#
# The account is in the variables below, the
# credential in the headers: "ApiKey …" is for
# Sequence, "Bearer …" for Nuvion.
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
