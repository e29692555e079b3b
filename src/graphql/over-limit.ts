import { GraphQLError, type ValidationContext } from 'graphql';

const overLimit = new WeakSet<Error>();

/** Refuses a document because it is too much. graphql-armor hands in an error of its own. */
export function refuseAsTooMuch(context: ValidationContext | null, error: GraphQLError): void {
  overLimit.add(error);
  context?.reportError(error);
}

/** Limits of graphql itself, which have no code. */
const OWN_LIMITS = /Document contains more tha[nt]|Maximum introspection depth|^Validation aborted\./;

/** Whether a request was refused because its document is too much, and not because it is wrong. */
export function isOverLimit({ message, originalError }: GraphQLError): boolean {
  return (originalError instanceof GraphQLError && overLimit.has(originalError)) || OWN_LIMITS.test(message);
}
