import type { HttpResult } from '../http/http-request.ts';
import type { AccountRules, ProviderAnswer } from '../provider.ts';
import { objectIn } from './answer-parts.ts';

/** An answer, with the object that its body is. */
export function answerIn({ status, headers, body }: Extract<HttpResult, { kind: 'answer' }>): ProviderAnswer {
  return { status, headers, body, json: objectIn(body) };
}

/** Whether an answer is for another request: one that came late, or was meant for somebody else. */
export function isForAnother(
  accounts: AccountRules,
  { headers, json }: Pick<ProviderAnswer, 'headers' | 'json'>,
  requestId: string,
): boolean {
  const named = accounts.requestIdOf(headers, json);
  return named !== null && named !== requestId;
}

/** An account id as one segment of a path, whatever it holds. */
export const segmentOf = (accountId: string): string => encodeURIComponent(accountId);
