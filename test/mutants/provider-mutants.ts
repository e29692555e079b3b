import type { Mutant } from './mutants.ts';

const EXCHANGE = 'src/providers/shared/exchange.ts';
const SEND_ONCE = 'src/providers/http/send-once.ts';
const REDACT = 'src/providers/shared/redact.ts';
const LOSSLESS = 'src/json/lossless-json.ts';
const CONNECT = 'src/providers/http/connect.ts';
const READS = 'src/providers/http/reads.ts';
const AT_SEND_ONCE = 'test/contract/send-once.test.ts';
const AT_REDACT = 'test/unit/redact.test.ts';
const AT_LOSSLESS = 'test/unit/lossless-json.test.ts';
const AT_DETAILS = 'test/contract/nuvion-details.test.ts';
const AT_STRAY = 'test/contract/stray-answers.test.ts';
const AT_GIVING_UP = 'test/contract/giving-up.test.ts';
const PROXY = 'src/providers/http/proxy.ts';
const AT_PROXY = 'test/contract/proxy.test.ts';

/** Mistakes in what is sent to providers, and in what is kept of what they say. */
export const providerMutants: readonly Mutant[] = [
  {
    id: 'untelling-status-untold',
    breaks: 'an unknown outcome names the status that the provider gave',
    file: 'src/deletion/run-deletion.ts',
    find: 'this.#said = { status: exchange.status, providerCode: exchange.providerCode };',
    replace: 'this.#said = { providerCode: exchange.providerCode };',
    tests: ['test/integration/delete-account.test.ts'],
  },
  {
    id: 'cut-off-blank-confirms',
    breaks: 'a 2xx that may be cut off is no confirmation, also with white space in it',
    file: SEND_ONCE,
    find: "return text.trim() === '' ? '' : text;",
    replace: 'return text;',
    tests: [AT_SEND_ONCE],
  },
  {
    id: 'stray-answer-taken',
    breaks: 'a connection with anything unread is not used again',
    file: SEND_ONCE,
    find: 'setImmediate(() => pool.dispatch(options, exchange));',
    replace: 'pool.dispatch(options, exchange);',
    tests: [AT_STRAY],
  },
  {
    id: 'stray-answer-read',
    breaks: 'a connection with anything unread is not used again, for reads too',
    file: READS,
    find: 'await untilAllIsRead();',
    replace: '',
    tests: [AT_STRAY],
  },
  {
    id: 'answer-of-another-request',
    breaks: 'an answer that names another request than ours is lost',
    file: EXCHANGE,
    find: 'return named !== null && named !== requestId;',
    replace: "return named === '';",
    tests: [AT_STRAY],
  },
  {
    id: 'time-stands-still',
    breaks: "the exchange's own deadline counts the time in which the machine was suspended",
    file: SEND_ONCE,
    find: 'Math.min(SLICE_MS, Math.max(1, leftMs)),',
    replace: 'Math.max(1, leftMs),',
    tests: [AT_SEND_ONCE],
  },
  {
    id: 'late-first-byte',
    breaks: 'nothing is sent when the time of the exchange is over, on a clock that goes on while the machine sleeps',
    file: SEND_ONCE,
    find: 'this.#isLate() || !this.#request.maySend()',
    replace: '!this.#request.maySend()',
    tests: [AT_SEND_ONCE],
  },
  {
    id: 'closed-in-good-order',
    breaks: 'giving up means that nothing more of the request can arrive: its connection is reset',
    file: CONNECT,
    find: 'if (!this.connecting) this.resetAndClosing = true;',
    replace: '',
    tests: [AT_GIVING_UP],
  },
  {
    id: 'credential-in-data',
    breaks: 'the credential is cut out of every text that is passed on or kept, not only of messages',
    file: REDACT,
    find: '(isClean() ? value : ',
    replace: '(body !== null ? value : ',
    tests: [AT_REDACT, AT_DETAILS],
  },
  {
    id: 'credential-in-a-deletion',
    breaks: 'the credential is cut out of what is kept of a deletion',
    file: EXCHANGE,
    find: 'boundedDeletion(redact.data(deletion))',
    replace: 'boundedDeletion(deletion)',
    tests: [AT_DETAILS],
  },
  {
    id: 'credential-in-a-read',
    breaks: 'the credential is cut out of what is read',
    file: 'src/providers/shared/account-reader.ts',
    find: 'read(redact.data(value))',
    replace: 'read(value)',
    tests: [AT_DETAILS],
  },
  {
    id: 'credential-in-other-letters',
    breaks: 'the credential is cut out whatever the case of its letters',
    file: REDACT,
    find: "      'i',",
    replace: "      '',",
    tests: [AT_REDACT],
  },
  {
    id: 'credential-in-disguise',
    breaks: 'the credential is cut out when it is encoded twice',
    file: REDACT,
    find: 'seen = decoded(seen);',
    replace: 'return false;',
    tests: [AT_REDACT],
  },
  {
    id: 'whole-numbers-as-floats',
    breaks: 'a whole number of many digits is kept',
    file: LOSSLESS,
    find: 'const EXACT = 15;',
    replace: 'const EXACT = 30;',
    tests: [AT_LOSSLESS],
  },
  {
    id: 'deep-is-not-dropped',
    breaks: 'what is nested deeper than it can be kept is dropped, and is no error',
    file: 'src/providers/shared/answer-parts.ts',
    find: 'parseLossless(body, MAX_DEPTH)',
    replace: 'parseLossless(body, 1_000_000)',
    tests: [AT_DETAILS],
  },
  {
    id: 'dropped-unseen',
    breaks: 'an answer that is no JSON is none, also where it is too deep to be kept',
    file: LOSSLESS,
    find: 'if (dropped) JSON.parse(text);',
    replace: '',
    tests: [AT_LOSSLESS],
  },
  {
    id: 'kept-without-end',
    breaks: 'what is kept for a replay is bounded',
    file: 'src/providers/shared/kept-size.ts',
    find: 'const MAX_KEPT_BYTES = 64 * 1024;',
    replace: 'const MAX_KEPT_BYTES = 64 * 1024 * 1024;',
    tests: [AT_DETAILS],
  },
  {
    id: 'whole-page-of-edges',
    breaks: 'a page of very many accounts is read like any other',
    file: 'src/accounts/list-accounts.ts',
    find: 'from + wanted + 1 - edges.length)',
    replace: 'answer.value.accounts.length)',
    tests: ['test/unit/list-accounts.test.ts'],
  },
  {
    id: 'proxy-refusal-ignored',
    breaks: 'what a proxy refuses was not sent',
    file: PROXY,
    find: 'if (!isWhole || ',
    replace: "if (head === '' && ",
    tests: [AT_PROXY],
  },
  {
    id: 'proxy-speaks-for-the-target',
    breaks: 'a connection on which anything came before the request is not used',
    file: PROXY,
    find: 'if (!isWhole || ',
    replace: 'if (',
    tests: [AT_PROXY],
  },
  {
    id: 'proxy-passed-by',
    breaks: 'the proxy variables hold for all that leaves',
    file: PROXY,
    find: 'if (url === undefined || ',
    replace: 'if (target.secure || url === undefined || ',
    tests: [AT_PROXY],
  },
  {
    id: 'no-proxy-in-the-middle-of-a-name',
    breaks: '`NO_PROXY` names whole parts of a name',
    file: PROXY,
    find: 'host.endsWith(`.${name}`)',
    replace: 'host.endsWith(name)',
    tests: [AT_PROXY],
  },
];
