import type { Config } from './config.ts';

/**
 * The durations of the deletion core as the environment sets them, in milliseconds.
 *
 * @param maxRunning deletions that run at once at one provider
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
