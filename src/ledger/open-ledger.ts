import { setTimeout as sleep } from 'node:timers/promises';
import { type Ledger, LedgerUnavailableError } from '../deletion/ledger.ts';
import type { Logger } from '../observability/logger.ts';
import { createMemoryLedger } from './memory/memory-ledger.ts';
import { createSqliteLedger } from './sqlite/sqlite-ledger.ts';

/** How long a start waits for the ledger, and between two tries, in milliseconds. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 250;

/**
 * Opens the ledger that `LEDGER_URL` names, and waits until it can be reached.
 *
 * @throws LedgerUnavailableError with the cause in its message, after 10 s of tries, or at once where no try can help
 */
export async function openLedger(url: string, log: Pick<Logger, 'warn'>, patienceMs = PATIENCE_MS): Promise<Ledger> {
  const ledger = await create(url, log);
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    try {
      await ledger.ping();
      return ledger;
    } catch (fault) {
      const isFinal = fault instanceof LedgerUnavailableError && fault.final;
      if (!isFinal && performance.now() < giveUpAt) {
        await sleep(PAUSE_MS);
        continue;
      }
      await ledger.close();
      throw notReached(isFinal ? 'cannot be used' : `could not be reached for ${patienceMs / 1000} s`, fault, url);
    }
  }
}

/** The client of a server takes longer to load than all the rest of a ledger: only the one that is used is loaded. */
async function create(url: string, log: Pick<Logger, 'warn'>): Promise<Ledger> {
  const scheme = url.slice(0, url.indexOf(':') + 1);
  try {
    switch (scheme) {
      case 'sqlite:':
        return createSqliteLedger(url.slice(scheme.length));
      case 'postgres:':
      case 'postgresql:':
        return (await import('./postgres/postgres-ledger.ts')).createPostgresLedger(url);
      case 'redis:':
      case 'rediss:':
        return (await import('./redis/redis-ledger.ts')).createRedisLedger(url, (message) => log.warn(message));
      case 'memory:':
        log.warn('The ledger is in memory: it forgets every deletion with this process. For tests only.');
        return createMemoryLedger();
    }
  } catch (fault) {
    throw notReached('cannot be used', fault, url);
  }
  throw new LedgerUnavailableError('The ledger (LEDGER_URL) is of no known kind');
}

/** Names the cause but does not carry it: errors of drivers may hold the URL, and with it the password. */
function notReached(what: string, fault: unknown, url: string): LedgerUnavailableError {
  const cause = causeOf(fault).replaceAll(url, 'LEDGER_URL').replaceAll(passwordOf(url), '…');
  return new LedgerUnavailableError(`The ledger (LEDGER_URL) ${what}: ${cause}`);
}

/** What the driver said, at the bottom of the errors. */
function causeOf(fault: unknown): string {
  if (fault instanceof AggregateError && fault.errors.length > 0) return causeOf(fault.errors[0]);
  if (!(fault instanceof Error)) return String(fault);
  if (fault.cause !== undefined) return causeOf(fault.cause);
  const { code } = fault as { code?: unknown };
  return fault.message || String(code ?? fault.name);
}

/** The password as it is in the URL; a text that occurs nowhere, if there is none. */
function passwordOf(url: string): string {
  return (URL.canParse(url) && new URL(url).password) || url;
}
