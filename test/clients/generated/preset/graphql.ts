/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A bank-account provider behind this gateway. */
export type AccountProvider =
  /** Nuvion: accounts of an entity. A deletion is soft: the account is marked deleted and may be restored. */
  | 'NUVION'
  /** Sequence: income sources, pods and external accounts. A deletion is permanent. */
  | 'SEQUENCE';

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
  accountId: string;
  /**
   * The name of the user's intention to delete: 1 to 255 characters from `!` to `~`; a UUID version 4 is best. Left out,
   * the request's `Idempotency-Key` header counts, and failing that the gateway makes a key and returns it.
   */
  idempotencyKey?: string | null | undefined;
  /** The provider that holds the account. */
  provider: AccountProvider;
};

/** What to do with the idempotency key after a failure. */
export type RetryAdvice =
  /** Do not retry: the answer will not change. */
  | 'NEVER'
  /** This key is spent. A new attempt, once the reason is mended, is a new intention with a new key. */
  | 'NEW_KEY'
  /** Retry, and keep the key: it is the same deletion. */
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