import { type Answer, answer, answerFromRecord, type RunAnswer, replay } from './answer.ts';
import { type Capacity, createCapacity } from './capacity.ts';
import type { DeleteAccountCommand, DeletionDeps } from './deps.ts';
import { LedgerUnavailableError, nameOf, UnreadableRecordError } from './ledger.ts';
import { inProgress, keyReused, outcomeUnknown, overloaded, unavailableHere } from './outcome.ts';
import { OwnRecord, persist, type Standing } from './own-record.ts';
import { leaseLeft } from './record.ts';
import { runDeletion } from './run-deletion.ts';

/** How often a duplicate looks whether the one that runs elsewhere is done, in milliseconds. */
const POLL_MS = 50;

/** For how long a beginning that failed is undone, should it have been written: then its lease ends soon. In milliseconds. */
const ABANDONS_FOR_MS = 3_000;

export interface DeleteAccount {
  /** Deletes an account, at most once for one id. What may go wrong is an outcome; it rejects on a bug only. */
  (command: DeleteAccountCommand): Promise<Answer>;
  /** Resolves when nothing runs and everything is written. */
  idle(): Promise<void>;
}

/** Builds the deletion core. Duplicates in this process share one run; every run answers to the record. */
export function createDeleteAccount(deps: DeletionDeps): DeleteAccount {
  const capacity = createCapacity(deps.settings.maxRunning);
  const running = new Map<string, { readonly accountId: string; readonly run: Promise<RunAnswer> }>();

  async function deleteAccount(command: DeleteAccountCommand): Promise<Answer> {
    const { id, accountId } = command;
    const name = nameOf(id);
    const other = running.get(name);
    if (other !== undefined) {
      return other.accountId === accountId ? { ...(await other.run), shared: true } : answer(keyReused(), 0);
    }

    const run = replayOrRun(deps, command, capacity);
    running.set(name, { accountId, run });
    const { written, ...first } = await run.catch((fault: unknown) => {
      running.delete(name);
      throw fault;
    });
    // Where the true answer is known and not recorded yet, duplicates share it until it is.
    if (written === null) running.delete(name);
    else written.finally(() => running.delete(name)).catch(deps.onFault);
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
  withinCapacity: Capacity,
): Promise<RunAnswer> {
  const { provider } = command.id;
  try {
    const replayed = await replayFromCache(deps, command);
    if (replayed !== undefined) return replayed;
    return await withinCapacity(
      provider,
      () => beginAndRun(deps, command),
      () => answer(overloaded(), 0),
    );
  } catch (fault) {
    deps.onFault(fault);
    if (fault instanceof LedgerUnavailableError) {
      return answer(unavailableHere(NOT_RECORDED), 0);
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
async function beginAndRun(deps: DeletionDeps, command: DeleteAccountCommand): Promise<RunAnswer> {
  const { ledger, clock, onFault } = deps;
  const { leaseMs, quiescenceMs, deleteDeadlineMs, inProgressWaitMs } = deps.settings;
  const { id, accountId } = command;
  const credential = deps.hashCredential(command.credential);
  const own = new OwnRecord({ ledger, clock, id, owner: deps.newOwner(), onFault });
  const startedAt = clock.now();

  for (let seen: Standing | null = null; ; ) {
    try {
      seen = await own.begin({ accountId, credential, heldBy: command.heldBy, leaseMs, quiescenceMs });
    } catch (fault) {
      if (!(fault instanceof LedgerUnavailableError)) throw fault;
      // The record may have been written. Nothing was sent for it, so the next call need not wait for its lease.
      persist(deps, () => own.abandon(), clock.now() + ABANDONS_FOR_MS).catch(onFault);
      if (seen === null) throw fault;
      return answer(inProgress(leaseLeft(seen.record, seen.time)), seen.record.attempts);
    }
    if (seen === null) return runDeletion(deps, command, own, startedAt + deleteDeadlineMs);

    const { record, time } = seen;
    const waitLeft = startedAt + inProgressWaitMs - clock.now();
    if (record.state === 'settled' || record.accountId !== accountId) return answerFromRecord(deps, command, seen);
    if (waitLeft <= 0) return answer(inProgress(leaseLeft(record, time)), record.attempts);
    await clock.sleep(Math.min(POLL_MS, waitLeft));
  }
}

const NOT_RECORDED =
  'Deletions cannot be recorded now: this request executed nothing. If an earlier one with this key was left without an answer, that one may have been executed.';
