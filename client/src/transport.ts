import type { AccountDeletion, DeleteAccountAnswer } from './answer.ts';
import { AccountDeletionText, DeleteAccountText } from './generated.ts';
import type { IntentionInput } from './intention.ts';

/** How the package's operations reach the gateway. */
export interface Transport {
  /** Sends `deleteAccount` once. Rejects when there is no answer. */
  send(input: IntentionInput, signal: AbortSignal): Promise<DeleteAccountAnswer>;
  /** Asks for `accountDeletion`. Rejects when there is no answer. */
  read(input: IntentionInput, signal: AbortSignal): Promise<AccountDeletion | null>;
  /** Takes an account off the caches. `id` is its `Account.id`. */
  forget?(id: string): void;
}

/** A request without the answer that it should have. `judgeFault` reads it. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly response: Response;
  /** GraphQL errors; empty when the body holds none. */
  readonly errors: readonly { readonly message?: string; readonly extensions?: { readonly code?: string } }[];

  constructor(response: Response, errors: RequestError['errors']) {
    super(errors[0]?.message ?? `The answer has status ${response.status} and no data.`);
    this.response = response;
    this.errors = errors;
  }
}

/**
 * The answer of a field. Errors beside an answer are about something else, such as a part of it that may be null or a field
 * of another subgraph: what became of the deletion is known all the same.
 *
 * @param error what came beside it: then null is no answer
 * @throws the error, when there is no answer
 */
export function answerIn<A>(answer: A | undefined, error: unknown): A {
  const isMissing = answer === undefined || (answer === null && error !== undefined);
  if (isMissing) throw error ?? new Error('There is no answer.');
  return answer;
}

export interface FetchOptions {
  /** The GraphQL endpoint. */
  readonly url: string;
  /** Read for each request, such as for a token that is refreshed. */
  readonly headers?: () => Record<string, string> | Promise<Record<string, string>>;
}

/** A transport that needs no GraphQL client. */
export function createFetchTransport({ url, headers = () => ({}) }: FetchOptions): Transport {
  async function ask(query: string, variables: object, field: string, signal: AbortSignal) {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        ...(await headers()),
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
      },
      body: JSON.stringify({ query, variables }),
      signal,
    });
    const body = await response.json().catch(() => null);
    const errors = body?.errors ?? [];
    const hasFailed = !body?.data || errors.length > 0;
    return answerIn(body?.data?.[field], hasFailed ? new RequestError(response, errors) : undefined);
  }
  return {
    send: (input, signal) => ask(DeleteAccountText, { input }, 'deleteAccount', signal),
    read: ({ provider, idempotencyKey }, signal) =>
      ask(AccountDeletionText, { provider, idempotencyKey }, 'accountDeletion', signal),
  };
}
