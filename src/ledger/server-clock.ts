/** How long a reading is preferred to looser ones, in milliseconds: clocks drift. */
const READING_KEPT_MS = 10_000;

/** A timer that gives a step up may be early by 1 ms, and the server leaves out parts of another. */
const EARLIER_MS = 2;

/**
 * What the clock of a server shows now, at the least; one for each connection. Each step is sent with the latest server
 * time at which it may still be taken: a step that got stuck on its way – a stopped server, a stalled network – is then
 * refused when it arrives, long after its caller has given up. It is as good as the server's clock is steady: a clock
 * that is set back while a step is stuck lengthens its time by as much.
 */
export interface ServerClock {
  /** The server's clock showed `serverTime` (Unix ms) at some moment up to `receivedAt` (`performance.now()`). */
  saw(serverTime: number, receivedAt: number): void;
  /** The server's time in Unix ms when `performance.now()` is `at`, never too late, early by a round trip and 3 ms at most. */
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
