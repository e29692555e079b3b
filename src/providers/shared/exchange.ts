import type { Deletion } from '../../deletion/deletion.ts';
import type { DeleteCall, Exchange, Provider, ProviderCall, Sighting } from '../../deletion/provider-port.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { HttpResult } from '../http/http-request.ts';
import type { ProviderAnswer, ProviderDefinition } from '../provider.ts';
import { answerIn, headersOf, isForAnother, segmentOf } from './answer.ts';
import { retryAfterMs } from './answer-parts.ts';
import { refusedThere, unavailableThere } from './failures.ts';
import { boundedDeletion } from './kept-size.ts';
import { createRedact } from './redact.ts';

/** Implements the core's `Provider` port for a provider definition. */
export function createProvider(client: HttpClient, definition: ProviderDefinition): Provider {
  const { name, deletion, accounts } = definition;
  const { resendsForMs, forgetsAfterMs, withoutDetails } = deletion;
  return {
    name,
    resendsForMs,
    forgetsAfterMs,
    deletionWithoutDetails: withoutDetails,

    async delete(call) {
      const { method, path, body } = deletion.request(segmentOf(call.accountId));
      const result = await client.delete({
        method,
        path,
        headers: { ...headersOf(call), 'idempotency-key': call.idempotencyKey },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        timeoutMs: call.timeoutMs,
        maySend: call.maySend,
      });
      return meaningOf(result, definition, call);
    },

    async readBack(call) {
      const path = accounts.path(segmentOf(call.accountId));
      const result = await client.get({ path, headers: headersOf(call), timeoutMs: call.timeoutMs });
      return sightingOf(result, definition, call);
    },
  };
}

/** What the answer to a delete means: see the table at `Exchange`. */
function meaningOf(result: HttpResult, { deletion, accounts }: ProviderDefinition, call: DeleteCall): Exchange {
  if (result.kind === 'not-sent') {
    return {
      kind: 'not-sent',
      failure: unavailableThere('The request could not be sent to the provider; nothing was executed.'),
    };
  }
  if (result.kind === 'lost') return { kind: 'lost' };

  const answer = answerIn(result);
  if (isForAnother(accounts, answer, call.requestId)) return { kind: 'lost' };
  const { status } = answer;
  const redact = createRedact(call.credential, call.idempotencyKey, answer.body);
  const error = answer.json === null ? null : accounts.ownError(answer, redact);
  const said = error ?? {};

  if (status >= 200 && status <= 299) {
    const confirmed = error === null ? deletion.confirmation(answer, call.accountId, redact) : null;
    if (confirmed === null) return { kind: 'lost', status, providerCode: said.code };
    return { kind: 'deleted', deletion: boundedDeletion(redact.data(confirmed, ofType(confirmed))) };
  }
  if (status === 401) return { kind: 'refused', failure: refusedThere('UNAUTHORIZED', said) };
  if (status === 403) return { kind: 'refused', failure: refusedThere('FORBIDDEN', said) };
  if (status === 429) {
    return { kind: 'refused', failure: refusedThere('RATE_LIMITED', said, retryAfterMs(answer.headers, Date.now())) };
  }
  if (isRefusal(status) && error?.notFound === true) {
    return { kind: 'not-found', failure: refusedThere('ACCOUNT_NOT_FOUND', said) };
  }
  if (status === 404) {
    return { kind: 'refused', failure: unavailableThere('The provider has no such route: nothing was executed.') };
  }
  if (error !== null && deletion.rejections.includes(status)) {
    return { kind: 'rejected', failure: refusedThere('DELETION_REJECTED', said) };
  }
  return { kind: 'lost', status, providerCode: said.code };
}

const isRefusal = (status: number): boolean => status >= 400 && status <= 499;

/** What the answer to reading the account back shows. */
function sightingOf(result: HttpResult, { deletion, accounts }: ProviderDefinition, call: ProviderCall): Sighting {
  if (result.kind !== 'answer') return { kind: 'unreadable' };
  const answer = answerIn(result);
  const { status, json } = answer;
  if (json === null) return unreadable(answer);
  if (isForAnother(accounts, { ...answer, json: null }, call.requestId)) return { kind: 'unreadable' };
  const redact = createRedact(call.credential, '', answer.body);
  const error = accounts.ownError(answer, redact);
  if (isRefusal(status) && error?.notFound === true) return { kind: 'absent' };
  const seen = status === 200 ? deletion.seen(json, call.accountId) : null;
  if (seen === 'present') return { kind: 'present' };
  if (seen === null) return unreadable(answer, error?.code);
  return { kind: 'deleted', deletion: boundedDeletion(redact.data(seen, ofType(seen))) };
}

/** Puts the name of the type back, which is ours: a credential that is a part of it must not cut it. */
const ofType =
  ({ type }: Deletion) =>
  (cut: Deletion): Deletion => ({ ...cut, type });

/** The account could not be read. For a refusal (401, 403, 429) it adds how long the provider asks to wait. */
function unreadable({ status, headers }: ProviderAnswer, providerCode?: string): Sighting {
  if (![401, 403, 429].includes(status)) return { kind: 'unreadable', providerCode };
  return { kind: 'unreadable', providerCode, refused: true, retryAfterMs: retryAfterMs(headers, Date.now()) };
}
