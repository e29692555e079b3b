import { alwaysFalse, alwaysTrue, remove, replace } from './change.ts';
import type { Mutant } from './mutants.ts';

const AT_TURNSTILE = ['test/unit/turnstile.test.ts'];
const AT_CAPACITY = ['test/unit/capacity.test.ts'];
const AT_LOG = ['test/unit/log-output.test.ts'];
const AT_RUNNING = ['test/integration/running-requests.test.ts'];
const AT_HTTP = ['test/integration/http.test.ts'];
const AT_BODY = ['test/unit/read-body.test.ts'];

/** Mistakes that show when more comes in than a process can do. */
export const overloadMutants: readonly Mutant[] = [
  {
    id: 'turn-without-bound',
    breaks: 'a turn of the event loop starts a hundred requests at most',
    change: remove('createTurnstile.enter', 'started >= MOST_A_TURN'),
    tests: AT_TURNSTILE,
  },
  {
    id: 'all-that-wait-start-together',
    breaks: 'of the requests that wait, a turn starts a hundred at most',
    change: replace('createTurnstile.endTurn', 'waiting.slice(0, MOST_A_TURN)', 'waiting'),
    tests: AT_TURNSTILE,
  },
  {
    id: 'starts-while-callers-connect',
    breaks: 'no request starts while connections come in',
    change: alwaysFalse('createTurnstile.endTurn', 'connected && accepted < MOST_A_TURN'),
    tests: AT_TURNSTILE,
  },
  {
    id: 'starts-in-the-turn-of-a-connection',
    breaks: 'no request starts in a turn that accepts a connection',
    change: remove('createTurnstile.enter', 'connected'),
    tests: AT_TURNSTILE,
  },
  {
    id: 'overtakes-those-on-hold',
    breaks: 'requests start in the order of arrival, also while connections come in',
    change: remove('createTurnstile.enter', 'holding'),
    tests: AT_TURNSTILE,
  },
  {
    id: 'hold-without-end',
    breaks: 'however many callers connect, requests start once a hundred of them have',
    change: remove('createTurnstile.endTurn', 'accepted < MOST_A_TURN'),
    tests: AT_TURNSTILE,
  },
  {
    id: 'hold-once-only',
    breaks: 'a hold may follow another',
    change: remove('createTurnstile.endTurn', 'if (!holding) accepted = 0'),
    tests: AT_TURNSTILE,
  },
  {
    id: 'hold-ends-with-the-next-request',
    breaks: 'a hold ends though nobody else comes',
    change: replace('createTurnstile.endTurn', 'holding || started > 0', 'started > 0'),
    tests: AT_TURNSTILE,
  },
  {
    id: 'next-hundred-forgotten',
    breaks: 'requests that wait start though nobody else comes',
    change: replace('createTurnstile.endTurn', 'holding || started > 0', 'holding'),
    tests: AT_TURNSTILE,
  },
  {
    id: 'started-however-late',
    breaks: 'a request that has waited for more than a second is refused',
    change: alwaysTrue('createTurnstile.endTurn', 'now() - since <= MAX_WAIT_MS'),
    tests: AT_TURNSTILE,
  },
  {
    id: 'late-start-taken',
    breaks: 'a request that has waited for too long for its start executes nothing',
    change: alwaysFalse('createGraphqlEndpoint', '!(await turnstile.enter())'),
    tests: AT_RUNNING,
  },
  {
    id: 'running-requests-without-bound',
    breaks: 'no more than so many requests run at once in a process',
    change: replace('createGraphqlEndpoint', 'maxRunning', '100 * maxRunning'),
    tests: AT_RUNNING,
  },
  {
    id: 'room-not-handed-over',
    breaks: 'a deletion that ends gives its room to the one that has waited for longest',
    change: alwaysTrue('createCapacity', 'next === undefined'),
    tests: AT_CAPACITY,
  },
  {
    id: 'room-for-who-has-one',
    breaks: 'a deletion that has got its room waits for no other',
    change: remove('createCapacity', 'waiting.delete(next)'),
    tests: AT_CAPACITY,
  },
  {
    id: 'room-for-who-was-refused',
    breaks: 'a deletion that was refused waits for no room',
    change: remove('createCapacity', 'waiting.delete(resolve)'),
    tests: AT_CAPACITY,
  },
  {
    id: 'deletions-wait-without-bound',
    breaks: 'no more than 3,000 deletions wait for room at a provider',
    change: replace('createCapacity', 'waiting.size >= MOST_WAITING', 'waiting.size >= 100 * MOST_WAITING'),
    tests: AT_CAPACITY,
  },
  {
    id: 'short-backlog',
    breaks: 'as many connections may wait to be accepted as the gateway may have',
    change: remove('listen', 'backlog: BACKLOG'),
    tests: ['test/unit/listen.test.ts'],
  },
  {
    id: 'requests-in-a-row-without-end',
    breaks: 'a connection has sixteen requests at once, and no more',
    change: replace('createHttpServer.answer', 'inARow.get(request.socket) ?? 0', '0'),
    tests: AT_HTTP,
  },
  {
    id: 'rows-read-to-the-end',
    breaks: 'what follows too many requests of one connection is not read',
    change: remove('createHttpServer', 'if (waiting > MAX_IN_A_ROW) process.nextTick(() => socket.pause())'),
    tests: AT_RUNNING,
  },
  {
    id: 'arriving-bodies-without-bound',
    breaks: 'what is held of bodies that have not arrived as a whole is bounded, in all connections together',
    change: replace('createBodyReader.hold', 'maxHeldBytes', '100 * maxHeldBytes'),
    tests: AT_BODY,
  },
  {
    id: 'arrived-bodies-still-counted',
    breaks: 'a body that has arrived takes no room from those that have not',
    change: remove('createBodyReader.stop', 'heldBytes -= body.heldBytes'),
    tests: AT_BODY,
  },
  {
    id: 'log-without-bound',
    breaks: 'lines that do not fit into a bounded buffer are dropped and counted',
    change: replace('gatherLines.write', 'MAX_WAITING', '100 * MAX_WAITING'),
    tests: AT_LOG,
  },
  {
    id: 'lines-of-a-turn-without-bound',
    breaks: 'a turn of the event loop with very many lines loses none of them',
    change: remove('gatherLines.write', 'if (length >= MAX_GATHERED) writeGathered()'),
    tests: AT_LOG,
  },
  {
    id: 'flush-leaves-the-last-turn',
    breaks: 'a flush writes the lines of the last turn, too',
    change: remove('gatherLines.flush', 'writeGathered()'),
    tests: AT_LOG,
  },
  {
    id: 'last-words-lost',
    breaks: 'the lines of the last turn are written on the way out',
    change: remove('openLogOutput', "process.on('exit', output.writeGathered)"),
    tests: AT_LOG,
  },
  {
    id: 'turnstile-hears-of-no-connection',
    breaks: 'clients that connect in one turn are all accepted before any of them is answered',
    change: remove('startGateway', "server.on('connection', graphql.onConnection)"),
    tests: ['test/integration/connections-first.test.ts'],
  },
];
