import type { Client, OperationResult } from '@urql/core';
import { AccountDeletionDocument, DeleteAccountDocument } from './generated.ts';
import { answerIn, type Transport } from './transport.ts';

type Source<R> = { subscribe(listen: (result: R) => void): { unsubscribe(): void } };

/**
 * The package's operations over urql. Its document cache cannot take one account out: it fetches again what holds accounts
 * (`additionalTypenames`).
 */
export function createUrqlTransport(client: Client): Transport {
  return {
    async send(input, signal) {
      const context = { additionalTypenames: ['Account'] };
      const { data, error } = await once(client.mutation(DeleteAccountDocument, { input }, context), signal);
      return answerIn(data?.deleteAccount, error);
    },
    async read({ provider, idempotencyKey }, signal) {
      const context = { requestPolicy: 'network-only' } as const;
      const variables = { provider, idempotencyKey };
      const { data, error } = await once(client.query(AccountDeletionDocument, variables, context), signal);
      return answerIn(data?.accountDeletion, error);
    },
  };
}

/** The first result. The signal ends the subscription; urql cancels the request of a query then, and of no mutation. */
function once<D>(source: Source<OperationResult<D>>, signal: AbortSignal): Promise<OperationResult<D>> {
  return new Promise((resolve) => {
    let subscription: { unsubscribe(): void } | undefined;
    const end = () => subscription?.unsubscribe();
    subscription = source.subscribe((result) => {
      if (result.stale) return;
      signal.removeEventListener('abort', end);
      resolve(result);
      queueMicrotask(end);
    });
    signal.addEventListener('abort', end, { once: true });
  });
}
