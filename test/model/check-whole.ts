import { isDeepStrictEqual } from 'node:util';
import type { Outcome } from '../../src/deletion/outcome.ts';
import { isTerminal, type Witness } from './witness.ts';
import type { World } from './world.ts';

/** Outcomes that say that nothing was executed, but for those that speak of the gateway's own input checks. */
const NOT_EXECUTED: ReadonlySet<string> = new Set([
  'ACCOUNT_NOT_FOUND',
  'DELETION_REJECTED',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'RATE_LIMITED',
  'UNAVAILABLE',
]);

/** What can only be told when everything has arrived: I1, I3 and I4. */
export function checkWhole(world: World, witness: Witness, standing: Outcome | null): void {
  const { effects, answers, restores } = witness;

  for (const [n, { sent, at, account }] of effects.entries()) {
    if (n === 0) continue;
    const restored = restores.findLast((restore) => restore.account === account && restore.at <= at);
    const { sighting } = sent;
    const decidedAnew =
      restored !== undefined && sighting !== null && (sighting.kind === 'unreadable' || sighting.at >= restored.at);
    if (witness.deduplicates || !decidedAnew) world.violated('I1: a second effect');
    else world.seen('deleted again after an outsider restored it');
  }

  /** A request that had left by then has deleted the account, and nobody had brought it back by then. */
  const executedAsOf = (time: number) =>
    effects.some(
      ({ sent, at, account }) =>
        sent.at <= time &&
        !restores.some((restore) => restore.account === account && at <= restore.at && restore.at <= time),
    );

  for (const { answer, run, asOf } of answers) {
    const { outcome } = answer;
    if (NOT_EXECUTED.has(outcome.code) && !answer.replayed) {
      if (!run.claimed && run.sends > 0) world.violated('a run without a claim has sent');
      if (run.claimed && executedAsOf(asOf)) world.violated(`I3: ${outcome.code}, and it was executed`);
    }
    if (!isTerminal(outcome)) continue;
    const recorded = !run.unrecorded || answer.replayed;
    if (recorded && standing === null) world.violated(`I4: ${outcome.code} was answered, and nothing is settled`);
    if (recorded && standing !== null && !isDeepStrictEqual(outcome, standing)) {
      world.violated(`I4: ${JSON.stringify(outcome)} was answered, ${JSON.stringify(standing)} is settled`);
    }
    if (recorded && outcome.code !== 'DELETED' && executedAsOf(witness.settledAt)) {
      world.violated(`I3: ${outcome.code} is settled, and a request of the key deleted the account`);
    }
  }
}
