import type { HttpResult } from '../http/http-request.ts';
import type { AccountRules, ProviderAnswer } from '../provider.ts';
import { objectIn } from './answer-parts.ts';

/** An answer, with its body parsed. */
export function answerIn({ status, headers, body }: Extract<HttpResult, { kind: 'answer' }>): ProviderAnswer {
  return { status, headers, body, json: objectIn(body) };
}

/** Whether an answer names another request than ours: a late answer, or one for somebody else. */
export function isForAnother(
  accounts: AccountRules,
  { headers, json }: Pick<ProviderAnswer, 'headers' | 'json'>,
  requestId: string,
): boolean {
  const named = accounts.requestIdOf(headers, json);
  return named !== null && named !== requestId;
}

/** The headers of every request to a provider. */
export const headersOf = ({ credential, requestId }: { readonly credential: string; readonly requestId: string }) => ({
  authorization: credential,
  'x-request-id': requestId,
});

/** An account id, percent-encoded as one path segment. */
export const segmentOf = (accountId: string): string => encodeURIComponent(accountId);
