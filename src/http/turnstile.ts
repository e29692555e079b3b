/** Requests that are started in one turn of the event loop, and connections that are accepted before they are. */
const MOST_A_TURN = 100;
/** How long a request may wait here; later it is refused, within the two seconds that callers wait as a rule. */
const MAX_WAIT_MS = 1_500;

/** Keeps the turns of the event loop short, whatever is asked at once. */
export interface Turnstile {
  /** Resolves when the request may start, in the order of arrival. `late`: it has waited for too long. */
  enter(): Promise<'in-time' | 'late'>;
  /** A connection was accepted. */
  onConnection(): void;
}

/**
 * Node accepts one connection a turn (https://github.com/libuv/libuv/pull/3696). When a turn holds hundreds of requests,
 * callers who connect wait for seconds, however short the others wait. So a turn starts a hundred requests at most, and none
 * while connections keep coming: then a turn takes microseconds. A refusal costs half of an answer: who asks again at once
 * would take that time from others, so nobody is refused before he has waited.
 *
 * @param now the time in milliseconds, from any moment on
 */
export function createTurnstile(now = () => performance.now(), atEndOfTurn: (run: () => void) => void = setImmediate): Turnstile {
  const waiting: { readonly since: number; readonly start: (how: 'in-time' | 'late') => void }[] = [];
  let started = 0;
  let accepted = 0;
  let connecting = false;
  let scheduled = false;

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    atEndOfTurn(endTurn);
  }

  function endTurn(): void {
    scheduled = false;
    started = 0;
    if (connecting && accepted < MOST_A_TURN) {
      connecting = false;
      return schedule();
    }
    connecting = false;
    accepted = 0;
    for (const { since, start } of waiting.splice(0, MOST_A_TURN)) {
      started += 1;
      start(now() - since > MAX_WAIT_MS ? 'late' : 'in-time');
    }
    if (started > 0) schedule();
  }

  return {
    async enter() {
      schedule();
      if (waiting.length === 0 && started < MOST_A_TURN && !connecting) {
        started += 1;
        return 'in-time';
      }
      return new Promise((start) => waiting.push({ since: now(), start }));
    },
    onConnection() {
      connecting = true;
      accepted += 1;
      schedule();
    },
  };
}
