import { SOFT, type SoftDeletion } from '../../../src/deletion/deletion.ts';
import type { DeletionRules } from '../../../src/providers/provider.ts';
import { isObject, type JsonObject, text } from '../../../src/providers/shared/answer-parts.ts';

/** Ten minutes, and two on either side for clocks that differ and requests on their way. */
const RESENDS_FOR_MS = 8 * 60 * 1000;
const FORGETS_AFTER_MS = 12 * 60 * 1000;

export const deletion: DeletionRules = {
  resendsForMs: RESENDS_FOR_MS,
  forgetsAfterMs: FORGETS_AFTER_MS,
  withoutDetails: SOFT,
  // Its 409 is no rejection: `closing` is a duplicate that is at work, `already_closed` an account that is gone.
  rejections: [400, 422],

  request: (segment) => ({
    method: 'POST',
    path: `/v2/accounts/${segment}/close`,
    body: { reason: 'customer_request' },
  }),

  /** A 202 says `closing`: that confirms nothing yet. */
  confirmation: ({ status, json }, accountId) => (status === 200 && json !== null ? closed(json, accountId) : null),

  seen(json, accountId) {
    const { account } = json;
    if (!isObject(account) || account.number !== accountId) return null;
    return account.state === 'open' ? 'present' : closed(json, accountId);
  },
};

function closed({ account }: JsonObject, accountId: string): SoftDeletion | null {
  if (!isObject(account) || account.number !== accountId || account.state !== 'closed') return null;
  const at = Date.parse(text(account.closed_at) ?? '');
  return { ...SOFT, deletedAt: Number.isNaN(at) ? null : new Date(at).toISOString() };
}
