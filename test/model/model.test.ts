import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plans } from './plan.ts';
import { play } from './schedule.ts';

/**
 * The real core, memory ledger and vault in several processes, with virtual time, and a generated explorer that decides
 * at every `await` what goes wrong. Each schedule ends in calm, and then all of this must hold for its key:
 *
 * I1 At most one effect. A second one is possible where an outsider brought the account back, and only by a fresh
 *    decision: by a delete before which the account was read back after that, or (at a provider that recognises no keys) could not be read.
 * I2 A success only when the account is gone, or was gone at some time since the first dispatch. It is not gone because one
 *    credential cannot see it, when the lost request had another.
 * I3 "Not executed" only when no request that had left until then has deleted the account, or ever will.
 *    (UNAVAILABLE because of a beginning that failed speaks of the call alone: it has sent nothing.)
 * I4 All answers that settle the key agree with the record. One that could not be recorded stands by itself.
 * I5 A settled record never changes.
 * I6 A request leaves only after a confirmed beginning or dispatch of its own, one per step, by the owner, within lease
 *    and deadline. Nobody takes over before the lease is over, whatever a clock says.
 * I7 A dispatch that the ledger did not confirm is never followed by a request. A beginning may be recognised instead.
 * I8 Once nothing goes wrong any more, whoever asks again with the credential of the lost request gets a settled answer;
 *    and at the first time of asking, where the account is gone.
 * I9 The key sends nothing for another account while its record stands.
 *
 * A ledger that forgets the record ends its life, as its time does: the next run that begins is a new deletion. A run from
 * before answers by what it knows itself (I3), and writes it anew; a success it answers even when another run has begun since,
 * or has settled something else (I4).
 *
 * The limits of nature that this rests on, and nothing else:
 * - Whatever still comes of a request, arrival and work, comes within the quiescence of its sender: from the moment at which
 *   that gives up and resets the connection, or from the end of its lease if it is dead or frozen by then. (At a
 *   provider that recognises keys for a day and rejects nothing, within half an hour.)
 * - A provider that recognises keys answers one with the first answer, if the account was deleted by it, until the middle
 *   between the two times of its folder, and takes no second request with the key to work meanwhile. It may keep refusals
 *   too, or not. 401, 403, 429 and a missing route run no operation, and
 *   are not kept.
 * - Between the last look at the clock and the first byte no time passes.
 * - A step of the ledger is taken before its caller is told that the ledger is away, or never.
 * - The clock of a ledger's server does not step. That of a machine with a ledger's file may, by less than an hour.
 * - Nobody sleeps for longer than a settled record is kept.
 * - Where the ledger forgets, a key is not used for another account, unless the account is part of the key sent upstream.
 * - Requests lost under two credentials, of which the second never saw the account, stay unknown when it is missing.
 *
 * MODEL_RUNS and MODEL_SEED explore more, or elsewhere.
 */
const RUNS = Number(process.env.MODEL_RUNS ?? 10_000);
const SEED = Number(process.env.MODEL_SEED ?? 20_240_229);

/** What the schedules must have come across, so that the model does not become empty without a sign. */
const SITUATIONS = [
  'the gateway looked',
  ...['deleted', 'present', 'unreadable', 'other-credential', 'overtaken'].map((result) => `a look: ${result}`),
  ...['crash', 'crash after a send', 'short pause', 'long pause', 'suspended', 'a clock stepped'],
  'a caller without an answer asks elsewhere',
  ...['shared a run', 'replay', "the cache gave another record's seal"],
  ...['step not taken', 'reply of the ledger lost', 'outage of the ledger', 'recognised its own beginning'],
  ...['begin refused', 'take-over refused', 'dispatch refused', 'remove refused', 'release refused', 'lose refused'],
  ...['settle refused', 'settled late', 'a beginning was undone', 'released', 'released, with an earlier answer lost'],
  ...['takeover', 'recovered a lost answer', 'a zombie woke after a takeover'],
  ...['the ledger forgot a record', 'written anew after it was forgotten', 'a record came to its end'],
  ...['connection refused', 'stopped right before the first byte'],
  ...['a request was lost', 'a reset stopped a request', 'given up and not stopped', 'given up while at work'],
  ...['arrived late', 'arrived after a takeover', 'arrived after the settlement'],
  ...['deduplicated', 'slow work', 'a duplicate was turned away while the first was at work'],
  ...['a 500 after the work was done', 'sent again after the quiescence', 'sent anew under a forgotten key'],
  ...['read back after a rejection', 'lost under two credentials'],
  ...['an outsider deletes', 'an outsider restores', 'deleted again after an outsider restored it'],
  ...['evidence RESPONSE', 'evidence OBSERVED', 'evidence ABSENT'],
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
