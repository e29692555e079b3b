import { SOFT } from '../../deletion/deletion.ts';
import { numberOf } from '../../json/lossless-json.ts';
import type { DeletionRules } from '../provider.ts';
import { accountIn, softDeletion } from './details.ts';

export const deletion: DeletionRules = {
  // Nuvion documents no header for keys. `Idempotency-Key` is sent, but nothing relies on it.
  resendsForMs: 0,
  forgetsAfterMs: 0,
  withoutDetails: SOFT,
  rejections: [400, 409, 422],

  request: (segment) => ({ method: 'DELETE', path: `/accounts/${segment}` }),

  /** The requested account, or `status` 200 in the body where no account is named. */
  confirmation({ json }, accountId, redact) {
    if (json === null) return null;
    const id = accountIn(json)?.id ?? '';
    const confirmed = id === '' ? numberOf(json.status) === 200 : id === accountId;
    return confirmed ? softDeletion(json, accountId, redact) : null;
  },

  /**
   * How a deleted account reads is not documented: a deletion time is proof, and so is Nuvion's own 404. It may be another
   * status than that of the accounts that are listed: without a deletion time, that proves neither.
   */
  seen(json, accountId) {
    const account = accountIn(json);
    if (account?.id !== accountId) return null;
    if (isNothing(account.deleted)) return isActive(account.status) ? 'present' : null;
    // Another value than a time may mean deleted or not: it proves nothing.
    if ((numberOf(account.deleted) ?? 0) <= 0) return null;
    // The message of this answer is about the read, not about the deletion: no redact, no message.
    return softDeletion(json, accountId);
  },
};

/** The only status that Nuvion documents; it gives none where one account is read. */
const isActive = (status: unknown): boolean => status === 'active' || isNothing(status);

/** No value, in each way to omit one. */
const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || numberOf(value) === 0;
