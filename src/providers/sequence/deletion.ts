import { PERMANENT } from '../../deletion/deletion.ts';
import type { DeletionRules } from '../provider.ts';
import { isObject } from '../shared/answer-parts.ts';

/**
 * Sequence answers a key that it has seen within 24 hours with the first answer
 * (https://api.getsequence.io: `Idempotency-Key`). The margin of one hour is for clocks that differ and for requests
 * that arrive late.
 */
const RESENDS_FOR_MS = 23 * 60 * 60 * 1000;
const FORGETS_AFTER_MS = 25 * 60 * 60 * 1000;

export const deletion: DeletionRules = {
  resendsForMs: RESENDS_FOR_MS,
  forgetsAfterMs: FORGETS_AFTER_MS,
  withoutDetails: PERMANENT,
  // Its 409 is no rejection: a duplicate may still be running under the key.
  rejections: [400, 422],

  request: (segment) => ({ method: 'DELETE', path: `/accounts/${segment}` }),

  /**
   * An empty body, or a JSON object without `error`. One that names another account is the first answer of a key that was
   * used for that account.
   */
  confirmation({ body, json }, accountId) {
    const confirmed = body === '' || (json !== null && !('error' in json));
    const id = isObject(json?.data) ? (json.data.id ?? '') : '';
    return confirmed && (id === '' || id === accountId) ? PERMANENT : null;
  },

  /** A deleted account is not found. */
  seen: ({ data }, accountId) => (isObject(data) && data.id === accountId ? 'present' : null),
};
