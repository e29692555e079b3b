import type { ApolloClient } from '@apollo/client';
import { AccountDeletionDocument, DeleteAccountDocument } from './generated.ts';
import { answerIn, type Transport } from './transport.ts';

export { possibleTypes } from './generated.ts';

interface Page {
  readonly edges?: readonly unknown[];
  readonly nodes?: readonly unknown[];
}

/** For `new InMemoryCache({ possibleTypes, typePolicies })`: the pages of `accounts` are one list for each provider. */
export const typePolicies = {
  Query: {
    fields: {
      accounts: {
        keyArgs: ['provider'],
        merge(before: Page | undefined, page: Page, { args }: { args: Record<string, unknown> | null }): Page {
          if (before === undefined || !args?.after) return page;
          const all = { ...page } as { edges?: readonly unknown[]; nodes?: readonly unknown[] };
          if (page.edges) all.edges = [...(before.edges ?? []), ...page.edges];
          if (page.nodes) all.nodes = [...(before.nodes ?? []), ...page.nodes];
          return all;
        },
      },
    },
  },
};

/** The package's operations over Apollo Client 4. A deleted account leaves its cache: lists change without a request. */
export function createApolloTransport(client: ApolloClient): Transport {
  return {
    async send(input, signal) {
      const { data, error } = await client.mutate({
        mutation: DeleteAccountDocument,
        variables: { input },
        // The answer belongs to one attempt and not into the cache; and so it comes whole, also when it is an error that
        // was added to the schema later.
        fetchPolicy: 'no-cache',
        errorPolicy: 'all',
        context: { fetchOptions: { signal: tellingLatecomers(signal) } },
      });
      return answerIn(data?.deleteAccount, error);
    },
    async read({ provider, idempotencyKey }, signal) {
      const { data, error } = await client.query({
        query: AccountDeletionDocument,
        variables: { provider, idempotencyKey },
        fetchPolicy: 'no-cache',
        errorPolicy: 'all',
        context: { fetchOptions: { signal: tellingLatecomers(signal) } },
      });
      return answerIn(data?.accountDeletion, error);
    },
    forget(accountId) {
      const id = client.cache.identify({ __typename: 'Account', id: accountId });
      if (id === undefined) return; // A cache that keeps accounts without an id.
      client.cache.evict({ id });
      client.cache.gc();
    },
  };
}

/**
 * The signal, which also tells those who only begin to listen after the abort. `HttpLink` listens without looking whether
 * the abort has been: it would send what a link before it hands on later, such as a `RetryLink` (which takes the abort
 * for a fault of the network) or one that waits for a token.
 */
function tellingLatecomers(signal: AbortSignal): AbortSignal {
  const own = new AbortController();
  const abort = () => own.abort(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });

  const listen = own.signal.addEventListener.bind(own.signal);
  own.signal.addEventListener = (...listener: Parameters<typeof listen>) => {
    listen(...listener);
    if (own.signal.aborted) own.signal.dispatchEvent(new Event('abort'));
  };
  return own.signal;
}
