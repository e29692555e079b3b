/** The public name of a provider: a value of the schema's `AccountProvider`. Which there are, `providers/` says. */
export type ProviderName = string;

/**
 * How the gateway knows that an account is gone: the provider confirmed it, the account was read back with a time of
 * deletion, the provider no longer has it, or a person who runs the gateway vouches for it.
 */
export type Evidence = 'RESPONSE' | 'OBSERVED' | 'ABSENT' | 'ATTESTED';

/**
 * What a provider said of a deletion, as the schema's type for it has it: one that implements `Deletion`. Times are RFC 3339
 * in UTC, amounts the provider's own digits.
 */
export interface Deletion {
  /** The name of that type. Missing in what was settled before deletions carried it: read it by `typeOf`. */
  readonly type: string;
  /** Whether the account is gone for good. */
  readonly permanent: boolean;
}

/** The name of a deletion's type in the schema. Earlier versions settled deletions of two types, without their names. */
export const typeOf = ({ type, permanent }: Deletion): string =>
  type ?? (permanent ? 'PermanentDeletion' : 'SoftDeletion');

export interface PermanentDeletion extends Deletion {
  readonly type: 'PermanentDeletion';
  readonly permanent: true;
}

/** A permanent deletion. There is nothing else to say of one. */
export const PERMANENT: PermanentDeletion = { type: 'PermanentDeletion', permanent: true };

/** Whatever the provider did not say, or said in a way that cannot be read, is null: never an error. */
export interface SoftDeletion extends Deletion {
  readonly type: 'SoftDeletion';
  readonly permanent: false;
  readonly message: string | null;
  readonly deletedAt: string | null;
  readonly account: DeletedAccount | null;
  readonly cascade: CascadeDeletions | null;
  readonly entityImpact: EntityImpact | null;
  readonly reversal: DeletionReversal | null;
}

/** A soft deletion of which the provider said nothing. */
export const SOFT: SoftDeletion = {
  type: 'SoftDeletion',
  permanent: false,
  message: null,
  deletedAt: null,
  account: null,
  cascade: null,
  entityImpact: null,
  reversal: null,
};

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
