import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { ownCredentials } from '../access/create-access.ts';
import { createClock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { deletionSettings } from '../config/deletion-settings.ts';
import { createHashCredential, createIdentify } from '../deletion/identity.ts';
import { LedgerUnavailableError } from '../deletion/ledger.ts';
import type { ReconcileDeps } from '../deletion/reconcile.ts';
import { openLedger } from '../ledger/open-ledger.ts';
import { openSecret } from '../ledger/secret.ts';
import { forAuditLines, type Logger } from '../observability/logger.ts';
import { createProviders } from '../providers/create-providers.ts';
import { PROVIDERS } from '../providers/index.ts';
import { createVault } from '../settlements/vault.ts';

/** What the commands use. */
export type Tools = Awaited<ReturnType<typeof openTools>>;

/**
 * Opens the ledger that gateways use, and the clients of the providers.
 *
 * @param onlyLooks true for commands that change nothing: they work without the ledger's secret
 * @throws LedgerUnavailableError also when there is no ledger yet: none is created here
 */
export async function openTools(config: Config, log: Logger, { onlyLooks }: { readonly onlyLooks: boolean }) {
  assertShared(config.LEDGER_URL);
  const clock = createClock();
  const [ledger, known] = await openLedger(config.LEDGER_URL, log, (ledger) =>
    openSecret(ledger, config.LEDGER_SECRET).catch((fault: unknown) => {
      if (onlyLooks && fault instanceof LedgerUnavailableError && fault.final) return null;
      throw fault;
    }),
  );
  const secret = known ?? randomUUID();
  const asked = createProviders(PROVIDERS, config, clock.now, () => () => {});
  const deps: ReconcileDeps = {
    ledger,
    vault: createVault(secret, config.LEDGER_SECRET !== undefined),
    // Nothing here changes a settled answer, so the gateways' caches are not needed.
    cache: { get: async () => undefined, set: async () => {} },
    providers: asked.providers,
    clock,
    newOwner: randomUUID,
    newRequestId: randomUUID,
    hashCredential: createHashCredential(secret),
    onFault: (fault) => log.error({ err: fault }, 'fault'),
    settings: deletionSettings(config, 1),
  };
  return {
    deps,
    ledger,
    /** Whether settled answers can be read. */
    hasSecret: known !== null,
    identify: createIdentify(secret),
    credentials: ownCredentials(PROVIDERS, config),
    audit: forAuditLines(log),
    async close(): Promise<void> {
      asked.close();
      await ledger.close();
    },
  };
}

/** Other processes cannot use a ledger in memory, and a missing file is probably a typing error. */
function assertShared(url: string): void {
  if (url === 'memory:')
    throw new LedgerUnavailableError('The ledger (LEDGER_URL) is in the memory of another process.');
  const [, path] = /^sqlite:(.+)$/.exec(url) ?? [];
  if (path !== undefined && !existsSync(path)) {
    throw new LedgerUnavailableError(`There is no ledger at ${path} (LEDGER_URL).`);
  }
}
