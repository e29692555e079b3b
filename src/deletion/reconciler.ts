import type { ProviderName } from './deletion.ts';
import { type Bookmark, chooseDue, type Look, look, type ReconcileDeps } from './reconcile.ts';
import { countUnknown, type Unknown } from './unknown.ts';

/** At most one look in this time at a provider and process, in milliseconds. */
const PACE_MS = 1_000;
/** How often it asks for due records where none is near, and how often it counts the unknown ones, in milliseconds. */
const IDLE_MS = 30_000;
const COUNTS_EVERY_MS = 30_000;
/** How long it leaves a provider alone that refuses to say, unless that says how long itself; and at most, in milliseconds. */
const REFUSED_MS = 5 * 60_000;
const MAX_REFUSED_MS = 6 * 60 * 60_000;
/** How often it looks through all due records from the first one on, in milliseconds: the clock of a ledger may be set back. */
const ANEW_EVERY_MS = 10 * 60_000;

export interface ReconcilerOptions {
  readonly deps: ReconcileDeps;
  /** A number in [0, 1): several processes should not look at the same moment. */
  readonly random: () => number;
  /** The gateway's own credentials, as the value of `Authorization`. Where there is none, callers bring theirs. */
  readonly credentials: ReadonlyMap<ProviderName, string>;
  readonly onLook: (look: Look) => void;
  readonly onCount: (unknown: ReadonlyMap<ProviderName, Unknown>) => void;
}

/**
 * Finds out by itself what became of deletions whose answer is lost, for as long as the process runs: in every process and
 * without a leader. Where callers bring their own credentials it only counts them.
 */
export function startReconciler({ deps, random, credentials, onLook, onCount }: ReconcilerOptions) {
  const stopping = Promise.withResolvers<void>();
  let stopped = false;

  const pause = (ms: number) => Promise.race([deps.clock.sleep(ms * (1 + random() / 4)), stopping.promise]);

  /** Repeats some work until the end: it gives the pause after it, in milliseconds. */
  async function repeat(work: () => Promise<number>): Promise<void> {
    for (let ms = PACE_MS; ; ) {
      await pause(ms);
      if (stopped) return;
      ms = await work().catch((fault: unknown) => {
        deps.onFault(fault);
        return IDLE_MS;
      });
    }
  }

  async function lookOnce(provider: ProviderName, credential: string, bookmark: Bookmark): Promise<number> {
    const due = await chooseDue(deps, provider, random(), bookmark);
    if ('nextInMs' in due) return Math.min(IDLE_MS, Math.max(PACE_MS, due.nextInMs ?? IDLE_MS));
    if (stopped) return PACE_MS;
    const { retryAfterMs, ...seen } = await look(deps, due, credential);
    onLook(seen);
    if (seen.result !== 'refused') return PACE_MS;
    return Math.min(MAX_REFUSED_MS, Math.max(PACE_MS, retryAfterMs ?? REFUSED_MS));
  }

  function looking(provider: ProviderName, credential: string): Promise<void> {
    const bookmark = { from: 0 };
    let anewAt = 0;
    return repeat(() => {
      const now = deps.clock.now();
      if (now >= anewAt) [bookmark.from, anewAt] = [0, now + ANEW_EVERY_MS];
      return lookOnce(provider, credential, bookmark);
    });
  }

  const work = [...credentials].map(([provider, credential]) => looking(provider, credential));
  const counting = repeat(async () => {
    onCount(await countUnknown(deps.ledger));
    return COUNTS_EVERY_MS;
  });

  return {
    /** Resolves when nothing of it is at work any more. */
    async stop(): Promise<void> {
      stopped = true;
      stopping.resolve();
      await Promise.all([...work, counting]);
    },
  };
}
