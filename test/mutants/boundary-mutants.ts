import { alwaysTrue, putBefore, remove, replace, reword, swap } from './change.ts';
import type { Mutant } from './mutants.ts';

const AT_SEND_ONCE = 'test/contract/send-once.test.ts';
const AT_REDACT = 'test/unit/redact.test.ts';
const AT_LOSSLESS = 'test/unit/lossless-json.test.ts';
const AT_SEQUENCE = 'test/contract/sequence.test.ts';
const AT_NUVION = 'test/contract/nuvion.test.ts';
const AT_HEADERS = 'test/unit/request-headers.test.ts';
const AT_CALLER = 'test/unit/caller-access.test.ts';

/** Mistakes where the gateway touches the world: providers, HTTP, GraphQL, logs. */
export const boundaryMutants: readonly Mutant[] = [
  {
    id: 'sent-twice',
    breaks: 'HTTP retries of the client library are off: one dispatch is one request',
    change: remove('OneRequest.onRequestStart', 'this.#sending !== undefined'),
    tests: [AT_SEND_ONCE],
  },
  {
    id: 'two-requests',
    breaks: 'one dispatch is one request on the wire',
    change: putBefore(
      'createSendOnce.start',
      'return exchange',
      'pool.dispatch(options, new OneRequest(request, () => () => {}, now));',
    ),
    tests: [AT_SEQUENCE],
  },
  {
    id: 'cut-off-2xx-confirms',
    breaks: 'a 2xx that may be cut off is no confirmation',
    change: replace('OneRequest.onResponseEnd', "body === '' && this.#mayBeCutOff()", 'this.#over'),
    tests: [AT_SEND_ONCE],
  },
  {
    id: 'sent-after-the-answer',
    breaks: 'what was answered as not sent is not sent later',
    change: remove('OneRequest.onRequestStart', 'this.#over'),
    tests: [AT_SEND_ONCE],
  },
  {
    id: 'lost-taken-for-not-sent',
    breaks: 'a timeout or a reset may have been executed',
    change: replace('OneRequest.onResponseError', "this.#sending === undefined ? 'not-sent' : 'lost'", "'not-sent'"),
    tests: [AT_SEQUENCE],
  },
  {
    id: 'not-sent-taken-for-lost',
    breaks: 'no connection: nothing was sent, the record is released',
    change: replace('OneRequest.onResponseError', "this.#sending === undefined ? 'not-sent' : 'lost'", "'lost'"),
    tests: [AT_SEQUENCE],
  },
  {
    id: 'first-byte-unchecked',
    breaks: 'the lease is checked once connected, right before the first byte',
    change: remove('OneRequest.onRequestStart', 'this.#request.maySend?.() === false'),
    tests: [AT_SEQUENCE],
  },
  {
    id: 'no-provider-timeout',
    breaks: '`PROVIDER_TIMEOUT_MS` bounds one exchange',
    change: replace('OneRequest.constructor', 'request.timeoutMs', '40_000'),
    tests: [AT_SEQUENCE],
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
    id: 'key-not-sent',
    breaks: "providers are sent the field's `Idempotency-Key`",
    change: remove('createProvider.delete', "'idempotency-key': call.idempotencyKey"),
    tests: [AT_SEQUENCE],
  },
  {
    id: 'account-id-not-encoded',
    breaks: 'an account id is one percent-encoded path segment',
    change: replace('segmentOf', 'encodeURIComponent(accountId)', 'accountId'),
    tests: [AT_SEQUENCE],
  },
  {
    id: 'secrets-not-cut-out',
    breaks: "a `message` taken from a provider has the caller's credential and key cut out of it",
    change: replace('createRedact.message', 'all.cut(words)', 'words'),
    tests: [AT_REDACT],
  },
  {
    id: 'money-as-a-float',
    breaks: "a `Decimal` has the provider's digits unchanged",
    change: replace('mayLose', 'String(Number(source)) !== source', "source === ''"),
    tests: [AT_LOSSLESS, 'test/unit/vault.test.ts'],
  },
  {
    id: 'credential-to-the-other-provider',
    breaks: 'a credential never reaches the other provider',
    change: replace('createCallerAccess', '(owner === provider ? authorization : null)', 'authorization'),
    tests: [AT_CALLER],
  },
  {
    id: 'key-stays-quoted',
    breaks: 'a quoted key is the same key as a bare one',
    change: replace('idempotencyKeyOf', "!line.startsWith('\"')", "line !== ''"),
    tests: [AT_HEADERS],
  },
  {
    id: 'two-keys-accepted',
    breaks: 'more than one key header is `InvalidInputError`',
    change: replace('idempotencyKeyOf', 'lines.length > 1', 'lines.length > 99'),
    tests: [AT_HEADERS],
  },
  {
    id: 'any-key-is-a-key',
    breaks: 'a key is 1–255 characters 0x21–0x7E',
    change: reword('checkIdempotencyKey', '\\x21', '\\x20'),
    tests: ['test/unit/input.test.ts'],
  },
  {
    id: 'path-step-is-an-account-id',
    breaks: '`..` is no account id',
    change: replace('checkAccountId', "accountId !== '..'", "accountId !== '...'"),
    tests: ['test/unit/input.test.ts'],
  },
  {
    id: 'foreign-words-in-the-log',
    breaks: 'no log line holds anything that a provider echoed',
    change: replace('describeFault', 'OWN_FAULTS.some((own) => fault instanceof own)', 'OWN_FAULTS.length > 0'),
    tests: ['test/unit/logger.test.ts'],
  },
  {
    id: 'credential-in-the-log',
    breaks: 'no log line holds a credential or a key in the clear',
    change: replace('createLogger', '[...SECRETS, ...SECRETS.map((name) => `*.${name}`)]', "['nothing']"),
    tests: ['test/unit/logger.test.ts'],
  },
  {
    id: 'credential-in-a-flat-line',
    breaks: 'no log line holds a credential or a key in the clear',
    change: replace('forAuditLines', 'SECRETS', "['nothing']"),
    tests: ['test/unit/logger.test.ts'],
  },
  {
    id: 'deletions-without-limit',
    breaks: '`MAX_DELETIONS_PER_OPERATION` refuses the whole operation',
    change: replace(
      'limitDeletions.OperationDefinition',
      "rootFields(context.getDocument(), operation, 'deleteAccount').length",
      '0',
    ),
    tests: ['test/integration/http.test.ts'],
  },
  {
    id: 'fragments-not-counted',
    breaks: '`deleteAccount` fields are counted with fragments followed',
    change: remove('rootFields.collect', 'if (fragment !== undefined) collect(fragment.selectionSet)'),
    tests: ['test/integration/http.test.ts'],
  },
  {
    id: 'unknown-says-new-key',
    breaks: 'an unknown outcome is asked again with the same key',
    change: reword('OUTCOME_UNKNOWN', 'SAME_KEY', 'NEW_KEY'),
    tests: ['test/integration/delete-account.test.ts'],
  },
  {
    id: 'lease-as-short-as-the-deadline',
    breaks: '`LEASE_MS` is longer than `DELETE_DEADLINE_MS`',
    change: swap('Environment', 'LEASE_MS > DELETE_DEADLINE_MS', '>='),
    tests: ['test/unit/config.test.ts'],
  },
  {
    id: 'missing-account-of-any-provider',
    breaks: '`missingAccountId` is the `Account.id`, which no two providers share',
    change: replace('toError', 'toGlobalId(provider, accountId)', 'accountId'),
    tests: ['test/integration/delete-account.test.ts'],
  },
];
