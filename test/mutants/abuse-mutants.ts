import { alwaysFalse, alwaysTrue, putBefore, remove, replace, reword } from './change.ts';
import type { Mutant } from './mutants.ts';

const AT_OUTBOX = 'test/unit/outbox.test.ts';
const AT_SIZE = 'test/integration/answer-size.test.ts';
const AT_REQUESTS = 'test/abuse/requests.test.ts';
const AT_RUNNING = 'test/integration/running-requests.test.ts';
const AT_HTTP = 'test/integration/http.test.ts';
const AT_PAGE = 'test/integration/landing-page.test.ts';
const AT_ADMIN = 'test/integration/admin-port.test.ts';
const AT_SHARE = 'test/unit/share-answer.test.ts';

/** Mistakes that let somebody take the gateway down, or act unseen. */
export const abuseMutants: readonly Mutant[] = [
  {
    id: 'errors-without-bound',
    breaks: 'a refusal is never larger than 20 kB',
    change: replace('boundErrors', 'MAX_ERRORS_BYTES', '1_000 * MAX_ERRORS_BYTES'),
    tests: ['test/unit/bounded-errors.test.ts'],
  },
  {
    id: 'message-without-bound',
    breaks: 'a refusal is never larger than 20 kB',
    change: replace('boundError', 'message.length > MAX_MESSAGE_LENGTH', 'message.length > 1_000 * MAX_MESSAGE_LENGTH'),
    tests: ['test/unit/bounded-errors.test.ts'],
  },
  {
    id: 'long-key-comes-back',
    breaks: 'a refusal is never larger than 20 kB',
    change: replace('shortened', 'key.length > MAX_KEY_LENGTH', 'key.length > 1_000 * MAX_KEY_LENGTH'),
    tests: [AT_SIZE],
  },
  {
    id: 'introspection-is-free',
    breaks: 'introspection is counted as what it costs',
    change: replace('limitIntrospection.Document', 'MAX_WHOLE_SCHEMAS', '100 * MAX_WHOLE_SCHEMAS'),
    tests: [AT_SIZE],
  },
  {
    id: 'introspection-in-fragments-is-free',
    breaks: 'introspection is counted with fragments followed',
    change: replace('costsIn.costOf', 'costOfFragment(node.name.value, inside)', '0'),
    tests: [AT_SIZE],
  },
  {
    id: 'any-reference-is-an-entity',
    breaks: 'a reference to what is no entity is the mistake of the caller',
    change: replace('namesEntity', 'value.__typename === ENTITY', "typeof value.__typename === 'string'"),
    tests: [AT_SIZE],
  },
  {
    id: 'references-counted-by-field',
    breaks: 'the references of all `_entities` fields of an operation count together',
    change: replace('countRepresentations', 'sum + count', 'Math.max(sum, count)'),
    tests: [AT_SIZE],
  },
  {
    id: 'answers-without-bound',
    breaks: 'an answer of more than 4 MB is withheld',
    change: remove('isWithin.take', 'Buffer.byteLength(part)'),
    tests: [AT_SIZE],
  },
  {
    id: 'long-names-pass',
    breaks: 'names are bounded: an alias comes back with every item of a list',
    change: replace('limitNames.Name', 'value.length <= MAX_NAME_LENGTH', 'value.length <= 1_000 * MAX_NAME_LENGTH'),
    tests: [AT_SIZE],
  },
  {
    id: 'unread-answers-wait-for-good',
    breaks: 'a client that does not take its answer is cut off after 30 s',
    change: replace('outbox.check', 'TAKING_MS', '100 * TAKING_MS'),
    tests: [AT_OUTBOX],
  },
  {
    id: 'unread-answers-without-bound',
    breaks: 'what waits in all connections together is bounded',
    change: replace('outbox.send', 'maxWaitingBytes', '100 * maxWaitingBytes'),
    tests: [AT_OUTBOX],
  },
  {
    id: 'encoded-bodies-taken',
    breaks: 'a body with a content encoding is refused',
    change: remove('checkContentType', "headers['content-encoding'] === undefined"),
    tests: [AT_HTTP],
  },
  {
    id: 'stops-in-the-middle',
    breaks: 'a stop waits for the requests that run',
    change: alwaysTrue('createHttpServer.idle', 'running === 0'),
    tests: [AT_RUNNING],
  },
  {
    id: 'unused-connections-hold-up-a-stop',
    breaks: 'a connection that has sent nothing does not hold up a stop',
    change: remove('stopOf', 'for (const socket of unused) socket.destroy()'),
    tests: [AT_RUNNING],
  },
  {
    id: 'unanswered-look-holds-up-a-stop',
    breaks: 'a look that its provider does not answer ends with the time to drain',
    change: replace('startGateway.stop', 'asked.close()', 'await reconciled; asked.close()'),
    tests: ['test/e2e/reconciliation.test.ts'],
  },
  {
    id: 'used-connections-cut-off',
    breaks: 'a stop lets what runs in a connection come to its end',
    change: remove('stopOf', "server.on('request', ({ socket }) => unused.delete(socket))"),
    tests: [AT_RUNNING],
  },
  {
    id: 'hang-up-is-a-fault',
    breaks: 'a caller who hangs up while a body arrives is no fault',
    change: remove('createHttpServer.answer', 'if (fault instanceof HungUpError) return'),
    tests: [AT_REQUESTS],
  },
  {
    id: 'list-of-hosts-accepted',
    breaks: 'a `Host` is one host',
    change: replace('checkHost', '!HOST.test(host)', "host === ''"),
    tests: [AT_REQUESTS],
  },
  {
    id: 'two-hosts-accepted',
    breaks: 'more than one `Host` is refused',
    change: replace('checkHost', 'hosts.length > 1', 'hosts.length > 2'),
    tests: [AT_HTTP],
  },
  {
    id: 'preflight-refused-without-words',
    breaks: 'a page of an origin that is not listed is refused in words that name the variable',
    change: alwaysFalse('isRefusedPreflight', "method === 'OPTIONS' && …"),
    tests: [AT_HTTP],
  },
  {
    id: 'path-steps-taken',
    breaks: 'a path is taken as it stands',
    change: replace(
      'createHttpServer.answer',
      "deps.routes.get(pathOf(request.url ?? ''))",
      "deps.routes.get(new URL(request.url ?? '/', 'http://x').pathname) ?? deps.routes.get(pathOf(request.url ?? ''))",
    ),
    tests: [AT_HTTP],
  },
  {
    id: 'page-without-etag',
    breaks: 'a browser that has the page is not sent it again',
    change: replace('isKnown', "[etag, '*']", "['*']"),
    tests: [AT_PAGE],
  },
  {
    id: 'page-with-inline-styles',
    breaks: 'style elements of the page have a nonce, of each answer its own',
    change: replace(
      'contentSecurityPolicy',
      "`style-src 'self' 'nonce-${nonce}'`",
      "`style-src 'self' 'unsafe-inline'`",
    ),
    tests: [AT_PAGE],
  },
  {
    id: 'page-without-end',
    breaks: 'the files of the page are sent twenty times a second',
    change: replace('limitRate', 'count <= max', 'count <= 100 * max'),
    tests: [AT_PAGE],
  },
  {
    id: 'ledger-asked-each-time',
    breaks: '`/health/ready` and `/metrics` ask the ledger once a second at most',
    change: replace('shareAnswer', '(waiting || now() - askedAt < ms)', 'waiting'),
    tests: [AT_SHARE],
  },
  {
    id: 'operators-on-the-public-port',
    breaks: 'with `ADMIN_PORT`, health and metrics are not served on `PORT`',
    change: replace('startGateway', '(admin.url === null ? operatorRoutes : [])', 'operatorRoutes'),
    tests: [AT_ADMIN],
  },
  {
    id: 'admin-port-closed-first',
    breaks: '`ADMIN_PORT` is served to the last moment of a stop',
    change: putBefore('startGateway.stop', 'const reconciled = reconciler.stop()', 'admin.close();'),
    tests: [AT_ADMIN],
  },
  {
    id: 'log-keeps-odd-characters',
    breaks: 'no character of an id changes how a line reads',
    change: reword('inAscii', '/[^\\x20-\\x7e\\n]/g', '/[\\u202a-\\u202e]/g'),
    tests: ['test/unit/logger.test.ts'],
  },
];
