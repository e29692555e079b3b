import { type Answer, isFinal } from './answer.ts';
import type { Intention, IntentionInput } from './intention.ts';
import { judgeFault, retryAfterOf } from './judge-fault.ts';
import { startWaiting } from './waiting.ts';

/** What became of one request, and what comes next. */
export interface Attempt<A> {
  /** 1 for the first. */
  readonly number: number;
  /** Null when none came. */
  readonly answer: A | null;
  /** What was thrown in place of an answer; null when one came. */
  readonly fault: unknown;
  /** How long until the next request, in milliseconds; null when this was the last. */
  readonly nextInMs: number | null;
}

export interface RetryOptions<A> {
  /** Gives up: nothing is sent any more, the key is kept. What runs at the gateway is not stopped by it. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each request. */
  readonly onAttempt?: ((attempt: Attempt<A>) => void) | undefined;
  /** How many requests at most; 5 when not given. */
  readonly maxAttempts?: number | undefined;
  /**
   * How long it lasts at most, requests and waits together, in milliseconds; 90 seconds when not given. The gateway itself
   * takes up to 25 seconds for an answer (`DELETE_DEADLINE_MS`).
   */
  readonly timeoutMs?: number | undefined;
}

/** Waiting does not help with these: the user signs in again, and then the same key goes on. */
const NEEDS_THE_USER = ['UNAUTHORIZED', 'FORBIDDEN'];
const LONGEST_BACKOFF_MS = 5_000;
/** Thrown in place of sending what was abandoned. */
export const ABANDONED = new DOMException('The user abandoned the deletion.', 'AbortError');
/** Thrown in place of sending a key that the gateway may have forgotten: it would be a second deletion. */
const EXPIRED = new DOMException('The intention is too old to be sent again.', 'TimeoutError');

/**
 * Sends the deletion until its outcome is final, always with the same key, and ends the intention then. An answer that is
 * not final (`isFinal`) comes back when asking again does not help now; its key is kept, and so it is when this throws –
 * except for a request that is wrong in itself and the first of its intention: nothing can have come of it.
 *
 * @param send sends one request; rejects when there is no answer, which says nothing about the account
 * @throws what the last request threw; the signal's reason; a `TimeoutError` when the time is over or the
 *   intention has expired; an `AbortError` when it was abandoned
 */
export async function deleteWithRetry<A extends Answer>(
  intention: Intention,
  send: (input: IntentionInput, signal: AbortSignal) => Promise<A>,
  { signal, onAttempt, maxAttempts = 5, timeoutMs = 90_000 }: RetryOptions<A> = {},
): Promise<A> {
  const waiting = startWaiting(timeoutMs, signal);
  try {
    for (let number = 1; ; number += 1) {
      waiting.throwIfOver();
      if (intention.isAbandoned) throw ABANDONED;
      if (intention.isExpired) throw EXPIRED;
      const wasSent = intention.isSent;
      intention.markSent();
      const { answer, fault } = await waiting.until(send(intention.input, waiting.signal)).then(
        (answer) => ({ answer, fault: null }),
        (fault: unknown) => ({ answer: null, fault }),
      );

      const nextInMs =
        mayEndWell(answer, fault) && number < maxAttempts ? delayBefore(number + 1, answer, fault) : null;
      const isOver = nextInMs === null || waiting.signal.aborted || nextInMs >= waiting.remainingMs();
      const isRefused = answer === null && !wasSent && judgeFault(fault) === 'REFUSED';
      // Before the key is dropped: it is kept when this throws, as the answer is lost then.
      onAttempt?.({ number, answer, fault, nextInMs: isOver ? null : nextInMs });
      if (answer === null ? isRefused : isFinal(answer)) intention.end();
      if (isOver && answer !== null) return answer;
      if (isOver) throw fault;
      await waiting.sleep(nextInMs);
    }
  } finally {
    waiting.end();
  }
}

function mayEndWell(answer: Answer | null, fault: unknown): boolean {
  if (answer === null) return judgeFault(fault) === 'REPEAT';
  return answer.retry === 'SAME_KEY' && !NEEDS_THE_USER.includes(answer.code ?? '');
}

/** Not sooner than asked for; else 0.2 to 0.4 s, 0.4 to 0.8 s and so on, so that many clients do not come back as one. */
function delayBefore(number: number, answer: Answer | null, fault: unknown): number {
  const backoff = Math.min(2 ** number * 100, LONGEST_BACKOFF_MS);
  const asked = answer === null ? retryAfterOf(fault) : (answer.retryAfterMs ?? 0);
  return asked + backoff * (asked > 0 ? Math.random() / 2 : 0.5 + Math.random() / 2);
}
