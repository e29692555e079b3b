import { Client, cacheExchange, fetchExchange } from '@urql/core';
import { retryExchange } from '@urql/exchange-retry';
import { AccountsDocument } from 'accounts-gateway-client';
import { createUrqlTransport } from 'accounts-gateway-client/urql';
import { describeAbort, RETRY_DELAY_MS } from './abort-suite.ts';
import { type CachingRecipe, deleteOver, describeCache, describeRecipe, describeTransport } from './client-suite.ts';

const VARIABLES = { provider: 'NUVION', first: 100 } as const;

const createClient = (url: string, headers: Record<string, string>) =>
  new Client({
    url,
    fetchOptions: { headers },
    preferGetMethod: false,
    // Many applications have a retryExchange: it sends again what the network lost, with the same variables.
    exchanges: [
      cacheExchange,
      retryExchange({ initialDelayMs: RETRY_DELAY_MS, randomDelay: false, maxNumberAttempts: 3 }),
      fetchExchange,
    ],
  });

function connect(url: string, headers: Record<string, string>): CachingRecipe {
  const client = createClient(url, headers);
  return {
    delete: (intention) => deleteOver(createUrqlTransport(client), intention),
    read: () => client.query(AccountsDocument, VARIABLES).toPromise(),
    cached: () => client.readQuery(AccountsDocument, VARIABLES),
  };
}

describeRecipe(connect);
describeCache(connect);
describeTransport((url, headers) => createUrqlTransport(createClient(url, headers)));
describeAbort((url) => createUrqlTransport(createClient(url, {})));
