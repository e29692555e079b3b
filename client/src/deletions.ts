import { type DeleteAccountAnswer, goneAccountId, isFinal } from './answer.ts';
import { ABANDONED, deleteWithRetry, type RetryOptions } from './delete-with-retry.ts';
import { createDeletionStates, type DeletionState, IDLE } from './deletion-states.ts';
import {
  type AccountRef,
  createIntention,
  type Intention,
  type IntentionInput,
  type IntentionOptions,
  type IntentionStorage,
  pendingIntentions,
  slotOf,
} from './intention.ts';
import { report } from './report.ts';
import { browserStorage } from './storage.ts';
import { type Outcome, openTabs, type Tabs } from './tabs.ts';
import type { Transport } from './transport.ts';
import { waitForOutcome } from './wait-for-outcome.ts';

export interface DeletionsOptions extends IntentionOptions, Omit<RetryOptions<DeleteAccountAnswer>, 'signal'> {
  /** `localStorage` when not given, and the memory of the page where there is none. */
  readonly storage?: IntentionStorage | undefined;
}

/** The deletions of one user in this tab. */
export interface Deletions {
  /** Call it when the user confirms. Never rejects; resolves when nothing more happens by itself. */
  start(account: AccountRef): Promise<DeletionState>;
  /** Goes on with what an earlier page began. Does so once, however often it is called, and again when all was stopped. */
  resume(): void;
  /** Gives up waiting, for one account or for all: nothing more is sent. The keys are kept. */
  stop(account?: AccountRef): void;
  /** No tab and no later page sends it again. Undoes nothing; a final outcome stays. @throws what the storage throws */
  abandon(account: AccountRef): Promise<DeletionState>;
  /** Back to `IDLE` once it has ended. A kept key stays. */
  dismiss(account: AccountRef): void;
  get(account: AccountRef): DeletionState;
  /** @returns ends the subscription */
  subscribe(listener: () => void): () => void;
}

interface Run {
  /** What is being sent; until its turn, what this tab began. */
  intention: Intention;
  readonly giveUp: AbortController;
}

const MAY_BE_SETTLED = ['OUTCOME_UNKNOWN', 'DELETION_IN_PROGRESS'];
const ANY_AGE = Number.POSITIVE_INFINITY;

/** The state of deletions behind a user interface, free of any framework. */
export function createDeletions(transport: Transport, options: DeletionsOptions = {}): Deletions {
  const storage = options.storage ?? browserStorage();
  const { read, change, conclude, subscribe } = createDeletionStates(transport);
  const runs = new Map<string, Run & { readonly ended: Promise<DeletionState> }>();
  let tabs: Tabs<DeleteAccountAnswer> | undefined;
  let isResumed = false;
  // Not before something is deleted: a server that renders the page has no tabs.
  const others = () => (tabs ??= openTabs(hear));

  /** Another tab's outcome: this tab's own where it asks for the same, else of interest only when the account is gone. */
  function hear({ slot, input, answer }: Outcome<DeleteAccountAnswer>): void {
    if (slot !== slotOf(input, options.owner)) return;
    const run = runs.get(slot);
    const isOwn = run?.intention.input.idempotencyKey === input.idempotencyKey;
    if (isOwn) run?.giveUp.abort(answer === null ? ABANDONED : undefined);
    if (answer === null) hearAbandoned(slot, input);
    else if (isOwn || (run === undefined && goneAccountId(answer) !== null)) conclude(slot, answer);
  }

  /** This tab's own copy may be in another storage. What it began since, with another key, is not meant. */
  function hearAbandoned(slot: string, { idempotencyKey }: IntentionInput): void {
    const intention = keptAt(slot, ANY_AGE);
    const isSame = intention?.input.idempotencyKey === idempotencyKey;
    if (isSame) intention?.abandon();
    if (isSame || intention === undefined) showAbandoned(slot, read(slot));
  }

  function run(slot: string, intention: Intention): Promise<DeletionState> {
    const begun: Run = { intention, giveUp: new AbortController() };
    const ended = follow(slot, begun)
      .finally(() => runs.delete(slot))
      .then(
        (answer) => leave(slot, begun, answer),
        (fault: unknown) => leave(slot, begun, null, fault),
      );
    runs.set(slot, Object.assign(begun, { ended }));
    change(slot, { status: 'DELETING' });
    return ended;
  }

  async function follow(slot: string, run: Run): Promise<DeleteAccountAnswer> {
    const { signal } = run.giveUp;
    const answer = await others().takeTurn(slot, signal, async () => {
      // Two tabs may have begun at the same moment: the key that was kept is that of both.
      run.intention = keptAt(slot) ?? run.intention;
      const { intention } = run;
      return settle(slot, intention, await deleteWithRetry(intention, transport.send, { ...options, signal }));
    });
    if (!MAY_BE_SETTLED.includes('code' in answer ? answer.code : '')) return answer;
    return settle(slot, run.intention, await findOut(slot, run.intention, answer, signal));
  }

  /** What a run ends with. An outcome that was heard, and that it was abandoned, count for more than what is not final. */
  function leave(slot: string, run: Run, answer: DeleteAccountAnswer | null, fault: unknown = null): DeletionState {
    if (hasOutcome(slot)) return read(slot);
    if (fault === ABANDONED) return abandoned(slot);
    const isAbandoned = run.giveUp.signal.reason === ABANDONED || run.intention.isAbandoned;
    const status = isAbandoned ? 'ABANDONED' : 'UNFINISHED';
    return answer === null ? change(slot, { status, fault }) : conclude(slot, answer, status);
  }

  /** Ends the intention of a final answer. The other tabs hear of it before it is their turn, where that can be. */
  function settle(slot: string, { input, end }: Intention, answer: DeleteAccountAnswer): DeleteAccountAnswer {
    if (!isFinal(answer)) return answer;
    end();
    others().announce({ slot, input, answer });
    return answer;
  }

  /** What the gateway found out by itself, or the answer that was there. */
  async function findOut(slot: string, { input }: Intention, answer: DeleteAccountAnswer, signal: AbortSignal) {
    change(slot, { status: 'FINDING_OUT', answer });
    const known = await waitForOutcome((inner) => transport.read(input, inner), { signal }).catch((fault: unknown) => {
      if (signal.aborted) throw fault;
      return null;
    });
    return known?.accountId === input.accountId ? (known.result ?? answer) : answer;
  }

  const kept = (maxAgeMs = options.maxAgeMs) => pendingIntentions(storage, { ...options, maxAgeMs });
  const keptAt = (slot: string, maxAgeMs?: number) =>
    kept(maxAgeMs).find(({ input }) => slotOf(input, options.owner) === slot);
  function keptOrNone(): Intention[] {
    try {
      return kept();
    } catch (fault) {
      report(fault); // Storing is denied: there is nothing to resume.
      return [];
    }
  }
  const hasOutcome = (slot: string) => ['DELETED', 'REFUSED'].includes(read(slot).status);
  const abandoned = (slot: string) => change(slot, { ...read(slot), status: 'ABANDONED' });
  const showAbandoned = (slot: string, state: DeletionState) =>
    state.status === 'UNFINISHED' && !runs.has(slot) ? abandoned(slot) : state;

  return {
    async start(account) {
      const slot = slotOf(account, options.owner);
      try {
        // What runs has its key, also when the storage was cleared: another one would be sent after the next reload.
        return await (runs.get(slot)?.ended ?? run(slot, createIntention(storage, account, options)));
      } catch (fault) {
        return change(slot, { status: 'UNFINISHED', fault }); // The storage is full: nothing was sent.
      }
    },
    resume() {
      if (isResumed) return;
      isResumed = true;
      others();
      for (const intention of keptOrNone()) {
        const slot = slotOf(intention.input, options.owner);
        if (!runs.has(slot)) void run(slot, intention);
      }
    },
    stop(account) {
      const slot = account && slotOf(account, options.owner);
      if (slot === undefined) isResumed = false;
      for (const [running, { giveUp }] of runs) if (slot === undefined || slot === running) giveUp.abort();
    },
    async abandon(account) {
      const slot = slotOf(account, options.owner);
      const run = runs.get(slot);
      if (!run && hasOutcome(slot)) return read(slot);
      let intention: Intention | undefined;
      try {
        intention = keptAt(slot, ANY_AGE) ?? run?.intention;
        intention?.abandon();
      } catch (fault) {
        run?.giveUp.abort(fault); // It does not go on, but its key is kept: a later page sends it.
        throw fault;
      }
      run?.giveUp.abort(ABANDONED);
      // Without a key it was abandoned in another tab, or was never begun.
      if (intention === undefined) return showAbandoned(slot, read(slot));
      others().announce({ slot, input: intention.input, answer: null });
      return run === undefined ? abandoned(slot) : showAbandoned(slot, await run.ended);
    },
    dismiss(account) {
      const slot = slotOf(account, options.owner);
      if (!runs.has(slot)) change(slot, IDLE);
    },
    get: (account) => read(slotOf(account, options.owner)),
    subscribe,
  };
}
