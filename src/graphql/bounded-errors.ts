import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { RequestContext } from './context.ts';

/** The size of all errors of an answer, so that a refusal is never larger than 20 kB. */
const MAX_ERRORS_BYTES = 14_000;
/** A message may quote the request. In characters. */
const MAX_MESSAGE_LENGTH = 500;
/** Locations of one error. */
const MAX_LOCATIONS = 10;

/** Limits the size of the errors of an answer: of the document, its variables and its fields. */
export const boundedErrors: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response: { body } }) {
        if (body.kind !== 'single' || body.singleResult.errors === undefined) return;
        body.singleResult = { ...body.singleResult, errors: boundErrors(body.singleResult.errors) };
      },
    };
  },
};

/** The first errors, each cut to size. If some are omitted, the last one says how many. */
export function boundErrors(errors: readonly GraphQLFormattedError[]): GraphQLFormattedError[] {
  const kept: GraphQLFormattedError[] = [];
  let bytes = 0;
  for (const error of errors) {
    const cut = boundError(error);
    bytes += Buffer.byteLength(JSON.stringify(cut)) + 1;
    if (bytes > MAX_ERRORS_BYTES) {
      return [...kept, { message: `${errors.length - kept.length} more errors.`, extensions: { code: 'MORE_ERRORS' } }];
    }
    kept.push(cut);
  }
  return kept;
}

function boundError(error: GraphQLFormattedError): GraphQLFormattedError {
  const { message, locations } = error;
  const tooLong = message.length > MAX_MESSAGE_LENGTH;
  if (!tooLong && (locations?.length ?? 0) <= MAX_LOCATIONS) return error;
  return {
    ...error,
    message: tooLong ? `${message.slice(0, MAX_MESSAGE_LENGTH).toWellFormed()}…` : message,
    ...(locations === undefined ? {} : { locations: locations.slice(0, MAX_LOCATIONS) }),
  };
}
