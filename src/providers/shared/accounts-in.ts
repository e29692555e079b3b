import type { Account } from '../../accounts/account.ts';
import { isObject, type JsonObject, text } from './answer-parts.ts';

/** The accounts of a list. Without an id an account can be neither identified nor deleted, so it is omitted. */
export function accountsIn(
  list: readonly unknown[],
  toAccount: (account: JsonObject, accountId: string) => Account,
): Account[] {
  return list.filter(isObject).flatMap((account) => {
    const accountId = text(account.id);
    return accountId === null ? [] : [toAccount(account, accountId)];
  });
}
