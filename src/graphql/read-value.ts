import { GraphQLError } from 'graphql';
import type { Read } from '../accounts/account-source.ts';

/** The value of a read. A refused read throws a GraphQL error with its code. */
export function readValue<T>(answer: Read<T>): T {
  if (answer.kind === 'read') return answer.value;
  throw new GraphQLError(answer.message, { extensions: { code: answer.code } });
}
