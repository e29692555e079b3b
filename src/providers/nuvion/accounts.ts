import type { Account, AccountDetail, SingleReadFields } from '../../accounts/account.ts';
import type { AccountRules } from '../provider.ts';
import { accountsIn } from '../shared/accounts-in.ts';
import { isObject, type JsonObject, text } from '../shared/answer-parts.ts';
import { count, decimal, flag, object, rest, texts, time, within } from '../shared/field-values.ts';
import { accountIn, overdraft } from './details.ts';
import { ownError } from './errors.ts';

/** The fields of an account object (https://docs.nuvion.co/api-reference/accounts). */
const FIELDS = [
  'id',
  'entity_id',
  'balance_id',
  'type',
  'currency',
  'display_name',
  'meta',
  'config',
  'created',
  'updated',
  'deleted',
  'status',
  'balance',
];

/** `data.account` and the objects beside it; lists in both of the shapes that Nuvion documents. */
export const accounts: AccountRules = {
  path: (segment) => `/accounts/${segment}`,
  listPath: (cursor) => (cursor === null ? '/accounts' : `/accounts?next_cursor=${encodeURIComponent(cursor)}`),

  account(json, accountId) {
    const account = accountIn(json);
    if (account?.id !== accountId) return null;
    return { ...toAccount(account, accountId), singleRead: singleReadFields(json.data as JsonObject, account) };
  },

  page({ data }) {
    if (Array.isArray(data)) return { accounts: accountsIn(data, toAccount), next: null };
    if (!isObject(data) || !Array.isArray(data.data)) return null;
    const pagination = within(data.meta, ({ pagination }) => object(pagination));
    const next = pagination?.has_next === false ? null : text(pagination?.next_cursor);
    return { accounts: accountsIn(data.data, toAccount), next };
  },

  /** Nuvion documents none; one in an answer may come from a proxy. */
  requestIdOf: () => null,

  ownError,
};

function toAccount(account: JsonObject, accountId: string): Account {
  return {
    provider: 'NUVION',
    accountId,
    name: text(account.display_name),
    type: text(account.type),
    currency: text(account.currency),
    status: text(account.status),
    entityId: text(account.entity_id),
    balanceId: text(account.balance_id),
    meta: object(account.meta),
    config: within(account.config, overdraft),
    balance: within(account.balance, (balance) => ({
      current: decimal(balance.current),
      available: decimal(balance.available),
      overdraftUsed: decimal(balance.overdraft_used),
    })),
    createdAt: time(account.created),
    updatedAt: time(account.updated),
    deletedAt: time(account.deleted),
  };
}

function singleReadFields(data: JsonObject, account: JsonObject): SingleReadFields {
  const { account_details: details } = data;
  return {
    entity: within(data.entity, (entity) => ({
      id: text(entity.id),
      name: text(entity.name),
      type: text(entity.type),
      verificationStatus: text(entity.verification_status),
    })),
    accountDetails: Array.isArray(details) ? details.filter(isObject).map(toDetail) : null,
    pinnedStatus: within(data.pinned_status, (pinned) => ({
      isPinned: flag(pinned.is_pinned),
      pinnedAt: time(pinned.pinned_at),
      pinnedByCount: count(pinned.pinned_by_count),
    })),
    counterpartiesSummary: within(data.counterparties_summary, (summary) => ({
      totalActive: count(summary.total_active),
      totalInactive: count(summary.total_inactive),
      recentActivity: count(summary.recent_activity),
    })),
    complianceStatus: within(data.compliance_status, (compliance) => ({
      riskLevel: text(compliance.risk_level),
      sanctionsStatus: text(compliance.sanctions_status),
      monitoringLevel: text(compliance.monitoring_level),
      lastReviewedAt: time(compliance.last_reviewed),
      flags: texts(compliance.flags),
    })),
    otherFields: rest(account, FIELDS),
  };
}

function toDetail(detail: JsonObject): AccountDetail {
  return {
    id: text(detail.id),
    entityId: text(detail.entity_id),
    accountId: text(detail.account_id),
    accountNumber: text(detail.account_number),
    routingNumber: text(detail.routing_number),
    description: text(detail.description),
    issuer: within(detail.issuer, (issuer) => ({
      name: text(issuer.name),
      code: text(issuer.code),
      address: text(issuer.address),
      meta: object(issuer.meta),
    })),
    config: within(detail.config, (config) => ({
      outflowEnabled: flag(config.outflow_enabled),
      inflowEnabled: flag(config.inflow_enabled),
      outflowAllowedCounterparties: texts(config.outflow_allowed_counterparties),
      inflowAllowedCounterparties: texts(config.inflow_allowed_counterparties),
    })),
    status: text(detail.status),
    createdAt: time(detail.created),
    updatedAt: time(detail.updated),
  };
}
