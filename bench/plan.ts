/** How much of everything a run does. Times are in milliseconds. */
export interface Plan {
  readonly name: 'full' | 'quick' | 'smoke';
  readonly withPeers: boolean;
  readonly connections: number;
  readonly warmUpMs: number;
  readonly rounds: number;
  /** At the start of each variant's turn in a round, not measured: it has slept since the last one. */
  readonly settleMs: number;
  readonly saturationMs: number;
  readonly atRateMs: number;
  readonly ratePerSecond: number;
  readonly coldStarts: number;
  /** Deletions of the memory run. */
  readonly deletions: number;
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
  connections: 64,
  warmUpMs: 10_000,
  rounds: 3,
  settleMs: 500,
  saturationMs: 4_000,
  atRateMs: 2_500,
  ratePerSecond: 500,
  coldStarts: 5,
  deletions: 200_000,
  fewRecords: 1_000,
  manyRecords: 1_000_000,
  limitMs: 25 * MINUTE,
};

/** To see where a change leads; too short to be quoted. */
const quick: Plan = {
  ...full,
  name: 'quick',
  warmUpMs: 4_000,
  rounds: 1,
  saturationMs: 2_000,
  atRateMs: 1_000,
  coldStarts: 3,
  deletions: 20_000,
  limitMs: 6 * MINUTE,
};

/** Whether the benchmark still works: a few requests for every variant that needs no further install. */
const smoke: Plan = {
  ...full,
  name: 'smoke',
  withPeers: false,
  warmUpMs: 100,
  rounds: 1,
  settleMs: 0,
  saturationMs: 300,
  atRateMs: 250,
  ratePerSecond: 50,
  coldStarts: 1,
  deletions: 500,
  fewRecords: 100,
  manyRecords: 5_000,
  limitMs: 5 * MINUTE, // a minute as a rule; a slow machine is no reason to fail
};

export const PLANS = { full, quick, smoke };
