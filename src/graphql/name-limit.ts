import { GraphQLError, type ValidationRule } from 'graphql';
import { refuseAsTooMuch } from './over-limit.ts';

/** Longer than any usual name. In the answer, an alias is repeated for every item of a list. */
const MAX_NAME_LENGTH = 128;

/** Refuses a document with a name that is too long: of a field, an alias, a variable or an operation. */
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
