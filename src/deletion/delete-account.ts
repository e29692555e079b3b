import { type Answer, answer, answerFromRecord, type RunAnswer, replay } from './answer.ts';
import type { AccountProvider } from './deletion.ts';
import type { DeleteAccountCommand, DeletionDeps } from './deps.ts';
import { type Claim, type DeletionRecord, LedgerUnavailableError, nameOf, UnreadableRecordError } from './ledger.ts';
import { inProgress, keyReused, outcomeUnknown, overloaded, unavailableHere } from './outcome.ts';
import { runDeletion } from './run-deletion.ts';

/** How often a duplicate looks whether the one that runs elsewhere is done, in milliseconds. */
const POLL_MS = 50;

export interface DeleteAccount {
  /** Deletes an account, at most once for one id. What may go wrong is an outcome; it rejects on a bug only. */
  (command: DeleteAccountCommand): Promise<Answer>;
  /** Resolves when nothing runs and everything is written. */
  idle(): Promise<void>;
}

/** Builds the deletion core. Duplicates in this process share one run; every run answers to the record. */
export function createDeleteAccount(deps: DeletionDeps): DeleteAccount {
  const busy: Record<AccountProvider, number> = { SEQUENCE: 0, NUVION: 0 };
  const running = new Map<string, { readonly accountId: string; readonly run: Promise<RunAnswer> }>();

  async function deleteAccount(command: DeleteAccountCommand): Promise<Answer> {
    const { id, accountId } = command;
    const name = nameOf(id);
    const other = running.get(name);
    if (other !== undefined) {
      return other.accountId === accountId ? { ...(await other.run), shared: true } : answer(keyReused(), 0);
    }

    const run = replayOrRun(deps, command, busy).finally(() => running.delete(name));
    running.set(name, { accountId, run });
    const { written, ...first } = await run;
    if (written !== null) {
      // The true answer is known and not recorded yet: until it is, duplicates share it.
      running.set(name, { accountId, run });
      written.finally(() => running.delete(name)).catch(deps.onFault);
    }
    return { ...first, shared: false };
  }

  async function idle(): Promise<void> {
    while (running.size > 0) {
      await Promise.allSettled([...running.values()].map(async ({ run }) => (await run).written));
    }
  }

  return Object.assign(deleteAccount, { idle });
}

async function replayOrRun(
  deps: DeletionDeps,
  command: DeleteAccountCommand,
  busy: Record<AccountProvider, number>,
): Promise<RunAnswer> {
  const { provider } = command.id;
  try {
    const replayed = await replayFromCache(deps, command);
    if (replayed !== undefined) return replayed;
    // A provider that hangs must not fill the process: the other one, and the replays, have their room.
    if (busy[provider] >= deps.settings.maxRunning) return answer(overloaded(), 0);
    busy[provider] += 1;
    return await claimAndRun(deps, command).finally(() => {
      busy[provider] -= 1;
    });
  } catch (fault) {
    deps.onFault(fault);
    if (fault instanceof LedgerUnavailableError) {
      return answer(unavailableHere('Deletions cannot be recorded now, so nothing was sent.'), 0);
    }
    // Whatever the record says, it is there: it may stand for a deletion.
    if (fault instanceof UnreadableRecordError) return answer(outcomeUnknown({}), 0);
    throw fault;
  }
}

async function replayFromCache(deps: DeletionDeps, { id, accountId }: DeleteAccountCommand) {
  const cached = await deps.cache.get(id);
  if (cached === undefined) return undefined;
  try {
    return replay(deps.vault.open(id, cached), accountId);
  } catch (fault) {
    deps.onFault(fault);
    return undefined; // the ledger knows better than a broken cache
  }
}

/** Makes the record this run's own, or waits for the one that runs elsewhere. */
async function claimAndRun(deps: DeletionDeps, command: DeleteAccountCommand): Promise<RunAnswer> {
  const { clock, settings } = deps;
  const owner = deps.newOwner();
  const startedAt = clock.now();
  const deadline = startedAt + settings.deleteDeadlineMs;

  for (let seen: DeletionRecord | undefined; ; ) {
    // The lease is counted from before the claim was sent: this process gives up before the ledger does.
    const askedAt = clock.now();
    const claim = await claimTwice(deps, command, owner).catch((fault: unknown) => {
      if (fault instanceof LedgerUnavailableError && seen !== undefined) return { won: false, record: seen };
      throw fault;
    });
    if (claim.won) {
      const leaseEnd = askedAt + claim.record.leaseLeftMs;
      return runDeletion(deps, command, { owner, record: claim.record, leaseEnd, deadline });
    }

    seen = claim.record;
    const waitLeft = startedAt + settings.inProgressWaitMs - clock.now();
    if (seen.state === 'settled' || seen.accountId !== command.accountId) return answerFromRecord(deps, command, seen);
    if (waitLeft <= 0) return answer(inProgress(seen.leaseLeftMs), seen.attempts);
    await clock.sleep(Math.min(POLL_MS, waitLeft));
  }
}

/** A claim whose reply was lost recognises itself, so it may be made twice. */
async function claimTwice(deps: DeletionDeps, { id, accountId }: DeleteAccountCommand, owner: string): Promise<Claim> {
  const claim = () => deps.ledger.claim(id, { accountId, owner, leaseMs: deps.settings.leaseMs });
  try {
    return await claim();
  } catch (fault) {
    if (fault instanceof LedgerUnavailableError) return claim();
    throw fault;
  }
}
