import { checkBooks, idleDeletes } from './check-books.ts';
import { type Intention, insist, intend, pursue } from './client.ts';
import { startFleet } from './fleet.ts';
import type { LedgerUnderTorture } from './ledgers.ts';
import { MISSING, STUBBORN } from './provider.ts';
import { createRandom } from './random.ts';
import { eachOf, startOutages, startProviders, TIMES } from './surroundings.ts';

export interface TortureOptions {
  readonly ledger: LedgerUnderTorture;
  readonly deletions: number;
  readonly seed: number;
  readonly processes?: number;
  /** Deletions at the same time. */
  readonly clients?: number;
  readonly faultRate?: number;
}

export interface TortureReport {
  /** Promises that were broken; none is what we want. */
  readonly problems: readonly string[];
  readonly summary: string;
}

/**
 * Deletes accounts through gateways that are killed and frozen, at providers that fail in every way, on a ledger that
 * comes and goes, with clients that retry until they know. Then compares what was told with what was done.
 */
export async function runTorture(options: TortureOptions): Promise<TortureReport> {
  const { ledger, deletions, seed, processes = 3, clients = 48, faultRate = 0.35 } = options;
  const random = createRandom(seed);
  const startedAt = performance.now();
  const books = await startProviders(ledger, random, faultRate);
  const env = { ...ledger.env, ...TIMES, SEQUENCE_URL: books.SEQUENCE.url, NUVION_URL: books.NUVION.url };
  const fleet = await startFleet(processes, { ...env, LANDING_PAGE: 'false' }, random);

  try {
    const intentions = Array.from({ length: deletions }, (_, n) =>
      intend(random.pick(['SEQUENCE', 'NUVION']), `${random.pick(['', '', '', '', MISSING, STUBBORN])}acc-${n}`),
    );
    const outages = startOutages(ledger, random);
    await eachOf(intentions, clients, (intention) => pursue(intention, fleet.anyUrl, random));
    const outageCount = await outages.end();
    await fleet.calm();
    for (const { heal } of Object.values(books)) heal();

    // Afterwards every key still gives its answer, and is nobody else's – unless it was forgotten.
    const problems: string[] = [];
    await eachOf(intentions, clients, async (intention) => {
      await pursue(intention, fleet.anyUrl, random);
      if (ledger.forgets) return;
      const another = { ...intention, accountId: `another-${intention.accountId}` };
      const answer = await insist(another, fleet.anyUrl, random);
      if (answer?.code !== 'IDEMPOTENCY_KEY_REUSED') {
        problems.push(`${another.accountId}: ${answer?.code} instead of IDEMPOTENCY_KEY_REUSED`);
      }
    });

    for (const intention of intentions) {
      const { provider: name, accountId } = intention;
      problems.push(...checkBooks(intention, books[name].entry(accountId), ledger));
      if (books[name].entry(`another-${accountId}`).requests.length > 0) {
        problems.push(`another-${accountId}: was sent under a key of another account`);
      }
    }
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    return {
      problems,
      summary:
        `torture on ${ledger.name}, seed ${seed}: ${deletions} deletions in ${seconds} s, ` +
        `${countOf(intentions, ({ answers }) => answers.length)} answers, ` +
        `${countOf(intentions, (i) => books[i.provider].entry(i.accountId).requests.length)} delete requests, ` +
        `${countOf(intentions, (i) => idleDeletes(i, books[i.provider].entry(i.accountId)))} of them idle, ` +
        `${fleet.kills} kills, ${fleet.freezes} freezes, ${outageCount} ledger outages, ${problems.length} problems`,
    };
  } finally {
    await fleet.close();
    await Promise.all([books.SEQUENCE.close(), books.NUVION.close()]);
  }
}

const countOf = (intentions: readonly Intention[], count: (intention: Intention) => number): number =>
  intentions.reduce((sum, intention) => sum + count(intention), 0);
