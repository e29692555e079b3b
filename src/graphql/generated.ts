import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Account as AccountModel } from '../accounts/account.ts';
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
  /** A date and time: RFC 3339 in UTC with milliseconds, such as `2023-09-02T16:00:00.000Z`. */
  DateTime: { input: string; output: string; }
  /**
   * An amount of money or another exact decimal number, as a string with the provider's digits unchanged: `1000.50` stays
   * `1000.50`. Do not convert it to a floating-point number. The provider decides the unit of each field: units of the currency
   * or their smallest part, such as cents.
   */
  Decimal: { input: string; output: string; }
  /** A JSON object of the provider. Its numbers keep all their digits. */
  JSONObject: { input: Record<string, unknown>; output: Record<string, unknown>; }
  _FieldSet: { input: unknown; output: unknown; }
};

/**
 * A bank account at one of the providers. A field is null when the provider did not give it, gave an empty string, or gave
 * something that could not be read. Types and statuses are the provider's own values: it may add others.
 *
 * A softly deleted account that the provider still shows is returned like any other, with `deletedAt` set.
 */
export type Account = {
  readonly __typename?: 'Account';
  /** Nuvion: the account numbers for payments to and from the account. In a list it costs one more read for each account. */
  readonly accountDetails?: Maybe<ReadonlyArray<AccountDetail>>;
  /** The account's id at its provider: what `deleteAccount` takes. */
  readonly accountId: Scalars['ID']['output'];
  /** Nuvion: the balance of the account. */
  readonly balance?: Maybe<AccountBalance>;
  /** Nuvion: the id of the account's balance. */
  readonly balanceId?: Maybe<Scalars['ID']['output']>;
  /** Sequence: the name of the account's beneficiary. */
  readonly beneficiaryName?: Maybe<Scalars['String']['output']>;
  /** Sequence: whether money can be moved out of the account. */
  readonly canBeSource?: Maybe<Scalars['Boolean']['output']>;
  /** Nuvion: the compliance status of the account. In a list it costs one more read for each account. */
  readonly complianceStatus?: Maybe<AccountComplianceStatus>;
  /** Nuvion: the overdraft settings of the account. */
  readonly config?: Maybe<AccountConfig>;
  /** Nuvion: how many counterparties the account has. In a list it costs one more read for each account. */
  readonly counterpartiesSummary?: Maybe<AccountCounterpartiesSummary>;
  /** Nuvion: when the account was opened. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** ISO 4217 code of the currency. Sequence gives none. */
  readonly currency?: Maybe<Scalars['String']['output']>;
  /** Nuvion: when the account was softly deleted. Null when it is not deleted. */
  readonly deletedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Sequence: the owner's description of the account. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Nuvion: the entity that owns the account. In a list it costs one more read for each account. */
  readonly entity?: Maybe<AccountEntity>;
  /** Nuvion: the id of the entity that owns the account. */
  readonly entityId?: Maybe<Scalars['ID']['output']>;
  /** Sequence: the kind of external account, such as `LIABILITY`. */
  readonly externalAccountType?: Maybe<Scalars['String']['output']>;
  /** An opaque id that is unique across providers. `DeleteAccountSuccess.deletedAccountId` is this id. */
  readonly id: Scalars['ID']['output'];
  /** Sequence: the bank that holds the account. */
  readonly institutionName?: Maybe<Scalars['String']['output']>;
  /** Nuvion: custom data that the owner stored with the account. */
  readonly meta?: Maybe<Scalars['JSONObject']['output']>;
  /** The display name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /**
   * All that the provider returns about the account and that has no field here, unchanged. Its shape may change at any time.
   * The masked account details and the balance of a Sequence account are here, because Sequence does not document their
   * shapes. In a list it costs one more read for each account.
   */
  readonly otherFields?: Maybe<Scalars['JSONObject']['output']>;
  /** Nuvion: whether the account is pinned. In a list it costs one more read for each account. */
  readonly pinnedStatus?: Maybe<AccountPinnedStatus>;
  /** The provider that holds the account. */
  readonly provider: AccountProvider;
  /** The provider's status, such as `active`. Nuvion gives it in lists only. */
  readonly status?: Maybe<Scalars['String']['output']>;
  /**
   * The provider's account type. Sequence: `income_source`, `pod`, `external_account`. Nuvion: `checking`, `debit`,
   * `operational`, `safeguard`.
   */
  readonly type?: Maybe<Scalars['String']['output']>;
  /** Nuvion: when the account was last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** The balance of an account, in the provider's unit. */
export type AccountBalance = {
  readonly __typename?: 'AccountBalance';
  /** The part of the balance that can be used. */
  readonly available?: Maybe<Scalars['Decimal']['output']>;
  /** The balance. */
  readonly current?: Maybe<Scalars['Decimal']['output']>;
  /** How much of the overdraft is used. */
  readonly overdraftUsed?: Maybe<Scalars['Decimal']['output']>;
};

/** The compliance status of an account. */
export type AccountComplianceStatus = {
  readonly __typename?: 'AccountComplianceStatus';
  /** Flags that the provider has set on the account. */
  readonly flags: ReadonlyArray<Scalars['String']['output']>;
  /** When the account was last reviewed. */
  readonly lastReviewedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The level of monitoring, such as `standard`. */
  readonly monitoringLevel?: Maybe<Scalars['String']['output']>;
  /** The provider's risk level, such as `low`. */
  readonly riskLevel?: Maybe<Scalars['String']['output']>;
  /** The result of the sanctions check, such as `clear`. */
  readonly sanctionsStatus?: Maybe<Scalars['String']['output']>;
};

/** The overdraft settings of an account. */
export type AccountConfig = {
  readonly __typename?: 'AccountConfig';
  /** Whether the balance may go below zero. */
  readonly isOverdraftable?: Maybe<Scalars['Boolean']['output']>;
  /** The overdraft limit, in the provider's unit. */
  readonly overdraftLimit?: Maybe<Scalars['Decimal']['output']>;
};

/** A page of accounts, as a Relay connection (https://relay.dev/graphql/connections.htm). */
export type AccountConnection = {
  readonly __typename?: 'AccountConnection';
  /** The accounts of the page, each with its cursor. */
  readonly edges: ReadonlyArray<AccountEdge>;
  /** The accounts of the page. */
  readonly nodes: ReadonlyArray<Account>;
  /** Whether there are further pages, and their cursors. */
  readonly pageInfo: PageInfo;
};

/** How many counterparties an account has. */
export type AccountCounterpartiesSummary = {
  readonly __typename?: 'AccountCounterpartiesSummary';
  /** The provider's count of recent activity. */
  readonly recentActivity?: Maybe<Scalars['Int']['output']>;
  /** How many counterparties are active. */
  readonly totalActive?: Maybe<Scalars['Int']['output']>;
  /** How many counterparties are inactive. */
  readonly totalInactive?: Maybe<Scalars['Int']['output']>;
};

/** The record of a deletion. */
export type AccountDeletion = {
  readonly __typename?: 'AccountDeletion';
  /** The account's id at its provider. */
  readonly accountId: Scalars['ID']['output'];
  /** How many delete requests were sent to the provider so far. */
  readonly attempts: Scalars['Int']['output'];
  /** When the gateway last read the account by itself since the last delete request. Null when it has not. */
  readonly lastCheckedAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * When the gateway next reads the account by itself. Null when it will not: the deletion is settled, it was sent with the
   * caller's own credential, or the record expires before that.
   */
  readonly nextCheckAt?: Maybe<Scalars['DateTime']['output']>;
  /** The final answer, as `deleteAccount` returns it to a retry. Null unless `status` is `SETTLED`. */
  readonly result?: Maybe<DeleteAccountResult>;
  /** `SAME_KEY` until the deletion is settled: retry `deleteAccount` with this key. Null afterwards: `result` says what to do. */
  readonly retry?: Maybe<RetryAdvice>;
  /** How long to wait before the retry, in milliseconds: an earlier one cannot succeed. Null when the gateway does not know. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** When the key was first used. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** The state of the deletion. */
  readonly status: DeletionStatus;
};

/** Account numbers for payments to and from an account. */
export type AccountDetail = {
  readonly __typename?: 'AccountDetail';
  /** The account's id at its provider. */
  readonly accountId?: Maybe<Scalars['ID']['output']>;
  /** The account number. */
  readonly accountNumber?: Maybe<Scalars['String']['output']>;
  /** The payments for which the numbers may be used. */
  readonly config?: Maybe<AccountDetailConfig>;
  /** When the numbers were issued. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** The owner's description. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The id of the entity that owns the account. */
  readonly entityId?: Maybe<Scalars['ID']['output']>;
  /** The id of these account details at the provider. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The bank that issued the numbers. */
  readonly issuer?: Maybe<AccountDetailIssuer>;
  /** The bank's routing number. */
  readonly routingNumber?: Maybe<Scalars['String']['output']>;
  /** The provider's status, such as `active`. */
  readonly status?: Maybe<Scalars['String']['output']>;
  /** When these account details were last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** The payments for which account numbers may be used. */
export type AccountDetailConfig = {
  readonly __typename?: 'AccountDetailConfig';
  /** The ids of the only counterparties for incoming payments. Empty when all are allowed. */
  readonly inflowAllowedCounterparties: ReadonlyArray<Scalars['ID']['output']>;
  /** Whether incoming payments are allowed. */
  readonly inflowEnabled?: Maybe<Scalars['Boolean']['output']>;
  /** The ids of the only counterparties for outgoing payments. Empty when all are allowed. */
  readonly outflowAllowedCounterparties: ReadonlyArray<Scalars['ID']['output']>;
  /** Whether outgoing payments are allowed. */
  readonly outflowEnabled?: Maybe<Scalars['Boolean']['output']>;
};

/** The bank that issued the numbers of an account. */
export type AccountDetailIssuer = {
  readonly __typename?: 'AccountDetailIssuer';
  /** The address of the bank. */
  readonly address?: Maybe<Scalars['String']['output']>;
  /** The provider's code for the bank. */
  readonly code?: Maybe<Scalars['String']['output']>;
  /** Further data of the provider about the bank. */
  readonly meta?: Maybe<Scalars['JSONObject']['output']>;
  /** The name of the bank. */
  readonly name?: Maybe<Scalars['String']['output']>;
};

/** An account in a list, with its cursor. */
export type AccountEdge = {
  readonly __typename?: 'AccountEdge';
  /**
   * The opaque position of the account in the list, for `after`. It stays valid when this account or the next one is deleted.
   * When both are deleted it is refused with `BAD_USER_INPUT`, so that no account is left out unnoticed.
   */
  readonly cursor: Scalars['String']['output'];
  /** The account. */
  readonly node: Account;
};

/** The entity that owns an account. */
export type AccountEntity = {
  readonly __typename?: 'AccountEntity';
  /** The entity's id at the provider. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The display name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The provider's entity type, such as `business`. */
  readonly type?: Maybe<Scalars['String']['output']>;
  /** The provider's verification status, such as `verified`. */
  readonly verificationStatus?: Maybe<Scalars['String']['output']>;
};

/** The provider has no such account. Nothing was deleted. */
export type AccountNotFoundError = DeleteAccountError & {
  readonly __typename?: 'AccountNotFoundError';
  /** The id of the account that was not found. */
  readonly accountId: Scalars['ID']['output'];
  /** The kind of error, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The idempotency key that was used or refused, as received. Empty when a required key is missing. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** The error in words, for people. Text from the provider is shown without the credential and the idempotency key. */
  readonly message: Scalars['String']['output'];
  /**
   * The `Account.id` that does not exist: for Relay's `@deleteRecord` and Apollo Client's `cache.evict`, like
   * `DeleteAccountSuccess.deletedAccountId`.
   */
  readonly missingAccountId: Scalars['ID']['output'];
  /** The provider that has no such account. */
  readonly provider: AccountProvider;
  /** The provider's own error code. Null when the provider gave none. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, to quote to support and to find in logs. */
  readonly requestId: Scalars['String']['output'];
  /** Whether to retry, and with which idempotency key. */
  readonly retry: RetryAdvice;
  /** How long to wait before the retry, in milliseconds. Null when the gateway does not know. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Where the error comes from: this gateway or the provider. */
  readonly source: ErrorSource;
};

/** Whether an account is pinned. */
export type AccountPinnedStatus = {
  readonly __typename?: 'AccountPinnedStatus';
  /** Whether the account is pinned. */
  readonly isPinned?: Maybe<Scalars['Boolean']['output']>;
  /** When the account was pinned. */
  readonly pinnedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The number of those who have pinned the account. */
  readonly pinnedByCount?: Maybe<Scalars['Int']['output']>;
};

/** A provider of bank accounts. */
export type AccountProvider =
  /** Nuvion: accounts of entities. A deletion is soft: the account is marked as deleted, and the provider may restore it. */
  | 'NUVION'
  /** Sequence: income sources, pods and external accounts. A deletion is permanent and cannot be undone. */
  | 'SEQUENCE';

/** What was deleted or cancelled together with an account. */
export type CascadeDeletions = {
  readonly __typename?: 'CascadeDeletions';
  /** Ids of the deleted account details, such as account numbers. */
  readonly accountDetails: ReadonlyArray<Scalars['ID']['output']>;
  /** Ids of the deleted counterparties. */
  readonly counterparties: ReadonlyArray<Scalars['ID']['output']>;
  /** How many pending transactions were cancelled. */
  readonly pendingTransactionsCancelled?: Maybe<Scalars['Int']['output']>;
  /** Ids of the deleted pins of the account. */
  readonly pinnedAccounts: ReadonlyArray<Scalars['ID']['output']>;
  /** How many transactions were affected. */
  readonly transactionsAffected?: Maybe<Scalars['Int']['output']>;
};

/**
 * The fields that every error of `deleteAccount` has. Select on this interface, and error types that are added later are
 * handled too.
 */
export type DeleteAccountError = {
  /** The kind of error, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The idempotency key that was used or refused, as received. Empty when a required key is missing. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** The error in words, for people. Text from the provider is shown without the credential and the idempotency key. */
  readonly message: Scalars['String']['output'];
  /** The provider's own error code. Null when the provider gave none. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, to quote to support and to find in logs. */
  readonly requestId: Scalars['String']['output'];
  /** Whether to retry, and with which idempotency key. */
  readonly retry: RetryAdvice;
  /** How long to wait before the retry, in milliseconds. Null when the gateway does not know. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Where the error comes from: this gateway or the provider. */
  readonly source: ErrorSource;
};

/** The kinds of errors of `deleteAccount`, one for each error type. */
export type DeleteAccountErrorCode =
  /** The code of `AccountNotFoundError`. */
  | 'ACCOUNT_NOT_FOUND'
  /** The code of `DeletionInProgressError`. */
  | 'DELETION_IN_PROGRESS'
  /** The code of `DeletionRejectedError`. */
  | 'DELETION_REJECTED'
  /** The code of `ForbiddenError`. */
  | 'FORBIDDEN'
  /** The code of `IdempotencyKeyReusedError`. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** The code of `InvalidInputError`. */
  | 'INVALID_INPUT'
  /** The code of `OutcomeUnknownError`. */
  | 'OUTCOME_UNKNOWN'
  /** The code of `RateLimitedError`. */
  | 'RATE_LIMITED'
  /** The code of `UnauthorizedError`. */
  | 'UNAUTHORIZED'
  /** The code of `UnavailableError`. */
  | 'UNAVAILABLE';

/** The account to delete and the idempotency key. */
export type DeleteAccountInput = {
  /**
   * The account's id at its provider: 1 to 255 characters, no control characters, not blank, not `.` or `..`.
   * Upper and lower case are different.
   */
  readonly accountId: Scalars['ID']['input'];
  /**
   * The idempotency key: 1 to 255 visible ASCII characters (`!` to `~`), best a UUID version 4. Without it, the request's
   * `Idempotency-Key` header is used. Without both, the gateway makes a key and returns it; such a request cannot be retried
   * safely when its answer is lost.
   */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The provider that holds the account. */
  readonly provider: AccountProvider;
};

/**
 * The result of `deleteAccount`: success, or one of the error types. Select `... on DeleteAccountError`, and error types that
 * are added later are handled too.
 */
export type DeleteAccountResult = AccountNotFoundError | DeleteAccountSuccess | DeletionInProgressError | DeletionRejectedError | ForbiddenError | IdempotencyKeyReusedError | InvalidInputError | OutcomeUnknownError | RateLimitedError | UnauthorizedError | UnavailableError;

/** The account is deleted. */
export type DeleteAccountSuccess = {
  readonly __typename?: 'DeleteAccountSuccess';
  /** The account's id at its provider. */
  readonly accountId: Scalars['ID']['output'];
  /** The `Account.id` of the deleted account: for Relay's `@deleteRecord` and Apollo Client's `cache.evict`. */
  readonly deletedAccountId: Scalars['ID']['output'];
  /** Whether the deletion is permanent, and the details that the provider gave. */
  readonly deletion: Deletion;
  /** How the gateway knows that the account is deleted. */
  readonly evidence: DeletionEvidence;
  /** The idempotency key of this deletion. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** The provider that held the account. */
  readonly provider: AccountProvider;
  /** Whether this is the recorded answer of an earlier request with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, to quote to support and to find in logs. */
  readonly requestId: Scalars['String']['output'];
};

/** An account at the time of its deletion. */
export type DeletedAccount = {
  readonly __typename?: 'DeletedAccount';
  /** The account's id at its provider. */
  readonly accountId: Scalars['ID']['output'];
  /** The balance that belonged to the account. */
  readonly balanceId?: Maybe<Scalars['ID']['output']>;
  /** The overdraft settings of the account. */
  readonly config?: Maybe<AccountConfig>;
  /** When the account was opened. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** ISO 4217 code of the currency. */
  readonly currency?: Maybe<Scalars['String']['output']>;
  /** When the account was marked as deleted. */
  readonly deletedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The display name. */
  readonly displayName?: Maybe<Scalars['String']['output']>;
  /** The entity that owned the account. */
  readonly entityId?: Maybe<Scalars['ID']['output']>;
  /** The balance of the account at the time of its deletion. */
  readonly finalBalance?: Maybe<FinalBalance>;
  /** Custom data that the owner stored with the account. */
  readonly meta?: Maybe<Scalars['JSONObject']['output']>;
  /** The provider's account type: `checking`, `debit`, `operational` or `safeguard`. The provider may add others. */
  readonly type?: Maybe<Scalars['String']['output']>;
  /** When the account was last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** What is known of a completed deletion. There is one type for each kind of deletion. */
export type Deletion = {
  /** Whether the deletion cannot be undone. */
  readonly permanent: Scalars['Boolean']['output'];
};

/** How the gateway knows that an account is deleted. */
export type DeletionEvidence =
  /**
   * The provider's answer was lost. The account was then not found at the provider: this deletion removed it, or it never
   * existed.
   */
  | 'ABSENT'
  /** The provider's answer was lost. An operator of the gateway found out that the account is deleted, and recorded it. */
  | 'ATTESTED'
  /** The provider's answer was lost. The account was then read, and the provider shows it as deleted. */
  | 'OBSERVED'
  /** The provider confirmed this deletion. */
  | 'RESPONSE';

/** Another request with the same key is running. Retry with the same key after `retryAfterMs`. */
export type DeletionInProgressError = DeleteAccountError & {
  readonly __typename?: 'DeletionInProgressError';
  /** The kind of error, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The idempotency key that was used or refused, as received. Empty when a required key is missing. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** The error in words, for people. Text from the provider is shown without the credential and the idempotency key. */
  readonly message: Scalars['String']['output'];
  /** The provider's own error code. Null when the provider gave none. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, to quote to support and to find in logs. */
  readonly requestId: Scalars['String']['output'];
  /** Whether to retry, and with which idempotency key. */
  readonly retry: RetryAdvice;
  /** How long to wait before the retry, in milliseconds. Null when the gateway does not know. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Where the error comes from: this gateway or the provider. */
  readonly source: ErrorSource;
};

/**
 * The provider refused to delete this account, for example because its balance is not zero. Nothing was deleted. Show
 * `message` to the user. Once the cause is removed, try again with a new key.
 */
export type DeletionRejectedError = DeleteAccountError & {
  readonly __typename?: 'DeletionRejectedError';
  /** The kind of error, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The idempotency key that was used or refused, as received. Empty when a required key is missing. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** The error in words, for people. Text from the provider is shown without the credential and the idempotency key. */
  readonly message: Scalars['String']['output'];
  /** The provider's own error code. Null when the provider gave none. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, to quote to support and to find in logs. */
  readonly requestId: Scalars['String']['output'];
  /** Whether to retry, and with which idempotency key. */
  readonly retry: RetryAdvice;
  /** How long to wait before the retry, in milliseconds. Null when the gateway does not know. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Where the error comes from: this gateway or the provider. */
  readonly source: ErrorSource;
  /** What the provider did not accept, field by field. Empty when it did not say. */
  readonly validations: ReadonlyArray<FieldValidation>;
};

/** Whether a deletion can be reversed, and until when. Ask the provider for the reversal: this gateway has no operation for it. */
export type DeletionReversal = {
  readonly __typename?: 'DeletionReversal';
  /** Whether the balance can be recovered too. */
  readonly balanceRecoveryPossible?: Maybe<Scalars['Boolean']['output']>;
  /** Whether the account can be restored. */
  readonly canBeRestored?: Maybe<Scalars['Boolean']['output']>;
  /** The last moment at which the account can be restored. */
  readonly restorationDeadline?: Maybe<Scalars['DateTime']['output']>;
  /** What the provider requires for it, such as `admin_approval`. */
  readonly restorationRequirements: ReadonlyArray<Scalars['String']['output']>;
};

/** The state of a deletion. */
export type DeletionStatus =
  /** A request with this key is running. */
  | 'RUNNING'
  /** The deletion has its final answer. */
  | 'SETTLED'
  /**
   * The provider's answer was lost: the account may be deleted or not. Retry `deleteAccount` with the same key to find out.
   * Where `nextCheckAt` is not null, the gateway also reads the account by itself at that time.
   */
  | 'UNKNOWN';

/** What a deletion changed for the entity that owned the account. */
export type EntityImpact = {
  readonly __typename?: 'EntityImpact';
  /** How many accounts of the same type the entity still has. */
  readonly accountsOfSameType?: Maybe<Scalars['Int']['output']>;
  /** The id of the account that replaced the deleted one as the default account. Null when none did. */
  readonly defaultAccountReassigned?: Maybe<Scalars['ID']['output']>;
  /** The entity's id at the provider. */
  readonly entityId?: Maybe<Scalars['ID']['output']>;
  /** How many accounts the entity still has. */
  readonly remainingAccounts?: Maybe<Scalars['Int']['output']>;
};

/** Where an error comes from. */
export type ErrorSource =
  /** This gateway. */
  | 'GATEWAY'
  /** The provider: it refused, could not be reached, or gave no answer that can be used. */
  | 'PROVIDER';

/** A field of a request that the provider did not accept, and why. */
export type FieldValidation = {
  readonly __typename?: 'FieldValidation';
  /** The provider's code for the reason. */
  readonly code?: Maybe<Scalars['String']['output']>;
  /** The name of the field at the provider. */
  readonly field: Scalars['String']['output'];
  /** The provider's message. */
  readonly message?: Maybe<Scalars['String']['output']>;
};

/** The balance of an account at the time of its deletion, in the provider's unit. */
export type FinalBalance = {
  readonly __typename?: 'FinalBalance';
  /** The balance. */
  readonly current?: Maybe<Scalars['Decimal']['output']>;
  /** How much of the overdraft was used. */
  readonly overdraftUsed?: Maybe<Scalars['Decimal']['output']>;
};

/** The credential is valid but does not permit the deletion of this account. Nothing was deleted by this request. */
export type ForbiddenError = DeleteAccountError & {
  readonly __typename?: 'ForbiddenError';
  /** The kind of error, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The idempotency key that was used or refused, as received. Empty when a required key is missing. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** The error in words, for people. Text from the provider is shown without the credential and the idempotency key. */
  readonly message: Scalars['String']['output'];
  /** The provider's own error code. Null when the provider gave none. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, to quote to support and to find in logs. */
  readonly requestId: Scalars['String']['output'];
  /** Whether to retry, and with which idempotency key. */
  readonly retry: RetryAdvice;
  /** How long to wait before the retry, in milliseconds. Null when the gateway does not know. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Where the error comes from: this gateway or the provider. */
  readonly source: ErrorSource;
};

/**
 * The key already belongs to the deletion of another account. Nothing was sent to the provider. Make a new key for each
 * deletion.
 */
export type IdempotencyKeyReusedError = DeleteAccountError & {
  readonly __typename?: 'IdempotencyKeyReusedError';
  /** The kind of error, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The idempotency key that was used or refused, as received. Empty when a required key is missing. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** The error in words, for people. Text from the provider is shown without the credential and the idempotency key. */
  readonly message: Scalars['String']['output'];
  /** The provider's own error code. Null when the provider gave none. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, to quote to support and to find in logs. */
  readonly requestId: Scalars['String']['output'];
  /** Whether to retry, and with which idempotency key. */
  readonly retry: RetryAdvice;
  /** How long to wait before the retry, in milliseconds. Null when the gateway does not know. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Where the error comes from: this gateway or the provider. */
  readonly source: ErrorSource;
};

/** The account id or the idempotency key is not valid, or a required key is missing. Nothing was sent to the provider. */
export type InvalidInputError = DeleteAccountError & {
  readonly __typename?: 'InvalidInputError';
  /** The kind of error, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The input field that is not valid: `accountId` or `idempotencyKey`. */
  readonly field?: Maybe<Scalars['String']['output']>;
  /** The idempotency key that was used or refused, as received. Empty when a required key is missing. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** The error in words, for people. Text from the provider is shown without the credential and the idempotency key. */
  readonly message: Scalars['String']['output'];
  /** The provider's own error code. Null when the provider gave none. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, to quote to support and to find in logs. */
  readonly requestId: Scalars['String']['output'];
  /** Whether to retry, and with which idempotency key. */
  readonly retry: RetryAdvice;
  /** How long to wait before the retry, in milliseconds. Null when the gateway does not know. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Where the error comes from: this gateway or the provider. */
  readonly source: ErrorSource;
};

/** Changes to bank accounts at the providers. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Deletes one account at its provider, at most once for each idempotency key.
   *
   * Make the key when the user confirms. Keep it until there is a final answer, and send the same key with every retry:
   * double clicks, retries and page reloads then end in one deletion and one answer.
   *
   * A retry must come from the same caller, because a key belongs to its caller. Where callers send a provider's credential,
   * the credential is the caller: a retry with a refreshed Nuvion token is a new deletion.
   *
   * Every expected failure is a member of the union: follow its `retry`. GraphQL `errors` are for requests that are not
   * valid and for faults of the gateway.
   */
  readonly deleteAccount: DeleteAccountResult;
};


/** Changes to bank accounts at the providers. */
export type MutationDeleteAccountArgs = {
  input: DeleteAccountInput;
};

/**
 * The provider did not answer, or its answer proves nothing: the account may be deleted or not. Do not show this as a
 * failure. Retry with the same key after `retryAfterMs`: the gateway then finds out what happened, and does not delete twice.
 */
export type OutcomeUnknownError = DeleteAccountError & {
  readonly __typename?: 'OutcomeUnknownError';
  /** The kind of error, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The idempotency key that was used or refused, as received. Empty when a required key is missing. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** The error in words, for people. Text from the provider is shown without the credential and the idempotency key. */
  readonly message: Scalars['String']['output'];
  /** The provider's own error code. Null when the provider gave none. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, to quote to support and to find in logs. */
  readonly requestId: Scalars['String']['output'];
  /** Whether to retry, and with which idempotency key. */
  readonly retry: RetryAdvice;
  /** How long to wait before the retry, in milliseconds. Null when the gateway does not know. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Where the error comes from: this gateway or the provider. */
  readonly source: ErrorSource;
};

/** Whether a list has further pages, and their cursors. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The cursor of the last account of the page. Null when the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there are more accounts after this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether `after` was given. It is not checked whether there are accounts before this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first account of the page. Null when the page is empty. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** A deletion that cannot be undone, as at Sequence. */
export type PermanentDeletion = Deletion & {
  readonly __typename?: 'PermanentDeletion';
  /** Always true. */
  readonly permanent: Scalars['Boolean']['output'];
};

/** Reads of accounts and of deletions. No query changes anything at a provider. */
export type Query = {
  readonly __typename?: 'Query';
  /**
   * One account, as the provider returns it now. Null when the provider has no such account, and for an `accountId` that is
   * not valid. A read that fails is a GraphQL error with `extensions.code` `UNAUTHENTICATED`, `FORBIDDEN`,
   * `PROVIDER_UNAVAILABLE` or `TOO_MANY_READS`.
   */
  readonly account?: Maybe<Account>;
  /**
   * The recorded state of a deletion, for a client that lost the answer. It reads the gateway's own record only: the provider
   * is not asked, and nothing changes. Send the same credential as with the deletion.
   *
   * Null when there is no record of this key: the key was never used, the request was refused without a final answer, or the
   * record has expired. Null says nothing about the account.
   */
  readonly accountDeletion?: Maybe<AccountDeletion>;
  /**
   * The accounts that the credential permits to list, page by page, in the provider's order. Errors as for `account`; a
   * `first` or `after` that is not valid is `BAD_USER_INPUT`.
   */
  readonly accounts: AccountConnection;
};


/** Reads of accounts and of deletions. No query changes anything at a provider. */
export type QueryAccountArgs = {
  accountId: Scalars['ID']['input'];
  provider: AccountProvider;
};


/** Reads of accounts and of deletions. No query changes anything at a provider. */
export type QueryAccountDeletionArgs = {
  idempotencyKey: Scalars['String']['input'];
  provider: AccountProvider;
};


/** Reads of accounts and of deletions. No query changes anything at a provider. */
export type QueryAccountsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  provider: AccountProvider;
};

/**
 * The provider allows no more requests for now. Nothing was deleted by this request. Retry with the same key after
 * `retryAfterMs`.
 */
export type RateLimitedError = DeleteAccountError & {
  readonly __typename?: 'RateLimitedError';
  /** The kind of error, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The idempotency key that was used or refused, as received. Empty when a required key is missing. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** The error in words, for people. Text from the provider is shown without the credential and the idempotency key. */
  readonly message: Scalars['String']['output'];
  /** The provider's own error code. Null when the provider gave none. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, to quote to support and to find in logs. */
  readonly requestId: Scalars['String']['output'];
  /** Whether to retry, and with which idempotency key. */
  readonly retry: RetryAdvice;
  /** How long to wait before the retry, in milliseconds. Null when the gateway does not know. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Where the error comes from: this gateway or the provider. */
  readonly source: ErrorSource;
};

/** Whether to retry a failed deletion, and with which idempotency key. */
export type RetryAdvice =
  /** Do not retry: the result would be the same. */
  | 'NEVER'
  /** This key has its final answer. To try again, once the cause is removed, make a new key: that is a new deletion. */
  | 'NEW_KEY'
  /** Retry with the same idempotency key: it is the same deletion. */
  | 'SAME_KEY';

/**
 * A deletion that marks the account as deleted, as at Nuvion. Details that the provider did not give, or that could not be
 * read, are null.
 */
export type SoftDeletion = Deletion & {
  readonly __typename?: 'SoftDeletion';
  /** The account at the time of its deletion. */
  readonly account?: Maybe<DeletedAccount>;
  /** What was deleted or cancelled together with the account. */
  readonly cascade?: Maybe<CascadeDeletions>;
  /** When the account was marked as deleted. */
  readonly deletedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the deletion changed for the entity that owned the account. */
  readonly entityImpact?: Maybe<EntityImpact>;
  /** The provider's message. */
  readonly message?: Maybe<Scalars['String']['output']>;
  /** Always false. */
  readonly permanent: Scalars['Boolean']['output'];
  /** Whether the deletion can be reversed, and until when. */
  readonly reversal?: Maybe<DeletionReversal>;
};

/**
 * The request has no credential for this provider, or the credential was not accepted. Nothing was deleted by this request.
 * Get a valid credential of the same caller, then retry with the same key.
 */
export type UnauthorizedError = DeleteAccountError & {
  readonly __typename?: 'UnauthorizedError';
  /** The kind of error, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The idempotency key that was used or refused, as received. Empty when a required key is missing. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** The error in words, for people. Text from the provider is shown without the credential and the idempotency key. */
  readonly message: Scalars['String']['output'];
  /** The provider's own error code. Null when the provider gave none. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, to quote to support and to find in logs. */
  readonly requestId: Scalars['String']['output'];
  /** Whether to retry, and with which idempotency key. */
  readonly retry: RetryAdvice;
  /** How long to wait before the retry, in milliseconds. Null when the gateway does not know. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Where the error comes from: this gateway or the provider. */
  readonly source: ErrorSource;
};

/** The gateway or the provider cannot delete accounts now. This request deleted nothing. Retry with the same key. */
export type UnavailableError = DeleteAccountError & {
  readonly __typename?: 'UnavailableError';
  /** The kind of error, for programs. */
  readonly code: DeleteAccountErrorCode;
  /** The idempotency key that was used or refused, as received. Empty when a required key is missing. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** The error in words, for people. Text from the provider is shown without the credential and the idempotency key. */
  readonly message: Scalars['String']['output'];
  /** The provider's own error code. Null when the provider gave none. */
  readonly providerCode?: Maybe<Scalars['String']['output']>;
  /** Whether this is the recorded answer of an earlier request with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The id of this request, to quote to support and to find in logs. */
  readonly requestId: Scalars['String']['output'];
  /** Whether to retry, and with which idempotency key. */
  readonly retry: RetryAdvice;
  /** How long to wait before the retry, in milliseconds. Null when the gateway does not know. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Where the error comes from: this gateway or the provider. */
  readonly source: ErrorSource;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

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

/** Mapping of federation types */
export type FederationTypes = {
  Account: Account;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Account:
    ( { __typename: 'Account' }
    & ( GraphQLRecursivePick<FederationTypes['Account'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['Account'], {"provider":true,"accountId":true}> ) );
};

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
  Account: ResolverTypeWrapper<AccountModel>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  AccountBalance: ResolverTypeWrapper<AccountBalance>;
  AccountComplianceStatus: ResolverTypeWrapper<AccountComplianceStatus>;
  AccountConfig: ResolverTypeWrapper<AccountConfig>;
  AccountConnection: ResolverTypeWrapper<Omit<AccountConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['AccountEdge']>, nodes: ReadonlyArray<ResolversTypes['Account']> }>;
  AccountCounterpartiesSummary: ResolverTypeWrapper<AccountCounterpartiesSummary>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  AccountDeletion: ResolverTypeWrapper<Omit<AccountDeletion, 'result'> & { result?: Maybe<ResolversTypes['DeleteAccountResult']> }>;
  AccountDetail: ResolverTypeWrapper<AccountDetail>;
  AccountDetailConfig: ResolverTypeWrapper<AccountDetailConfig>;
  AccountDetailIssuer: ResolverTypeWrapper<AccountDetailIssuer>;
  AccountEdge: ResolverTypeWrapper<Omit<AccountEdge, 'node'> & { node: ResolversTypes['Account'] }>;
  AccountEntity: ResolverTypeWrapper<AccountEntity>;
  AccountNotFoundError: ResolverTypeWrapper<AccountNotFoundError>;
  AccountPinnedStatus: ResolverTypeWrapper<AccountPinnedStatus>;
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
  PageInfo: ResolverTypeWrapper<PageInfo>;
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
  Account: AccountModel;
  ID: Scalars['ID']['output'];
  String: Scalars['String']['output'];
  Boolean: Scalars['Boolean']['output'];
  AccountBalance: AccountBalance;
  AccountComplianceStatus: AccountComplianceStatus;
  AccountConfig: AccountConfig;
  AccountConnection: Omit<AccountConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['AccountEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Account']> };
  AccountCounterpartiesSummary: AccountCounterpartiesSummary;
  Int: Scalars['Int']['output'];
  AccountDeletion: Omit<AccountDeletion, 'result'> & { result?: Maybe<ResolversParentTypes['DeleteAccountResult']> };
  AccountDetail: AccountDetail;
  AccountDetailConfig: AccountDetailConfig;
  AccountDetailIssuer: AccountDetailIssuer;
  AccountEdge: Omit<AccountEdge, 'node'> & { node: ResolversParentTypes['Account'] };
  AccountEntity: AccountEntity;
  AccountNotFoundError: AccountNotFoundError;
  AccountPinnedStatus: AccountPinnedStatus;
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
  PageInfo: PageInfo;
  PermanentDeletion: PermanentDeletionModel;
  Query: Record<PropertyKey, never>;
  RateLimitedError: RateLimitedError;
  SoftDeletion: SoftDeletionModel;
  UnauthorizedError: UnauthorizedError;
  UnavailableError: UnavailableError;
};

export type AccountResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account'], FederationReferenceType extends FederationReferenceTypes['Account'] = FederationReferenceTypes['Account']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Account']> | FederationReferenceType, FederationReferenceType, ContextType>;
  accountDetails?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AccountDetail']>>, ParentType, ContextType>;
  accountId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  balance?: Resolver<Maybe<ResolversTypes['AccountBalance']>, ParentType, ContextType>;
  balanceId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  beneficiaryName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  canBeSource?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  complianceStatus?: Resolver<Maybe<ResolversTypes['AccountComplianceStatus']>, ParentType, ContextType>;
  config?: Resolver<Maybe<ResolversTypes['AccountConfig']>, ParentType, ContextType>;
  counterpartiesSummary?: Resolver<Maybe<ResolversTypes['AccountCounterpartiesSummary']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  currency?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  deletedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  entity?: Resolver<Maybe<ResolversTypes['AccountEntity']>, ParentType, ContextType>;
  entityId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  externalAccountType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  institutionName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  meta?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  otherFields?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  pinnedStatus?: Resolver<Maybe<ResolversTypes['AccountPinnedStatus']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['AccountProvider'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type AccountBalanceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AccountBalance'] = ResolversParentTypes['AccountBalance']> = {
  available?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  current?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  overdraftUsed?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type AccountComplianceStatusResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AccountComplianceStatus'] = ResolversParentTypes['AccountComplianceStatus']> = {
  flags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  lastReviewedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  monitoringLevel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  riskLevel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sanctionsStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AccountConfigResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AccountConfig'] = ResolversParentTypes['AccountConfig']> = {
  isOverdraftable?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  overdraftLimit?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type AccountConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AccountConnection'] = ResolversParentTypes['AccountConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AccountEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Account']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AccountCounterpartiesSummaryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AccountCounterpartiesSummary'] = ResolversParentTypes['AccountCounterpartiesSummary']> = {
  recentActivity?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  totalActive?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  totalInactive?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AccountDeletionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AccountDeletion'] = ResolversParentTypes['AccountDeletion']> = {
  accountId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastCheckedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  nextCheckAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['DeleteAccountResult']>, ParentType, ContextType>;
  retry?: Resolver<Maybe<ResolversTypes['RetryAdvice']>, ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DeletionStatus'], ParentType, ContextType>;
};

export type AccountDetailResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AccountDetail'] = ResolversParentTypes['AccountDetail']> = {
  accountId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  accountNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  config?: Resolver<Maybe<ResolversTypes['AccountDetailConfig']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  entityId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  issuer?: Resolver<Maybe<ResolversTypes['AccountDetailIssuer']>, ParentType, ContextType>;
  routingNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type AccountDetailConfigResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AccountDetailConfig'] = ResolversParentTypes['AccountDetailConfig']> = {
  inflowAllowedCounterparties?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  inflowEnabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  outflowAllowedCounterparties?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  outflowEnabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type AccountDetailIssuerResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AccountDetailIssuer'] = ResolversParentTypes['AccountDetailIssuer']> = {
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  meta?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AccountEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AccountEdge'] = ResolversParentTypes['AccountEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
};

export type AccountEntityResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AccountEntity'] = ResolversParentTypes['AccountEntity']> = {
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  verificationStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AccountNotFoundErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AccountNotFoundError'] = ResolversParentTypes['AccountNotFoundError']> = {
  accountId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['DeleteAccountErrorCode'], ParentType, ContextType>;
  idempotencyKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missingAccountId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['AccountProvider'], ParentType, ContextType>;
  providerCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  requestId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retry?: Resolver<ResolversTypes['RetryAdvice'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ErrorSource'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AccountPinnedStatusResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AccountPinnedStatus'] = ResolversParentTypes['AccountPinnedStatus']> = {
  isPinned?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  pinnedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  pinnedByCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
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

export type PageInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PermanentDeletionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PermanentDeletion'] = ResolversParentTypes['PermanentDeletion']> = {
  permanent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType, RequireFields<QueryAccountArgs, 'accountId' | 'provider'>>;
  accountDeletion?: Resolver<Maybe<ResolversTypes['AccountDeletion']>, ParentType, ContextType, RequireFields<QueryAccountDeletionArgs, 'idempotencyKey' | 'provider'>>;
  accounts?: Resolver<ResolversTypes['AccountConnection'], ParentType, ContextType, RequireFields<QueryAccountsArgs, 'provider'>>;
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
  Account?: AccountResolvers<ContextType>;
  AccountBalance?: AccountBalanceResolvers<ContextType>;
  AccountComplianceStatus?: AccountComplianceStatusResolvers<ContextType>;
  AccountConfig?: AccountConfigResolvers<ContextType>;
  AccountConnection?: AccountConnectionResolvers<ContextType>;
  AccountCounterpartiesSummary?: AccountCounterpartiesSummaryResolvers<ContextType>;
  AccountDeletion?: AccountDeletionResolvers<ContextType>;
  AccountDetail?: AccountDetailResolvers<ContextType>;
  AccountDetailConfig?: AccountDetailConfigResolvers<ContextType>;
  AccountDetailIssuer?: AccountDetailIssuerResolvers<ContextType>;
  AccountEdge?: AccountEdgeResolvers<ContextType>;
  AccountEntity?: AccountEntityResolvers<ContextType>;
  AccountNotFoundError?: AccountNotFoundErrorResolvers<ContextType>;
  AccountPinnedStatus?: AccountPinnedStatusResolvers<ContextType>;
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
  PageInfo?: PageInfoResolvers<ContextType>;
  PermanentDeletion?: PermanentDeletionResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RateLimitedError?: RateLimitedErrorResolvers<ContextType>;
  SoftDeletion?: SoftDeletionResolvers<ContextType>;
  UnauthorizedError?: UnauthorizedErrorResolvers<ContextType>;
  UnavailableError?: UnavailableErrorResolvers<ContextType>;
};

