import { type Answer, answer, answerFromRecord, type RunAnswer, replay } from './answer.ts';
import { createCapacity } from './capacity.ts';
import type { DeleteAccountCommand, DeletionDeps } from './deps.ts';
import { nameOf, UnreadableRecordError } from './ledger.ts';
import { inProgress, keyReused, outcomeUnknown, overloaded, unavailableHere } from './outcome.ts';
import { OwnRecord } from './own-record.ts';
import { persist } from './persist.ts';
import type { Standing } from './read-record.ts';
import { belongsTo, leaseLeft } from './record.ts';
import { runDeletion } from './run-deletion.ts';
import { UnreachableCaseError } from './unreachable-case.ts';

/** How often a duplicate looks whether the run of another process has ended, in milliseconds. */
const POLL_MS = 50;

/** For how long a beginning that failed is undone, in case it was written: its lease ends soon. In milliseconds. */
const ABANDONS_FOR_MS = 3_000;

export interface DeleteAccount {
  /** Deletes an account, at most once for one id. Whatever goes wrong is an outcome: it rejects on a bug only. */
  (command: DeleteAccountCommand): Promise<Answer>;
  /** Resolves when nothing runs and everything is written. */
  idle(): Promise<void>;
}

/**
 * Builds the deletion core. Duplicates in this process share one run; what the record says counts for every run.
 *
 * To read it: `record.ts` (the states), `steps.ts` (who may write what), `conclude.ts` (what an exchange means), `recovery.ts`
 * (how a lost answer is recovered), `run-deletion.ts` (the run, which carries that out), `run-ends.ts` (what is answered).
 */
export function createDeleteAccount(deps: DeletionDeps): DeleteAccount {
  const withinCapacity = createCapacity(deps.settings.maxRunning);
  const running = new Map<string, { readonly accountId: string; readonly run: Promise<RunAnswer> }>();

  async function deleteAccount(command: DeleteAccountCommand): Promise<Answer> {
    const { id, accountId } = command;
    const name = nameOf(id);
    const other = running.get(name);
    if (other !== undefined) {
      return belongsTo(other, accountId) ? { ...(await other.run), shared: true } : answer(keyReused(), 0);
    }

    const run = replayOrRun(command);
    running.set(name, { accountId, run });
    const { written, ...first } = await run.catch((fault: unknown) => {
      running.delete(name);
      throw fault;
    });
    // Duplicates share an answer that is not recorded yet, until it is.
    if (written === null) running.delete(name);
    else written.finally(() => running.delete(name)).catch(deps.onFault);
    return { ...first, shared: false };
  }

  async function replayOrRun(command: DeleteAccountCommand): Promise<RunAnswer> {
    try {
      const replayed = await replayFromCache(deps, command);
      if (replayed !== null) return replayed;
      const run = () => beginAndRun(deps, command);
      return await withinCapacity(command.id.provider, run, () => answer(overloaded(), 0));
    } catch (fault) {
      deps.onFault(fault);
      if (fault instanceof UnreadableRecordError) return UNREADABLE;
      throw fault;
    }
  }

  async function idle(): Promise<void> {
    while (running.size > 0) {
      await Promise.allSettled([...running.values()].map(async ({ run }) => (await run).written));
    }
  }

  return Object.assign(deleteAccount, { idle });
}

async function replayFromCache(
  { cache, vault, onFault }: DeletionDeps,
  { id, accountId }: DeleteAccountCommand,
): Promise<RunAnswer | null> {
  const cached = await cache.get(id);
  if (cached === undefined) return null;
  try {
    return replay(vault.open(id, cached), accountId);
  } catch (fault) {
    onFault(fault);
    return null; // the ledger has the answer, too
  }
}

/** Runs the deletion once the record is this run's own; otherwise waits for the run of another process, and answers for it. */
async function beginAndRun(deps: DeletionDeps, command: DeleteAccountCommand): Promise<RunAnswer> {
  const { ledger, clock, onFault } = deps;
  const { leaseMs, quiescenceMs, deleteDeadlineMs, inProgressWaitMs } = deps.settings;
  const { id, accountId, heldBy } = command;
  const credential = deps.hashCredential(command.credential);
  const own = new OwnRecord({ ledger, clock, id, owner: deps.newOwner(), onFault });
  const startedAt = clock.now();

  for (let other: Standing | null = null; ; ) {
    const verdict = await own.begin({ accountId, credential, heldBy, leaseMs, quiescenceMs });
    switch (verdict.kind) {
      case 'done':
        return runDeletion(deps, command, own, startedAt + deleteDeadlineMs);
      case 'not-recorded':
        // The record may have been written. Nothing was sent for it, so the next call need not wait for its lease.
        persist(deps, () => own.abandon(), clock.now() + ABANDONS_FOR_MS).catch(onFault);
        return other === null
          ? answer(unavailableHere(NOT_RECORDED), 0)
          : answer(inProgress(leaseLeft(other.record, other.time)), other.record.attempts);
      case 'unreadable':
        return UNREADABLE;
      case 'taken-over':
        other = verdict.standing;
        break;
      default:
        throw new UnreachableCaseError(verdict);
    }

    const waitLeft = startedAt + inProgressWaitMs - clock.now();
    const isRunning = other.record.state === 'dispatched' && belongsTo(other.record, accountId);
    if (!isRunning || waitLeft <= 0) return answerFromRecord(deps, command, other);
    await clock.sleep(Math.min(POLL_MS, waitLeft));
  }
}

/** There is a record that cannot be read: it may stand for a deletion. */
const UNREADABLE = answer(outcomeUnknown({}), 0);

const NOT_RECORDED =
  'Deletions cannot be recorded now; this request executed nothing. An earlier request with this key whose answer was lost may have been executed.';
