import type { Account } from '../../accounts/account.ts';
import type { AccountRules } from '../provider.ts';
import { accountsIn } from '../shared/accounts-in.ts';
import { headerIn, isObject, type JsonObject, text } from '../shared/answer-parts.ts';
import { flag, rest } from '../shared/field-values.ts';

/** The fields of an account whose shape Sequence documents (`getAccount`, `listAccounts`). */
const FIELDS = [
  'id',
  'name',
  'type',
  'description',
  'external_account_type',
  'beneficiary_name',
  'institution_name',
  'can_be_source',
];

/** `data` is the account, or the complete list. */
export const accounts: AccountRules = {
  path: (segment) => `/accounts/${segment}`,
  listPath: () => '/accounts',

  account({ data }, accountId) {
    if (!isObject(data) || data.id !== accountId) return null;
    return { ...toAccount(data, accountId), singleRead: { otherFields: rest(data, FIELDS) } };
  },

  page: ({ data }) => (Array.isArray(data) ? { accounts: accountsIn(data, toAccount), next: null } : null),

  /** The header first: the body of a replayed answer may have the `request_id` of the first request. */
  requestIdOf: (headers, json) => headerIn(headers, 'x-request-id') ?? text(json?.request_id),

  /** `{"error": {"code": …, "message": …}}` */
  ownError({ status, json }, redact) {
    const error = json?.error;
    const code = isObject(error) ? text(error.code) : null;
    if (!isObject(error) || code === null) return null;
    const message = text(error.message);
    return {
      code: redact.message(code),
      notFound: status === 404 && code === 'resource_not_found',
      message: message === null ? undefined : redact.message(message),
    };
  },
};

function toAccount(account: JsonObject, accountId: string): Account {
  return {
    provider: 'SEQUENCE',
    accountId,
    name: text(account.name),
    type: text(account.type),
    description: text(account.description),
    externalAccountType: text(account.external_account_type),
    beneficiaryName: text(account.beneficiary_name),
    institutionName: text(account.institution_name),
    canBeSource: flag(account.can_be_source),
  };
}
