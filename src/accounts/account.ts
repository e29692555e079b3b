import type { ProviderName } from '../deletion/deletion.ts';

/**
 * An account as its provider has it. Times are RFC 3339 in UTC, amounts the provider's own digits; whatever the provider
 * did not say, or said in a way that cannot be read, is null or left out: never an error.
 */
export interface Account {
  readonly provider: ProviderName;
  readonly accountId: string;
  readonly name?: string | null;
  readonly type?: string | null;
  readonly currency?: string | null;
  readonly status?: string | null;
  readonly description?: string | null;
  readonly externalAccountType?: string | null;
  readonly beneficiaryName?: string | null;
  readonly institutionName?: string | null;
  readonly canBeSource?: boolean | null;
  readonly entityId?: string | null;
  readonly balanceId?: string | null;
  readonly meta?: Record<string, unknown> | null;
  readonly config?: { readonly isOverdraftable: boolean | null; readonly overdraftLimit: string | null } | null;
  readonly balance?: AccountBalance | null;
  readonly createdAt?: string | null;
  readonly updatedAt?: string | null;
  readonly deletedAt?: string | null;
  /** What only a single read gives; undefined in a list. */
  readonly singleRead?: SingleReadFields;
}

export interface AccountBalance {
  readonly current: string | null;
  readonly available: string | null;
  readonly overdraftUsed: string | null;
}

/** What a provider gives only when one account is read. */
export interface SingleReadFields {
  readonly entity?: AccountEntity | null;
  readonly accountDetails?: readonly AccountDetail[] | null;
  readonly pinnedStatus?: {
    readonly isPinned: boolean | null;
    readonly pinnedAt: string | null;
    readonly pinnedByCount: number | null;
  } | null;
  readonly counterpartiesSummary?: {
    readonly totalActive: number | null;
    readonly totalInactive: number | null;
    readonly recentActivity: number | null;
  } | null;
  readonly complianceStatus?: ComplianceStatus | null;
  /** What the provider's account object holds beyond all this, as it came. */
  readonly otherFields?: Record<string, unknown> | null;
}

export interface AccountEntity {
  readonly id: string | null;
  readonly name: string | null;
  readonly type: string | null;
  readonly verificationStatus: string | null;
}

export interface AccountDetail {
  readonly id: string | null;
  readonly entityId: string | null;
  readonly accountId: string | null;
  readonly accountNumber: string | null;
  readonly routingNumber: string | null;
  readonly description: string | null;
  readonly issuer: {
    readonly name: string | null;
    readonly code: string | null;
    readonly address: string | null;
    readonly meta: Record<string, unknown> | null;
  } | null;
  readonly config: {
    readonly outflowEnabled: boolean | null;
    readonly inflowEnabled: boolean | null;
    readonly outflowAllowedCounterparties: readonly string[];
    readonly inflowAllowedCounterparties: readonly string[];
  } | null;
  readonly status: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

export interface ComplianceStatus {
  readonly riskLevel: string | null;
  readonly sanctionsStatus: string | null;
  readonly monitoringLevel: string | null;
  readonly lastReviewedAt: string | null;
  readonly flags: readonly string[];
}
