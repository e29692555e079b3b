/** Requests that start in one turn of the event loop, and connections that are accepted before they do. */
const MOST_A_TURN = 100;
/** How long a request may wait for its start, in milliseconds: its answer should be there within two seconds. */
const MAX_WAIT_MS = 1_000;

export interface Turnstile {
  /** Resolves when the request may start, in the order of arrival; to false when it has waited for too long. */
  enter(): Promise<boolean>;
  /** To be called for each connection that is accepted. */
  onConnection(): void;
}

/**
 * Keeps the turns of the event loop short: docs/decisions/0016-overload.md. Node accepts one connection in each turn
 * (https://github.com/libuv/libuv/pull/3696), so under load new callers would wait for seconds. A turn starts a hundred
 * requests at most, and none while connections come in, of which as many are accepted first.
 *
 * @param now the time in milliseconds, from any moment on
 * @param atEndOfTurn calls back at the end of this turn of the event loop
 */
export function createTurnstile(
  now: () => number = () => performance.now(),
  atEndOfTurn: (run: () => void) => unknown = setImmediate,
): Turnstile {
  let waiting: { readonly since: number; readonly start: (inTime: boolean) => void }[] = [];
  let scheduled = false;
  let started = 0;
  let connected = false;
  let holding = false;
  let accepted = 0;

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    atEndOfTurn(endTurn);
  }

  function endTurn(): void {
    scheduled = false;
    started = 0;
    holding = connected && accepted < MOST_A_TURN;
    connected = false;
    const next = holding ? [] : waiting.slice(0, MOST_A_TURN);
    if (!holding) accepted = 0;
    waiting = waiting.slice(next.length);
    started = next.length;
    if (holding || started > 0) schedule();
    for (const { since, start } of next) start(now() - since <= MAX_WAIT_MS);
  }

  return {
    async enter() {
      schedule();
      if (started >= MOST_A_TURN || connected || holding) {
        return new Promise((start) => waiting.push({ since: now(), start }));
      }
      started += 1;
      return true;
    },
    onConnection() {
      connected = true;
      accepted += 1;
      schedule();
    },
  };
}
