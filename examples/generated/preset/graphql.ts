/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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
  accountId: string;
  /**
   * The idempotency key: 1 to 255 visible ASCII characters (`!` to `~`), best a UUID version 4. Without it, the request's
   * `Idempotency-Key` header is used. Without both, the gateway makes a key and returns it; such a request cannot be retried
   * safely when its answer is lost.
   */
  idempotencyKey?: string | null | undefined;
  /** The provider that holds the account. */
  provider: AccountProvider;
};

/** Whether to retry a failed deletion, and with which idempotency key. */
export type RetryAdvice =
  /** Do not retry: the result would be the same. */
  | 'NEVER'
  /** This key has its final answer. To try again, once the cause is removed, make a new key: that is a new deletion. */
  | 'NEW_KEY'
  /** Retry with the same idempotency key: it is the same deletion. */
  | 'SAME_KEY';

type DeletionFailure_AccountNotFoundError_Fragment = { __typename: 'AccountNotFoundError', code: DeleteAccountErrorCode, message: string, retry: RetryAdvice, retryAfterMs: number | null } & { ' $fragmentName'?: 'DeletionFailure_AccountNotFoundError_Fragment' };

type DeletionFailure_DeletionInProgressError_Fragment = { __typename: 'DeletionInProgressError', code: DeleteAccountErrorCode, message: string, retry: RetryAdvice, retryAfterMs: number | null } & { ' $fragmentName'?: 'DeletionFailure_DeletionInProgressError_Fragment' };

type DeletionFailure_DeletionRejectedError_Fragment = { __typename: 'DeletionRejectedError', code: DeleteAccountErrorCode, message: string, retry: RetryAdvice, retryAfterMs: number | null } & { ' $fragmentName'?: 'DeletionFailure_DeletionRejectedError_Fragment' };

type DeletionFailure_ForbiddenError_Fragment = { __typename: 'ForbiddenError', code: DeleteAccountErrorCode, message: string, retry: RetryAdvice, retryAfterMs: number | null } & { ' $fragmentName'?: 'DeletionFailure_ForbiddenError_Fragment' };

type DeletionFailure_IdempotencyKeyReusedError_Fragment = { __typename: 'IdempotencyKeyReusedError', code: DeleteAccountErrorCode, message: string, retry: RetryAdvice, retryAfterMs: number | null } & { ' $fragmentName'?: 'DeletionFailure_IdempotencyKeyReusedError_Fragment' };

type DeletionFailure_InvalidInputError_Fragment = { __typename: 'InvalidInputError', code: DeleteAccountErrorCode, message: string, retry: RetryAdvice, retryAfterMs: number | null } & { ' $fragmentName'?: 'DeletionFailure_InvalidInputError_Fragment' };

type DeletionFailure_OutcomeUnknownError_Fragment = { __typename: 'OutcomeUnknownError', code: DeleteAccountErrorCode, message: string, retry: RetryAdvice, retryAfterMs: number | null } & { ' $fragmentName'?: 'DeletionFailure_OutcomeUnknownError_Fragment' };

type DeletionFailure_RateLimitedError_Fragment = { __typename: 'RateLimitedError', code: DeleteAccountErrorCode, message: string, retry: RetryAdvice, retryAfterMs: number | null } & { ' $fragmentName'?: 'DeletionFailure_RateLimitedError_Fragment' };

type DeletionFailure_UnauthorizedError_Fragment = { __typename: 'UnauthorizedError', code: DeleteAccountErrorCode, message: string, retry: RetryAdvice, retryAfterMs: number | null } & { ' $fragmentName'?: 'DeletionFailure_UnauthorizedError_Fragment' };

type DeletionFailure_UnavailableError_Fragment = { __typename: 'UnavailableError', code: DeleteAccountErrorCode, message: string, retry: RetryAdvice, retryAfterMs: number | null } & { ' $fragmentName'?: 'DeletionFailure_UnavailableError_Fragment' };

export type DeletionFailureFragment =
  | DeletionFailure_AccountNotFoundError_Fragment
  | DeletionFailure_DeletionInProgressError_Fragment
  | DeletionFailure_DeletionRejectedError_Fragment
  | DeletionFailure_ForbiddenError_Fragment
  | DeletionFailure_IdempotencyKeyReusedError_Fragment
  | DeletionFailure_InvalidInputError_Fragment
  | DeletionFailure_OutcomeUnknownError_Fragment
  | DeletionFailure_RateLimitedError_Fragment
  | DeletionFailure_UnauthorizedError_Fragment
  | DeletionFailure_UnavailableError_Fragment
;

export type DeleteOneAccountMutationVariables = Exact<{
  input: DeleteAccountInput;
}>;


export type DeleteOneAccountMutation = { deleteAccount:
    | (
      { __typename: 'AccountNotFoundError', missingAccountId: string }
      & { ' $fragmentRefs'?: { 'DeletionFailure_AccountNotFoundError_Fragment': DeletionFailure_AccountNotFoundError_Fragment } }
    )
    | { __typename: 'DeleteAccountSuccess', deletedAccountId: string, replayed: boolean, deletion:
        | { __typename: 'PermanentDeletion', permanent: boolean }
        | { __typename: 'SoftDeletion', permanent: boolean }
       }
    | (
      { __typename: 'DeletionInProgressError' }
      & { ' $fragmentRefs'?: { 'DeletionFailure_DeletionInProgressError_Fragment': DeletionFailure_DeletionInProgressError_Fragment } }
    )
    | (
      { __typename: 'DeletionRejectedError' }
      & { ' $fragmentRefs'?: { 'DeletionFailure_DeletionRejectedError_Fragment': DeletionFailure_DeletionRejectedError_Fragment } }
    )
    | (
      { __typename: 'ForbiddenError' }
      & { ' $fragmentRefs'?: { 'DeletionFailure_ForbiddenError_Fragment': DeletionFailure_ForbiddenError_Fragment } }
    )
    | (
      { __typename: 'IdempotencyKeyReusedError' }
      & { ' $fragmentRefs'?: { 'DeletionFailure_IdempotencyKeyReusedError_Fragment': DeletionFailure_IdempotencyKeyReusedError_Fragment } }
    )
    | (
      { __typename: 'InvalidInputError' }
      & { ' $fragmentRefs'?: { 'DeletionFailure_InvalidInputError_Fragment': DeletionFailure_InvalidInputError_Fragment } }
    )
    | (
      { __typename: 'OutcomeUnknownError' }
      & { ' $fragmentRefs'?: { 'DeletionFailure_OutcomeUnknownError_Fragment': DeletionFailure_OutcomeUnknownError_Fragment } }
    )
    | (
      { __typename: 'RateLimitedError' }
      & { ' $fragmentRefs'?: { 'DeletionFailure_RateLimitedError_Fragment': DeletionFailure_RateLimitedError_Fragment } }
    )
    | (
      { __typename: 'UnauthorizedError' }
      & { ' $fragmentRefs'?: { 'DeletionFailure_UnauthorizedError_Fragment': DeletionFailure_UnauthorizedError_Fragment } }
    )
    | (
      { __typename: 'UnavailableError' }
      & { ' $fragmentRefs'?: { 'DeletionFailure_UnavailableError_Fragment': DeletionFailure_UnavailableError_Fragment } }
    )
   };

export const DeletionFailureFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeletionFailure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteAccountError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]} as unknown as DocumentNode<DeletionFailureFragment, unknown>;
export const DeleteOneAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteOneAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteAccountSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedAccountId"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"deletion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"permanent"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccountNotFoundError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingAccountId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteAccountError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeletionFailure"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeletionFailure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteAccountError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]} as unknown as DocumentNode<DeleteOneAccountMutation, DeleteOneAccountMutationVariables>;