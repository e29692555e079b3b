import { alwaysFalse, putBefore, remove, replace } from './change.ts';
import type { Mutant } from './mutants.ts';

const AT_SEND_ONCE = 'test/contract/send-once.test.ts';
const AT_SEQUENCE = 'test/contract/sequence.test.ts';
const AT_STRAY = 'test/contract/stray-answers.test.ts';
const AT_GIVING_UP = 'test/contract/giving-up.test.ts';
const AT_READS = 'test/integration/account-reads.test.ts';
const AT_PROXY = 'test/contract/proxy.test.ts';

/** Mistakes in how requests are sent to providers. */
export const sendMutants: readonly Mutant[] = [
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
    id: 'reads-asked-without-end',
    breaks: 'a read is asked three times at most',
    change: remove('pauseAfter', 'requests === MAX_REQUESTS'),
    tests: [AT_READS, 'test/contract/sequence.test.ts'],
  },
];
