import { alwaysFalse, alwaysTrue, remove, replace } from './change.ts';
import type { Mutant } from './mutants.ts';

const AT_STORE = ['test/unit/document-store.test.ts'];
const AT_KNOWN = ['test/unit/known-documents.test.ts'];
const AT_HTTP = ['test/integration/http.test.ts'];

/** Mistakes with documents that are remembered, and before a document is executed. */
export const documentMutants: readonly Mutant[] = [
  {
    id: 'document-text-not-counted',
    breaks: 'what is remembered of documents is bounded by the bytes that it keeps alive',
    change: replace('bytesOf', 'textOf(document).length', '0'),
    tests: AT_STORE,
  },
  {
    id: 'document-tokens-not-counted',
    breaks: 'what is remembered of documents is bounded by the bytes that it keeps alive',
    change: replace('bytesOf', 'TOKEN_BYTES', '1'),
    tests: AT_STORE,
  },
  {
    id: 'newcomer-among-the-regulars',
    breaks: 'a document that is sent once pushes out none that is sent all day',
    change: replace('createDocumentStore.set', 'keep(newcomers, key, document)', 'keep(regulars, key, document)'),
    tests: AT_STORE,
  },
  {
    id: 'regular-kept-twice',
    breaks: 'a document that two requests have parsed is found for as long as it is kept',
    change: alwaysTrue('createDocumentStore.set', '!regulars.has(key)'),
    tests: AT_STORE,
  },
  {
    id: 'texts-kept-for-good',
    breaks: 'a document that is forgotten is forgotten with its text',
    change: remove('createDocumentStore', 'dispose: forget'),
    tests: AT_STORE,
  },
  {
    id: 'half-a-character-taken',
    breaks: 'a document that is not Unicode text is not taken for another, whose UTF-8 is the same',
    change: alwaysFalse('createGraphqlEndpoint', 'text?.isWellFormed() === false'),
    tests: ['test/abuse/requests.test.ts'],
  },
  {
    id: 'acceptable-types-not-probed',
    breaks: 'a deletion for whose answer no content type is acceptable is not sent',
    change: alwaysFalse('createGraphqlEndpoint', "method === 'POST' && !JSON_ANYWAY.includes(accept) && …"),
    tests: AT_HTTP,
  },
  {
    id: 'probe-not-heeded',
    breaks: 'a deletion for whose answer no content type is acceptable is not sent',
    change: remove('createGraphqlEndpoint', 'if (!types.has(accept)) return give(probed)'),
    tests: AT_HTTP,
  },
  {
    id: 'known-references-without-bound',
    breaks: 'the limits that depend on variables hold for a document that is known',
    change: remove('createAnswerKnown', 'countRepresentations(document, operation, variables ?? {}) > max'),
    tests: AT_KNOWN,
  },
  {
    id: 'known-answers-without-bound',
    breaks: 'an answer of more than 4 MB is withheld, also for a document that is known',
    change: replace('createAnswerKnown', 'limitedAnswer(answer, operation, contextValue.audit)', 'answer'),
    tests: AT_KNOWN,
  },
  {
    id: 'known-errors-without-bound',
    breaks: 'errors are bounded, also for a document that is known',
    change: replace('createAnswerKnown', 'boundErrors(formatted)', 'formatted'),
    tests: AT_KNOWN,
  },
  {
    id: 'known-faults-shown',
    breaks: 'no fault is shown to a caller, also for a document that is known',
    change: replace('createAnswerKnown', 'options.formatError(withCode(error), error)', 'withCode(error)'),
    tests: AT_KNOWN,
  },
  {
    id: 'known-faults-without-a-code',
    breaks: 'every error has a code, also for a document that is known',
    change: replace('createAnswerKnown', 'withCode(error)', 'error.toJSON()'),
    tests: AT_KNOWN,
  },
  {
    id: 'known-variables-not-valid',
    breaks: 'what has no data, as its variables are not valid, is for Apollo Server',
    change: remove('createAnswerKnown', 'if (data === undefined) return null'),
    tests: AT_KNOWN,
  },
  {
    id: 'known-whatever-else-is-asked',
    breaks: 'a body with anything but a document, its variables and a name is for Apollo Server',
    change: remove('isPlain', 'Object.keys(others).length === 0'),
    tests: AT_KNOWN,
  },
  {
    id: 'known-operation-not-there',
    breaks: 'a body that names no operation of its document is for Apollo Server',
    change: remove('createAnswerKnown', '!operation'),
    tests: AT_KNOWN,
  },
  {
    id: 'known-variables-of-any-type',
    breaks: 'a body with variables that are no object is for Apollo Server',
    change: remove('isPlain', "typeof variables === 'object'"),
    tests: AT_KNOWN,
  },
  {
    id: 'known-list-of-variables',
    breaks: 'a body with a list of variables is for Apollo Server',
    change: remove('isPlain', '!Array.isArray(variables)'),
    tests: AT_KNOWN,
  },
];
