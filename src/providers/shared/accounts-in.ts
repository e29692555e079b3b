import type { Account } from '../../accounts/account.ts';
import { isObject, type JsonObject, text } from './answer-parts.ts';

/** The accounts of a list. One without an id cannot be told from others, nor deleted: it is left out. */
export function accountsIn(
  list: readonly unknown[],
  toAccount: (account: JsonObject, accountId: string) => Account,
): Account[] {
  return list.filter(isObject).flatMap((account) => {
    const accountId = text(account.id);
    return accountId === null ? [] : [toAccount(account, accountId)];
  });
}
