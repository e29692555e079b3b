import type { Provider, Sighting } from '../../deletion/provider.ts';
import type { HttpClient } from '../http/http-client.ts';
import { headerIn, isObject, objectIn, text } from '../shared/answer-parts.ts';
import { accountRequest, type Dialect, exchangeDelete, isForAnother, unreadable } from '../shared/exchange.ts';
import { createRedact } from '../shared/redact.ts';

/**
 * Sequence answers a key that it has seen within 24 hours with the first answer
 * (https://api.getsequence.io: `Idempotency-Key`). An hour on either side is for clocks that differ and for requests on
 * their way.
 */
const RESENDS_FOR_MS = 23 * 60 * 60 * 1000;
const FORGETS_AFTER_MS = 25 * 60 * 60 * 1000;

const PERMANENT = { permanent: true } as const;

export const sequenceDialect: Dialect = {
  // Its 409 is no rejection: a duplicate may still be running under the key.
  rejections: [400, 422],

  /** Echoed as a header. The body's `request_id` says less: the answer to a key that was seen before may be kept whole. */
  requestIdOf: (headers, body) => headerIn(headers, 'x-request-id') ?? text(body?.request_id),

  /** An empty body, or a JSON object without `error`. */
  confirmation(body, json) {
    const confirmed = body === '' || (json !== null && !('error' in json));
    return confirmed ? PERMANENT : null;
  },

  /** `{"error": {"code": …, "message": …}}` */
  ownError({ error }, redact) {
    const code = isObject(error) ? text(error.code) : null;
    if (!isObject(error) || code === null) return null;
    const message = text(error.message);
    return {
      code: redact.message(code),
      notFound: code === 'resource_not_found',
      message: message === null ? undefined : redact.message(message),
    };
  },
};

/** Sequence: permanent deletions, duplicates known by their key. */
export function createSequence(client: HttpClient): Provider {
  return {
    name: 'SEQUENCE',
    resendsForMs: RESENDS_FOR_MS,
    forgetsAfterMs: FORGETS_AFTER_MS,
    untoldDeletion: PERMANENT,

    delete: (call) => exchangeDelete(client, sequenceDialect, call),

    async readBack(call): Promise<Sighting> {
      const result = await client.get(accountRequest(call));
      const json = result.kind === 'answer' ? objectIn(result.body) : null;
      if (result.kind !== 'answer' || json === null) return unreadable(result);
      if (isForAnother(sequenceDialect, result.headers, null, call.requestId)) return { kind: 'unreadable' };
      const error = sequenceDialect.ownError(json, createRedact(call.credential, '', result.body));
      if (result.status === 404 && error?.notFound === true) return { kind: 'absent' };
      if (result.status === 200 && isObject(json.data) && json.data.id === call.accountId) return { kind: 'present' };
      return unreadable(result, error?.code);
    },
  };
}
