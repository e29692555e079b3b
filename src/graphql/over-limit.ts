import type { GraphQLError, ValidationContext } from 'graphql';

const overLimit = new WeakSet<Error>();

/** Marks an error as one about too much. */
export function asTooMuch(error: GraphQLError): GraphQLError {
  overLimit.add(error);
  return error;
}

/** Refuses a document because it is too much. graphql-armor hands in an error of its own. */
export function refuseAsTooMuch(context: ValidationContext | null, error: GraphQLError): void {
  context?.reportError(asTooMuch(error));
}

/** Limits of graphql itself, which have no code. */
const OWN_LIMITS = /Document contains more tha[nt]|Maximum introspection depth|^Validation aborted\./;

/** Whether a request was refused because its document is too much, and not because it is wrong. */
export function isOverLimit(error: GraphQLError): boolean {
  const { message, originalError } = error;
  return overLimit.has(originalError ?? error) || OWN_LIMITS.test(message);
}
