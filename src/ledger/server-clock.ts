/** How long a reading is preferred to less exact ones, in milliseconds: clocks drift. */
const READING_KEPT_MS = 10_000;

/** 1 ms for a timer that fires early, and 1 ms that the server rounds off. */
const EARLIER_MS = 2;

/**
 * A lower bound of a server's clock; one for each connection. Each step is sent with the latest server time at which it
 * may be executed: a delayed step (a stopped server, a stalled network) is refused when it arrives after its caller has
 * given up. This relies on a steady server clock: setting it back during the delay prolongs the step's time by as much.
 */
export interface ServerClock {
  /** The server's clock showed `serverTime` (Unix ms) at some moment up to `receivedAt` (`performance.now()`). */
  saw(serverTime: number, receivedAt: number): void;
  /** The server's time (Unix ms) when `performance.now()` is `at`: never late, at most a round trip and 3 ms early. */
  at(at: number): number;
}

export function createServerClock(serverTime: number, receivedAt: number): ServerClock {
  let ahead = serverTime - receivedAt;
  let readAt = receivedAt;
  return {
    saw(serverTime, receivedAt) {
      const seen = serverTime - receivedAt;
      if (seen < ahead && receivedAt - readAt < READING_KEPT_MS) return;
      ahead = seen;
      readAt = receivedAt;
    },
    at: (at) => Math.floor(ahead + at) - EARLIER_MS,
  };
}
