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

type DeletionError_AccountNotFoundError_Fragment = { code: DeleteAccountErrorCode, message: string, retry: RetryAdvice, retryAfterMs: number | null } & { ' $fragmentName'?: 'DeletionError_AccountNotFoundError_Fragment' };

type DeletionError_DeletionInProgressError_Fragment = { code: DeleteAccountErrorCode, message: string, retry: RetryAdvice, retryAfterMs: number | null } & { ' $fragmentName'?: 'DeletionError_DeletionInProgressError_Fragment' };

type DeletionError_DeletionRejectedError_Fragment = { code: DeleteAccountErrorCode, message: string, retry: RetryAdvice, retryAfterMs: number | null } & { ' $fragmentName'?: 'DeletionError_DeletionRejectedError_Fragment' };

type DeletionError_ForbiddenError_Fragment = { code: DeleteAccountErrorCode, message: string, retry: RetryAdvice, retryAfterMs: number | null } & { ' $fragmentName'?: 'DeletionError_ForbiddenError_Fragment' };

type DeletionError_IdempotencyKeyReusedError_Fragment = { code: DeleteAccountErrorCode, message: string, retry: RetryAdvice, retryAfterMs: number | null } & { ' $fragmentName'?: 'DeletionError_IdempotencyKeyReusedError_Fragment' };

type DeletionError_InvalidInputError_Fragment = { code: DeleteAccountErrorCode, message: string, retry: RetryAdvice, retryAfterMs: number | null } & { ' $fragmentName'?: 'DeletionError_InvalidInputError_Fragment' };

type DeletionError_OutcomeUnknownError_Fragment = { code: DeleteAccountErrorCode, message: string, retry: RetryAdvice, retryAfterMs: number | null } & { ' $fragmentName'?: 'DeletionError_OutcomeUnknownError_Fragment' };

type DeletionError_RateLimitedError_Fragment = { code: DeleteAccountErrorCode, message: string, retry: RetryAdvice, retryAfterMs: number | null } & { ' $fragmentName'?: 'DeletionError_RateLimitedError_Fragment' };

type DeletionError_UnauthorizedError_Fragment = { code: DeleteAccountErrorCode, message: string, retry: RetryAdvice, retryAfterMs: number | null } & { ' $fragmentName'?: 'DeletionError_UnauthorizedError_Fragment' };

type DeletionError_UnavailableError_Fragment = { code: DeleteAccountErrorCode, message: string, retry: RetryAdvice, retryAfterMs: number | null } & { ' $fragmentName'?: 'DeletionError_UnavailableError_Fragment' };

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

export type DeleteAccountMutationVariables = Exact<{
  input: DeleteAccountInput;
}>;


export type DeleteAccountMutation = { deleteAccount:
    | (
      { __typename: 'AccountNotFoundError' }
      & { ' $fragmentRefs'?: { 'DeletionError_AccountNotFoundError_Fragment': DeletionError_AccountNotFoundError_Fragment } }
    )
    | { __typename: 'DeleteAccountSuccess', deletedAccountId: string, replayed: boolean, deletion:
        | { permanent: boolean }
        | { permanent: boolean }
       }
    | (
      { __typename: 'DeletionInProgressError' }
      & { ' $fragmentRefs'?: { 'DeletionError_DeletionInProgressError_Fragment': DeletionError_DeletionInProgressError_Fragment } }
    )
    | (
      { __typename: 'DeletionRejectedError' }
      & { ' $fragmentRefs'?: { 'DeletionError_DeletionRejectedError_Fragment': DeletionError_DeletionRejectedError_Fragment } }
    )
    | (
      { __typename: 'ForbiddenError' }
      & { ' $fragmentRefs'?: { 'DeletionError_ForbiddenError_Fragment': DeletionError_ForbiddenError_Fragment } }
    )
    | (
      { __typename: 'IdempotencyKeyReusedError' }
      & { ' $fragmentRefs'?: { 'DeletionError_IdempotencyKeyReusedError_Fragment': DeletionError_IdempotencyKeyReusedError_Fragment } }
    )
    | (
      { __typename: 'InvalidInputError' }
      & { ' $fragmentRefs'?: { 'DeletionError_InvalidInputError_Fragment': DeletionError_InvalidInputError_Fragment } }
    )
    | (
      { __typename: 'OutcomeUnknownError' }
      & { ' $fragmentRefs'?: { 'DeletionError_OutcomeUnknownError_Fragment': DeletionError_OutcomeUnknownError_Fragment } }
    )
    | (
      { __typename: 'RateLimitedError' }
      & { ' $fragmentRefs'?: { 'DeletionError_RateLimitedError_Fragment': DeletionError_RateLimitedError_Fragment } }
    )
    | (
      { __typename: 'UnauthorizedError' }
      & { ' $fragmentRefs'?: { 'DeletionError_UnauthorizedError_Fragment': DeletionError_UnauthorizedError_Fragment } }
    )
    | (
      { __typename: 'UnavailableError' }
      & { ' $fragmentRefs'?: { 'DeletionError_UnavailableError_Fragment': DeletionError_UnavailableError_Fragment } }
    )
   };

export const DeletionErrorFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeletionError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteAccountError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]} as unknown as DocumentNode<DeletionErrorFragment, unknown>;
export const DeleteAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteAccountSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedAccountId"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"deletion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"permanent"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteAccountError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeletionError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeletionError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteAccountError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]} as unknown as DocumentNode<DeleteAccountMutation, DeleteAccountMutationVariables>;