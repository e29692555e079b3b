import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ownHeaderOf } from '../access/credential-headers.ts';
import { urlSetting } from '../config/provider-settings.ts';
import { run } from '../run.ts';
import { describeSandbox } from '../sandbox/describe-sandbox.ts';
import { sandboxPage } from '../sandbox/sandbox-page.ts';
import { ownKeys, type SimulatedProviders, startSimulations } from '../sandbox/simulated-providers.ts';
import { createTokenIssuer } from '../sandbox/tokens.ts';

/** The gateway in front of simulated providers on loopback: nothing real is deleted. */
if (process.env.NODE_ENV === 'production') {
  process.stderr.write('The sandbox does not start with NODE_ENV=production: it only simulates deletions.\n');
  process.exit(1);
}

const tokensAreWanted = wantsTokens();
const providers = await startSimulations();
const issuer = tokensAreWanted
  ? await createTokenIssuer(providers.map(({ name, accountIds }) => `${name}:${accountIds[0]}`))
  : null;
/** The page opens with a provider that does not recognise keys: there the gateway has more to recover. */
const shown = providers.toSorted(
  (a, b) => Number(a.recognisesKeys) - Number(b.recognisesKeys),
) as unknown as SimulatedProviders;
const [first, ...others] = shown;

const folder = mkdtempSync(join(tmpdir(), 'accounts-gateway-sandbox-'));

const env = {
  // The accounts are new at every start, so the ledger must be too. Short times, so that a retry can be tried soon.
  LEDGER_URL: `sqlite:${join(folder, 'ledger.db')}`,
  PROVIDER_TIMEOUT_MS: '4000',
  QUIESCENCE_MS: '5000',
  ...process.env,
  ...Object.fromEntries(providers.map(({ name, url }) => [urlSetting(name), url])),
  ...(issuer !== null && { ...ownKeys(providers), ...issuer.env }),
  no_proxy: '*', // the simulations are on loopback
};
/** Credentials for all providers; `Authorization` is for the first. */
const headers: Readonly<Record<string, string>> =
  issuer === null
    ? {
        [first.header]: first.credentials.full,
        ...Object.fromEntries(others.map(({ name, credentials }) => [ownHeaderOf(name), credentials.full])),
      }
    : { Authorization: `Bearer ${issuer.tokens[0].token}` };

const gateway = await run(env, sandboxPage(shown, headers), async () => {
  await Promise.all([...providers.map(({ close }) => close()), issuer?.close()]);
  rmSync(folder, { recursive: true, force: true });
});
process.stdout.write(describeSandbox(gateway.url, env, providers, issuer?.tokens ?? null));

/** Whether `--tokens` was given: the gateway then has the providers' keys, and callers bring tokens. */
function wantsTokens(): boolean {
  try {
    return parseArgs({ options: { tokens: { type: 'boolean' } } }).values.tokens === true;
  } catch (fault) {
    process.stderr.write(`${(fault as Error).message}\n\nnpm run sandbox [-- --tokens]\n`);
    process.exit(2);
  }
}
