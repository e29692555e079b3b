import { alwaysFalse, remove, replace } from './change.ts';
import type { Mutant } from './mutants.ts';

const AT_SEND_ONCE = 'test/contract/send-once.test.ts';
const AT_REDACT = 'test/unit/redact.test.ts';
const AT_LOSSLESS = 'test/unit/lossless-json.test.ts';
const AT_DETAILS = 'test/contract/nuvion-details.test.ts';
const AT_STRAY = 'test/contract/stray-answers.test.ts';
const AT_GIVING_UP = 'test/contract/giving-up.test.ts';
const AT_READS = 'test/integration/account-reads.test.ts';
const AT_PROXY = 'test/contract/proxy.test.ts';

/** Mistakes in what is sent to providers, and in what is kept of what they say. */
export const providerMutants: readonly Mutant[] = [
  {
    id: 'status-of-a-lost-answer-left-out',
    breaks: 'an unknown outcome names the status that the provider gave',
    change: remove('conclude.lost', 'status: exchange.status'),
    tests: ['test/integration/delete-account.test.ts'],
  },
  {
    id: 'cut-off-blank-confirms',
    breaks: 'a 2xx that may be cut off is no confirmation, also with white space in it',
    change: replace('OneRequest.#body', "text.trim() === '' ? '' : text", 'text'),
    tests: [AT_SEND_ONCE],
  },
  {
    id: 'stray-answer-taken',
    breaks: 'a connection with anything unread is not used again',
    change: replace(
      'createSendOnce.start',
      'setImmediate(() => pool.dispatch(options, exchange))',
      'pool.dispatch(options, exchange)',
    ),
    tests: [AT_STRAY],
  },
  {
    id: 'answer-of-another-request',
    breaks: 'an answer that names another request than ours is lost',
    change: replace('isForAnother', 'named !== null && named !== requestId', "named === ''"),
    tests: [AT_STRAY],
  },
  {
    id: 'time-stands-still',
    breaks: "the exchange's own deadline counts the time in which the machine was suspended",
    change: replace('OneRequest.#untilTheEnd', 'Math.min(SLICE_MS, Math.max(1, leftMs))', 'Math.max(1, leftMs)'),
    tests: [AT_SEND_ONCE],
  },
  {
    id: 'late-first-byte',
    breaks: 'nothing is sent when the time of the exchange is over, on a clock that goes on while the machine sleeps',
    change: remove('OneRequest.onRequestStart', 'this.#isLate()'),
    tests: [AT_SEND_ONCE],
  },
  {
    id: 'closed-in-good-order',
    breaks: 'giving up means that nothing more of the request can arrive: its connection is reset',
    change: remove('ResetSocket._destroy', 'if (!this.connecting) this.resetAndClosing = true'),
    tests: [AT_GIVING_UP],
  },
  {
    id: 'credential-in-data',
    breaks: 'the credential is cut out of every text that is passed on or kept, not only of messages',
    change: replace('createRedact.data', 'isClean()', 'body !== null'),
    tests: [AT_REDACT, AT_DETAILS],
  },
  {
    id: 'credential-in-a-deletion',
    breaks: 'the credential is cut out of what is kept of a deletion',
    change: replace('meaningOf', 'redact.data(confirmed, ofType(confirmed))', 'confirmed'),
    tests: [AT_DETAILS],
  },
  {
    id: 'credential-in-a-read',
    breaks: 'the credential is cut out of what is read',
    change: replace('createAccountReader.account', 'redact.data(account, ofProvider)', 'account'),
    tests: [AT_DETAILS],
  },
  {
    id: 'credential-in-a-list',
    breaks: 'the credential is cut out of what is listed',
    change: replace('createAccountReader.page.pageIn', 'return redact.data(page, …', 'return page'),
    tests: [AT_DETAILS],
  },
  {
    id: 'credential-in-a-field-named-provider',
    breaks: 'the credential is cut out of a text that the provider gave, whatever the name of our field for it',
    change: replace(
      'redacted',
      '[name, redacted(part, secrets, AS_SENT.includes(name))]',
      "[name, name === 'provider' ? part : redacted(part, secrets, AS_SENT.includes(name))]",
    ),
    tests: [AT_REDACT],
  },
  {
    id: 'credential-in-other-letters',
    breaks: 'the credential is cut out whatever the case of its letters',
    change: replace('Secrets.#everyFormPattern', "'i'", "''"),
    tests: [AT_REDACT],
  },
  {
    id: 'credential-in-disguise',
    breaks: 'the credential is cut out when it is encoded twice',
    change: replace('Secrets.#isHidden', 'seen = decoded(seen)', 'return false'),
    tests: [AT_REDACT],
  },
  {
    id: 'whole-numbers-as-floats',
    breaks: 'a whole number of many digits is kept',
    change: replace('EXACT', '15', '30'),
    tests: [AT_LOSSLESS],
  },
  {
    id: 'deep-is-not-dropped',
    breaks: 'what is nested deeper than it can be kept is dropped, and is no error',
    change: replace('objectIn', 'MAX_DEPTH', '1_000_000'),
    tests: [AT_DETAILS],
  },
  {
    id: 'dropped-unseen',
    breaks: 'an answer that is no JSON is none, also where it is too deep to be kept',
    change: remove('parseLossless', 'if (dropped) JSON.parse(text)'),
    tests: [AT_LOSSLESS],
  },
  {
    id: 'kept-without-end',
    breaks: 'what is kept for a replay is bounded',
    change: replace('MAX_KEPT_BYTES', '64', '64 * 1024'),
    tests: [AT_DETAILS],
  },
  {
    id: 'whole-page-of-edges',
    breaks: 'a page of very many accounts is read like any other',
    change: replace('listAccounts', 'from + wanted + 1 - edges.length', 'answer.value.accounts.length'),
    tests: ['test/unit/list-accounts.test.ts'],
  },
  {
    id: 'proxy-refusal-ignored',
    breaks: 'what a proxy refuses was not sent',
    change: alwaysFalse('tunnel', '!isWhole || …'),
    tests: [AT_PROXY],
  },
  {
    id: 'proxy-speaks-for-the-target',
    breaks: 'a connection on which anything came before the request is not used',
    change: remove('tunnel', '!isWhole'),
    tests: [AT_PROXY],
  },
  {
    id: 'proxy-passed-by',
    breaks: 'the proxy variables hold for all that leaves',
    change: replace('proxyFor', 'url === undefined', 'target.secure || url === undefined'),
    tests: [AT_PROXY],
  },
  {
    id: 'no-proxy-in-the-middle-of-a-name',
    breaks: '`NO_PROXY` names whole parts of a name',
    change: replace('isMeant', '`.${name}`', 'name'),
    tests: [AT_PROXY],
  },
  {
    id: 'read-refused-unseen',
    breaks: 'a read that is refused with 401 is a refusal, after which the provider is not asked for a while',
    change: replace('unreadable', '[401, 403, 429]', '[403, 429]'),
    tests: ['test/contract/nuvion.test.ts', 'test/contract/sequence.test.ts'],
  },
  {
    id: 'secrets-of-another-caller',
    breaks: 'of each caller its own credential is cut out',
    change: replace('ownSecrets', 'known.get(credential)', '[...known.values()][0]'),
    tests: [AT_REDACT, AT_DETAILS],
  },
  {
    id: 'reads-asked-without-end',
    breaks: 'a read is asked three times at most',
    change: remove('pauseAfter', 'requests === MAX_REQUESTS'),
    tests: [AT_READS, 'test/contract/sequence.test.ts'],
  },
  {
    id: 'type-of-a-confirmation-cut',
    breaks: 'a credential that is part of the name of a type does not cut it, in a confirmation',
    change: remove('meaningOf', 'ofType(confirmed)'),
    tests: [AT_DETAILS],
  },
  {
    id: 'type-of-a-sighting-cut',
    breaks: 'a credential that is part of the name of a type does not cut it, in an account that is read back',
    change: remove('sightingOf', 'ofType(seen)'),
    tests: [AT_DETAILS],
  },
  {
    id: 'provider-of-an-account-cut',
    breaks: "a credential that is part of a provider's name does not cut it, in an account that is read",
    change: remove('createAccountReader.account', 'ofProvider'),
    tests: [AT_DETAILS],
  },
  {
    id: 'provider-of-a-listed-account-cut',
    breaks: "a credential that is part of a provider's name does not cut it, in a list",
    change: remove('createAccountReader.page', 'accounts: cut.accounts.map(ofProvider)'),
    tests: [AT_DETAILS],
  },
];
