/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from './typed-document.ts';
/** A provider of bank accounts. */
export type AccountProvider =
  /** Nuvion: accounts of entities. A deletion is soft: the account is marked as deleted, and the provider may restore it. */
  | 'NUVION'
  /** Sequence: income sources, pods and external accounts. A deletion is permanent and cannot be undone. */
  | 'SEQUENCE';

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
  readonly accountId: string;
  /**
   * The idempotency key: 1 to 255 visible ASCII characters (`!` to `~`), best a UUID version 4. Without it, the request's
   * `Idempotency-Key` header is used. Without both, the gateway makes a key and returns it; such a request cannot be retried
   * safely when its answer is lost.
   */
  readonly idempotencyKey?: string | null | undefined;
  /** The provider that holds the account. */
  readonly provider: AccountProvider;
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

/** Where an error comes from. */
export type ErrorSource =
  /** This gateway. */
  | 'GATEWAY'
  /** The provider: it refused, could not be reached, or gave no answer that can be used. */
  | 'PROVIDER';

/** Whether to retry a failed deletion, and with which idempotency key. */
export type RetryAdvice =
  /** Do not retry: the result would be the same. */
  | 'NEVER'
  /** This key has its final answer. To try again, once the cause is removed, make a new key: that is a new deletion. */
  | 'NEW_KEY'
  /** Retry with the same idempotency key: it is the same deletion. */
  | 'SAME_KEY';

export type AccountDeletionQueryVariables = Exact<{
  provider: AccountProvider;
  idempotencyKey: string;
}>;


export type AccountDeletionQuery = { readonly accountDeletion: { readonly __typename: 'AccountDeletion', readonly status: DeletionStatus, readonly accountId: string, readonly startedAt: string, readonly lastCheckedAt: string | null, readonly nextCheckAt: string | null, readonly retry: RetryAdvice | null, readonly retryAfterMs: number | null, readonly result:
      | (
        { readonly __typename: 'AccountNotFoundError' }
        & DeletionError_AccountNotFoundError_Fragment
      )
      | (
        { readonly __typename: 'DeleteAccountSuccess' }
        & DeletionSuccessFragment
      )
      | (
        { readonly __typename: 'DeletionInProgressError' }
        & DeletionError_DeletionInProgressError_Fragment
      )
      | (
        { readonly __typename: 'DeletionRejectedError' }
        & DeletionError_DeletionRejectedError_Fragment
      )
      | (
        { readonly __typename: 'ForbiddenError' }
        & DeletionError_ForbiddenError_Fragment
      )
      | (
        { readonly __typename: 'IdempotencyKeyReusedError' }
        & DeletionError_IdempotencyKeyReusedError_Fragment
      )
      | (
        { readonly __typename: 'InvalidInputError' }
        & DeletionError_InvalidInputError_Fragment
      )
      | (
        { readonly __typename: 'OutcomeUnknownError' }
        & DeletionError_OutcomeUnknownError_Fragment
      )
      | (
        { readonly __typename: 'RateLimitedError' }
        & DeletionError_RateLimitedError_Fragment
      )
      | (
        { readonly __typename: 'UnauthorizedError' }
        & DeletionError_UnauthorizedError_Fragment
      )
      | (
        { readonly __typename: 'UnavailableError' }
        & DeletionError_UnavailableError_Fragment
      )
     | null } | null };

export type AccountsQueryVariables = Exact<{
  provider: AccountProvider;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AccountsQuery = { readonly accounts: { readonly __typename: 'AccountConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'Account', readonly id: string, readonly provider: AccountProvider, readonly accountId: string, readonly name: string | null, readonly type: string | null, readonly currency: string | null, readonly deletedAt: string | null }>, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type DeleteAccountMutationVariables = Exact<{
  input: DeleteAccountInput;
}>;


export type DeleteAccountMutation = { readonly deleteAccount:
    | (
      { readonly __typename: 'AccountNotFoundError' }
      & DeletionError_AccountNotFoundError_Fragment
    )
    | (
      { readonly __typename: 'DeleteAccountSuccess' }
      & DeletionSuccessFragment
    )
    | (
      { readonly __typename: 'DeletionInProgressError' }
      & DeletionError_DeletionInProgressError_Fragment
    )
    | (
      { readonly __typename: 'DeletionRejectedError' }
      & DeletionError_DeletionRejectedError_Fragment
    )
    | (
      { readonly __typename: 'ForbiddenError' }
      & DeletionError_ForbiddenError_Fragment
    )
    | (
      { readonly __typename: 'IdempotencyKeyReusedError' }
      & DeletionError_IdempotencyKeyReusedError_Fragment
    )
    | (
      { readonly __typename: 'InvalidInputError' }
      & DeletionError_InvalidInputError_Fragment
    )
    | (
      { readonly __typename: 'OutcomeUnknownError' }
      & DeletionError_OutcomeUnknownError_Fragment
    )
    | (
      { readonly __typename: 'RateLimitedError' }
      & DeletionError_RateLimitedError_Fragment
    )
    | (
      { readonly __typename: 'UnauthorizedError' }
      & DeletionError_UnauthorizedError_Fragment
    )
    | (
      { readonly __typename: 'UnavailableError' }
      & DeletionError_UnavailableError_Fragment
    )
   };

export type DeletionSuccessFragment = { readonly __typename: 'DeleteAccountSuccess', readonly provider: AccountProvider, readonly accountId: string, readonly deletedAccountId: string, readonly evidence: DeletionEvidence, readonly idempotencyKey: string, readonly requestId: string, readonly replayed: boolean, readonly deletion:
    | { readonly __typename: 'PermanentDeletion', readonly permanent: boolean }
    | { readonly __typename: 'SoftDeletion', readonly deletedAt: string | null, readonly permanent: boolean, readonly reversal: { readonly __typename: 'DeletionReversal', readonly canBeRestored: boolean | null, readonly restorationDeadline: string | null } | null }
   };

type DeletionError_AccountNotFoundError_Fragment = { readonly __typename: 'AccountNotFoundError', readonly provider: AccountProvider, readonly accountId: string, readonly missingAccountId: string, readonly code: DeleteAccountErrorCode, readonly message: string, readonly idempotencyKey: string, readonly requestId: string, readonly replayed: boolean, readonly retry: RetryAdvice, readonly retryAfterMs: number | null, readonly source: ErrorSource, readonly providerCode: string | null };

type DeletionError_DeletionInProgressError_Fragment = { readonly __typename: 'DeletionInProgressError', readonly code: DeleteAccountErrorCode, readonly message: string, readonly idempotencyKey: string, readonly requestId: string, readonly replayed: boolean, readonly retry: RetryAdvice, readonly retryAfterMs: number | null, readonly source: ErrorSource, readonly providerCode: string | null };

type DeletionError_DeletionRejectedError_Fragment = { readonly __typename: 'DeletionRejectedError', readonly code: DeleteAccountErrorCode, readonly message: string, readonly idempotencyKey: string, readonly requestId: string, readonly replayed: boolean, readonly retry: RetryAdvice, readonly retryAfterMs: number | null, readonly source: ErrorSource, readonly providerCode: string | null, readonly validations: ReadonlyArray<{ readonly __typename: 'FieldValidation', readonly field: string, readonly code: string | null, readonly message: string | null }> };

type DeletionError_ForbiddenError_Fragment = { readonly __typename: 'ForbiddenError', readonly code: DeleteAccountErrorCode, readonly message: string, readonly idempotencyKey: string, readonly requestId: string, readonly replayed: boolean, readonly retry: RetryAdvice, readonly retryAfterMs: number | null, readonly source: ErrorSource, readonly providerCode: string | null };

type DeletionError_IdempotencyKeyReusedError_Fragment = { readonly __typename: 'IdempotencyKeyReusedError', readonly code: DeleteAccountErrorCode, readonly message: string, readonly idempotencyKey: string, readonly requestId: string, readonly replayed: boolean, readonly retry: RetryAdvice, readonly retryAfterMs: number | null, readonly source: ErrorSource, readonly providerCode: string | null };

type DeletionError_InvalidInputError_Fragment = { readonly __typename: 'InvalidInputError', readonly field: string | null, readonly code: DeleteAccountErrorCode, readonly message: string, readonly idempotencyKey: string, readonly requestId: string, readonly replayed: boolean, readonly retry: RetryAdvice, readonly retryAfterMs: number | null, readonly source: ErrorSource, readonly providerCode: string | null };

type DeletionError_OutcomeUnknownError_Fragment = { readonly __typename: 'OutcomeUnknownError', readonly code: DeleteAccountErrorCode, readonly message: string, readonly idempotencyKey: string, readonly requestId: string, readonly replayed: boolean, readonly retry: RetryAdvice, readonly retryAfterMs: number | null, readonly source: ErrorSource, readonly providerCode: string | null };

type DeletionError_RateLimitedError_Fragment = { readonly __typename: 'RateLimitedError', readonly code: DeleteAccountErrorCode, readonly message: string, readonly idempotencyKey: string, readonly requestId: string, readonly replayed: boolean, readonly retry: RetryAdvice, readonly retryAfterMs: number | null, readonly source: ErrorSource, readonly providerCode: string | null };

type DeletionError_UnauthorizedError_Fragment = { readonly __typename: 'UnauthorizedError', readonly code: DeleteAccountErrorCode, readonly message: string, readonly idempotencyKey: string, readonly requestId: string, readonly replayed: boolean, readonly retry: RetryAdvice, readonly retryAfterMs: number | null, readonly source: ErrorSource, readonly providerCode: string | null };

type DeletionError_UnavailableError_Fragment = { readonly __typename: 'UnavailableError', readonly code: DeleteAccountErrorCode, readonly message: string, readonly idempotencyKey: string, readonly requestId: string, readonly replayed: boolean, readonly retry: RetryAdvice, readonly retryAfterMs: number | null, readonly source: ErrorSource, readonly providerCode: string | null };

export type DeletionErrorFragment =
  | DeletionError_AccountNotFoundError_Fragment
  | DeletionError_DeletionInProgressError_Fragment
  | DeletionError_DeletionRejectedError_Fragment
  | DeletionError_ForbiddenError_Fragment
  | DeletionError_IdempotencyKeyReusedError_Fragment
  | DeletionError_InvalidInputError_Fragment
  | DeletionError_OutcomeUnknownError_Fragment
  | DeletionError_RateLimitedError_Fragment
  | DeletionError_UnauthorizedError_Fragment
  | DeletionError_UnavailableError_Fragment
;

export const DeletionSuccessFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeletionSuccess"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteAccountSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAccountId"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"deletion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"permanent"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SoftDeletion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}},{"kind":"Field","name":{"kind":"Name","value":"reversal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"canBeRestored"}},{"kind":"Field","name":{"kind":"Name","value":"restorationDeadline"}}]}}]}}]}}]}}]} as unknown as DocumentNode<DeletionSuccessFragment, unknown>;
export const DeletionErrorFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeletionError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteAccountError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"providerCode"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccountNotFoundError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"missingAccountId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeletionRejectedError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"validations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DeletionErrorFragment, unknown>;
export const AccountDeletionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AccountDeletion"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"provider"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AccountProvider"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKey"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountDeletion"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"provider"},"value":{"kind":"Variable","name":{"kind":"Name","value":"provider"}}},{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKey"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastCheckedAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextCheckAt"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"result"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeletionSuccess"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeletionError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeletionSuccess"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteAccountSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAccountId"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"deletion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"permanent"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SoftDeletion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}},{"kind":"Field","name":{"kind":"Name","value":"reversal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"canBeRestored"}},{"kind":"Field","name":{"kind":"Name","value":"restorationDeadline"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeletionError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteAccountError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"providerCode"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccountNotFoundError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"missingAccountId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeletionRejectedError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"validations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AccountDeletionQuery, AccountDeletionQueryVariables>;
export const AccountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Accounts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"provider"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AccountProvider"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"provider"},"value":{"kind":"Variable","name":{"kind":"Name","value":"provider"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<AccountsQuery, AccountsQueryVariables>;
export const DeleteAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeletionSuccess"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeletionError"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeletionSuccess"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteAccountSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAccountId"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"deletion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"permanent"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SoftDeletion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}},{"kind":"Field","name":{"kind":"Name","value":"reversal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"canBeRestored"}},{"kind":"Field","name":{"kind":"Name","value":"restorationDeadline"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeletionError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteAccountError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"providerCode"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccountNotFoundError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"missingAccountId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeletionRejectedError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"validations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DeleteAccountMutation, DeleteAccountMutationVariables>;
export const AccountDeletionText = "query AccountDeletion($provider: AccountProvider!, $idempotencyKey: String!) {\n  accountDeletion(provider: $provider, idempotencyKey: $idempotencyKey) {\n    __typename\n    status\n    accountId\n    startedAt\n    lastCheckedAt\n    nextCheckAt\n    retry\n    retryAfterMs\n    result {\n      __typename\n      ...DeletionSuccess\n      ...DeletionError\n    }\n  }\n}\nfragment DeletionSuccess on DeleteAccountSuccess {\n  __typename\n  provider\n  accountId\n  deletedAccountId\n  evidence\n  idempotencyKey\n  requestId\n  replayed\n  deletion {\n    __typename\n    permanent\n    ... on SoftDeletion {\n      deletedAt\n      reversal {\n        __typename\n        canBeRestored\n        restorationDeadline\n      }\n    }\n  }\n}\nfragment DeletionError on DeleteAccountError {\n  __typename\n  code\n  message\n  idempotencyKey\n  requestId\n  replayed\n  retry\n  retryAfterMs\n  source\n  providerCode\n  ... on InvalidInputError {\n    field\n  }\n  ... on AccountNotFoundError {\n    provider\n    accountId\n    missingAccountId\n  }\n  ... on DeletionRejectedError {\n    validations {\n      __typename\n      field\n      code\n      message\n    }\n  }\n}";
export const AccountsText = "query Accounts($provider: AccountProvider!, $first: Int, $after: String) {\n  accounts(provider: $provider, first: $first, after: $after) {\n    __typename\n    nodes {\n      __typename\n      id\n      provider\n      accountId\n      name\n      type\n      currency\n      deletedAt\n    }\n    pageInfo {\n      __typename\n      hasNextPage\n      endCursor\n    }\n  }\n}";
export const DeleteAccountText = "mutation DeleteAccount($input: DeleteAccountInput!) {\n  deleteAccount(input: $input) {\n    __typename\n    ...DeletionSuccess\n    ...DeletionError\n  }\n}\nfragment DeletionSuccess on DeleteAccountSuccess {\n  __typename\n  provider\n  accountId\n  deletedAccountId\n  evidence\n  idempotencyKey\n  requestId\n  replayed\n  deletion {\n    __typename\n    permanent\n    ... on SoftDeletion {\n      deletedAt\n      reversal {\n        __typename\n        canBeRestored\n        restorationDeadline\n      }\n    }\n  }\n}\nfragment DeletionError on DeleteAccountError {\n  __typename\n  code\n  message\n  idempotencyKey\n  requestId\n  replayed\n  retry\n  retryAfterMs\n  source\n  providerCode\n  ... on InvalidInputError {\n    field\n  }\n  ... on AccountNotFoundError {\n    provider\n    accountId\n    missingAccountId\n  }\n  ... on DeletionRejectedError {\n    validations {\n      __typename\n      field\n      code\n      message\n    }\n  }\n}";
/** Which types stand behind each interface and union: `new InMemoryCache({ possibleTypes })`. */
export const possibleTypes: Record<string, string[]> = {
  "DeleteAccountError": [
    "AccountNotFoundError",
    "DeletionInProgressError",
    "DeletionRejectedError",
    "ForbiddenError",
    "IdempotencyKeyReusedError",
    "InvalidInputError",
    "OutcomeUnknownError",
    "RateLimitedError",
    "UnauthorizedError",
    "UnavailableError"
  ],
  "DeleteAccountResult": [
    "AccountNotFoundError",
    "DeleteAccountSuccess",
    "DeletionInProgressError",
    "DeletionRejectedError",
    "ForbiddenError",
    "IdempotencyKeyReusedError",
    "InvalidInputError",
    "OutcomeUnknownError",
    "RateLimitedError",
    "UnauthorizedError",
    "UnavailableError"
  ],
  "Deletion": [
    "PermanentDeletion",
    "SoftDeletion"
  ]
};