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

/**
 * A bank account at one of the providers. Whatever the provider did not say, or said in a way that could not be read, is
 * null, and so is an empty string. Values of the provider's own lists are passed on as they are: new ones may come.
 *
 * An account that was deleted softly and can still be read is an account like any other, with a `deletedAt`.
 */
export type Account = {
  readonly __typename?: 'Account';
  /** Nuvion: the numbers under which the account is reached. In a list this field costs one read for each account. */
  readonly accountDetails?: Maybe<ReadonlyArray<AccountDetail>>;
  /** The account's id at its provider: what `deleteAccount` takes. */
  readonly accountId: Scalars['ID']['output'];
  /** Nuvion: what is on the account. */
  readonly balance?: Maybe<AccountBalance>;
  /** Nuvion: the balance that belongs to the account. */
  readonly balanceId?: Maybe<Scalars['ID']['output']>;
  /** Sequence: who the account belongs to. */
  readonly beneficiaryName?: Maybe<Scalars['String']['output']>;
  /** Sequence: whether money can be moved out of the account. */
  readonly canBeSource?: Maybe<Scalars['Boolean']['output']>;
  /** Nuvion: how the account stands with compliance. In a list this field costs one read for each account. */
  readonly complianceStatus?: Maybe<AccountComplianceStatus>;
  /** Nuvion: how the account is set up. */
  readonly config?: Maybe<AccountConfig>;
  /** Nuvion: whom the account deals with. In a list this field costs one read for each account. */
  readonly counterpartiesSummary?: Maybe<AccountCounterpartiesSummary>;
  /** Nuvion: when the account was opened. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** ISO 4217 code of the currency. Sequence names none. */
  readonly currency?: Maybe<Scalars['String']['output']>;
  /** Nuvion: when the account was deleted softly; null while it lives. */
  readonly deletedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Sequence: what the owner wrote about the account. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Nuvion: the entity that owns the account. In a list this field costs one read for each account. */
  readonly entity?: Maybe<AccountEntity>;
  /** Nuvion: the entity that owns the account. */
  readonly entityId?: Maybe<Scalars['ID']['output']>;
  /** Sequence: what kind of external account it is, such as `LIABILITY`. */
  readonly externalAccountType?: Maybe<Scalars['String']['output']>;
  /** Opaque, and unique across providers. After a deletion it is `DeleteAccountSuccess.deletedAccountId`. */
  readonly id: Scalars['ID']['output'];
  /** Sequence: the bank behind the account. */
  readonly institutionName?: Maybe<Scalars['String']['output']>;
  /** Nuvion: the owner's own data, as kept at the provider. */
  readonly meta?: Maybe<Scalars['JSONObject']['output']>;
  /** The name that people see. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /**
   * What the provider tells of the account that has no field here, as the provider tells it; its shape may change. The
   * masked account details and the balance of a Sequence account are found here: their shapes are not documented. In a
   * list this field costs one read for each account.
   */
  readonly otherFields?: Maybe<Scalars['JSONObject']['output']>;
  /** Nuvion: whether the account is pinned. In a list this field costs one read for each account. */
  readonly pinnedStatus?: Maybe<AccountPinnedStatus>;
  /** The provider that holds the account. */
  readonly provider: AccountProvider;
  /** The provider's status, such as `active`. Nuvion tells it in lists. */
  readonly status?: Maybe<Scalars['String']['output']>;
  /**
   * The provider's type. Sequence: `income_source`, `pod`, `external_account`. Nuvion: `checking`, `debit`,
   * `operational`, `safeguard`.
   */
  readonly type?: Maybe<Scalars['String']['output']>;
  /** Nuvion: when the account was last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** What is on an account, in the provider's unit. */
export type AccountBalance = {
  readonly __typename?: 'AccountBalance';
  /** How much of it can be used. */
  readonly available?: Maybe<Scalars['Decimal']['output']>;
  /** The balance. */
  readonly current?: Maybe<Scalars['Decimal']['output']>;
  /** How much of the overdraft is in use. */
  readonly overdraftUsed?: Maybe<Scalars['Decimal']['output']>;
};

/** How an account stands with compliance. */
export type AccountComplianceStatus = {
  readonly __typename?: 'AccountComplianceStatus';
  /** What was noticed. */
  readonly flags: ReadonlyArray<Scalars['String']['output']>;
  /** When it was last looked at. */
  readonly lastReviewedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How closely the account is watched, such as `standard`. */
  readonly monitoringLevel?: Maybe<Scalars['String']['output']>;
  /** The provider's level of risk, such as `low`. */
  readonly riskLevel?: Maybe<Scalars['String']['output']>;
  /** What the check against sanctions found, such as `clear`. */
  readonly sanctionsStatus?: Maybe<Scalars['String']['output']>;
};

/** How an account is set up. */
export type AccountConfig = {
  readonly __typename?: 'AccountConfig';
  /** Whether the balance may go below zero. */
  readonly isOverdraftable?: Maybe<Scalars['Boolean']['output']>;
  /** How far below zero, in the provider's unit. */
  readonly overdraftLimit?: Maybe<Scalars['Decimal']['output']>;
};

/** A page of accounts (https://relay.dev/graphql/connections.htm). */
export type AccountConnection = {
  readonly __typename?: 'AccountConnection';
  /** The accounts of the page, each with its place. */
  readonly edges: ReadonlyArray<AccountEdge>;
  /** The accounts of the page. */
  readonly nodes: ReadonlyArray<Account>;
  /** Where the page is in the list. */
  readonly pageInfo: PageInfo;
};

/** Whom an account deals with. */
export type AccountCounterpartiesSummary = {
  readonly __typename?: 'AccountCounterpartiesSummary';
  /** How much recent activity the provider counts. */
  readonly recentActivity?: Maybe<Scalars['Int']['output']>;
  /** How many counterparties are active. */
  readonly totalActive?: Maybe<Scalars['Int']['output']>;
  /** How many counterparties are not. */
  readonly totalInactive?: Maybe<Scalars['Int']['output']>;
};

/** The record of a deletion. */
export type AccountDeletion = {
  readonly __typename?: 'AccountDeletion';
  /** The account's id at its provider. */
  readonly accountId: Scalars['ID']['output'];
  /** How many delete requests were sent for it so far. */
  readonly attempts: Scalars['Int']['output'];
  /** When the gateway last looked for the account by itself, since the last delete request; null when it has not. */
  readonly lastCheckedAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * When the gateway looks for the account by itself, unless the deletion is settled before. Null where it does not: the
   * deletion is settled, was sent under a credential of the caller's own, or will be forgotten before that.
   */
  readonly nextCheckAt?: Maybe<Scalars['DateTime']['output']>;
  /** The final answer, as `deleteAccount` gives it to a retry; null until the deletion is settled. */
  readonly result?: Maybe<DeleteAccountResult>;
  /** What to do with the key, to have the deletion finished; null once it is settled: `result` says it then. */
  readonly retry?: Maybe<RetryAdvice>;
  /** How long to wait before that, as sooner it cannot help, in milliseconds; null when nothing is known. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** When the key was first used. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** How far it has come. */
  readonly status: DeletionStatus;
};

/** A set of numbers under which an account is reached. */
export type AccountDetail = {
  readonly __typename?: 'AccountDetail';
  /** The account's id at its provider. */
  readonly accountId?: Maybe<Scalars['ID']['output']>;
  /** The account number. */
  readonly accountNumber?: Maybe<Scalars['String']['output']>;
  /** What the numbers may be used for. */
  readonly config?: Maybe<AccountDetailConfig>;
  /** When the numbers were issued. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the owner wrote about it. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The entity that owns the account. */
  readonly entityId?: Maybe<Scalars['ID']['output']>;
  /** The id of this set at the provider. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The bank that issued the numbers. */
  readonly issuer?: Maybe<AccountDetailIssuer>;
  /** The routing number of the bank. */
  readonly routingNumber?: Maybe<Scalars['String']['output']>;
  /** The provider's status, such as `active`. */
  readonly status?: Maybe<Scalars['String']['output']>;
  /** When the set was last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** What the numbers of an account may be used for. */
export type AccountDetailConfig = {
  readonly __typename?: 'AccountDetailConfig';
  /** The only counterparties that money may come from; empty when any may. */
  readonly inflowAllowedCounterparties: ReadonlyArray<Scalars['ID']['output']>;
  /** Whether money may come in. */
  readonly inflowEnabled?: Maybe<Scalars['Boolean']['output']>;
  /** The only counterparties that money may go to; empty when any may. */
  readonly outflowAllowedCounterparties: ReadonlyArray<Scalars['ID']['output']>;
  /** Whether money may leave. */
  readonly outflowEnabled?: Maybe<Scalars['Boolean']['output']>;
};

/** The bank that issued the numbers of an account. */
export type AccountDetailIssuer = {
  readonly __typename?: 'AccountDetailIssuer';
  /** Where the bank is. */
  readonly address?: Maybe<Scalars['String']['output']>;
  /** The provider's code for the bank. */
  readonly code?: Maybe<Scalars['String']['output']>;
  /** The provider's own data about the bank. */
  readonly meta?: Maybe<Scalars['JSONObject']['output']>;
  /** The name of the bank. */
  readonly name?: Maybe<Scalars['String']['output']>;
};

/** An account and its place in the list. */
export type AccountEdge = {
  readonly __typename?: 'AccountEdge';
  /**
   * The place, opaque: for `after`. It stays good when the account, or the next one, is deleted meanwhile; when both are
   * gone it is refused, so that no account is passed over in silence.
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
  /** The name that people see. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The provider's type, such as `business`. */
  readonly type?: Maybe<Scalars['String']['output']>;
  /** How far the entity is verified, such as `verified`. */
  readonly verificationStatus?: Maybe<Scalars['String']['output']>;
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
  /**
   * The `Account.id` that is not there: for Relay's `@deleteRecord` and Apollo's `cache.evict`, as `deletedAccountId` of
   * a success.
   */
  readonly missingAccountId: Scalars['ID']['output'];
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

/** Whether an account is pinned. */
export type AccountPinnedStatus = {
  readonly __typename?: 'AccountPinnedStatus';
  /** Whether it is. */
  readonly isPinned?: Maybe<Scalars['Boolean']['output']>;
  /** Since when. */
  readonly pinnedAt?: Maybe<Scalars['DateTime']['output']>;
  /** By how many. */
  readonly pinnedByCount?: Maybe<Scalars['Int']['output']>;
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
  /** The confirmation was lost and nothing could be read; a person who runs the gateway found out, and vouches for it. */
  | 'ATTESTED'
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
  /**
   * The answer was lost and nobody works on it. Send `deleteAccount` again with the same key to find out; or wait, where
   * `nextCheckAt` says that the gateway finds out by itself.
   */
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

/** Deletes accounts at the providers. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Deletes one account at its provider, at most once for one idempotency key.
   *
   * Make the key when the user confirms, keep it until a final answer, and send it again with every retry: duplicates,
   * retries and reloads then end in one deletion and one answer. A retry must carry the same credential: a key belongs to its
   * caller, and where callers bring the provider's own credential, a refreshed Nuvion token is another caller. Every expected
   * failure is a member of the union; follow its `retry`. GraphQL `errors` are left for requests that are wrong in themselves and for faults.
   */
  readonly deleteAccount: DeleteAccountResult;
};


/** Deletes accounts at the providers. */
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

/** Where a page is in its list. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The place of the last account of the page; null when it is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there are more accounts behind the page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether the page was asked for with a place to start behind. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The place of the first account of the page; null when it is empty. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** A deletion that cannot be undone, as Sequence's. */
export type PermanentDeletion = Deletion & {
  readonly __typename?: 'PermanentDeletion';
  /** Always true. */
  readonly permanent: Scalars['Boolean']['output'];
};

/** Reads accounts at the providers, and what became of a deletion. */
export type Query = {
  readonly __typename?: 'Query';
  /**
   * One account, as its provider tells it now. Null when the provider has no such account, and for an id that no account
   * can have. A read that is refused is an error with `extensions.code` `UNAUTHENTICATED`, `FORBIDDEN`,
   * `PROVIDER_UNAVAILABLE` or `TOO_MANY_READS`. Equal reads in one operation are sent once.
   */
  readonly account?: Maybe<Account>;
  /**
   * What became of a deletion, for a client that lost its answer: asks nobody but the gateway's own record, and changes
   * nothing. Takes the credential that the deletion was asked for with. Null when there is no record of the key – never
   * used, released by a refusal, or forgotten – which says nothing about the account.
   */
  readonly accountDeletion?: Maybe<AccountDeletion>;
  /**
   * The accounts that the credential may list, page by page, in the provider's order. Errors as for `account`; a `first`
   * or `after` that cannot be is `BAD_USER_INPUT`.
   */
  readonly accounts: AccountConnection;
};


/** Reads accounts at the providers, and what became of a deletion. */
export type QueryAccountArgs = {
  accountId: Scalars['ID']['input'];
  provider: AccountProvider;
};


/** Reads accounts at the providers, and what became of a deletion. */
export type QueryAccountDeletionArgs = {
  idempotencyKey: Scalars['String']['input'];
  provider: AccountProvider;
};


/** Reads accounts at the providers, and what became of a deletion. */
export type QueryAccountsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
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

