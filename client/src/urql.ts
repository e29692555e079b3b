import { type Client, createRequest, makeOperation, type OperationResult } from '@urql/core';
import { AccountDeletionDocument, DeleteAccountDocument } from './generated.ts';
import { answerIn, type Transport } from './transport.ts';

type Source<R> = { subscribe(listen: (result: R) => void): { unsubscribe(): void } };

/** Counts down from where no key of urql's own is: those are hashes, of far fewer digits. */
let lastKey = Number.MAX_SAFE_INTEGER;

/**
 * The package's operations over urql. Its document cache cannot take one account out: it fetches again what holds accounts
 * (`additionalTypenames`).
 */
export function createUrqlTransport(client: Client): Transport {
  return {
    async send(input, signal) {
      const request = createRequest(DeleteAccountDocument, { input });
      lastKey -= 1;
      // urql's key is the same for the same input: a teardown would end every request that has it.
      const own = { ...request, key: lastKey };
      const operation = client.createRequestOperation('mutation', own, { additionalTypenames: ['Account'] });
      // Without it a `retryExchange` would send the mutation again: urql itself tears down queries only.
      const cancel = () => client.reexecuteOperation(makeOperation('teardown', operation));
      const { data, error } = await once(client.executeRequestOperation(operation), signal, cancel);
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

/**
 * The first result. The signal ends the subscription, and with the last subscription to a query urql cancels it.
 *
 * @param cancel what the signal does besides
 */
function once<D>(
  source: Source<OperationResult<D>>,
  signal: AbortSignal,
  cancel?: () => void,
): Promise<OperationResult<D>> {
  return new Promise((resolve) => {
    let subscription: { unsubscribe(): void } | undefined;
    const end = () => subscription?.unsubscribe();
    const abort = () => {
      end();
      cancel?.();
    };
    subscription = source.subscribe((result) => {
      if (result.stale) return;
      signal.removeEventListener('abort', abort);
      resolve(result);
      queueMicrotask(end);
    });
    signal.addEventListener('abort', abort, { once: true });
  });
}
