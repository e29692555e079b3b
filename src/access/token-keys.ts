import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

/** In milliseconds: one request to the key server; the pause between two that unknown key ids cause; the usual pause. */
const TIMEOUT_MS = 5_000;
const COOLDOWN_MS = 30_000;
const REFRESH_MS = 600_000;
/** The first pause while there are no keys; the next ones double, up to COOLDOWN_MS. In milliseconds. */
const FIRST_PAUSE_MS = 1_000;
/** How long keys are used when no newer ones can be fetched, in milliseconds. */
const KEPT_MS = 24 * 3_600_000;
/** The longest answer that is taken for a set of keys. */
const MAX_BYTES = 1_000_000;

/** There are no keys of the issuer, so no token can be verified now. */
export class TokenKeysUnavailableError extends Error {
  readonly code = 'TOKEN_KEYS_UNAVAILABLE';
  override readonly name = 'TokenKeysUnavailableError';
}

/** The keys that tokens are verified with, fetched from the issuer's key server and kept up to date. */
export interface TokenKeys {
  /** The key of a token. Rejects with jose's errors, or with `TokenKeysUnavailableError`. */
  readonly find: JWTVerifyGetKey;
  /** Whether there are keys. */
  ready(): boolean;
  close(): void;
}

/** What came of one GET. `lost`: no whole answer within the time and the length allowed. */
type Fetched =
  | { readonly kind: 'answer'; readonly status: number; readonly body: string }
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'lost' };

/** Reads a text by one GET, through the proxies that lead there. Follows no redirect, and never rejects. */
export type ReadOnce = (
  url: string,
  limits: { readonly timeoutMs: number; readonly maxBodyBytes: number },
) => Promise<Fetched>;

export interface TokenKeysOptions {
  readonly url: string;
  readonly read: ReadOnce;
  /** Milliseconds of a clock that never jumps. */
  readonly now: () => number;
  /** Runs something later; returns a function that cancels that. */
  readonly later: (ms: number, run: () => void) => () => void;
  /** Called after each fetch: with null, or with the reason why it brought no keys. */
  readonly onFetch: (problem: string | null) => void;
}

interface Held {
  readonly find: ReturnType<typeof createLocalJWKSet>;
  readonly since: number;
}

/**
 * Fetches the keys at once, then every ten minutes, and until the first are there with growing pauses. An unknown key id
 * makes it look again, once in 30 s however many there are.
 */
export function createTokenKeys({ url, read, now, later, onFetch }: TokenKeysOptions): TokenKeys {
  let held: Held | null = null;
  let pending: Promise<void> | null = null;
  let beganAt = Number.NEGATIVE_INFINITY;
  let pauseMs = FIRST_PAUSE_MS;
  let cancel = () => {};
  let closed = false;

  const current = () => (held !== null && now() - held.since < KEPT_MS ? held : null);

  async function refresh(): Promise<void> {
    cancel();
    beganAt = now();
    let next = REFRESH_MS;
    try {
      const keys = await fetchKeySet(read, url);
      // An empty set counts: the issuer has withdrawn its keys.
      held = keys.keys.length === 0 ? null : { find: createLocalJWKSet(keys), since: beganAt };
      if (held === null) throw new Error('the set of keys is empty');
      pauseMs = FIRST_PAUSE_MS;
      onFetch(null);
    } catch (fault) {
      next = current() === null ? pauseMs : COOLDOWN_MS;
      pauseMs = Math.min(COOLDOWN_MS, 2 * pauseMs);
      onFetch(problemOf(fault));
    }
    if (!closed) cancel = later(next, () => void fetchOnce());
  }

  function fetchOnce(): Promise<void> {
    pending ??= refresh().finally(() => {
      pending = null;
    });
    return pending;
  }

  const first = fetchOnce();
  return {
    ready: () => current() !== null,

    async find(header, token) {
      // Only the first fetch is waited for: a key server that hangs would hold up every request.
      if (current() === null) await first;
      const keys = current();
      if (keys === null) throw new TokenKeysUnavailableError();
      try {
        return await keys.find(header, token);
      } catch (fault) {
        if (!(fault instanceof errors.JWKSNoMatchingKey)) throw fault;
        // A fetch that is under way may bring the key.
        if (pending === null && now() - beganAt < COOLDOWN_MS) throw fault;
        await fetchOnce();
        return (current() ?? keys).find(header, token);
      }
    },

    close() {
      closed = true;
      cancel();
    },
  };
}

/** @throws when the key server does not answer with a set of keys */
async function fetchKeySet(read: ReadOnce, url: string): Promise<JSONWebKeySet> {
  const answer = await read(url, { timeoutMs: TIMEOUT_MS, maxBodyBytes: MAX_BYTES });
  if (answer.kind === 'not-sent') throw new Error('unreachable');
  if (answer.kind === 'lost') throw new Error(`no whole answer within ${TIMEOUT_MS} ms and ${MAX_BYTES} bytes`);
  if (answer.status !== 200) throw new Error(`status ${answer.status}`);
  const keys: unknown = JSON.parse(answer.body);
  createLocalJWKSet(keys as JSONWebKeySet); // throws unless it is one
  return keys as JSONWebKeySet;
}

/** The reason in a few words, none of them the key server's. */
function problemOf(fault: unknown): string {
  if (fault instanceof SyntaxError || fault instanceof errors.JWKSInvalid) return 'not a set of keys';
  return fault instanceof Error ? fault.message : 'unreachable';
}
