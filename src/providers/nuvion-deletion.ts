import type { DeletedAccount, SoftDeletion } from '../deletion/deletion.ts';
import { digitsOf, numberOf } from '../deletion/lossless-json.ts';
import { isObject, type JsonObject, text } from './answer-parts.ts';

/** The last time that RFC 3339 can write, in Unix milliseconds. */
const MAX_TIME = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Reads the details of Nuvion's answer to a delete, or of the account read back. A detail that cannot be read is null: a
 * deletion that happened is never reported as failed for it.
 */
export function softDeletion(json: JsonObject, accountId: string): SoftDeletion {
  const data = objectOr(json.data);
  const account = isObject(data.account) ? data.account : null;
  const cascade = account?.cascade_deletions;
  const impact = data.entity_impact;
  const reversal = data.reversal_info;
  return {
    permanent: false,
    message: text(json.message),
    deletedAt: time(account?.deleted),
    account: account === null ? null : deletedAccount(account, accountId),
    cascade: isObject(cascade)
      ? {
          accountDetails: texts(cascade.account_details),
          pinnedAccounts: texts(cascade.pinned_accounts),
          counterparties: texts(cascade.counterparties),
          transactionsAffected: count(cascade.transactions_affected),
          pendingTransactionsCancelled: count(cascade.pending_transactions_cancelled),
        }
      : null,
    entityImpact: isObject(impact)
      ? {
          entityId: text(impact.entity_id),
          remainingAccounts: count(impact.remaining_accounts),
          defaultAccountReassigned: text(impact.default_account_reassigned),
          accountsOfSameType: count(impact.accounts_of_same_type),
        }
      : null,
    reversal: isObject(reversal)
      ? {
          canBeRestored: flag(reversal.can_be_restored),
          restorationDeadline: time(reversal.restoration_deadline),
          restorationRequirements: texts(reversal.restoration_requirements),
          balanceRecoveryPossible: flag(reversal.balance_recovery_possible),
        }
      : null,
  };
}

function deletedAccount(account: JsonObject, accountId: string): DeletedAccount {
  const { config, final_balance: balance } = account;
  return {
    accountId,
    entityId: text(account.entity_id),
    balanceId: text(account.balance_id),
    type: text(account.type),
    currency: text(account.currency),
    displayName: text(account.display_name),
    meta: isObject(account.meta) ? account.meta : null,
    config: isObject(config)
      ? { isOverdraftable: flag(config.is_overdraftable), overdraftLimit: decimal(config.overdraft_limit) }
      : null,
    createdAt: time(account.created),
    updatedAt: time(account.updated),
    deletedAt: time(account.deleted),
    finalBalance: isObject(balance)
      ? { current: decimal(balance.current), overdraftUsed: decimal(balance.overdraft_used) }
      : null,
  };
}

const objectOr = (value: unknown): JsonObject => (isObject(value) ? value : {});

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : []).map(text).filter((item): item is string => item !== null);

const flag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);

/** A number that GraphQL's Int can hold. */
function count(value: unknown): number | null {
  const number = numberOf(value);
  return number !== undefined && Number.isInteger(number) && Math.abs(number) < 2 ** 31 ? number : null;
}

/** Unix milliseconds as RFC 3339; 0 and below stand for "never". */
function time(value: unknown): string | null {
  const ms = numberOf(value) ?? 0;
  return ms > 0 && ms <= MAX_TIME ? new Date(ms).toISOString() : null;
}

/** An amount with its digits unchanged, also when it comes as a text. */
const decimal = (value: unknown): string | null =>
  digitsOf(value) ?? (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? value : null);
