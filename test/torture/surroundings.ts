import { setTimeout as sleep } from 'node:timers/promises';
import type { LedgerUnderTorture } from './ledgers.ts';
import { type BookedProvider, startBookedProvider, type TorturedProvider } from './provider.ts';
import type { Random } from './random.ts';

/** Short times, in their right order: a request never travels as long as the quiescence. In milliseconds. */
const PROVIDER_TIMEOUT_MS = 300;
const LATEST_ARRIVAL_MS = 1_000;
/** Where a ledger forgets, it shall do so while a run waits for its answer. */
const ANSWER_MS = 100;
export const TIMES = {
  PROVIDER_TIMEOUT_MS: String(PROVIDER_TIMEOUT_MS),
  DELETE_DEADLINE_MS: '1500',
  LEASE_MS: '2500',
  QUIESCENCE_MS: '1500',
  IN_PROGRESS_WAIT_MS: '200',
};
/** Between two outages of the ledger, and how long one lasts. */
const LEDGER_UP_MS = [1_000, 3_000] as const;
const LEDGER_DOWN_MS = [50, 1_500] as const;

/** Both providers, which fail so often. */
export async function startProviders(
  ledger: LedgerUnderTorture,
  random: Random,
  faultRate: number,
): Promise<Record<TorturedProvider, BookedProvider>> {
  const start = (name: TorturedProvider) =>
    startBookedProvider({
      name,
      random,
      faultRate,
      timeoutMs: PROVIDER_TIMEOUT_MS,
      answerMs: ledger.forgets ? ANSWER_MS : 0,
      latestMs: LATEST_ARRIVAL_MS,
    });
  return { SEQUENCE: await start('SEQUENCE'), NUVION: await start('NUVION') };
}

/** Takes the ledger away again and again. */
export function startOutages(ledger: LedgerUnderTorture, random: Random) {
  let ended = false;
  let count = 0;
  const running = (async () => {
    while (!ended) {
      await sleep(random.between(...LEDGER_UP_MS));
      if (ended) break;
      count += 1;
      await ledger.outage(random.between(...LEDGER_DOWN_MS));
    }
  })();
  return {
    async end() {
      ended = true;
      await running;
      return count;
    },
  };
}

/** Does something with each item, so many at a time. */
export async function eachOf<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
