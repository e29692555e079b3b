import { GraphQLError, type ValidationRule } from 'graphql';
import { refuseAsTooMuch } from './over-limit.ts';

/** Longer than any name of a schema or a client; an alias comes back with every item of a list. */
const MAX_NAME_LENGTH = 128;

/** Refuses a document with a name – of a field, an alias, a variable, an operation – that is too long to be one. */
export const limitNames: ValidationRule = (context) => {
  let refused = false;
  return {
    Name({ value }) {
      if (refused || value.length <= MAX_NAME_LENGTH) return;
      refused = true;
      refuseAsTooMuch(context, new GraphQLError(`A name has more than ${MAX_NAME_LENGTH} characters.`));
    },
  };
};
