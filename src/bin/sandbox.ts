import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownHeaderOf } from '../access/credential-headers.ts';
import { urlSetting } from '../config/provider-settings.ts';
import { run } from '../run.ts';
import { describeSandbox } from '../sandbox/describe-sandbox.ts';
import { startSimulations } from '../sandbox/simulated-providers.ts';

/** The gateway in front of simulated providers on loopback: nothing real is deleted. */
if (process.env.NODE_ENV === 'production') {
  process.stderr.write('The sandbox does not start with NODE_ENV=production: it pretends to delete accounts.\n');
  process.exit(1);
}

const providers = await startSimulations();

const folder = mkdtempSync(join(tmpdir(), 'accounts-gateway-sandbox-'));

const env = {
  // The accounts are new with every start, so the ledger is too; and nobody wants to wait half a minute to try a retry.
  LEDGER_URL: `sqlite:${join(folder, 'ledger.db')}`,
  PROVIDER_TIMEOUT_MS: '4000',
  QUIESCENCE_MS: '5000',
  ...process.env,
  ...Object.fromEntries(providers.map(({ name, url }) => [urlSetting(name), url])),
  no_proxy: '*', // they are on loopback
};
/** What the page opens with: an account of the last provider, and credentials for all. */
const shown = providers.at(-1);
const page = {
  variables: {
    input: { provider: shown?.name, accountId: shown?.accountIds[0], idempotencyKey: randomUUID() },
  },
  headers: Object.fromEntries(
    providers
      .map((one) => [one === shown ? one.header : ownHeaderOf(one.name), one.credentials.full] as const)
      .toReversed(),
  ),
};

const gateway = await run(env, page, async () => {
  await Promise.all(providers.map(({ close }) => close()));
  rmSync(folder, { recursive: true, force: true });
});
process.stdout.write(describeSandbox(gateway.url, env, providers));
