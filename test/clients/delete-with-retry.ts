/** The account that the user wants gone. */
export interface AccountRef {
  readonly provider: 'SEQUENCE' | 'NUVION';
  readonly accountId: string;
}

/** One decision of the user, which has one key for as long as it lives. */
export interface Intention {
  readonly input: AccountRef & { readonly idempotencyKey: string };
  /** Forgets the key: from now on, the same wish is a new intention. */
  end(): void;
}

/** What is read of an answer. Select these fields, and whatever else you show. */
export interface Answer {
  readonly __typename: string;
  readonly code?: string;
  readonly retry?: string;
  readonly retryAfterMs?: number | null;
}

/**
 * Call it when the user confirms. The key is kept outside of the page's memory – `sessionStorage` in a browser – until
 * there is a final answer, so that a double click, a reload and "try again" go on with the deletion that was begun.
 */
export function createIntention(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  { provider, accountId }: AccountRef,
): Intention {
  const slot = `deleteAccount ${provider} ${accountId}`;
  const idempotencyKey = storage.getItem(slot) ?? crypto.randomUUID();
  storage.setItem(slot, idempotencyKey);
  return { input: { provider, accountId, idempotencyKey }, end: () => storage.removeItem(slot) };
}

const ATTEMPTS = 4;
/** Nobody watches a spinner for longer than this. */
const LONGEST_WAIT_MS = 60_000;
/** Waiting does not help here: the user signs in again, and then the same key goes on. */
const NEEDS_THE_USER = ['UNAUTHORIZED', 'FORBIDDEN'];

/**
 * Sends the deletion until there is a final answer, always with the same key. An answer with `retry: SAME_KEY` means
 * that it is not finished: the key is kept, and so it is when this throws. Any other answer is final.
 *
 * @param send sends one request; rejects when no answer came, which says nothing about the account
 */
export async function deleteWithRetry<A extends Answer>(
  intention: Intention,
  send: (input: Intention['input']) => Promise<A>,
  sleep: (ms: number) => Promise<unknown> = (ms) => new Promise((wake) => setTimeout(wake, ms)),
): Promise<A> {
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt === ATTEMPTS;
    const answer = await send(intention.input).catch((fault: unknown) => {
      if (isLast) throw fault;
      return null;
    });
    if (answer !== null && answer.retry !== 'SAME_KEY') {
      intention.end();
      return answer;
    }
    const wait = Math.max(answer?.retryAfterMs ?? 0, 2 ** attempt * (100 + 100 * Math.random()));
    if (answer !== null && (isLast || wait > LONGEST_WAIT_MS || NEEDS_THE_USER.includes(answer.code ?? ''))) {
      return answer;
    }
    await sleep(wait);
  }
}
