import type { DeleteAccountAnswer } from '../answer.ts';

/** The names of the union's members. */
export type AnswerName = DeleteAccountAnswer['__typename'];
/** One member of the union. */
export type AnswerNamed<N extends AnswerName> = Extract<DeleteAccountAnswer, { __typename: N }>;

const ACCOUNT = { provider: 'NUVION', accountId: 'acc_checking' } as const;
/** `Account.id` of that account. */
const ID = 'TlVWSU9OOmFjY19jaGVja2luZw';
const REQUEST = {
  idempotencyKey: '5b2f1c34-6d0a-4c57-9e0f-7a1d2b3c4d5e',
  requestId: '0b6f6f3e-58a4-4c3e-9f0a-3d8e5a7c1b2d',
  replayed: false,
} as const;
const GATEWAY = { ...REQUEST, retryAfterMs: null, source: 'GATEWAY', providerCode: null } as const;
const PROVIDER = { ...REQUEST, retryAfterMs: null, source: 'PROVIDER', providerCode: null } as const;

/** One answer for each member of the union, as the gateway gives it. */
export const ANSWERS: { readonly [N in AnswerName]: AnswerNamed<N> } = {
  DeleteAccountSuccess: {
    __typename: 'DeleteAccountSuccess',
    ...ACCOUNT,
    ...REQUEST,
    deletedAccountId: ID,
    evidence: 'RESPONSE',
    deletion: {
      __typename: 'SoftDeletion',
      permanent: false,
      deletedAt: '2026-01-02T03:04:05.000Z',
      reversal: {
        __typename: 'DeletionReversal',
        canBeRestored: true,
        restorationDeadline: '2026-02-01T03:04:05.000Z',
      },
    },
  },
  InvalidInputError: {
    __typename: 'InvalidInputError',
    ...GATEWAY,
    code: 'INVALID_INPUT',
    message: 'An account id has 1 to 255 characters.',
    retry: 'NEVER',
    field: 'accountId',
  },
  UnauthorizedError: {
    __typename: 'UnauthorizedError',
    ...PROVIDER,
    code: 'UNAUTHORIZED',
    message: 'The provider does not accept the credential.',
    retry: 'SAME_KEY',
  },
  ForbiddenError: {
    __typename: 'ForbiddenError',
    ...PROVIDER,
    code: 'FORBIDDEN',
    message: 'The credential does not permit the deletion of this account.',
    retry: 'SAME_KEY',
  },
  AccountNotFoundError: {
    __typename: 'AccountNotFoundError',
    ...PROVIDER,
    ...ACCOUNT,
    missingAccountId: ID,
    code: 'ACCOUNT_NOT_FOUND',
    message: 'The provider has no such account.',
    retry: 'NEVER',
  },
  DeletionRejectedError: {
    __typename: 'DeletionRejectedError',
    ...PROVIDER,
    code: 'DELETION_REJECTED',
    message: 'The balance is not zero.',
    retry: 'NEW_KEY',
    validations: [{ __typename: 'FieldValidation', field: 'balance', code: 'not_zero', message: 'must be zero' }],
  },
  IdempotencyKeyReusedError: {
    __typename: 'IdempotencyKeyReusedError',
    ...GATEWAY,
    code: 'IDEMPOTENCY_KEY_REUSED',
    message: 'The key belongs to another account.',
    retry: 'NEW_KEY',
  },
  DeletionInProgressError: {
    __typename: 'DeletionInProgressError',
    ...GATEWAY,
    code: 'DELETION_IN_PROGRESS',
    message: 'A request with the same key is still running.',
    retry: 'SAME_KEY',
    retryAfterMs: 25_000,
  },
  RateLimitedError: {
    __typename: 'RateLimitedError',
    ...PROVIDER,
    code: 'RATE_LIMITED',
    message: 'The provider asks for patience.',
    retry: 'SAME_KEY',
    retryAfterMs: 2_000,
  },
  UnavailableError: {
    __typename: 'UnavailableError',
    ...PROVIDER,
    code: 'UNAVAILABLE',
    message: 'The provider cannot be reached.',
    retry: 'SAME_KEY',
  },
  OutcomeUnknownError: {
    __typename: 'OutcomeUnknownError',
    ...PROVIDER,
    code: 'OUTCOME_UNKNOWN',
    message: 'There is no usable answer from the provider: the account may be deleted or not.',
    retry: 'SAME_KEY',
    retryAfterMs: 30_000,
    providerCode: '500',
  },
};

/** One of `ANSWERS`, with fields of your own. */
export const answerOf = <N extends AnswerName>(name: N, fields: Partial<AnswerNamed<N>> = {}): AnswerNamed<N> => ({
  ...ANSWERS[name],
  ...fields,
});
