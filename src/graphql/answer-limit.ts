import type { ApolloServerPlugin } from '@apollo/server';
import { type FormattedExecutionResult, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import type { Audit } from '../access/audit.ts';
import type { RequestContext } from './context.ts';

/** Public: the `extensions.code` of the refusal. */
export const RESPONSE_TOO_LARGE = 'RESPONSE_TOO_LARGE';

/** More than the largest list of a provider. A field that is asked for under many names comes as often. */
const MAX_ANSWER_BYTES = 4_000_000;

/**
 * Withholds an answer that is too large, before it is written as JSON. The answer of a mutation is always given: it has
 * been executed, and what is told of one deletion is bounded.
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

/** The answer, or in its place that it is too large. */
export function limitedAnswer(
  answer: FormattedExecutionResult,
  { operation }: OperationDefinitionNode,
  audit: Audit,
): FormattedExecutionResult {
  if (operation !== OperationTypeNode.QUERY || isWithin(answer.data, MAX_ANSWER_BYTES)) return answer;
  audit.refused({ reason: 'over_limit', operation: null, provider: null, accountId: null, caller: null });
  const message = `The answer has more than ${MAX_ANSWER_BYTES} bytes. Ask for less at once.`;
  return { errors: [{ message, extensions: { code: RESPONSE_TOO_LARGE } }], data: null };
}

/** Whether a value takes so many bytes as JSON at most, but for what escapes add. Stops where it is too much. */
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
