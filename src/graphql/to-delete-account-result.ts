import type { Answer } from '../deletion/answer.ts';
import { typeOf } from '../deletion/deletion.ts';
import { type Failure, type FailureCode, RETRY } from '../deletion/outcome.ts';
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
  const { provider, accountId } = asked;
  const { evidence, deletion } = outcome;
  return {
    __typename: 'DeleteAccountSuccess',
    ...asked,
    deletedAccountId: toGlobalId(provider, accountId),
    // A test compares the deletions of every provider with the fields of their types.
    deletion: { ...deletion, __typename: typeOf(deletion) } as never,
    evidence,
    replayed,
  };
}

const ERRORS = {
  INVALID_INPUT: 'InvalidInputError',
  UNAUTHORIZED: 'UnauthorizedError',
  FORBIDDEN: 'ForbiddenError',
  ACCOUNT_NOT_FOUND: 'AccountNotFoundError',
  DELETION_REJECTED: 'DeletionRejectedError',
  IDEMPOTENCY_KEY_REUSED: 'IdempotencyKeyReusedError',
  DELETION_IN_PROGRESS: 'DeletionInProgressError',
  RATE_LIMITED: 'RateLimitedError',
  UNAVAILABLE: 'UnavailableError',
  OUTCOME_UNKNOWN: 'OutcomeUnknownError',
} as const satisfies Record<FailureCode, string>;

/** Has the fields of every error: GraphQL reads those that the type has. */
function toError(failure: Failure, replayed: boolean, asked: Asked): Result {
  const { code, message, source, providerCode, retryAfterMs, field, validations } = failure;
  const { provider, accountId } = asked;
  return {
    __typename: ERRORS[code],
    ...asked,
    code,
    message,
    replayed,
    retry: RETRY[code],
    retryAfterMs: retryAfterMs ?? null,
    source,
    providerCode: providerCode ?? null,
    field: field ?? null,
    missingAccountId: toGlobalId(provider, accountId),
    validations: validations ?? [],
  };
}
