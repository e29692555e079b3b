import type { DeletedAccount, SoftDeletion } from '../../deletion/deletion.ts';
import { isObject, type JsonObject, text } from '../shared/answer-parts.ts';
import { count, decimal, flag, label, object, texts, time, within } from '../shared/field-values.ts';
import type { Redact } from '../shared/redact.ts';

/** The account object of an answer: `data.account`. */
export const accountIn = (json: JsonObject): JsonObject | null =>
  isObject(json.data) && isObject(json.data.account) ? json.data.account : null;

/**
 * Reads the details of Nuvion's answer to a delete, or of the account read back. A detail that cannot be read is null: it
 * never turns a deletion that happened into an error.
 *
 * @param redact for the provider's message; without it there is none
 */
export function softDeletion(json: JsonObject, accountId: string, redact?: Redact): SoftDeletion {
  const words = text(json.message);
  const data = object(json.data);
  const account = accountIn(json);
  return {
    type: 'SoftDeletion',
    permanent: false,
    message: words === null || redact === undefined ? null : redact.message(words),
    deletedAt: time(account?.deleted),
    account: account === null ? null : deletedAccount(account, accountId),
    cascade: within(account?.cascade_deletions, (cascade) => ({
      accountDetails: texts(cascade.account_details),
      pinnedAccounts: texts(cascade.pinned_accounts),
      counterparties: texts(cascade.counterparties),
      transactionsAffected: count(cascade.transactions_affected),
      pendingTransactionsCancelled: count(cascade.pending_transactions_cancelled),
    })),
    entityImpact: within(data?.entity_impact, (impact) => ({
      entityId: label(impact.entity_id),
      remainingAccounts: count(impact.remaining_accounts),
      defaultAccountReassigned: label(impact.default_account_reassigned),
      accountsOfSameType: count(impact.accounts_of_same_type),
    })),
    reversal: within(data?.reversal_info, (reversal) => ({
      canBeRestored: flag(reversal.can_be_restored),
      restorationDeadline: time(reversal.restoration_deadline),
      restorationRequirements: texts(reversal.restoration_requirements),
      balanceRecoveryPossible: flag(reversal.balance_recovery_possible),
    })),
  };
}

function deletedAccount(account: JsonObject, accountId: string): DeletedAccount {
  return {
    accountId,
    entityId: label(account.entity_id),
    balanceId: label(account.balance_id),
    type: label(account.type),
    currency: label(account.currency),
    displayName: label(account.display_name),
    meta: object(account.meta),
    config: within(account.config, overdraft),
    createdAt: time(account.created),
    updatedAt: time(account.updated),
    deletedAt: time(account.deleted),
    finalBalance: within(account.final_balance, (balance) => ({
      current: decimal(balance.current),
      overdraftUsed: decimal(balance.overdraft_used),
    })),
  };
}

/** The `config` of an account. */
export const overdraft = (config: JsonObject) => ({
  isOverdraftable: flag(config.is_overdraftable),
  overdraftLimit: decimal(config.overdraft_limit),
});
