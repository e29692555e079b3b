import type { Client, OperationResult } from '@urql/core';
import { AccountDeletionDocument, DeleteAccountDocument } from './generated.ts';
import type { Transport } from './transport.ts';

type Source<R> = { subscribe(listen: (result: R) => void): { unsubscribe(): void } };

/**
 * The package's operations over urql. Its document cache cannot take one account out: it fetches again what holds accounts
 * (`additionalTypenames`).
 */
export function createUrqlTransport(client: Client): Transport {
  return {
    async send(input, signal) {
      const context = { additionalTypenames: ['Account'] };
      return (await once(client.mutation(DeleteAccountDocument, { input }, context), signal)).deleteAccount;
    },
    async read({ provider, idempotencyKey }, signal) {
      const context = { requestPolicy: 'network-only' } as const;
      const variables = { provider, idempotencyKey };
      return (await once(client.query(AccountDeletionDocument, variables, context), signal)).accountDeletion;
    },
  };
}

/** The first result. The signal ends the subscription; urql cancels the request of a query then, and of no mutation. */
function once<D>(source: Source<OperationResult<D>>, signal: AbortSignal): Promise<D> {
  return new Promise((resolve, reject) => {
    let subscription: { unsubscribe(): void } | undefined;
    const end = () => subscription?.unsubscribe();
    subscription = source.subscribe(({ data, error, stale }) => {
      if (stale) return;
      signal.removeEventListener('abort', end);
      if (data === undefined || data === null || error) reject(error ?? new Error('There is no answer.'));
      else resolve(data);
      queueMicrotask(end);
    });
    signal.addEventListener('abort', end, { once: true });
  });
}
