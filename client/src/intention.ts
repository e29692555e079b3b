import type { AccountProvider } from './generated.ts';

/** The account that the user wants to delete. */
export interface AccountRef {
  readonly provider: AccountProvider;
  readonly accountId: string;
}

/** What `deleteAccount` takes. */
export interface IntentionInput extends AccountRef {
  readonly idempotencyKey: string;
}

/** One decision of the user. It has one idempotency key until its outcome is final. */
export interface Intention {
  readonly input: IntentionInput;
  /** When the user confirmed: milliseconds since 1970. */
  readonly createdAt: number;
  /** Whether a request was sent whose effect is not known: the key must then be kept. */
  readonly isSent: boolean;
  /** Whether the user abandoned it, here or in another tab: nothing more may be sent. */
  readonly isAbandoned: boolean;
  /** Whether it is older than `maxAgeMs`: the gateway may have forgotten the key, so nothing more may be sent. */
  readonly isExpired: boolean;
  /** Records that a request leaves. `deleteWithRetry` calls it. */
  markSent(): void;
  /** Forgets the key: from now on, the same wish is a new intention with a new key. */
  end(): void;
  /**
   * The user does not want it any more: its key is not sent again, in any tab. What was sent is not undone.
   *
   * @throws what `storage.setItem` throws: the key is kept then
   */
  abandon(): void;
}

/** Where keys are kept: `localStorage` (shared by tabs), `sessionStorage` (one tab), or the like. */
export type IntentionStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** Whose intentions, and for how long they live. */
export interface IntentionOptions {
  /** Who is signed in. Intentions of one owner are never resumed for another. */
  readonly owner?: string | undefined;
  /**
   * How old an intention may be to be resumed, in milliseconds; 23 hours when not given. Keep it shorter than the gateway's
   * `REPLAY_TTL_MS` (24 hours): after that the gateway has forgotten the key, and the same key would be a new deletion.
   */
  readonly maxAgeMs?: number | undefined;
}

const MAX_AGE_MS = 23 * 3_600_000;
const PREFIX = 'accounts-gateway/deletion';

/** The name under which an intention is kept: one for each owner and account. */
export const slotOf = ({ provider, accountId }: AccountRef, owner = ''): string =>
  [PREFIX, encodeURIComponent(owner), provider, encodeURIComponent(accountId)].join('/');

/**
 * Call it when the user confirms. A double click, a reload, "try again" and a second tab get the intention that was begun,
 * with its key.
 *
 * @throws what `storage.setItem` throws: a key that cannot be kept must not be used
 */
export function createIntention(
  storage: IntentionStorage,
  account: AccountRef,
  options: IntentionOptions = {},
): Intention {
  const slot = slotOf(account, options.owner);
  const begun = read(storage, slot, options.maxAgeMs);
  if (begun !== null) return begun;
  const { provider, accountId } = account;
  const input = { provider, accountId, idempotencyKey: crypto.randomUUID() };
  const kept = { input, createdAt: Date.now(), isSent: false };
  keepMark(storage, slot);
  write(storage, slot, kept);
  return intentionAt(storage, slot, kept, options.maxAgeMs);
}

/**
 * The owner's intentions without a final outcome, oldest first: what a page resumes after a reload. Removes what is too old
 * for that, whoever's it is.
 */
export function pendingIntentions(storage: IntentionStorage, options: IntentionOptions = {}): Intention[] {
  const prefix = `${PREFIX}/${encodeURIComponent(options.owner ?? '')}/`;
  const names = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '');
  const slots = names.filter((name) => name.startsWith(`${PREFIX}/`));
  // A limit shorter than the usual one is the reader's own: others may still resume what is older.
  const longestMs = Math.max(options.maxAgeMs ?? 0, MAX_AGE_MS);
  for (const slot of slots) sweep(storage, slot, longestMs);
  return slots
    .filter((slot) => slot.startsWith(prefix))
    .flatMap((slot) => read(storage, slot, options.maxAgeMs) ?? [])
    .sort((a, b) => a.createdAt - b.createdAt);
}

interface Begun {
  readonly input: IntentionInput;
  readonly createdAt: number;
  readonly isSent: boolean;
  readonly isAbandoned?: never;
}

/**
 * Takes the place of what was begun, until it expires: other tabs look for it before they send. It is the shorter one, so
 * that a full storage has room for it.
 */
interface Abandoned {
  readonly input: Pick<IntentionInput, 'idempotencyKey'>;
  readonly createdAt: number;
  readonly isAbandoned: true;
}

type Kept = Begun | Abandoned;

/** Under its own name, the mark of an abandoned key outlives the next intention. No owner is encoded with an `@`. */
const markOf = ({ idempotencyKey }: Kept['input']) => `${PREFIX}/@abandoned/${idempotencyKey}`;

function keepMark(storage: IntentionStorage, slot: string): void {
  const earlier = parse(storage, slot);
  if (earlier?.isAbandoned) write(storage, markOf(earlier.input), earlier);
}

// A time that is far ahead is that of a clock which was set right since: how old it is nobody knows.
const isExpired = ({ createdAt }: Pick<Kept, 'createdAt'>, maxAgeMs = MAX_AGE_MS) =>
  Math.abs(Date.now() - createdAt) > maxAgeMs;

function sweep(storage: IntentionStorage, slot: string, maxAgeMs: number): void {
  const kept = parse(storage, slot);
  try {
    if (kept !== null && isExpired(kept, maxAgeMs)) storage.removeItem(slot);
  } catch {
    // Denied. It is not resumed, though it stays.
  }
}

function write(storage: IntentionStorage, slot: string, kept: Kept): void {
  storage.setItem(slot, JSON.stringify(kept));
}

function parse(storage: IntentionStorage, slot: string): Kept | null {
  try {
    const kept = JSON.parse(storage.getItem(slot) ?? 'null');
    return typeof kept?.input?.idempotencyKey === 'string' && typeof kept.createdAt === 'number' ? kept : null;
  } catch {
    return null; // Somebody else's value.
  }
}

function read(storage: IntentionStorage, slot: string, maxAgeMs?: number): Intention | null {
  const kept = parse(storage, slot);
  if (kept === null || kept.isAbandoned || isExpired(kept, maxAgeMs)) return null;
  return intentionAt(storage, slot, kept, maxAgeMs);
}

function intentionAt(
  storage: IntentionStorage,
  slot: string,
  { input, createdAt }: Begun,
  maxAgeMs: number | undefined,
): Intention {
  /** What is kept now, unless it is a later intention: another tab may have ended this one. */
  const own = () => {
    const kept = parse(storage, slot);
    return kept?.input.idempotencyKey === input.idempotencyKey ? kept : null;
  };
  const isSent = () => {
    const kept = own();
    return kept === null || kept.isAbandoned || kept.isSent;
  };
  return {
    input,
    createdAt,
    get isSent() {
      return isSent();
    },
    get isAbandoned() {
      return [slot, markOf(input)].some((name) => parse(storage, name)?.isAbandoned === true);
    },
    get isExpired() {
      return isExpired({ createdAt }, maxAgeMs);
    },
    markSent() {
      if (!isSent()) write(storage, slot, { input, createdAt, isSent: true });
    },
    end() {
      try {
        if (own() !== null) storage.removeItem(slot);
      } catch {
        // Asked for again, the key gives the same answer. The answer that is there must not be lost.
      }
    },
    abandon() {
      const { idempotencyKey } = input;
      if (own() !== null) write(storage, slot, { input: { idempotencyKey }, createdAt, isAbandoned: true });
    },
  };
}
