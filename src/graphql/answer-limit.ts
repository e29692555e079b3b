import type { ApolloServerPlugin } from '@apollo/server';
import { type FormattedExecutionResult, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import type { Audit } from '../access/audit.ts';
import type { RequestContext } from './context.ts';

/** Public: the `extensions.code` of the refusal. */
export const RESPONSE_TOO_LARGE = 'RESPONSE_TOO_LARGE';

/** More than the largest list of a provider. With aliases, one field can be in the answer many times. */
const MAX_ANSWER_BYTES = 4_000_000;

/**
 * Replaces an answer that is too large by an error, before it is written as JSON. Not for mutations: they have been
 * executed, and the size of one deletion's result is limited.
 */
export const limitAnswer: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ operation, response: { body }, contextValue: { audit } }) {
        if (body.kind !== 'single' || !operation) return;
        body.singleResult = limitedAnswer(body.singleResult, operation, audit);
      },
    };
  },
};

/** The answer, or an error if it is too large. */
export function limitedAnswer(
  answer: FormattedExecutionResult,
  { operation }: OperationDefinitionNode,
  audit: Audit,
): FormattedExecutionResult {
  if (operation !== OperationTypeNode.QUERY || isWithin(answer.data, MAX_ANSWER_BYTES)) return answer;
  audit.refused({ reason: 'over_limit', operation: null, provider: null, accountId: null, caller: null });
  const message = `The answer has more than ${MAX_ANSWER_BYTES} bytes. Select less, or use smaller pages.`;
  return { errors: [{ message, extensions: { code: RESPONSE_TOO_LARGE } }], data: null };
}

/** Whether a value has at most `maxBytes` as JSON, not counting escapes. Stops when it has more. */
export function isWithin(value: unknown, maxBytes: number): boolean {
  let left = maxBytes;

  function take(part: unknown): boolean {
    if (typeof part === 'string') left -= Buffer.byteLength(part) + 3;
    else if (Array.isArray(part)) {
      left -= 3;
      return left >= 0 && part.every(take);
    } else if (typeof part === 'object' && part !== null) {
      left -= 3;
      for (const name in part) {
        left -= name.length + 4;
        if (left < 0 || !take((part as Readonly<Record<string, unknown>>)[name])) return false;
      }
    } else left -= 6;
    return left >= 0;
  }
  return take(value);
}
