import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Ledger, LedgerUnavailableError } from '../../deletion/ledger.ts';
import { isBusy, unavailable } from './faults.ts';
import { createLedgerFile } from './file.ts';
import type { Rows } from './rows.ts';
import { createSteadyClock } from './steady-clock.ts';
import { createWriter, DEADLINE_MS, RETRY_MS, type Work } from './writer.ts';

/** The clocks of a process, in milliseconds. */
interface Clocks {
  /** Unix time. */
  readonly wall?: () => number;
  readonly monotonic?: () => number;
}

/**
 * The ledger in a file, for the processes of one host. Its clock is the host's. Each read and each transaction compares
 * the identity, because another database may be copied into the open file.
 */
export function createSqliteLedger(
  path: string,
  { wall = Date.now, monotonic = () => performance.now() }: Clocks = {},
): Ledger {
  const file = createLedgerFile(resolve(path)); // SQLite treats some relative names specially, such as `:memory:`
  const clock = createSteadyClock(wall, monotonic);
  let known: string | undefined;
  const writer = createWriter(file, (rows) => {
    if (known !== undefined && keepIdentity(rows, known) !== known) throw foreign();
  });

  /** Reads without a transaction: a reader does not wait for writers, so it seldom needs a second try. */
  async function look<T>(work: Work<T>): Promise<T> {
    for (const giveUpAt = performance.now() + DEADLINE_MS; ; await sleep(Math.random() * RETRY_MS)) {
      try {
        const connection = file.connect();
        const { rows } = connection;
        if (known !== undefined && (rows.meta('identity') ?? known) !== known) throw foreign();
        const found = work(rows);
        file.assertInPlace(connection);
        return found;
      } catch (fault) {
        if (!isBusy(fault) || performance.now() >= giveUpAt) throw unavailable(fault);
      }
    }
  }

  return {
    async read(name) {
      const row = await look((rows) => rows.read(name));
      return row === null ? null : { row, ...clock() };
    },

    compareAndSet(name, change) {
      return writer.write((rows) => {
        const { now } = clock();
        return rows.change(name, change, now) ? now : null;
      }, change.next?.body.length);
    },

    expired: (from, limit) => look((rows) => rows.expired(from, clock().now, limit)),

    open: (from, limit) => look((rows) => ({ rows: rows.open(from, limit), ...clock() })),
    scan: (from, limit) =>
      look((rows) => {
        const found = rows.after(from ?? '', limit);
        return { rows: found, next: found.length < limit ? null : (found.at(-1)?.name ?? null) };
      }),

    async identity(candidate) {
      known = await writer.write((rows) => keepIdentity(rows, known ?? candidate));
      return known;
    },

    // A new value each time: SQLite does not write an unchanged one, and a full disk would go unnoticed.
    ping: () => writer.write((rows) => rows.putMeta('ping', randomUUID())),

    async close() {
      await writer.close();
      file.close();
    },
  };
}

/** The ledger's identity; `mine` if it had none. */
function keepIdentity(rows: Rows, mine: string): string {
  const found = rows.meta('identity');
  if (found === null) rows.putMeta('identity', mine);
  return found ?? mine;
}

function foreign(): LedgerUnavailableError {
  return new LedgerUnavailableError('The ledger has another secret than this process', { final: true });
}
