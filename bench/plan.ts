/** How much of everything a run does. Times are in milliseconds. */
export interface Plan {
  readonly name: 'full' | 'smoke';
  readonly withPeers: boolean;
  readonly warmUpMs: number;
  readonly rounds: number;
  /** At the start of each variant's turn in a round, not measured: it has slept since the last one. */
  readonly settleMs: number;
  readonly saturationMs: number;
  readonly atRateMs: number;
  readonly ratePerSecond: number;
  readonly overloadMs: number;
  /** Four times as many as run at once at one provider. */
  readonly overloadCallers: number;
  readonly coldStarts: number;
  /** Deletions of the memory run. */
  readonly deletions: number;
  /** Connections that are idle, and deletions that wait, in the measurement of what they hold. */
  readonly idleConnections: number;
  readonly waitingDeletions: number;
  /** Until memory that has just been used is free again. */
  readonly settledMs: number;
  /** Processes on one store. */
  readonly processes: readonly number[];
  /** Records in the two filled ledgers. */
  readonly fewRecords: number;
  readonly manyRecords: number;
  /** The run fails when it takes longer. */
  readonly limitMs: number;
}

const MINUTE = 60_000;

/** What `bench/results/latest.json` is made with. */
const full: Plan = {
  name: 'full',
  withPeers: true,
  warmUpMs: 5_000,
  rounds: 5,
  settleMs: 300,
  saturationMs: 2_500,
  atRateMs: 2_000,
  ratePerSecond: 500,
  overloadMs: 8_000,
  overloadCallers: 2_000,
  coldStarts: 5,
  deletions: 200_000,
  idleConnections: 1_000,
  waitingDeletions: 500, // as many as run at once at one provider
  settledMs: 3_000,
  processes: [1, 2, 4],
  fewRecords: 1_000,
  manyRecords: 1_000_000,
  limitMs: 25 * MINUTE,
};

/** Whether the benchmark still works: a few requests for every variant that needs no further install. */
const smoke: Plan = {
  ...full,
  name: 'smoke',
  withPeers: false,
  warmUpMs: 100,
  rounds: 2,
  settleMs: 0,
  saturationMs: 200,
  atRateMs: 200,
  ratePerSecond: 50,
  overloadMs: 300,
  overloadCallers: 100,
  coldStarts: 1,
  deletions: 400,
  idleConnections: 20,
  waitingDeletions: 20,
  settledMs: 0,
  processes: [1],
  fewRecords: 100,
  manyRecords: 5_000,
  limitMs: 5 * MINUTE, // under a minute as a rule; a slow machine is no reason to fail
};

export const PLANS = { full, smoke };
