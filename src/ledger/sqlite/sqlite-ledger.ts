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
 * The ledger in a file, for the processes of one host. Its clock is the host's. Each look and each transaction compares the
 * identity: another database may be put into the file that is open.
 */
export function createSqliteLedger(
  path: string,
  { wall = Date.now, monotonic = () => performance.now() }: Clocks = {},
): Ledger {
  const file = createLedgerFile(resolve(path)); // SQLite gives some relative names, such as `:memory:`, a meaning of their own
  const clock = createSteadyClock(wall, monotonic);
  let known: string | undefined;
  const writer = createWriter(file, (rows) => {
    if (known !== undefined && keepIdentity(rows, known) !== known) throw foreign();
  });

  /** Looks without a transaction: a reader waits for no writer, so as a rule it needs no second try. */
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

    // SQLite writes nothing, also to a full disk, when a value stays as it is.
    ping: () => writer.write((rows) => rows.putMeta('ping', randomUUID())),

    async close() {
      await writer.close();
      file.close();
    },
  };
}

/** What stands there; `mine` from now on, if that is nothing. */
function keepIdentity(rows: Rows, mine: string): string {
  const found = rows.meta('identity');
  if (found === null) rows.putMeta('identity', mine);
  return found ?? mine;
}

function foreign(): LedgerUnavailableError {
  return new LedgerUnavailableError('The ledger has another secret than this process', { final: true });
}
