import { type Account, UNTOLD, UNTOLD_ALONE } from '../../accounts/account.ts';
import type { AccountSource } from '../../accounts/account-source.ts';
import type { HttpClient } from '../http/http-client.ts';
import { accountsIn, createAccountReader } from '../shared/account-reader.ts';
import { isObject, type JsonObject, text } from '../shared/answer-parts.ts';
import { flag, rest } from '../shared/field-values.ts';
import { sequenceDialect } from './deletion.ts';

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

/** Sequence: `data` is the account, or the whole list of them. */
export function createSequenceAccounts(client: HttpClient): AccountSource {
  return createAccountReader(client, sequenceDialect, {
    account({ data }, accountId) {
      if (!isObject(data) || data.id !== accountId) return null;
      return { ...toAccount(data, accountId), alone: { ...UNTOLD_ALONE, otherFields: rest(data, FIELDS) } };
    },

    page: ({ data }) => (Array.isArray(data) ? { accounts: accountsIn(data, toAccount), next: null } : null),
  });
}

function toAccount(account: JsonObject, accountId: string): Account {
  return {
    ...UNTOLD,
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
