import { alwaysTrue, putBefore, remove, replace, reword } from './change.ts';
import type { Mutant } from './mutants.ts';

const AT_SEND_ONCE = 'test/contract/send-once.test.ts';
const AT_SEQUENCE = 'test/contract/sequence.test.ts';
const AT_NUVION = 'test/contract/nuvion.test.ts';
const AT_STRAY = 'test/contract/stray-answers.test.ts';

/** Mistakes in what a provider's answer means. */
export const answerMutants: readonly Mutant[] = [
  {
    id: 'cut-off-2xx-confirms',
    breaks: 'a 2xx that may be cut off is no confirmation',
    change: replace('OneRequest.onResponseEnd', "body === '' && this.#mayBeCutOff()", 'this.#over'),
    tests: [AT_SEND_ONCE],
  },
  {
    id: 'encoded-body-read',
    breaks: 'a 2xx whose body cannot be read is no confirmation',
    change: replace('OneRequest.#body', 'ENCODED', "'{}'"),
    tests: [AT_SEQUENCE],
  },
  {
    id: 'any-404-is-not-found',
    breaks: "only the provider's own 404 says that there is no account",
    change: replace('meaningOf', 'isRefusal(status) && error?.notFound === true', 'status === 404'),
    tests: [AT_SEQUENCE, AT_NUVION],
  },
  {
    id: 'route-404-is-not-found-at-sequence',
    breaks: 'Sequence: only `resource_not_found` says that there is no account',
    change: alwaysTrue('sequence/accounts.ownError', "code === 'resource_not_found'"),
    tests: [AT_SEQUENCE],
  },
  {
    id: 'any-404-is-gone',
    breaks: "only the provider's own 404 proves that the account is gone",
    change: putBefore('sightingOf', 'if (json === null) …', "if (status === 404) return { kind: 'absent' };"),
    tests: [AT_NUVION],
  },
  {
    id: '401-settled',
    breaks: 'a 401 releases the record: `SAME_KEY`',
    change: replace(
      'meaningOf',
      "{ kind: 'refused', failure: refusedThere('UNAUTHORIZED', said) }",
      "{ kind: 'rejected', failure: refusedThere('UNAUTHORIZED', said) }",
    ),
    tests: [AT_SEQUENCE],
  },
  {
    id: '403-settled',
    breaks: 'a 403 releases the record: `SAME_KEY`',
    change: replace(
      'meaningOf',
      "{ kind: 'refused', failure: refusedThere('FORBIDDEN', said) }",
      "{ kind: 'rejected', failure: refusedThere('FORBIDDEN', said) }",
    ),
    tests: [AT_SEQUENCE],
  },
  {
    id: '429-settled',
    breaks: 'a 429 releases the record: `SAME_KEY`',
    change: replace(
      'meaningOf',
      "{ kind: 'refused', failure: refusedThere('RATE_LIMITED', …",
      "{ kind: 'rejected', failure: refusedThere('RATE_LIMITED', said) }",
    ),
    tests: [AT_SEQUENCE],
  },
  {
    id: 'retry-after-ignored',
    breaks: "`retryAfterMs` is the provider's `Retry-After`",
    change: remove('meaningOf', 'retryAfterMs(answer.headers, Date.now())'),
    tests: [AT_SEQUENCE],
  },
  {
    id: '5xx-is-a-rejection',
    breaks: 'a 5xx may have been executed',
    change: replace(
      'meaningOf',
      'deletion.rejections.includes(status)',
      '(status >= 500 || deletion.rejections.includes(status))',
    ),
    tests: [AT_SEQUENCE, AT_NUVION],
  },
  {
    id: 'foreign-400-is-a-rejection',
    breaks: "only the provider's own error is a rejection",
    change: replace(
      'meaningOf',
      'error !== null && deletion.rejections.includes(status)',
      'deletion.rejections.includes(status)',
    ),
    tests: [AT_SEQUENCE, AT_NUVION],
  },
  {
    id: 'running-duplicate-is-a-rejection',
    breaks: "Sequence's 409 leaves the record dispatched",
    change: replace('sequence/deletion', '[400, 422]', '[400, 409, 422]'),
    tests: [AT_SEQUENCE],
  },
  {
    id: 'html-is-success-at-sequence',
    breaks: 'Sequence: a 2xx with HTML is no confirmation',
    change: replace(
      'sequence/deletion.confirmation',
      "body === '' || (json !== null && !('error' in json))",
      "json === null || !('error' in json)",
    ),
    tests: [AT_SEQUENCE],
  },
  {
    id: 'error-is-success-at-sequence',
    breaks: 'Sequence: a 2xx with `error` is no confirmation',
    change: replace('sequence/deletion.confirmation', "(json !== null && !('error' in json))", 'json !== null'),
    tests: [AT_SEQUENCE],
  },
  {
    id: 'html-is-success-at-nuvion',
    breaks: 'Nuvion: a 2xx with HTML is no confirmation',
    change: replace('nuvion/deletion.confirmation', 'return null', 'return softDeletion({}, accountId)'),
    tests: [AT_NUVION],
  },
  {
    id: 'other-account-is-success',
    breaks: "Nuvion: another account's id is no confirmation",
    change: alwaysTrue('nuvion/deletion.confirmation', 'id === accountId'),
    tests: [AT_NUVION],
  },
  {
    id: 'anything-is-success-at-nuvion',
    breaks: 'Nuvion: without an id only `status` 200 confirms',
    change: replace('nuvion/deletion.confirmation', "id === '' ? …", "id === '' || id === accountId"),
    tests: [AT_NUVION],
  },
  {
    id: 'other-account-read-back',
    breaks: 'Nuvion: only the same id with a `deleted` time is gone',
    change: replace('nuvion/deletion.seen', 'account?.id !== accountId', 'account === null'),
    tests: [AT_NUVION],
  },
  {
    id: 'zero-is-a-time-of-deletion',
    breaks: 'Nuvion: only a positive `deleted` time is gone',
    change: replace('nuvion/deletion.seen', 'isNothing(account.deleted)', 'account.deleted === undefined'),
    tests: [AT_NUVION],
  },
  {
    id: 'odd-time-of-deletion-is-none',
    breaks: 'what cannot be read proves neither that an account is gone nor that it is there',
    change: replace(
      'nuvion/deletion.seen',
      'if ((numberOf(account.deleted) ?? 0) <= 0) …',
      "if ((numberOf(account.deleted) ?? 0) <= 0) return 'present'",
    ),
    tests: [AT_NUVION],
  },
  {
    id: 'status-of-a-lost-answer-left-out',
    breaks: 'an unknown outcome names the status that the provider gave',
    change: remove('conclude.lost', 'status: exchange.status'),
    tests: ['test/integration/delete-account.test.ts'],
  },
  {
    id: 'error-with-2xx-confirms',
    breaks: 'a 2xx with an error body is no confirmation, whatever account it names',
    change: alwaysTrue('meaningOf.confirmed', 'error === null'),
    tests: [AT_NUVION],
  },
  {
    id: 'another-coding-taken-for-chunked',
    breaks: 'a 2xx that tells no length and is not chunked is no confirmation when it is empty',
    change: reword('OneRequest.#mayBeCutOff', '(^|,)\\s*', '\\b'),
    tests: [AT_SEND_ONCE],
  },
  {
    id: 'another-account-confirmed',
    breaks: 'an answer of Sequence that names another account is no confirmation for this one',
    change: alwaysTrue('sequence/deletion.confirmation', 'id === accountId'),
    tests: [AT_SEQUENCE],
  },
  {
    id: 'no-account-taken-for-another',
    breaks: 'an answer of Sequence with null or an empty text for an id names no other account',
    change: remove('sequence/deletion.confirmation', "id === ''"),
    tests: [AT_SEQUENCE],
  },
  {
    id: 'closed-account-reads-as-present',
    breaks: 'an account with another status than active is not taken for one that is still there',
    change: replace('deletion.seen', "isActive(account.status) ? 'present' : null", "'present'"),
    tests: [AT_NUVION],
  },
  {
    id: 'cut-off-blank-confirms',
    breaks: 'a 2xx that may be cut off is no confirmation, also with white space in it',
    change: replace('OneRequest.#body', "text.trim() === '' ? '' : text", 'text'),
    tests: [AT_SEND_ONCE],
  },
  {
    id: 'answer-of-another-request',
    breaks: 'an answer that names another request than ours is lost',
    change: replace('isForAnother', 'named !== null && named !== requestId', "named === ''"),
    tests: [AT_STRAY],
  },
  {
    id: 'read-refused-unseen',
    breaks: 'a read that is refused with 401 is a refusal, after which the provider is not asked for a while',
    change: replace('unreadable', '[401, 403, 429]', '[403, 429]'),
    tests: ['test/contract/nuvion.test.ts', 'test/contract/sequence.test.ts'],
  },
];
