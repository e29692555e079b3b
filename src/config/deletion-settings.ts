import type { Config } from './config.ts';

/**
 * The settings of the deletion core. Durations are in milliseconds.
 *
 * @param maxRunning how many deletions may run at the same time at one provider
 */
export const deletionSettings = (config: Config, maxRunning: number) => ({
  replayTtlMs: config.REPLAY_TTL_MS,
  providerTimeoutMs: config.PROVIDER_TIMEOUT_MS,
  deleteDeadlineMs: config.DELETE_DEADLINE_MS,
  leaseMs: config.LEASE_MS,
  quiescenceMs: config.QUIESCENCE_MS,
  inProgressWaitMs: config.IN_PROGRESS_WAIT_MS,
  maxRunning,
});
