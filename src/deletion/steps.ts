import type { LedgerTime } from './ledger.ts';
import {
  after,
  belongsTo,
  type DeletionRecord,
  DISPATCHED_KEPT_MS,
  type Draft,
  isOf,
  isOver,
  leaseLeft,
  quietLeft,
  timeUntil,
  versionOf,
} from './record.ts';
import { UnreachableCaseError } from './unreachable-case.ts';

type Of<Kind extends Step['kind']> = Extract<Step, { readonly kind: Kind }>;

/** A step that a run wants to take. Durations are in milliseconds. */
export type Step =
  /** Makes the record this run's own: a new one, about to be sent, or one whose answer is lost and that nobody owns. */
  | {
      readonly kind: 'begin';
      readonly accountId: string;
      readonly credential: string;
      readonly heldBy: 'caller' | 'gateway';
      readonly leaseMs: number;
      readonly quiescenceMs: number;
    }
  /** Records that a delete is about to be sent again. `anew`: the provider has forgotten the key by now. */
  | {
      readonly kind: 'dispatch';
      readonly credential: string;
      readonly quiescenceMs: number;
      readonly anew: boolean;
    }
  /** Undoes this run's attempt, which was provably not executed: `before` stands again; null: absent. */
  | { readonly kind: 'release'; readonly before: DeletionRecord | null }
  /** Undoes a beginning that may be written or not. Nothing was sent for it. */
  | { readonly kind: 'abandon' }
  /** Gives the record up, its answer lost, as the run knows it. */
  | { readonly kind: 'lose'; readonly known: DeletionRecord }
  /** Records that the gateway is about to look what became of the account of a lost answer: if its version is still `found`. */
  | { readonly kind: 'look'; readonly found: string }
  /** Records the outcome of the deletion, for good. */
  | {
      readonly kind: 'settle';
      readonly known: DeletionRecord;
      readonly settlement: string;
      readonly keptForMs: number;
    };

/** What is to be done about a step. */
export type Decision =
  /** Write this in the place of what stands there; null: remove it. `notAfter` is a time of the ledger's clock. */
  | { readonly kind: 'write'; readonly next: Draft | null; readonly notAfter?: number }
  /** Nothing: it is written already, and the reply to that was lost. */
  | { readonly kind: 'done' }
  /** Nothing: what stands there is not this run's, or not any more. */
  | { readonly kind: 'stands' }
  /** Nothing: this run's record should stand there, and there is none. */
  | { readonly kind: 'gone' };

/**
 * The whole state machine. A row is written by these decisions only, each by a compare-and-set on what it was decided for.
 *
 * | what stands there          | begin      | dispatch   | release   | abandon   | look      | lose   | settle  |
 * | -------------------------- | ---------- | ---------- | --------- | --------- | --------- | ------ | ------- |
 * | nothing, or its time ended | dispatched | gone       | as before | done      | gone      | lost   | settled |
 * | dispatched, by this run    | done       | dispatched | as before | as before | done      | lost   | settled |
 * | … and its lease is over    | done       | stands     | as before | as before | done      | lost   | settled |
 * | … and released by it       | done       | stands     | done      | as before | done      | lost   | settled |
 * | an answer lost by others   | taken over | stands     | stands    | stands    | looked at | stands | stands  |
 * | … and not quiet yet        | taken over | stands     | stands    | stands    | stands    | stands | stands  |
 * | owned by others            | stands     | stands     | stands    | stands    | stands    | stands | stands  |
 * | of another account         | stands     | stands     | stands    | stands    | stands    | stands | stands  |
 * | settled by this run        | done       | stands     | stands    | stands    | done      | stands | done    |
 * | settled by others          | stands     | stands     | stands    | stands    | stands    | stands | stands  |
 *
 * An answer is lost when nobody owns its dispatched record, or when the owner's lease is over. `as before`: the record
 * without this attempt. A look is for no account, so none is another one to it; but what was written since it was found stands.
 *
 * @param found what stands in the ledger; null: nothing
 * @param owner names the run
 */
export function decide(found: DeletionRecord | null, step: Step, owner: string, time: LedgerTime): Decision {
  const record = found === null || isOver(found, time) ? null : found;
  const isMine = record !== null && isOf(owner, record);
  const isOpen = record === null || (isMine && record.state === 'dispatched');

  switch (step.kind) {
    case 'begin':
      if (record === null) return write(fresh(owner, step));
      if (isMine) return DONE;
      if (!belongsTo(record, step.accountId) || record.state === 'settled') return STANDS;
      return leaseLeft(record, time) > 0 ? STANDS : write(takenOver(owner, record, step, time));
    case 'dispatch': {
      if (record === null) return GONE;
      const owned = isMine && record.state === 'dispatched' && leaseLeft(record, time) > 0;
      return owned && record.leaseUntil !== null ? dispatchedAgain(owner, record, record.leaseUntil, step) : STANDS;
    }
    case 'release':
      if (!isOpen) return STANDS;
      if (record?.version === versionOf(owner, 'release')) return DONE;
      if (step.before !== null) return write(unowned(owner, 'release', step.before, time));
      return record === null ? DONE : write(null);
    case 'abandon':
      if (record === null || !isOpen) return record === null ? DONE : STANDS;
      return write(record.version === versionOf(owner, 'begin') ? null : unowned(owner, 'abandon', record, time));
    case 'look':
      if (record === null) return GONE;
      if (isMine) return DONE;
      if (record.version !== step.found) return STANDS;
      if (record.state === 'settled' || leaseLeft(record, time) > 0 || quietLeft(record, time) > 0) return STANDS;
      return write(lookedAt(owner, record, time));
    case 'lose':
      return isOpen ? write(unowned(owner, 'lose', step.known, time)) : STANDS;
    case 'settle':
      if (isMine && record.state === 'settled') return DONE;
      return isOpen ? write(settled(owner, step, time)) : STANDS;
    default:
      throw new UnreachableCaseError(step);
  }
}

const DONE: Decision = { kind: 'done' };
const STANDS: Decision = { kind: 'stands' };
const GONE: Decision = { kind: 'gone' };
const write = (next: Draft | null): Decision => ({ kind: 'write', next });

/** (absent) → dispatched, as attempt 1. A sender that crashes may have sent until its lease was over. */
function fresh(owner: string, { accountId, credential, heldBy, leaseMs, quiescenceMs }: Of<'begin'>): Draft {
  return {
    state: 'dispatched',
    version: versionOf(owner, 'begin'),
    accountId,
    attempts: 1,
    credential,
    heldBy,
    looks: 0,
    lookedAt: null,
    startedAt: after(0),
    firstSentAt: after(0),
    leaseUntil: after(leaseMs),
    quietAt: after(leaseMs + quiescenceMs),
    settlement: null,
    keptForMs: DISPATCHED_KEPT_MS,
  };
}

/** A lost answer gets an owner. Nothing is sent yet, so nothing else changes. */
function takenOver(owner: string, record: DeletionRecord, { leaseMs }: Of<'begin'>, time: LedgerTime): Draft {
  return {
    ...draftOf(record),
    version: versionOf(owner, 'take-over'),
    leaseUntil: after(leaseMs),
    quietAt: after(timeUntil(record.quietAt, record, time)),
    keptForMs: Math.ceil(record.expiresAt - time.now),
  };
}

/** dispatched → dispatched, as the next attempt, within the lease. */
function dispatchedAgain(owner: string, record: DeletionRecord, leaseUntil: number, step: Of<'dispatch'>): Decision {
  const attempts = record.attempts + 1;
  const next: Draft = {
    ...draftOf(record),
    version: versionOf(owner, `dispatch-${attempts}`),
    attempts,
    credential: step.credential,
    firstSentAt: step.anew ? after(0) : record.firstSentAt,
    quietAt: Math.max(record.quietAt, leaseUntil + step.quiescenceMs),
    looks: 0,
    lookedAt: null,
    keptForMs: DISPATCHED_KEPT_MS,
  };
  return { kind: 'write', next, notAfter: leaseUntil };
}

/** The rest of the quiescence counts from the moment of writing: the clock may have been set meanwhile. */
function unowned(owner: string, step: string, record: DeletionRecord, time: LedgerTime): Draft {
  const quietAt = after(timeUntil(record.quietAt, record, time));
  return { ...draftOf(record), version: versionOf(owner, step), leaseUntil: null, quietAt };
}

/** A look sends nothing: the record expires when it would have. */
function lookedAt(owner: string, record: DeletionRecord, time: LedgerTime): Draft {
  const keptForMs = Math.ceil(record.expiresAt - time.now);
  return { ...unowned(owner, 'look', record, time), looks: record.looks + 1, lookedAt: after(0), keptForMs };
}

function settled(owner: string, { known, settlement, keptForMs }: Of<'settle'>, time: LedgerTime): Draft {
  return { ...unowned(owner, 'settle', known, time), state: 'settled', settlement, keptForMs };
}

/** The record as it is, to be written again. */
function draftOf({ writtenAt, expiresAt, dueAt, ...record }: DeletionRecord): Draft {
  return { ...record, keptForMs: expiresAt - writtenAt };
}
