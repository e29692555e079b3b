import type { GraphQLError, ValidationContext } from 'graphql';

const overLimit = new WeakSet<Error>();

/** Marks an error as a refusal because of a limit. */
export function asTooMuch(error: GraphQLError): GraphQLError {
  overLimit.add(error);
  return error;
}

/** Refuses a document because of a limit. graphql-armor passes its own errors. */
export function refuseAsTooMuch(context: ValidationContext | null, error: GraphQLError): void {
  context?.reportError(asTooMuch(error));
}

/** Messages of graphql's own limits, which have no code. */
const OWN_LIMITS = /Document contains more tha[nt]|Maximum introspection depth|^Validation aborted\./;

/** Whether a request was refused because of a limit, not because its document is wrong. */
export function isOverLimit(error: GraphQLError): boolean {
  const { message, originalError } = error;
  return overLimit.has(originalError ?? error) || OWN_LIMITS.test(message);
}
