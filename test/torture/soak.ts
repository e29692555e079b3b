import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeleteAccountCommand } from '../../src/deletion/deps.ts';
import { nameOf } from '../../src/deletion/ledger.ts';
import { readRecord } from '../../src/deletion/read-record.ts';
import { nuvion } from '../../src/providers/nuvion/index.ts';
import { sequence } from '../../src/providers/sequence/index.ts';
import { SETTINGS } from '../support/core.ts';
import { TORTURED, type TorturedProvider } from './provider.ts';
import { createRandom } from './random.ts';
import { type SilentProvider, startSilentProvider } from './silent-provider.ts';
import { type Member, SOAK_CREDENTIAL, type SoakWorld, startSoakFleet } from './soak-fleet.ts';
import { VirtualTime } from './virtual-time.ts';

export interface SoakOptions {
  readonly deletions: number;
  readonly seed: number;
  readonly processes?: number;
}

/** What the gateway promises about pace: at most one read in this time at a provider and process, in milliseconds. */
const PACE_MS = 1_000;
/** Its pauses are up to a quarter longer, so that processes do not look at the same moment. */
const JITTER = 1.25;
/** How long it waits before the second look at an account, and how often it asks for due records where none is near. */
const FIRST_INTERVAL_MS = 60_000;
const IDLE_MS = 30_000;
/** From the death of a sender until its records are due. */
const DUE_AFTER_MS = SETTINGS.leaseMs + SETTINGS.quiescenceMs;

/** Deletions at the same time. */
const CLIENTS = 1_500;

/**
 * Deletes accounts at providers of which no answer arrives, through processes that are killed, for clients that ask once and go.
 * Then the providers answer again, and processes that are killed still find out by themselves what became of it all. This is
 * the real core on a SQLite ledger, with virtual time: the pauses are the real ones.
 */
export async function runSoak({ deletions, seed, processes = 3 }: SoakOptions) {
  const random = createRandom(seed);
  const time = new VirtualTime();
  const folder = mkdtempSync(join(tmpdir(), 'gateway-soak-'));
  const there = {
    SEQUENCE: startSilentProvider(sequence, time, random),
    NUVION: startSilentProvider(nuvion, time, random),
  };
  const fleet = startSoakFleet(processes, { time, random, there, path: join(folder, 'ledger.db') });
  const realStart = performance.now();
  try {
    const asked = Array.from({ length: deletions }, (_, n) => commandOf(n));
    let waiting = asked.length;
    const queue = asked.values();
    const client = async () => {
      for (const command of queue) {
        // The answer, or the end of the process: nobody retries.
        await Promise.race([fleet.any().deleteAccount(command), time.sleep(SETTINGS.deleteDeadlineMs)]);
        waiting -= 1;
      }
    };
    for (let n = 0; n < CLIENTS; n += 1) client();
    await time.until(() => waiting === 0);
    const clientsGoneAt = time.now;
    await time.until(() => time.now > clientsGoneAt + SETTINGS.deleteDeadlineMs); // what they began ends
    for (const provider of Object.values(there)) provider.heal();
    const lastFaultAt = time.now;
    const sentByClients = countOf(there, ({ deletes }) => deletes);
    const killsBefore = fleet.kills;

    const isDone = () => TORTURED.every((name) => there[name].gone.size === fleet.settled[name].size);
    const perProvider = Math.max(...TORTURED.map((name) => asked.filter(({ id }) => id.provider === name).length));
    /** A process that was killed is a new one at once, which has to watch the clock of a SQLite ledger for a while first. */
    const within = () =>
      DUE_AFTER_MS +
      (perProvider * (PACE_MS * JITTER + there.NUVION.answersWithinMs)) / processes +
      ((fleet.kills - killsBefore) * (DUE_AFTER_MS + PACE_MS)) / processes +
      (FIRST_INTERVAL_MS + IDLE_MS) * JITTER;
    await time.until(() => isDone() || time.now - lastFaultAt > 2 * within());
    const tookMs = time.now - lastFaultAt;
    fleet.stop();

    const problems: string[] = [];
    const promise = (kept: boolean, broken: string) => kept || problems.push(broken);
    promise(tookMs <= within(), `it took ${inMinutes(tookMs)}, and not ${inMinutes(within())}`);
    const sentByLooks = countOf(there, ({ deletes }) => deletes) - sentByClients;
    promise(sentByLooks === 0, `${sentByLooks} deletes were sent when all clients were gone`);
    for (const [process, reads] of fleet.readAt) {
      const closest = Math.min(...reads.slice(1).map((at, n) => at - (reads[n] ?? 0)));
      promise(closest >= PACE_MS, `${process} read twice within ${closest} ms`);
    }
    const counts = { unknown: 0, settled: 0 };
    for (const { id, accountId } of asked) {
      const state = (await readRecord(fleet.ledger, id))?.record.state;
      const isGone = thereIn(there, id).gone.has(accountId);
      promise(state === (isGone ? 'settled' : 'dispatched'), `${nameOf(id)} is ${state}, and gone is ${isGone}`);
      counts[state === 'settled' ? 'settled' : 'unknown'] += 1;
    }
    promise(counts.settled > deletions / 3, 'hardly any deletion was executed');

    // Whoever comes back finds the answer, and nothing is sent for that.
    for (const command of asked.filter(({ id, accountId }) => thereIn(there, id).gone.has(accountId)).slice(0, 100)) {
      const answer = await settledAnswer(time, fleet.any(), command);
      promise(answer === 'DELETED, replayed', `${nameOf(command.id)}: ${answer}`);
    }
    const reads = [...fleet.readAt.values()].flat().length;
    const seconds = ((performance.now() - realStart) / 1_000).toFixed(0);
    return {
      problems,
      summary:
        `soak, seed ${seed}: ${deletions} deletions, none answered, all clients gone; ${processes} processes settled ` +
        `${counts.settled} by themselves in ${inMinutes(tookMs)} (promised: ${inMinutes(within())}) with ${reads} reads, ` +
        `${sentByLooks} deletes and ${fleet.kills} kills; ${counts.unknown} accounts are still there; ` +
        `${problems.length} problems; ${seconds} s of real time`,
    };
  } finally {
    await fleet.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function commandOf(n: number): DeleteAccountCommand {
  const provider = TORTURED[n % TORTURED.length] ?? 'NUVION';
  const key = `key-${n}`;
  return {
    id: { caller: 'caller', provider, key },
    accountId: `acc-${n}`,
    idempotencyKey: key,
    credential: SOAK_CREDENTIAL,
    heldBy: 'gateway',
    requestId: `request-${n}`,
  };
}

async function settledAnswer(time: VirtualTime, { deleteAccount }: Member, command: DeleteAccountCommand) {
  let said: string | undefined;
  deleteAccount(command).then(
    ({ outcome, replayed }) => {
      said = `${outcome.code}, ${replayed ? 'replayed' : 'not replayed'}`;
    },
    (fault: unknown) => {
      said = String(fault);
    },
  );
  await time.until(() => said !== undefined);
  return said;
}

const thereIn = (there: SoakWorld['there'], { provider }: DeleteAccountCommand['id']) =>
  there[provider as TorturedProvider];

const countOf = (there: SoakWorld['there'], count: (provider: SilentProvider) => number): number =>
  Object.values(there).reduce((sum, provider) => sum + count(provider), 0);

const inMinutes = (ms: number): string => `${(ms / 60_000).toFixed(1)} min`;
