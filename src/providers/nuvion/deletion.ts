import { SOFT } from '../../deletion/deletion.ts';
import { numberOf } from '../../json/lossless-json.ts';
import type { DeletionRules } from '../provider.ts';
import { accountIn, softDeletion } from './details.ts';

export const deletion: DeletionRules = {
  // It names no header for keys: one is sent all the same, and never relied on.
  resendsForMs: 0,
  forgetsAfterMs: 0,
  untold: SOFT,
  rejections: [400, 409, 422],

  request: (segment) => ({ method: 'DELETE', path: `/accounts/${segment}` }),

  /** The account that was asked for, or a plain `status` 200 where no account is named. */
  confirmation({ json }, accountId, redact) {
    if (json === null) return null;
    const id = accountIn(json)?.id ?? '';
    const confirmed = id === '' ? numberOf(json.status) === 200 : id === accountId;
    return confirmed ? softDeletion(json, accountId, redact) : null;
  },

  /** What Nuvion answers for a deleted account is not documented: a time of deletion is proof, and so is its own 404. */
  seen(json, accountId) {
    const account = accountIn(json);
    if (account?.id !== accountId) return null;
    if (isNothing(account.deleted)) return 'present';
    // Something else than a time may well say that it is gone: that proves neither.
    if ((numberOf(account.deleted) ?? 0) <= 0) return null;
    // The words of this answer are about the reading, not about the deletion.
    return softDeletion(json, accountId);
  },
};

/** No time of deletion, in all the ways that one is left out. */
const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || numberOf(value) === 0;
