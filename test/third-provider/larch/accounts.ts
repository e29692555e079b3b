import type { Account } from '../../../src/accounts/account.ts';
import type { AccountRules } from '../../../src/providers/provider.ts';
import { headerIn, isObject, type JsonObject, text } from '../../../src/providers/shared/answer-parts.ts';
import { count, rest } from '../../../src/providers/shared/field-values.ts';

const FIELDS = ['number', 'label', 'currency', 'state', 'closed_at'];

export const accounts: AccountRules = {
  path: (segment) => `/v2/accounts/${segment}`,
  /** A cursor is the number of a page. */
  listPath: (cursor) => `/v2/accounts?page=${encodeURIComponent(cursor ?? '1')}`,

  account({ account }, accountId) {
    if (!isObject(account) || account.number !== accountId) return null;
    return {
      ...toAccount(account, accountId),
      singleRead: { otherFields: rest(account, FIELDS) },
    };
  },

  page({ accounts: list, page, pages }) {
    if (!Array.isArray(list)) return null;
    const [here, last] = [count(page), count(pages)];
    const next = here !== null && last !== null && here < last ? String(here + 1) : null;
    const found = list.filter(isObject).flatMap((account) => {
      const accountId = text(account.number);
      return accountId === null ? [] : [toAccount(account, accountId)];
    });
    return { accounts: found, next };
  },

  requestIdOf: (headers) => headerIn(headers, 'x-request-id'),

  /** `{"fault": {"code": …, "text": …}}` */
  ownError({ json }, redact) {
    const fault = json?.fault;
    const code = isObject(fault) ? text(fault.code) : null;
    if (!isObject(fault) || code === null) return null;
    const words = text(fault.text);
    return {
      code: redact.message(code),
      notFound: ['unknown_account', 'already_closed'].includes(code),
      message: words === null ? undefined : redact.message(words),
    };
  },
};

function toAccount(account: JsonObject, accountId: string): Account {
  return {
    provider: 'LARCH',
    accountId,
    name: text(account.label),
    currency: text(account.currency),
    status: text(account.state),
  };
}
