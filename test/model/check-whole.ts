import { isDeepStrictEqual } from 'node:util';
import type { Accounts } from './accounts.ts';
import { isTerminal, type Run, type Told } from './run.ts';
import type { Witness } from './witness.ts';
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

/** For how much longer a cache may hold a settled result than the ledger: it was written by a process that slept. */
const CACHED_LONGER_MS = 10 * 60 * 1000;

/** What can only be told when everything has arrived: I1, I3 and I4. */
export function checkWhole(world: World, witness: Witness, accounts: Accounts): void {
  checkEffects(world, witness, accounts);

  /**
   * A request that this run knows of had left by then and has deleted the account, and nobody had brought it back by then. Once
   * the ledger has forgotten the record, a run knows of its own requests only.
   */
  const executedAsOf = (time: number, run: Run, life: number) =>
    accounts.effects.some(
      ({ sent, at, account }) =>
        (sent.run === run || (sent.run.life === run.life && run.life === life)) &&
        sent.at <= time &&
        !accounts.restores.some((restore) => restore.account === account && at <= restore.at && restore.at <= time),
    );

  for (const told of witness.told) {
    const { answer, run, asOf, begun, life } = told;
    const { outcome, replayed } = answer;
    if (NOT_EXECUTED.has(outcome.code) && !replayed) {
      if (!begun && (run.sends > 0 || outcome.code !== 'UNAVAILABLE')) {
        world.violated(`a run that has not begun has sent, or answers ${outcome.code}`);
      }
      if (begun && executedAsOf(asOf, run, life)) world.violated(`I3: ${outcome.code}, and it was executed`);
    }
    if (isTerminal(outcome)) checkAgreement(world, witness, told);
  }
  for (const { outcome, run, at, life } of witness.settlements) {
    if (outcome.code !== 'DELETED' && executedAsOf(at, run, life)) {
      world.violated(`I3: ${outcome.code} is settled, and a request of the key deleted the account`);
    }
  }
}

function checkEffects(world: World, { deduplicates }: Witness, { effects, restores }: Accounts): void {
  for (const [n, { sent, at, account }] of effects.entries()) {
    // After the ledger forgot, or let go of the record in time, a run that begins is a new deletion.
    if (!effects.slice(0, n).some((earlier) => earlier.sent.run.life === sent.run.life)) continue;
    const restored = restores.findLast((restore) => restore.account === account && restore.at <= at);
    const { sighting } = sent;
    const sawNothing = sighting?.kind === 'unreadable' && !deduplicates;
    const decidedAnew = sighting !== null && restored !== undefined && (sawNothing || sighting.at >= restored.at);
    if (decidedAnew) world.seen('deleted again after an outsider restored it');
    else world.violated('I1: a second effect');
  }
}

/** I4: an answer that settles the key is the settled record's own. */
function checkAgreement(world: World, { settlements }: Witness, { answer, run, life }: Told): void {
  const { outcome } = answer;
  // The record of this run was forgotten, and that of somebody who began anew stands in its place.
  const knowsBetter = outcome.code === 'DELETED' && run.settled === null && life !== run.life;
  if (answer.replayed) {
    const isKnown = settlements.some(
      (settled) => isDeepStrictEqual(settled.outcome, outcome) && run.startedAt < settled.until + CACHED_LONGER_MS,
    );
    if (!isKnown) world.violated(`I4: ${outcome.code} was replayed, and no record says so`);
  } else if (knowsBetter) {
    world.seen('a success, and a ledger that forgot it says otherwise');
  } else if (!run.unrecorded && !isDeepStrictEqual(outcome, run.settled)) {
    world.violated(`I4: ${outcome.code} was answered, and its run has settled ${run.settled?.code ?? 'nothing'}`);
  }
}
