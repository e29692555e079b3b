import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plans, play } from './schedule.ts';

/**
 * The real core, memory ledger and vault in several processes, with virtual time, and a generated explorer that decides
 * at every `await` what goes wrong. Each schedule ends in calm, and then all of this must hold for its key:
 *
 * I1 At most one effect. A second one is possible where an outsider brought the account back, and only by a fresh
 *    decision: at Nuvion, by a delete whose run had read the account back after that, or could not read it.
 * I2 A success only when the account is gone, or was gone at some time since the first dispatch.
 * I3 "Not executed" only when no request that had left until then has deleted the account, or ever will.
 *    (UNAVAILABLE because of a claim that failed speaks of the call alone: it has sent nothing.)
 * I4 All answers that settle the key agree with the record. One that could not be recorded stands by itself.
 * I5 A settled record never changes.
 * I6 A request leaves only after a confirmed dispatch of its own, one per dispatch, by the owner, within lease and
 *    deadline.
 * I7 A dispatch that the ledger did not confirm is never followed by a request.
 * I8 Once nothing goes wrong any more, whoever asks again gets a settled answer.
 * I9 The key sends nothing for another account while its record stands.
 *
 * The limits of nature that this rests on, and nothing else:
 * - A request to Nuvion arrives within QUIESCENCE_MS of its dispatch, or never; one to Sequence within half an hour.
 * - Sequence answers a key for 24 h with the first answer, a rejection too. 401, 403, 429 and a missing route run no
 *   operation, and are not kept.
 * - Between the check of the lease and the first byte no time passes: no process sleeps exactly there. A process whose
 *   clock stands still while it sleeps (a suspended machine) does so only before a dispatch, where the ledger notices.
 * - A step of the ledger is taken before its caller is told that the ledger is away, or never.
 * - Nobody sleeps for longer than a settled record is kept.
 *
 * MODEL_RUNS and MODEL_SEED explore more, or elsewhere.
 */
const RUNS = Number(process.env.MODEL_RUNS ?? 10_000);
const SEED = Number(process.env.MODEL_SEED ?? 20_240_229);

/** What the schedules must have come across, so that the model does not become empty without a sign. */
const SITUATIONS = [
  'crash',
  'crash after a send',
  'short pause',
  'long pause',
  'suspended',
  'a caller without an answer asks elsewhere',
  'shared a run',
  'replay',
  "the cache gave another record's seal",
  'step not taken',
  'reply of the ledger lost',
  'outage of the ledger',
  'dispatch refused',
  'takeover',
  'recovered a lost answer',
  'a zombie woke after a takeover',
  'stopped right before the first byte',
  'connection refused',
  'a request was lost',
  'arrived late',
  'arrived after a takeover',
  'arrived after the settlement',
  'deduplicated',
  'sent again after the quiescence',
  'read back after a rejection',
  'released',
  'released, with an earlier answer lost',
  'release refused',
  'settle refused',
  'settled late',
  'an outsider deletes',
  'an outsider restores',
  'deleted again after an outsider restored it',
  'evidence RESPONSE',
  'evidence OBSERVED',
  'evidence ABSENT',
  ...['DELETED', 'ACCOUNT_NOT_FOUND', 'DELETION_REJECTED', 'UNAUTHORIZED', 'FORBIDDEN', 'RATE_LIMITED'],
  ...['UNAVAILABLE', 'OUTCOME_UNKNOWN', 'DELETION_IN_PROGRESS', 'IDEMPOTENCY_KEY_REUSED'],
];

it('one key, one deletion, whatever happens when', { timeout: 60_000 + RUNS * 20 }, async () => {
  const seen = new Map<string, number>();
  const startedAt = performance.now();
  let schedules = 0;
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      schedules += 1;
      await play(plan, (situation) => void seen.set(situation, (seen.get(situation) ?? 0) + 1));
    }),
    { numRuns: RUNS, seed: SEED },
  );
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`model: ${schedules} schedules in ${seconds} s, seed ${SEED}\n${listed(seen)}`);
  if (RUNS >= 3_000) expect(SITUATIONS.filter((situation) => !seen.has(situation))).toEqual([]);
});

function listed(seen: ReadonlyMap<string, number>): string {
  return [...seen]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([situation, times]) => `${situation}: ${times}`)
    .join(', ');
}
