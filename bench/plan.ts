const MINUTE = 60_000;

/** How much of everything a run does: what `bench/results/latest.json` is made with. Times are in milliseconds. */
const full = {
  name: 'full' as 'full' | 'smoke',
  withPeers: true,
  warmUpMs: 5_000,
  rounds: 5,
  settleMs: 300, // at the start of each turn in a round, not measured: the variant has slept since the last one
  saturationMs: 2_500,
  atRateMs: 2_000,
  ratePerSecond: 500,
  overloadMs: 5_000,
  overloadCallers: 2_000, // four times as many as run at once at one provider
  coldStarts: 5,
  deletions: 200_000, // while the memory is looked at
  idleConnections: 1_000,
  waitingDeletions: 500, // as many as run at once at one provider
  settledMs: 3_000, // until memory that has just been used is free again
  processes: [1, 2, 4],
  fewRecords: 1_000,
  manyRecords: 1_000_000,
  limitMs: 25 * MINUTE, // the run fails when it takes longer
};

export type Plan = Readonly<typeof full>;

/** Whether the benchmark still works: a few requests for every variant that needs no further install. */
const smoke: Plan = {
  ...full,
  name: 'smoke',
  withPeers: false,
  warmUpMs: 100,
  rounds: 1,
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
