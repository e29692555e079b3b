import { setTimeout as sleep } from 'node:timers/promises';
import { type Ledger, LedgerUnavailableError } from '../deletion/ledger.ts';
import type { Logger } from '../observability/logger.ts';
import { createMemoryLedger } from './memory/memory-ledger.ts';
import { createSqliteLedger } from './sqlite/sqlite-ledger.ts';

/** How long a start waits for the ledger, and the pause between two tries, in milliseconds. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 250;

/**
 * Opens the ledger that `LEDGER_URL` names, and waits until it can be reached.
 *
 * @param begin what must have been done with the ledger before it serves. It may be done more than once: the ledger may
 * go away again after its first answer.
 * @returns the ledger, and what `begin` gave
 * @throws LedgerUnavailableError with the cause in its message, after 10 s of tries, or at once when another try cannot
 * help
 */
export async function openLedger<T>(
  url: string,
  log: Pick<Logger, 'warn'>,
  begin: (ledger: Ledger) => Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<readonly [Ledger, T]> {
  const ledger = await create(url, log);
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    try {
      await ledger.ping();
      return [ledger, await begin(ledger)];
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

/** Loads only the client that is needed: the clients take long to load. */
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
        log.warn('The ledger is in memory: it forgets every deletion when this process ends. For tests only.');
        return createMemoryLedger();
    }
  } catch (fault) {
    throw notReached('cannot be used', fault, url);
  }
  throw new LedgerUnavailableError('The ledger (LEDGER_URL) has an unknown scheme');
}

/** Has the cause in its message, but not as `cause`: errors of drivers may contain the URL with its password. */
function notReached(what: string, fault: unknown, url: string): LedgerUnavailableError {
  const cause = causeOf(fault).replaceAll(url, 'LEDGER_URL').replaceAll(passwordOf(url), '…');
  return new LedgerUnavailableError(`The ledger (LEDGER_URL) ${what}: ${cause}`);
}

/** The driver's message: the innermost cause. */
function causeOf(fault: unknown): string {
  if (fault instanceof AggregateError && fault.errors.length > 0) return causeOf(fault.errors[0]);
  if (!(fault instanceof Error)) return String(fault);
  if (fault.cause !== undefined) return causeOf(fault.cause);
  const { code } = fault as { code?: unknown };
  return fault.message || String(code ?? fault.name);
}

/** The password as it is written in the URL. Without one, the URL: it has been replaced already, so nothing matches. */
function passwordOf(url: string): string {
  return (URL.canParse(url) && new URL(url).password) || url;
}
