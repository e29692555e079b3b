import type { Mutant } from './mutants.ts';

const STORE = 'src/graphql/document-store.ts';
const OUTBOX = 'src/http/outbox.ts';
const SERVER = 'src/http/create-http-server.ts';
const PAGE = 'src/http/landing-page.ts';

const AT_STORE = 'test/unit/document-store.test.ts';
const AT_OUTBOX = 'test/unit/outbox.test.ts';
const AT_SIZE = 'test/integration/answer-size.test.ts';
const AT_HTTP = 'test/integration/http.test.ts';
const AT_PAGE = 'test/integration/landing-page.test.ts';
const AT_ADMIN = 'test/integration/admin-port.test.ts';
const AT_SHARE = 'test/unit/share-answer.test.ts';
const AT_FILE = 'test/unit/log-output.test.ts';

/** Mistakes that let somebody take the gateway down, or act unseen. */
export const abuseMutants: readonly Mutant[] = [
  {
    id: 'document-text-not-counted',
    breaks: 'what is remembered of documents is bounded by the bytes that it keeps alive',
    file: STORE,
    find: 'CHARACTER_BYTES * (loc?.source.body.length ?? 0)',
    replace: 'CHARACTER_BYTES * 0',
    tests: [AT_STORE],
  },
  {
    id: 'document-tokens-not-counted',
    breaks: 'what is remembered of documents is bounded by the bytes that it keeps alive',
    file: STORE,
    find: 'bytes += TOKEN_BYTES;',
    replace: 'bytes += 1;',
    tests: [AT_STORE],
  },
  {
    id: 'newcomer-among-the-regulars',
    breaks: 'a document that is sent once pushes out none that is sent all day',
    file: STORE,
    find: '      newcomers.set(key, document);',
    replace: '      regulars.set(key, document);',
    tests: [AT_STORE],
  },
  {
    id: 'errors-without-bound',
    breaks: 'a refusal is never larger than 20 kB',
    file: 'src/graphql/bounded-errors.ts',
    find: 'if (bytes > MAX_ERRORS_BYTES) {',
    replace: 'if (bytes > 1_000 * MAX_ERRORS_BYTES) {',
    tests: ['test/unit/bounded-errors.test.ts'],
  },
  {
    id: 'message-without-bound',
    breaks: 'a refusal is never larger than 20 kB',
    file: 'src/graphql/bounded-errors.ts',
    find: 'const tooLong = message.length > MAX_MESSAGE_LENGTH;',
    replace: 'const tooLong = message.length > 1_000 * MAX_MESSAGE_LENGTH;',
    tests: ['test/unit/bounded-errors.test.ts'],
  },
  {
    id: 'long-key-comes-back',
    breaks: 'a refusal is never larger than 20 kB',
    file: 'src/graphql/resolvers/Mutation/deleteAccount.ts',
    find: 'key.length > MAX_TOLD_LENGTH ?',
    replace: 'key.length > 1_000 * MAX_TOLD_LENGTH ?',
    tests: [AT_SIZE],
  },
  {
    id: 'introspection-is-free',
    breaks: 'introspection is counted as what it costs',
    file: 'src/graphql/introspection-limit.ts',
    find: 'if (bytes <= MAX_WHOLE_SCHEMAS * wholeSchema) continue;',
    replace: 'if (bytes <= 100 * MAX_WHOLE_SCHEMAS * wholeSchema) continue;',
    tests: [AT_SIZE],
  },
  {
    id: 'introspection-in-fragments-is-free',
    breaks: 'introspection is counted with fragments followed',
    file: 'src/graphql/introspection-limit.ts',
    find: 'bytes += costOfFragment(node.name.value, inside);',
    replace: 'bytes += 0;',
    tests: [AT_SIZE],
  },
  {
    id: 'any-reference-is-an-entity',
    breaks: 'a reference to what is no entity is the mistake of the caller',
    file: 'src/graphql/checked-entities.ts',
    find: 'value.__typename === ENTITY;',
    replace: "typeof value.__typename === 'string';",
    tests: [AT_SIZE],
  },
  {
    id: 'references-counted-by-field',
    breaks: 'the references of all `_entities` fields of an operation count together',
    file: 'src/graphql/representation-limit.ts',
    find: 'reduce((sum, count) => sum + count, 0)',
    replace: 'reduce((sum, count) => Math.max(sum, count), 0)',
    tests: [AT_SIZE],
  },
  {
    id: 'answers-without-bound',
    breaks: 'an answer of more than 4 MB is withheld',
    file: 'src/graphql/answer-limit.ts',
    find: 'left -= Buffer.byteLength(part) + 3;',
    replace: 'left -= 3;',
    tests: [AT_SIZE],
  },
  {
    id: 'long-names-pass',
    breaks: 'names are bounded: an alias comes back with every item of a list',
    file: 'src/graphql/name-limit.ts',
    find: 'value.length <= MAX_NAME_LENGTH',
    replace: 'value.length <= 1_000 * MAX_NAME_LENGTH',
    tests: [AT_SIZE],
  },
  {
    id: 'unread-answers-wait-for-good',
    breaks: 'a client that does not take its answer is cut off after 30 s',
    file: OUTBOX,
    find: 'if (now() - entry.since >= TAKING_MS) cutOff(entry);',
    replace: 'if (now() - entry.since >= 100 * TAKING_MS) cutOff(entry);',
    tests: [AT_OUTBOX],
  },
  {
    id: 'unread-answers-without-bound',
    breaks: 'what waits in all connections together is bounded',
    file: OUTBOX,
    find: 'if (waitingBytes <= maxWaitingBytes) break;',
    replace: 'if (waitingBytes <= 100 * maxWaitingBytes) break;',
    tests: [AT_OUTBOX],
  },
  {
    id: 'requests-in-a-row-without-end',
    breaks: 'a connection has sixteen requests at once, and no more',
    file: SERVER,
    find: '(inARow.get(request.socket) ?? 0) > MAX_IN_A_ROW',
    replace: '(inARow.get(request.socket) ?? 0) > 100 * MAX_IN_A_ROW',
    tests: [AT_HTTP],
  },
  {
    id: 'two-hosts-accepted',
    breaks: 'more than one `Host` is refused',
    file: SERVER,
    find: 'if (hosts.length > 1)',
    replace: 'if (hosts.length > 2)',
    tests: [AT_HTTP],
  },
  {
    id: 'path-steps-taken',
    breaks: 'a path is taken as it stands',
    file: SERVER,
    find: 'deps.routes.get(pathOf(request.url ?? ',
    replace:
      "deps.routes.get(new URL(request.url ?? '/', 'http://x').pathname) ?? deps.routes.get(pathOf(request.url ?? ",
    tests: [AT_HTTP],
  },
  {
    id: 'page-without-etag',
    breaks: 'a browser that has the page is not sent it again',
    file: PAGE,
    find: "[etag, '*'].includes(",
    replace: "['*'].includes(",
    tests: [AT_PAGE],
  },
  {
    id: 'page-with-inline-styles',
    breaks: 'style elements of the page have a nonce, of each answer its own',
    file: PAGE,
    find: "`style-src 'self' 'nonce-${nonce}'`,",
    replace: "`style-src 'self' 'unsafe-inline'`,",
    tests: [AT_PAGE],
  },
  {
    id: 'page-without-end',
    breaks: 'the files of the page are sent twenty times a second',
    file: PAGE,
    find: 'return count <= max;',
    replace: 'return count <= 100 * max;',
    tests: [AT_PAGE],
  },
  {
    id: 'ledger-asked-each-time',
    breaks: '`/health/ready` and `/metrics` ask the ledger once a second at most',
    file: 'src/http/share-answer.ts',
    find: '(waiting || now() - askedAt < ms)',
    replace: 'waiting',
    tests: [AT_SHARE],
  },
  {
    id: 'operators-on-the-public-port',
    breaks: 'with `ADMIN_PORT`, health and metrics are not served on `PORT`',
    file: 'src/gateway.ts',
    find: '...(admin.url === null ? operatorRoutes : []),',
    replace: '...operatorRoutes,',
    tests: [AT_ADMIN],
  },
  {
    id: 'admin-port-closed-first',
    breaks: '`ADMIN_PORT` is served to the last moment of a stop',
    file: 'src/gateway.ts',
    find: '      draining = true;\n',
    replace: '      draining = true;\n      admin.close();\n',
    tests: [AT_ADMIN],
  },
  {
    id: 'log-without-bound',
    breaks: 'lines that do not fit into a bounded buffer are dropped and counted',
    file: 'src/observability/log-output.ts',
    find: 'if (bytes + next.length > MAX_WAITING) {',
    replace: 'if (bytes + next.length > 100 * MAX_WAITING) {',
    tests: [AT_FILE],
  },
  {
    id: 'log-keeps-odd-characters',
    breaks: 'no character of an id changes how a line reads',
    file: 'src/observability/logger.ts',
    find: 'line.replace(/[^\\x20-\\x7e\\n]/g, escapeUnit)',
    replace: 'line.replace(/[\\u202a-\\u202e]/g, escapeUnit)',
    tests: ['test/unit/logger.test.ts'],
  },
];
