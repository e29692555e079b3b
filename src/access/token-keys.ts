import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

/** Milliseconds: one request to the key server; between two that unknown key ids cause; between two by the clock. */
const TIMEOUT_MS = 5_000;
const COOLDOWN_MS = 30_000;
const REFRESH_MS = 600_000;
/** While there are no keys at all: the first of the pauses, which double up to COOLDOWN_MS. */
const FIRST_PAUSE_MS = 1_000;
/** How long keys are used when newer ones cannot be had. */
const KEPT_MS = 24 * 3_600_000;
/** More is no set of keys. */
const MAX_BYTES = 1_000_000;

/** The keys of the issuer cannot be had, so nobody can tell what a token is worth. */
export class TokenKeysAwayError extends Error {
  readonly code = 'TOKEN_KEYS_AWAY';
  override readonly name = 'TokenKeysAwayError';
}

/** The keys that tokens are verified with, fetched from the issuer's key server and kept up to date. */
export interface TokenKeys {
  /** The key of a token. Rejects with jose's errors, or with `TokenKeysAwayError`. */
  readonly find: JWTVerifyGetKey;
  /** Whether there are keys. */
  ready(): boolean;
  close(): void;
}

export interface TokenKeysOptions {
  readonly url: string;
  readonly fetch: typeof fetch;
  /** Milliseconds of a clock that never jumps. */
  readonly now: () => number;
  /** Runs something later; gives back what calls that off. */
  readonly later: (ms: number, run: () => void) => () => void;
  /** Told of each fetch: null, or why it brought no keys. */
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
export function createTokenKeys({ url, fetch: ask, now, later, onFetch }: TokenKeysOptions): TokenKeys {
  let held: Held | null = null;
  let pending: Promise<void> | null = null;
  let beganAt = Number.NEGATIVE_INFINITY;
  let pauseMs = FIRST_PAUSE_MS;
  let callOff = () => {};
  let closed = false;

  const current = () => (held !== null && now() - held.since < KEPT_MS ? held : null);

  async function refresh(): Promise<void> {
    callOff();
    beganAt = now();
    let next = REFRESH_MS;
    try {
      const keys = await fetchKeySet(ask, url);
      // An empty set is an answer, too: the issuer has withdrawn its keys.
      held = keys.keys.length === 0 ? null : { find: createLocalJWKSet(keys), since: beganAt };
      if (held === null) throw new Error('the set of keys is empty');
      pauseMs = FIRST_PAUSE_MS;
      onFetch(null);
    } catch (fault) {
      next = current() === null ? pauseMs : COOLDOWN_MS;
      pauseMs = Math.min(COOLDOWN_MS, 2 * pauseMs);
      onFetch(problemOf(fault));
    }
    if (!closed) callOff = later(next, () => void fetchOnce());
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
      // Later attempts are nobody's to wait for: a key server that hangs would hold every request.
      if (current() === null) await first;
      const keys = current();
      if (keys === null) throw new TokenKeysAwayError();
      try {
        return await keys.find(header, token);
      } catch (fault) {
        if (!(fault instanceof errors.JWKSNoMatchingKey)) throw fault;
        // One that is on its way may bring the key.
        if (pending === null && now() - beganAt < COOLDOWN_MS) throw fault;
        await fetchOnce();
        return (current() ?? keys).find(header, token);
      }
    },

    close() {
      closed = true;
      callOff();
    },
  };
}

/** What the key server answers; throws when that is no set of keys. Redirects are not followed. */
async function fetchKeySet(ask: typeof fetch, url: string): Promise<JSONWebKeySet> {
  const response = await ask(url, {
    redirect: 'manual',
    headers: { accept: 'application/jwk-set+json, application/json', 'user-agent': 'accounts-gateway' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`status ${response.status}`);
  }
  const keys: unknown = JSON.parse(await textOf(response));
  createLocalJWKSet(keys as JSONWebKeySet); // throws unless it is one
  return keys as JSONWebKeySet;
}

async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Error(`more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** In a few words, none of them the key server's. */
function problemOf(fault: unknown): string {
  if (!(fault instanceof Error)) return 'unreachable';
  if (fault instanceof SyntaxError || fault instanceof errors.JWKSInvalid) return 'not a set of keys';
  if (fault.name === 'TimeoutError') return `no answer within ${TIMEOUT_MS} ms`;
  const { cause } = fault;
  if (cause instanceof Error && 'code' in cause) return `unreachable: ${String(cause.code)}`;
  return fault instanceof TypeError ? 'unreachable' : fault.message;
}
