import type { Answer } from '../deletion/answer.ts';
import { typeOf } from '../deletion/deletion.ts';
import { type Failure, RETRY } from '../deletion/outcome.ts';
import { toGlobalId } from './account-id.ts';
import type { AccountProvider, ResolversTypes } from './generated.ts';

/** The request to which a result belongs. */
export interface Asked {
  readonly provider: AccountProvider;
  readonly accountId: string;
  readonly idempotencyKey: string;
  readonly requestId: string;
}

type Result = Awaited<ResolversTypes['DeleteAccountResult']>;

/** Turns an answer of the core into a member of the union `DeleteAccountResult`. */
export function toDeleteAccountResult(
  { outcome, replayed }: Pick<Answer, 'outcome' | 'replayed'>,
  asked: Asked,
): Result {
  if (outcome.code !== 'DELETED') return toError(outcome, replayed, asked);
  const { provider, accountId, idempotencyKey, requestId } = asked;
  const { evidence, deletion } = outcome;
  return {
    __typename: 'DeleteAccountSuccess',
    provider,
    accountId,
    deletedAccountId: toGlobalId(provider, accountId),
    // A test compares the deletions of every provider with the fields of their types.
    deletion: { ...deletion, __typename: typeOf(deletion) } as never,
    evidence,
    idempotencyKey,
    requestId,
    replayed,
  };
}

function toError(failure: Failure, replayed: boolean, asked: Asked): Result {
  const { provider, accountId, idempotencyKey, requestId } = asked;
  const { code, message, source, providerCode, retryAfterMs } = failure;
  const common = {
    code,
    message,
    requestId,
    idempotencyKey,
    replayed,
    retry: RETRY[code],
    retryAfterMs: retryAfterMs ?? null,
    source,
    providerCode: providerCode ?? null,
  };
  switch (code) {
    case 'INVALID_INPUT':
      return { __typename: 'InvalidInputError', ...common, field: failure.field ?? null };
    case 'UNAUTHORIZED':
      return { __typename: 'UnauthorizedError', ...common };
    case 'FORBIDDEN':
      return { __typename: 'ForbiddenError', ...common };
    case 'ACCOUNT_NOT_FOUND':
      return {
        __typename: 'AccountNotFoundError',
        ...common,
        provider,
        accountId,
        missingAccountId: toGlobalId(provider, accountId),
      };
    case 'DELETION_REJECTED':
      return { __typename: 'DeletionRejectedError', ...common, validations: failure.validations ?? [] };
    case 'IDEMPOTENCY_KEY_REUSED':
      return { __typename: 'IdempotencyKeyReusedError', ...common };
    case 'DELETION_IN_PROGRESS':
      return { __typename: 'DeletionInProgressError', ...common };
    case 'RATE_LIMITED':
      return { __typename: 'RateLimitedError', ...common };
    case 'UNAVAILABLE':
      return { __typename: 'UnavailableError', ...common };
    case 'OUTCOME_UNKNOWN':
      return { __typename: 'OutcomeUnknownError', ...common };
  }
}
