/** The providers behind this gateway. The names are public: they are the values of the schema's `AccountProvider`. */
export const PROVIDERS = ['SEQUENCE', 'NUVION'] as const;
export type AccountProvider = (typeof PROVIDERS)[number];

/**
 * How the gateway knows that an account is gone: the provider confirmed it, the account was read back with a time of
 * deletion, the provider no longer has it, or a person who runs the gateway vouches for it.
 */
export type Evidence = 'RESPONSE' | 'OBSERVED' | 'ABSENT' | 'ATTESTED';

/** What a provider told of a deletion. Times are RFC 3339 in UTC, amounts the provider's own digits. */
export type Deletion = PermanentDeletion | SoftDeletion;

export interface PermanentDeletion {
  readonly permanent: true;
}

/** Whatever the provider did not say, or said in a way that cannot be read, is null: never an error. */
export interface SoftDeletion {
  readonly permanent: false;
  readonly message: string | null;
  readonly deletedAt: string | null;
  readonly account: DeletedAccount | null;
  readonly cascade: CascadeDeletions | null;
  readonly entityImpact: EntityImpact | null;
  readonly reversal: DeletionReversal | null;
}

export interface DeletedAccount {
  readonly accountId: string;
  readonly entityId: string | null;
  readonly balanceId: string | null;
  readonly type: string | null;
  readonly currency: string | null;
  readonly displayName: string | null;
  readonly meta: Record<string, unknown> | null;
  readonly config: { readonly isOverdraftable: boolean | null; readonly overdraftLimit: string | null } | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  readonly deletedAt: string | null;
  readonly finalBalance: { readonly current: string | null; readonly overdraftUsed: string | null } | null;
}

export interface CascadeDeletions {
  readonly accountDetails: readonly string[];
  readonly pinnedAccounts: readonly string[];
  readonly counterparties: readonly string[];
  readonly transactionsAffected: number | null;
  readonly pendingTransactionsCancelled: number | null;
}

export interface EntityImpact {
  readonly entityId: string | null;
  readonly remainingAccounts: number | null;
  readonly defaultAccountReassigned: string | null;
  readonly accountsOfSameType: number | null;
}

export interface DeletionReversal {
  readonly canBeRestored: boolean | null;
  readonly restorationDeadline: string | null;
  readonly restorationRequirements: readonly string[];
  readonly balanceRecoveryPossible: boolean | null;
}
