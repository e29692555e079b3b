import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { PermanentDeletion as PermanentDeletionModel, SoftDeletion as SoftDeletionModel } from '../deletion/deletion.ts';
import type { RequestContext } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant, RFC 3339 in UTC with milliseconds, such as `2023-09-02T16:00:00.000Z`. */
  DateTime: { input: string; output: string; }
  /**
   * An amount of money or another exact decimal number, as a string that holds the provider's digits unchanged
   * (`1000.50` stays `1000.50`). Never read it into a binary float. Which unit it counts – currency units or their
   * smallest part – is the provider's rule for the field.
   */
  Decimal: { input: string; output: string; }
  /** A JSON object as the provider keeps it, passed through with nothing added, removed or rounded. */
  JSONObject: { input: Record<string, unknown>; output: Record<string, unknown>; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** How an account is set up. */
export type AccountConfig = {
  readonly __typename?: 'AccountConfig';
  /** Whether the balance may go below zero. */
  readonly isOverdraftable?: Maybe<Scalars['Boolean']['output']>;
  /** How far below zero, in the provider's unit. */
  readonly overdraftLimit?: Maybe<Scalars['Decimal']['output']>;
};

/** The record of a deletion. */
export type AccountDeletion = {
  readonly __typename?: 'AccountDeletion';
  /** The account's id at its provider. */
  readonly accountId: Scalars['ID']['output'];
  /** How many delete requests were sent for it so far. */
  readonly attempts: Scalars['Int']['output'];
  /** The final answer, as `deleteAccount` gives it to a retry; null until the deletion is settled. */
  readonly result?: Maybe<DeleteAccountResult>;
  /** When the key was first used. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** How far it has come. */
  readonly status: DeletionStatus;
};

/** The provider has no such account. Nothing was deleted. */
export type AccountNotFoundError = DeleteAccountError & {
  readonly __typename?: 'AccountNotFoundError';
  /** The account that it does not have. */
  readonly accountId: Scalars['ID']['output'];
  /** What went wrong, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The key that the field used or refused, as received. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** What went wrong, for people. Parts that come from the provider hold neither credential nor key. */
  readonly message: Scalars['String']['output'];
  /** The provider that was asked. */
  readonly provider: AccountProvider;
  /** The provider's own code for the error, where it gave one. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, for support and logs. */
  readonly requestId: Scalars['String']['output'];
  /** What to do with the key. */
  readonly retry: RetryAdvice;
  /** How long to wait before a retry, in milliseconds; null when nothing is known. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Who refused: the gateway, before anything was sent, or the provider. */
  readonly source: ErrorSource;
};

/** A bank-account provider behind this gateway. */
export type AccountProvider =
  /** Nuvion: accounts of an entity. A deletion is soft: the account is marked deleted and may be restored. */
  | 'NUVION'
  /** Sequence: income sources, pods and external accounts. A deletion is permanent. */
  | 'SEQUENCE';

/** What was deleted or cancelled along with an account. */
export type CascadeDeletions = {
  readonly __typename?: 'CascadeDeletions';
  /** Ids of the account details (such as account numbers) that went with it. */
  readonly accountDetails: ReadonlyArray<Scalars['ID']['output']>;
  /** Ids of the counterparties that went with it. */
  readonly counterparties: ReadonlyArray<Scalars['ID']['output']>;
  /** How many pending transactions were cancelled. */
  readonly pendingTransactionsCancelled?: Maybe<Scalars['Int']['output']>;
  /** Ids of the pins that went with it. */
  readonly pinnedAccounts: ReadonlyArray<Scalars['ID']['output']>;
  /** How many transactions were affected. */
  readonly transactionsAffected?: Maybe<Scalars['Int']['output']>;
};

/** What every failed deletion tells. Select on this interface to handle errors that do not exist yet. */
export type DeleteAccountError = {
  /** What went wrong, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The key that the field used or refused, as received. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** What went wrong, for people. Parts that come from the provider hold neither credential nor key. */
  readonly message: Scalars['String']['output'];
  /** The provider's own code for the error, where it gave one. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, for support and logs. */
  readonly requestId: Scalars['String']['output'];
  /** What to do with the key. */
  readonly retry: RetryAdvice;
  /** How long to wait before a retry, in milliseconds; null when nothing is known. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Who refused: the gateway, before anything was sent, or the provider. */
  readonly source: ErrorSource;
};

/** What went wrong with a deletion, for programs. */
export type DeleteAccountErrorCode =
  /** `AccountNotFoundError` */
  | 'ACCOUNT_NOT_FOUND'
  /** `DeletionInProgressError` */
  | 'DELETION_IN_PROGRESS'
  /** `DeletionRejectedError` */
  | 'DELETION_REJECTED'
  /** `ForbiddenError` */
  | 'FORBIDDEN'
  /** `IdempotencyKeyReusedError` */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** `InvalidInputError` */
  | 'INVALID_INPUT'
  /** `OutcomeUnknownError` */
  | 'OUTCOME_UNKNOWN'
  /** `RateLimitedError` */
  | 'RATE_LIMITED'
  /** `UnauthorizedError` */
  | 'UNAUTHORIZED'
  /** `UnavailableError` */
  | 'UNAVAILABLE';

/** Which account to delete, and under which key. */
export type DeleteAccountInput = {
  /**
   * The account's id at its provider: 1 to 255 characters, no control characters, not blank, not `.` or `..`.
   * It is treated as opaque and compared to the letter.
   */
  readonly accountId: Scalars['ID']['input'];
  /**
   * The name of the user's intention to delete: 1 to 255 characters from `!` to `~`; a UUID version 4 is best. Left out,
   * the request's `Idempotency-Key` header counts, and failing that the gateway makes a key and returns it.
   */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The provider that holds the account. */
  readonly provider: AccountProvider;
};

/** What became of a deletion: done, or one typed reason why not. Select `... on DeleteAccountError` to survive new members. */
export type DeleteAccountResult = AccountNotFoundError | DeleteAccountSuccess | DeletionInProgressError | DeletionRejectedError | ForbiddenError | IdempotencyKeyReusedError | InvalidInputError | OutcomeUnknownError | RateLimitedError | UnauthorizedError | UnavailableError;

/** The account is gone. */
export type DeleteAccountSuccess = {
  readonly __typename?: 'DeleteAccountSuccess';
  /** The account's id at its provider. */
  readonly accountId: Scalars['ID']['output'];
  /** The `Account.id` that is gone: for Relay's `@deleteRecord` and Apollo's `cache.evict`. */
  readonly deletedAccountId: Scalars['ID']['output'];
  /** What kind of deletion it was, and what the provider told of it. */
  readonly deletion: Deletion;
  /** How the gateway knows that the account is gone. */
  readonly evidence: DeletionEvidence;
  /** The key that this deletion is recorded under. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** The provider that held the account. */
  readonly provider: AccountProvider;
  /** Whether this is the recorded answer of an earlier request with the same key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, for support and logs. */
  readonly requestId: Scalars['String']['output'];
};

/** An account as it was when it was deleted. */
export type DeletedAccount = {
  readonly __typename?: 'DeletedAccount';
  /** The account's id at its provider. */
  readonly accountId: Scalars['ID']['output'];
  /** The balance that belonged to the account. */
  readonly balanceId?: Maybe<Scalars['ID']['output']>;
  /** How the account was set up. */
  readonly config?: Maybe<AccountConfig>;
  /** When the account was opened. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** ISO 4217 code of the currency. */
  readonly currency?: Maybe<Scalars['String']['output']>;
  /** When the account was marked as deleted. */
  readonly deletedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The name that people see. */
  readonly displayName?: Maybe<Scalars['String']['output']>;
  /** The entity that owned the account. */
  readonly entityId?: Maybe<Scalars['ID']['output']>;
  /** What was on the account at the end. */
  readonly finalBalance?: Maybe<FinalBalance>;
  /** The owner's own data, as kept at the provider. */
  readonly meta?: Maybe<Scalars['JSONObject']['output']>;
  /** The provider's type, such as `checking`, `debit`, `operational` or `safeguard`; more may come. */
  readonly type?: Maybe<Scalars['String']['output']>;
  /** When the account was last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A deletion that was carried out. Each kind of provider has its own type. */
export type Deletion = {
  /** Whether the account is gone for good. */
  readonly permanent: Scalars['Boolean']['output'];
};

/** How the gateway knows that an account is gone. */
export type DeletionEvidence =
  /** The confirmation was lost; the provider then had no such account: this deletion removed it, or it never was. */
  | 'ABSENT'
  /** The confirmation was lost; the account was then read and carries a time of deletion. */
  | 'OBSERVED'
  /** The provider confirmed this deletion. */
  | 'RESPONSE';

/** A request with the same key is still running elsewhere. Ask again with the same key after `retryAfterMs`. */
export type DeletionInProgressError = DeleteAccountError & {
  readonly __typename?: 'DeletionInProgressError';
  /** What went wrong, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The key that the field used or refused, as received. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** What went wrong, for people. Parts that come from the provider hold neither credential nor key. */
  readonly message: Scalars['String']['output'];
  /** The provider's own code for the error, where it gave one. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, for support and logs. */
  readonly requestId: Scalars['String']['output'];
  /** What to do with the key. */
  readonly retry: RetryAdvice;
  /** How long to wait before a retry, in milliseconds; null when nothing is known. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Who refused: the gateway, before anything was sent, or the provider. */
  readonly source: ErrorSource;
};

/** The provider refused to delete this account, such as for a balance that is not zero. Nothing was deleted. When the reason is mended, try again with a new key. */
export type DeletionRejectedError = DeleteAccountError & {
  readonly __typename?: 'DeletionRejectedError';
  /** What went wrong, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The key that the field used or refused, as received. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** What went wrong, for people. Parts that come from the provider hold neither credential nor key. */
  readonly message: Scalars['String']['output'];
  /** The provider's own code for the error, where it gave one. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, for support and logs. */
  readonly requestId: Scalars['String']['output'];
  /** What to do with the key. */
  readonly retry: RetryAdvice;
  /** How long to wait before a retry, in milliseconds; null when nothing is known. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Who refused: the gateway, before anything was sent, or the provider. */
  readonly source: ErrorSource;
  /** What the provider found wrong, field by field. */
  readonly validations: ReadonlyArray<FieldValidation>;
};

/** Whether and until when a deletion can be reversed. The reversal itself is between you and the provider. */
export type DeletionReversal = {
  readonly __typename?: 'DeletionReversal';
  /** Whether the balance would come back too. */
  readonly balanceRecoveryPossible?: Maybe<Scalars['Boolean']['output']>;
  /** Whether the account can be restored. */
  readonly canBeRestored?: Maybe<Scalars['Boolean']['output']>;
  /** Until when. */
  readonly restorationDeadline?: Maybe<Scalars['DateTime']['output']>;
  /** What the provider asks for, such as `admin_approval`. */
  readonly restorationRequirements: ReadonlyArray<Scalars['String']['output']>;
};

/** How far a deletion has come. */
export type DeletionStatus =
  /** A process works on it. */
  | 'RUNNING'
  /** It has its final answer. */
  | 'SETTLED'
  /** The answer was lost and nobody works on it: send `deleteAccount` again with the same key to find out. */
  | 'UNKNOWN';

/** What a deletion changed for the entity that owned the account. */
export type EntityImpact = {
  readonly __typename?: 'EntityImpact';
  /** How many accounts of the same type it has left. */
  readonly accountsOfSameType?: Maybe<Scalars['Int']['output']>;
  /** The account that became the default in place of the deleted one; null when none did. */
  readonly defaultAccountReassigned?: Maybe<Scalars['ID']['output']>;
  /** The entity. */
  readonly entityId?: Maybe<Scalars['ID']['output']>;
  /** How many accounts it has left. */
  readonly remainingAccounts?: Maybe<Scalars['Int']['output']>;
};

/** Who refused. */
export type ErrorSource =
  /** This gateway. */
  | 'GATEWAY'
  /** The provider. */
  | 'PROVIDER';

/** One thing that a provider found wrong with a request. */
export type FieldValidation = {
  readonly __typename?: 'FieldValidation';
  /** The provider's code for it. */
  readonly code?: Maybe<Scalars['String']['output']>;
  /** The field, in the provider's spelling. */
  readonly field: Scalars['String']['output'];
  /** The provider's words. */
  readonly message?: Maybe<Scalars['String']['output']>;
};

/** What was on an account when it was deleted, in the provider's unit. */
export type FinalBalance = {
  readonly __typename?: 'FinalBalance';
  /** The balance. */
  readonly current?: Maybe<Scalars['Decimal']['output']>;
  /** How much of the overdraft was in use. */
  readonly overdraftUsed?: Maybe<Scalars['Decimal']['output']>;
};

/** The credential is valid but may not delete this account. */
export type ForbiddenError = DeleteAccountError & {
  readonly __typename?: 'ForbiddenError';
  /** What went wrong, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The key that the field used or refused, as received. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** What went wrong, for people. Parts that come from the provider hold neither credential nor key. */
  readonly message: Scalars['String']['output'];
  /** The provider's own code for the error, where it gave one. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, for support and logs. */
  readonly requestId: Scalars['String']['output'];
  /** What to do with the key. */
  readonly retry: RetryAdvice;
  /** How long to wait before a retry, in milliseconds; null when nothing is known. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Who refused: the gateway, before anything was sent, or the provider. */
  readonly source: ErrorSource;
};

/** The key already belongs to another account. Nothing was sent. */
export type IdempotencyKeyReusedError = DeleteAccountError & {
  readonly __typename?: 'IdempotencyKeyReusedError';
  /** What went wrong, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The key that the field used or refused, as received. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** What went wrong, for people. Parts that come from the provider hold neither credential nor key. */
  readonly message: Scalars['String']['output'];
  /** The provider's own code for the error, where it gave one. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, for support and logs. */
  readonly requestId: Scalars['String']['output'];
  /** What to do with the key. */
  readonly retry: RetryAdvice;
  /** How long to wait before a retry, in milliseconds; null when nothing is known. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Who refused: the gateway, before anything was sent, or the provider. */
  readonly source: ErrorSource;
};

/** The account id or the key is not acceptable, or a required key is missing. Nothing was sent. */
export type InvalidInputError = DeleteAccountError & {
  readonly __typename?: 'InvalidInputError';
  /** What went wrong, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The input field that is wrong. */
  readonly field?: Maybe<Scalars['String']['output']>;
  /** The key that the field used or refused, as received. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** What went wrong, for people. Parts that come from the provider hold neither credential nor key. */
  readonly message: Scalars['String']['output'];
  /** The provider's own code for the error, where it gave one. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, for support and logs. */
  readonly requestId: Scalars['String']['output'];
  /** What to do with the key. */
  readonly retry: RetryAdvice;
  /** How long to wait before a retry, in milliseconds; null when nothing is known. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Who refused: the gateway, before anything was sent, or the provider. */
  readonly source: ErrorSource;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Deletes one account at its provider, at most once for one idempotency key.
   *
   * Make the key when the user confirms, keep it until a final answer, and send it again with every retry: duplicates,
   * retries and reloads then end in one deletion and one answer. Every expected failure is a member of the union;
   * follow its `retry`. GraphQL `errors` are left for requests that are wrong in themselves and for faults.
   */
  readonly deleteAccount: DeleteAccountResult;
};


export type MutationDeleteAccountArgs = {
  input: DeleteAccountInput;
};

/** The provider's answer was lost: the account may be gone or not. Ask again with the same key: the gateway finds out, and never deletes twice. */
export type OutcomeUnknownError = DeleteAccountError & {
  readonly __typename?: 'OutcomeUnknownError';
  /** What went wrong, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The key that the field used or refused, as received. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** What went wrong, for people. Parts that come from the provider hold neither credential nor key. */
  readonly message: Scalars['String']['output'];
  /** The provider's own code for the error, where it gave one. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, for support and logs. */
  readonly requestId: Scalars['String']['output'];
  /** What to do with the key. */
  readonly retry: RetryAdvice;
  /** How long to wait before a retry, in milliseconds; null when nothing is known. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Who refused: the gateway, before anything was sent, or the provider. */
  readonly source: ErrorSource;
};

/** A deletion that cannot be undone, as Sequence's. */
export type PermanentDeletion = Deletion & {
  readonly __typename?: 'PermanentDeletion';
  /** Always true. */
  readonly permanent: Scalars['Boolean']['output'];
};

export type Query = {
  readonly __typename?: 'Query';
  /**
   * What became of a deletion, for a client that lost its answer: asks nobody but the gateway's own record, and changes
   * nothing. Takes the credential that the deletion was asked for with. Null when there is no record of the key – never
   * used, released by a refusal, or forgotten – which says nothing about the account.
   */
  readonly accountDeletion?: Maybe<AccountDeletion>;
};


export type QueryAccountDeletionArgs = {
  idempotencyKey: Scalars['String']['input'];
  provider: AccountProvider;
};

/** The provider asks for patience. Nothing was deleted; try again with the same key after `retryAfterMs`. */
export type RateLimitedError = DeleteAccountError & {
  readonly __typename?: 'RateLimitedError';
  /** What went wrong, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The key that the field used or refused, as received. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** What went wrong, for people. Parts that come from the provider hold neither credential nor key. */
  readonly message: Scalars['String']['output'];
  /** The provider's own code for the error, where it gave one. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, for support and logs. */
  readonly requestId: Scalars['String']['output'];
  /** What to do with the key. */
  readonly retry: RetryAdvice;
  /** How long to wait before a retry, in milliseconds; null when nothing is known. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Who refused: the gateway, before anything was sent, or the provider. */
  readonly source: ErrorSource;
};

/** What to do with the idempotency key after a failure. */
export type RetryAdvice =
  /** Do not retry: the answer will not change. */
  | 'NEVER'
  /** This key is spent. A new attempt, once the reason is mended, is a new intention with a new key. */
  | 'NEW_KEY'
  /** Retry, and keep the key: it is the same deletion. */
  | 'SAME_KEY';

/**
 * A deletion that marks the account as deleted, as Nuvion's. Whatever the provider did not say, or said in a way that
 * could not be read, is null.
 */
export type SoftDeletion = Deletion & {
  readonly __typename?: 'SoftDeletion';
  /** The account as it was when it was deleted. */
  readonly account?: Maybe<DeletedAccount>;
  /** What was deleted along with it. */
  readonly cascade?: Maybe<CascadeDeletions>;
  /** When the account was marked as deleted. */
  readonly deletedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the deletion changed for the entity that owned the account. */
  readonly entityImpact?: Maybe<EntityImpact>;
  /** The provider's own words. */
  readonly message?: Maybe<Scalars['String']['output']>;
  /** Always false. */
  readonly permanent: Scalars['Boolean']['output'];
  /** Whether and until when the deletion can be reversed. */
  readonly reversal?: Maybe<DeletionReversal>;
};

/** No credential for this provider came with the request, or the provider did not accept it. */
export type UnauthorizedError = DeleteAccountError & {
  readonly __typename?: 'UnauthorizedError';
  /** What went wrong, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The key that the field used or refused, as received. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** What went wrong, for people. Parts that come from the provider hold neither credential nor key. */
  readonly message: Scalars['String']['output'];
  /** The provider's own code for the error, where it gave one. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, for support and logs. */
  readonly requestId: Scalars['String']['output'];
  /** What to do with the key. */
  readonly retry: RetryAdvice;
  /** How long to wait before a retry, in milliseconds; null when nothing is known. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Who refused: the gateway, before anything was sent, or the provider. */
  readonly source: ErrorSource;
};

/** The gateway or the provider cannot do this now. Nothing was executed; try again with the same key. */
export type UnavailableError = DeleteAccountError & {
  readonly __typename?: 'UnavailableError';
  /** What went wrong, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The key that the field used or refused, as received. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** What went wrong, for people. Parts that come from the provider hold neither credential nor key. */
  readonly message: Scalars['String']['output'];
  /** The provider's own code for the error, where it gave one. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, for support and logs. */
  readonly requestId: Scalars['String']['output'];
  /** What to do with the key. */
  readonly retry: RetryAdvice;
  /** How long to wait before a retry, in milliseconds; null when nothing is known. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Who refused: the gateway, before anything was sent, or the provider. */
  readonly source: ErrorSource;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;



/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  DeleteAccountResult:
    | ( AccountNotFoundError & { __typename: 'AccountNotFoundError' } )
    | ( Omit<DeleteAccountSuccess, 'deletion'> & { deletion: _RefType['Deletion'] } & { __typename: 'DeleteAccountSuccess' } )
    | ( DeletionInProgressError & { __typename: 'DeletionInProgressError' } )
    | ( DeletionRejectedError & { __typename: 'DeletionRejectedError' } )
    | ( ForbiddenError & { __typename: 'ForbiddenError' } )
    | ( IdempotencyKeyReusedError & { __typename: 'IdempotencyKeyReusedError' } )
    | ( InvalidInputError & { __typename: 'InvalidInputError' } )
    | ( OutcomeUnknownError & { __typename: 'OutcomeUnknownError' } )
    | ( RateLimitedError & { __typename: 'RateLimitedError' } )
    | ( UnauthorizedError & { __typename: 'UnauthorizedError' } )
    | ( UnavailableError & { __typename: 'UnavailableError' } )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  DeleteAccountError:
    | ( AccountNotFoundError & { __typename: 'AccountNotFoundError' } )
    | ( DeletionInProgressError & { __typename: 'DeletionInProgressError' } )
    | ( DeletionRejectedError & { __typename: 'DeletionRejectedError' } )
    | ( ForbiddenError & { __typename: 'ForbiddenError' } )
    | ( IdempotencyKeyReusedError & { __typename: 'IdempotencyKeyReusedError' } )
    | ( InvalidInputError & { __typename: 'InvalidInputError' } )
    | ( OutcomeUnknownError & { __typename: 'OutcomeUnknownError' } )
    | ( RateLimitedError & { __typename: 'RateLimitedError' } )
    | ( UnauthorizedError & { __typename: 'UnauthorizedError' } )
    | ( UnavailableError & { __typename: 'UnavailableError' } )
  ;
  Deletion:
    | ( PermanentDeletionModel & { __typename: 'PermanentDeletion' } )
    | ( SoftDeletionModel & { __typename: 'SoftDeletion' } )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccountConfig: ResolverTypeWrapper<AccountConfig>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  AccountDeletion: ResolverTypeWrapper<Omit<AccountDeletion, 'result'> & { result?: Maybe<ResolversTypes['DeleteAccountResult']> }>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  AccountNotFoundError: ResolverTypeWrapper<AccountNotFoundError>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  AccountProvider: AccountProvider;
  CascadeDeletions: ResolverTypeWrapper<CascadeDeletions>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DeleteAccountError: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['DeleteAccountError']>;
  DeleteAccountErrorCode: DeleteAccountErrorCode;
  DeleteAccountInput: DeleteAccountInput;
  DeleteAccountResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteAccountResult']>;
  DeleteAccountSuccess: ResolverTypeWrapper<Omit<DeleteAccountSuccess, 'deletion'> & { deletion: ResolversTypes['Deletion'] }>;
  DeletedAccount: ResolverTypeWrapper<DeletedAccount>;
  Deletion: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Deletion']>;
  DeletionEvidence: DeletionEvidence;
  DeletionInProgressError: ResolverTypeWrapper<DeletionInProgressError>;
  DeletionRejectedError: ResolverTypeWrapper<DeletionRejectedError>;
  DeletionReversal: ResolverTypeWrapper<DeletionReversal>;
  DeletionStatus: DeletionStatus;
  EntityImpact: ResolverTypeWrapper<EntityImpact>;
  ErrorSource: ErrorSource;
  FieldValidation: ResolverTypeWrapper<FieldValidation>;
  FinalBalance: ResolverTypeWrapper<FinalBalance>;
  ForbiddenError: ResolverTypeWrapper<ForbiddenError>;
  IdempotencyKeyReusedError: ResolverTypeWrapper<IdempotencyKeyReusedError>;
  InvalidInputError: ResolverTypeWrapper<InvalidInputError>;
  JSONObject: ResolverTypeWrapper<Scalars['JSONObject']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OutcomeUnknownError: ResolverTypeWrapper<OutcomeUnknownError>;
  PermanentDeletion: ResolverTypeWrapper<PermanentDeletionModel>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RateLimitedError: ResolverTypeWrapper<RateLimitedError>;
  RetryAdvice: RetryAdvice;
  SoftDeletion: ResolverTypeWrapper<SoftDeletionModel>;
  UnauthorizedError: ResolverTypeWrapper<UnauthorizedError>;
  UnavailableError: ResolverTypeWrapper<UnavailableError>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccountConfig: AccountConfig;
  Boolean: Scalars['Boolean']['output'];
  AccountDeletion: Omit<AccountDeletion, 'result'> & { result?: Maybe<ResolversParentTypes['DeleteAccountResult']> };
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  AccountNotFoundError: AccountNotFoundError;
  String: Scalars['String']['output'];
  CascadeDeletions: CascadeDeletions;
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  DeleteAccountError: ResolversInterfaceTypes<ResolversParentTypes>['DeleteAccountError'];
  DeleteAccountInput: DeleteAccountInput;
  DeleteAccountResult: ResolversUnionTypes<ResolversParentTypes>['DeleteAccountResult'];
  DeleteAccountSuccess: Omit<DeleteAccountSuccess, 'deletion'> & { deletion: ResolversParentTypes['Deletion'] };
  DeletedAccount: DeletedAccount;
  Deletion: ResolversInterfaceTypes<ResolversParentTypes>['Deletion'];
  DeletionInProgressError: DeletionInProgressError;
  DeletionRejectedError: DeletionRejectedError;
  DeletionReversal: DeletionReversal;
  EntityImpact: EntityImpact;
  FieldValidation: FieldValidation;
  FinalBalance: FinalBalance;
  ForbiddenError: ForbiddenError;
  IdempotencyKeyReusedError: IdempotencyKeyReusedError;
  InvalidInputError: InvalidInputError;
  JSONObject: Scalars['JSONObject']['output'];
  Mutation: Record<PropertyKey, never>;
  OutcomeUnknownError: OutcomeUnknownError;
  PermanentDeletion: PermanentDeletionModel;
  Query: Record<PropertyKey, never>;
  RateLimitedError: RateLimitedError;
  SoftDeletion: SoftDeletionModel;
  UnauthorizedError: UnauthorizedError;
  UnavailableError: UnavailableError;
};

export type AccountConfigResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AccountConfig'] = ResolversParentTypes['AccountConfig']> = {
  isOverdraftable?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  overdraftLimit?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type AccountDeletionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AccountDeletion'] = ResolversParentTypes['AccountDeletion']> = {
  accountId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['DeleteAccountResult']>, ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DeletionStatus'], ParentType, ContextType>;
};

export type AccountNotFoundErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AccountNotFoundError'] = ResolversParentTypes['AccountNotFoundError']> = {
  accountId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['DeleteAccountErrorCode'], ParentType, ContextType>;
  idempotencyKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['AccountProvider'], ParentType, ContextType>;
  providerCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  requestId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retry?: Resolver<ResolversTypes['RetryAdvice'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ErrorSource'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CascadeDeletionsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CascadeDeletions'] = ResolversParentTypes['CascadeDeletions']> = {
  accountDetails?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  counterparties?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  pendingTransactionsCancelled?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  pinnedAccounts?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  transactionsAffected?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type DeleteAccountErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeleteAccountError'] = ResolversParentTypes['DeleteAccountError']> = {
  __resolveType: TypeResolveFn<'AccountNotFoundError' | 'DeletionInProgressError' | 'DeletionRejectedError' | 'ForbiddenError' | 'IdempotencyKeyReusedError' | 'InvalidInputError' | 'OutcomeUnknownError' | 'RateLimitedError' | 'UnauthorizedError' | 'UnavailableError', ParentType, ContextType>;
};

export type DeleteAccountResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeleteAccountResult'] = ResolversParentTypes['DeleteAccountResult']> = {
  __resolveType: TypeResolveFn<'AccountNotFoundError' | 'DeleteAccountSuccess' | 'DeletionInProgressError' | 'DeletionRejectedError' | 'ForbiddenError' | 'IdempotencyKeyReusedError' | 'InvalidInputError' | 'OutcomeUnknownError' | 'RateLimitedError' | 'UnauthorizedError' | 'UnavailableError', ParentType, ContextType>;
};

export type DeleteAccountSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeleteAccountSuccess'] = ResolversParentTypes['DeleteAccountSuccess']> = {
  accountId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  deletedAccountId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  deletion?: Resolver<ResolversTypes['Deletion'], ParentType, ContextType>;
  evidence?: Resolver<ResolversTypes['DeletionEvidence'], ParentType, ContextType>;
  idempotencyKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['AccountProvider'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  requestId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeletedAccountResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeletedAccount'] = ResolversParentTypes['DeletedAccount']> = {
  accountId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  balanceId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  config?: Resolver<Maybe<ResolversTypes['AccountConfig']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  currency?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  deletedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  entityId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  finalBalance?: Resolver<Maybe<ResolversTypes['FinalBalance']>, ParentType, ContextType>;
  meta?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type DeletionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Deletion'] = ResolversParentTypes['Deletion']> = {
  __resolveType: TypeResolveFn<'PermanentDeletion' | 'SoftDeletion', ParentType, ContextType>;
};

export type DeletionInProgressErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeletionInProgressError'] = ResolversParentTypes['DeletionInProgressError']> = {
  code?: Resolver<ResolversTypes['DeleteAccountErrorCode'], ParentType, ContextType>;
  idempotencyKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  providerCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  requestId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retry?: Resolver<ResolversTypes['RetryAdvice'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ErrorSource'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeletionRejectedErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeletionRejectedError'] = ResolversParentTypes['DeletionRejectedError']> = {
  code?: Resolver<ResolversTypes['DeleteAccountErrorCode'], ParentType, ContextType>;
  idempotencyKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  providerCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  requestId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retry?: Resolver<ResolversTypes['RetryAdvice'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ErrorSource'], ParentType, ContextType>;
  validations?: Resolver<ReadonlyArray<ResolversTypes['FieldValidation']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeletionReversalResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeletionReversal'] = ResolversParentTypes['DeletionReversal']> = {
  balanceRecoveryPossible?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  canBeRestored?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  restorationDeadline?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  restorationRequirements?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type EntityImpactResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EntityImpact'] = ResolversParentTypes['EntityImpact']> = {
  accountsOfSameType?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  defaultAccountReassigned?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  entityId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  remainingAccounts?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type FieldValidationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['FieldValidation'] = ResolversParentTypes['FieldValidation']> = {
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type FinalBalanceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['FinalBalance'] = ResolversParentTypes['FinalBalance']> = {
  current?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  overdraftUsed?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type ForbiddenErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ForbiddenError'] = ResolversParentTypes['ForbiddenError']> = {
  code?: Resolver<ResolversTypes['DeleteAccountErrorCode'], ParentType, ContextType>;
  idempotencyKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  providerCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  requestId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retry?: Resolver<ResolversTypes['RetryAdvice'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ErrorSource'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IdempotencyKeyReusedErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['IdempotencyKeyReusedError'] = ResolversParentTypes['IdempotencyKeyReusedError']> = {
  code?: Resolver<ResolversTypes['DeleteAccountErrorCode'], ParentType, ContextType>;
  idempotencyKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  providerCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  requestId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retry?: Resolver<ResolversTypes['RetryAdvice'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ErrorSource'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidInputErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['InvalidInputError'] = ResolversParentTypes['InvalidInputError']> = {
  code?: Resolver<ResolversTypes['DeleteAccountErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  idempotencyKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  providerCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  requestId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retry?: Resolver<ResolversTypes['RetryAdvice'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ErrorSource'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface JsonObjectScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSONObject'], any> {
  name: 'JSONObject';
}

export type MutationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  deleteAccount?: Resolver<ResolversTypes['DeleteAccountResult'], ParentType, ContextType, RequireFields<MutationDeleteAccountArgs, 'input'>>;
};

export type OutcomeUnknownErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OutcomeUnknownError'] = ResolversParentTypes['OutcomeUnknownError']> = {
  code?: Resolver<ResolversTypes['DeleteAccountErrorCode'], ParentType, ContextType>;
  idempotencyKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  providerCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  requestId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retry?: Resolver<ResolversTypes['RetryAdvice'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ErrorSource'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PermanentDeletionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PermanentDeletion'] = ResolversParentTypes['PermanentDeletion']> = {
  permanent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  accountDeletion?: Resolver<Maybe<ResolversTypes['AccountDeletion']>, ParentType, ContextType, RequireFields<QueryAccountDeletionArgs, 'idempotencyKey' | 'provider'>>;
};

export type RateLimitedErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RateLimitedError'] = ResolversParentTypes['RateLimitedError']> = {
  code?: Resolver<ResolversTypes['DeleteAccountErrorCode'], ParentType, ContextType>;
  idempotencyKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  providerCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  requestId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retry?: Resolver<ResolversTypes['RetryAdvice'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ErrorSource'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SoftDeletionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SoftDeletion'] = ResolversParentTypes['SoftDeletion']> = {
  account?: Resolver<Maybe<ResolversTypes['DeletedAccount']>, ParentType, ContextType>;
  cascade?: Resolver<Maybe<ResolversTypes['CascadeDeletions']>, ParentType, ContextType>;
  deletedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  entityImpact?: Resolver<Maybe<ResolversTypes['EntityImpact']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  permanent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reversal?: Resolver<Maybe<ResolversTypes['DeletionReversal']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UnauthorizedErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UnauthorizedError'] = ResolversParentTypes['UnauthorizedError']> = {
  code?: Resolver<ResolversTypes['DeleteAccountErrorCode'], ParentType, ContextType>;
  idempotencyKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  providerCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  requestId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retry?: Resolver<ResolversTypes['RetryAdvice'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ErrorSource'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UnavailableErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UnavailableError'] = ResolversParentTypes['UnavailableError']> = {
  code?: Resolver<ResolversTypes['DeleteAccountErrorCode'], ParentType, ContextType>;
  idempotencyKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  providerCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  requestId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retry?: Resolver<ResolversTypes['RetryAdvice'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ErrorSource'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = RequestContext> = {
  AccountConfig?: AccountConfigResolvers<ContextType>;
  AccountDeletion?: AccountDeletionResolvers<ContextType>;
  AccountNotFoundError?: AccountNotFoundErrorResolvers<ContextType>;
  CascadeDeletions?: CascadeDeletionsResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  DeleteAccountError?: DeleteAccountErrorResolvers<ContextType>;
  DeleteAccountResult?: DeleteAccountResultResolvers<ContextType>;
  DeleteAccountSuccess?: DeleteAccountSuccessResolvers<ContextType>;
  DeletedAccount?: DeletedAccountResolvers<ContextType>;
  Deletion?: DeletionResolvers<ContextType>;
  DeletionInProgressError?: DeletionInProgressErrorResolvers<ContextType>;
  DeletionRejectedError?: DeletionRejectedErrorResolvers<ContextType>;
  DeletionReversal?: DeletionReversalResolvers<ContextType>;
  EntityImpact?: EntityImpactResolvers<ContextType>;
  FieldValidation?: FieldValidationResolvers<ContextType>;
  FinalBalance?: FinalBalanceResolvers<ContextType>;
  ForbiddenError?: ForbiddenErrorResolvers<ContextType>;
  IdempotencyKeyReusedError?: IdempotencyKeyReusedErrorResolvers<ContextType>;
  InvalidInputError?: InvalidInputErrorResolvers<ContextType>;
  JSONObject?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  OutcomeUnknownError?: OutcomeUnknownErrorResolvers<ContextType>;
  PermanentDeletion?: PermanentDeletionResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RateLimitedError?: RateLimitedErrorResolvers<ContextType>;
  SoftDeletion?: SoftDeletionResolvers<ContextType>;
  UnauthorizedError?: UnauthorizedErrorResolvers<ContextType>;
  UnavailableError?: UnavailableErrorResolvers<ContextType>;
};

