import type { Failure } from '../../deletion/outcome.ts';
import type { ProviderError } from '../provider.ts';

const DEFAULT_MESSAGES = {
  UNAUTHORIZED: 'The provider did not accept the credential.',
  FORBIDDEN: 'The credential does not permit the deletion of this account.',
  ACCOUNT_NOT_FOUND: 'The provider has no such account.',
  DELETION_REJECTED: 'The provider refused to delete this account.',
  RATE_LIMITED: 'The provider accepts no more requests for now.',
} as const;

/** A failure with the provider's message, or with a default one. */
export function refusedThere(
  code: keyof typeof DEFAULT_MESSAGES,
  error: ProviderError,
  retryAfterMs?: number | undefined,
): Failure {
  return {
    code,
    message: error.message ?? DEFAULT_MESSAGES[code],
    source: 'PROVIDER',
    providerCode: error.code,
    retryAfterMs,
    validations: code === 'DELETION_REJECTED' ? (error.validations ?? []) : undefined,
  };
}

/** No connection to the provider, or its base URL has no such route. */
export function unavailableThere(message: string): Failure {
  return { code: 'UNAVAILABLE', message, source: 'PROVIDER' };
}
