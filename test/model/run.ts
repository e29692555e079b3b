import type { Answer } from '../../src/deletion/answer.ts';
import type { DeletionSettings } from '../../src/deletion/deps.ts';
import type { Outcome } from '../../src/deletion/outcome.ts';

/** One call of the core in one process, and what it did. Calls that share a run have one between them. */
export interface Run {
  accountId: string;
  readonly credential: string;
  readonly settings: DeletionSettings;
  startedAt: number;
  owner: string | null;
  /** In which life of the record it got it; null: it never did. */
  life: number | null;
  /** When its lease is over in truth, whatever a clock says. */
  leaseUntil: number;
  /** It knows that the record is its own. */
  begun: boolean;
  /** A step that lets it send, confirmed to this run, that no request has used yet. */
  ticket: { readonly at: number } | null;
  /** The versions of those steps so far: each is good for one request. */
  readonly granted: Set<string>;
  sends: number;
  /** What the account looked like when it was last read back, and when. */
  sighting: { readonly kind: string; readonly at: number } | null;
  /** Its last request was rejected. */
  rejected: boolean;
  /** The last moment at which it learned something from ledger or provider. */
  learnedAt: number;
  /** It has something to settle; done once the ledger has confirmed it. */
  settling: 'no' | 'tried' | 'done';
  /** What it settled the record as. */
  settled: Outcome | null;
  /** The ledger was away when it settled: its answer is true, but may never be recorded. */
  unrecorded: boolean;
}

export function newRun(accountId: string, credential: string, settings: DeletionSettings, startedAt: number): Run {
  return {
    accountId,
    credential,
    settings,
    startedAt,
    owner: null,
    life: null,
    leaseUntil: 0,
    begun: false,
    ticket: null,
    granted: new Set(),
    sends: 0,
    sighting: null,
    rejected: false,
    learnedAt: startedAt,
    settling: 'no',
    settled: null,
    unrecorded: false,
  };
}

/** A delete request that left a process. */
export interface Sent {
  readonly run: Run;
  readonly accountId: string;
  /** When the step that it rests on was recorded. */
  readonly recordedAt: number;
  readonly at: number;
  /** What was seen of the account before, by the run that decided to send. */
  readonly sighting: Run['sighting'];
  /** Its process got an answer that says what came of it. */
  heard: boolean;
  /** From then on nothing more comes of it: a limit of nature. */
  latest: number;
}

/** An answer that reached a caller. */
export interface Told {
  readonly answer: Answer;
  readonly run: Run;
  /** The last moment of which it speaks. */
  readonly asOf: number;
  /** Whether its run knew by then that the record was its own; otherwise it speaks of itself alone. */
  readonly begun: boolean;
  /** In which life of the record it was given. */
  readonly life: number;
}

const TERMINAL: ReadonlySet<string> = new Set(['DELETED', 'ACCOUNT_NOT_FOUND', 'DELETION_REJECTED']);
export const isTerminal = ({ code }: Outcome) => TERMINAL.has(code);
