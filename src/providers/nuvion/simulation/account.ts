import { amount } from '../../shared/simulation/replies.ts';

/** Everything in the sandbox belongs to this entity. The id is the one in Nuvion's own examples. */
export const ENTITY_ID = '01HJ5G6R7MXW5ZK2QD6YA8N9F4';
/** How long a deleted account can be restored, in milliseconds: the 30 days of Nuvion's example. */
const RESTORABLE_MS = 30 * 24 * 60 * 60 * 1000;

/** Amounts are decimal digits, times are Unix milliseconds. */
export interface NuvionAccount {
  readonly id: string;
  readonly balanceId: string;
  readonly type: string;
  readonly currency: string;
  readonly displayName: string;
  readonly meta: Readonly<Record<string, unknown>>;
  /** `0`: cannot be overdrawn. */
  readonly overdraftLimit: string;
  readonly current: string;
  readonly available: string;
  readonly overdraftUsed: string;
  readonly created: number;
  readonly updated: number;
  /** 0 until it is deleted. */
  readonly deleted: number;
  /** What is deleted together with the account. */
  readonly accountDetails: readonly string[];
  readonly counterparties: readonly string[];
  readonly pinned: boolean;
  readonly transactions: number;
  readonly pendingTransactions: number;
}

/** An account; by default an empty checking account. */
export function nuvionAccount(id: string, details: Partial<Omit<NuvionAccount, 'id'>> = {}): NuvionAccount {
  return {
    balanceId: `bal_${id}`,
    type: 'checking',
    currency: 'USD',
    displayName: `Account ${id}`,
    meta: {},
    overdraftLimit: '0',
    current: '0',
    available: '0',
    overdraftUsed: '0',
    created: 1_693_584_000_000,
    updated: 1_693_584_000_000,
    deleted: 0,
    accountDetails: [],
    counterparties: [],
    pinned: false,
    transactions: 0,
    pendingTransactions: 0,
    ...details,
    id,
  };
}

export const isLive = (account: NuvionAccount): boolean => account.deleted === 0;

/** The fields that are in every answer about an account. */
function common(account: NuvionAccount) {
  return {
    id: account.id,
    entity_id: ENTITY_ID,
    balance_id: account.balanceId,
    type: account.type,
    currency: account.currency,
    display_name: account.displayName,
    meta: account.meta,
    config: {
      is_overdraftable: account.overdraftLimit !== '0',
      overdraft_limit: amount(account.overdraftLimit),
    },
    created: account.created,
    updated: account.updated,
  };
}

const balance = ({ current, available, overdraftUsed }: NuvionAccount) => ({
  overdraft_used: amount(overdraftUsed),
  current: amount(current),
  available: amount(available),
});

/** As `GET /accounts` lists it. */
export function listedAccount(account: NuvionAccount) {
  return { ...common(account), status: 'active', balance: balance(account) };
}

/** The `data` of `GET /accounts/{accountId}`. The `deleted` time of a soft-deleted account is a guess. */
export function accountData(account: NuvionAccount) {
  return {
    account: {
      ...common(account),
      ...(!isLive(account) && { deleted: account.deleted }),
      balance: balance(account),
    },
    entity: { id: ENTITY_ID, name: 'Sandbox Corporation', type: 'business', verification_status: 'verified' },
    account_details: account.accountDetails.map((id) => accountDetail(account, id)),
    pinned_status: {
      is_pinned: account.pinned,
      pinned_at: account.pinned ? account.created : 0,
      pinned_by_count: account.pinned ? 1 : 0,
    },
    counterparties_summary: {
      total_active: account.counterparties.length,
      total_inactive: 0,
      recent_activity: account.counterparties.length,
    },
    compliance_status: {
      risk_level: 'low',
      sanctions_status: 'clear',
      monitoring_level: 'standard',
      last_reviewed: account.updated,
      flags: [],
    },
  };
}

function accountDetail({ id: accountId, created, updated }: NuvionAccount, id: string) {
  return {
    id,
    entity_id: ENTITY_ID,
    account_id: accountId,
    account_number: '1234567890',
    routing_number: '987654321',
    description: `Details of ${accountId}`,
    issuer: { name: 'Sandbox Bank', code: 'SNDBX', address: '1 Sandbox Street', meta: {} },
    config: {
      outflow_enabled: true,
      inflow_enabled: true,
      outflow_allowed_counterparties: [],
      inflow_allowed_counterparties: [],
    },
    status: 'active',
    created,
    updated,
  };
}

/**
 * The `data` of a successful `DELETE /accounts/{accountId}`, field for field as in Nuvion's reference.
 *
 * @param account as it is after the deletion
 * @param others the entity's accounts that remain
 * @param newDefault the account that became the entity's default in its place, if any
 */
export function deletionData(account: NuvionAccount, others: readonly NuvionAccount[], newDefault: string | null) {
  return {
    account: {
      ...common(account),
      deleted: account.deleted,
      final_balance: { current: amount(account.current), overdraft_used: amount(account.overdraftUsed) },
      cascade_deletions: {
        account_details: account.accountDetails,
        pinned_accounts: account.pinned ? [`${ENTITY_ID}:${account.id}`] : [],
        counterparties: account.counterparties,
        transactions_affected: account.transactions,
        pending_transactions_cancelled: account.pendingTransactions,
      },
    },
    entity_impact: {
      entity_id: ENTITY_ID,
      remaining_accounts: others.length,
      default_account_reassigned: newDefault ?? '',
      accounts_of_same_type: others.filter(({ type }) => type === account.type).length,
    },
    reversal_info: {
      can_be_restored: true,
      restoration_deadline: account.deleted + RESTORABLE_MS,
      restoration_requirements: ['admin_approval'],
      balance_recovery_possible: true,
    },
  };
}
