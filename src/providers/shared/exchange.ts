import type { Deletion } from '../../deletion/deletion.ts';
import type { DeleteCall, Exchange, ProviderCall, Sighting } from '../../deletion/provider.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { HttpHeaders, HttpResult } from '../http/http-request.ts';
import { type JsonObject, objectIn, retryAfterMs } from './answer-parts.ts';
import { type ProviderError, refusedThere, unavailableThere } from './failures.ts';
import { boundedDeletion } from './kept-size.ts';
import { createRedact, type Redact } from './redact.ts';

/** What tells one provider's answers from another's. */
export interface Dialect {
  /** Statuses that carry a rejection when the body is the provider's own error. */
  readonly rejections: readonly number[];
  /** Reads a body of status 2xx, and the object in it, as a confirmation for this account; null when it is none. */
  confirmation(body: string, json: JsonObject | null, accountId: string, redact: Redact): Deletion | null;
  /**
   * Which request an answer to a delete says that it is for, by its `X-Request-ID`; null where the provider does not tell.
   * Any other than the one that was sent is somebody else's answer, whatever its status.
   */
  requestIdOf(headers: HttpHeaders, body: JsonObject | null): string | null;
  /** Reads the provider's own error; null when the body is something else's. */
  ownError(body: JsonObject, redact: Redact): ProviderError | null;
}

/** A request about one account, as both providers have it. The id is one path segment, whatever it holds. */
export function accountRequest(call: ProviderCall) {
  return {
    path: `/accounts/${encodeURIComponent(call.accountId)}`,
    headers: { authorization: call.credential, 'x-request-id': call.requestId },
    timeoutMs: call.timeoutMs,
  } as const;
}

/** An account that could not be read: whether because the provider refused, and how long it asks to wait then. */
export function unreadable(result: HttpResult, providerCode?: string | undefined): Sighting {
  const refused = result.kind === 'answer' && [401, 403, 429].includes(result.status);
  if (!refused) return { kind: 'unreadable', providerCode };
  return { kind: 'unreadable', providerCode, refused, retryAfterMs: retryAfterMs(result.headers, Date.now()) };
}

/** Sends one delete request, and tells what the answer means: `Exchange` has the table. */
export async function exchangeDelete(client: HttpClient, dialect: Dialect, call: DeleteCall): Promise<Exchange> {
  const { path, headers, timeoutMs } = accountRequest(call);
  const result = await client.delete({
    path,
    headers: { ...headers, 'idempotency-key': call.idempotencyKey },
    timeoutMs,
    maySend: call.maySend,
  });
  return readExchange(result, dialect, call);
}

/** Whether an answer is for another request: one that came late, or was meant for somebody else. */
export function isForAnother(dialect: Dialect, headers: HttpHeaders, body: JsonObject | null, requestId: string) {
  const named = dialect.requestIdOf(headers, body);
  return named !== null && named !== requestId;
}

function readExchange(result: HttpResult, dialect: Dialect, call: DeleteCall): Exchange {
  if (result.kind === 'not-sent') {
    return {
      kind: 'not-sent',
      failure: unavailableThere('The request could not be sent to the provider; nothing was executed.'),
    };
  }
  if (result.kind === 'lost') return { kind: 'lost' };

  const { status, body, headers } = result;
  const json = objectIn(body);
  if (isForAnother(dialect, headers, json, call.requestId)) return { kind: 'lost' };
  const redact = createRedact(call.credential, call.idempotencyKey, body);
  const error = json === null ? null : dialect.ownError(json, redact);
  const said = error ?? {};

  if (status >= 200 && status <= 299) {
    const deletion = dialect.confirmation(body, json, call.accountId, redact);
    if (deletion === null) return { kind: 'lost', status, providerCode: said.code };
    return { kind: 'deleted', deletion: boundedDeletion(redact.data(deletion)) };
  }
  if (status === 401) return { kind: 'refused', failure: refusedThere('UNAUTHORIZED', said) };
  if (status === 403) return { kind: 'refused', failure: refusedThere('FORBIDDEN', said) };
  if (status === 404) {
    return error?.notFound === true
      ? { kind: 'not-found', failure: refusedThere('ACCOUNT_NOT_FOUND', said) }
      : { kind: 'refused', failure: unavailableThere('The provider has no such route: nothing was executed.') };
  }
  if (status === 429) {
    return { kind: 'refused', failure: refusedThere('RATE_LIMITED', said, retryAfterMs(headers, Date.now())) };
  }
  if (error !== null && dialect.rejections.includes(status)) {
    return { kind: 'rejected', failure: refusedThere('DELETION_REJECTED', said) };
  }
  return { kind: 'lost', status, providerCode: said.code };
}
