import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '../run.ts';
import { DEMO_CREDENTIALS, OWN_KEYS } from '../sandbox/demo-accounts.ts';
import { describeSandbox } from '../sandbox/describe-sandbox.ts';
import { sandboxPage } from '../sandbox/sandbox-page.ts';
import { createSimulatedNuvion } from '../sandbox/simulated-nuvion.ts';
import { createSimulatedSequence } from '../sandbox/simulated-sequence.ts';
import { createTokenIssuer } from '../sandbox/tokens.ts';

/** The gateway in front of two simulated providers on loopback: nothing real is deleted. */
if (process.env.NODE_ENV === 'production') {
  process.stderr.write('The sandbox does not start with NODE_ENV=production: it pretends to delete accounts.\n');
  process.exit(1);
}

const issuer = wantsTokens() ? await createTokenIssuer() : null;
const sequence = await createSimulatedSequence();
const nuvion = await createSimulatedNuvion();

const folder = mkdtempSync(join(tmpdir(), 'accounts-gateway-sandbox-'));

const env = {
  // The accounts are new with every start, so the ledger is too; and nobody wants to wait half a minute to try a retry.
  LEDGER_URL: `sqlite:${join(folder, 'ledger.db')}`,
  PROVIDER_TIMEOUT_MS: '4000',
  QUIESCENCE_MS: '5000',
  ...process.env,
  SEQUENCE_URL: sequence.url,
  NUVION_URL: nuvion.url,
  ...(issuer !== null && { ...OWN_KEYS, ...issuer.env }),
  no_proxy: '*', // they are on loopback
};
const headers: Readonly<Record<string, string>> =
  issuer === null
    ? { Authorization: DEMO_CREDENTIALS.nuvion, 'X-Sequence-Authorization': DEMO_CREDENTIALS.sequence }
    : { Authorization: `Bearer ${issuer.tokens[0].token}` };

const gateway = await run(env, sandboxPage(headers), async () => {
  await Promise.all([sequence.close(), nuvion.close(), issuer?.close()]);
  rmSync(folder, { recursive: true, force: true });
});
process.stdout.write(describeSandbox(gateway.url, env, issuer?.tokens ?? null));

/** Whether `--tokens` was given: the gateway then has the providers' keys, and callers bring tokens. */
function wantsTokens(): boolean {
  try {
    return parseArgs({ options: { tokens: { type: 'boolean' } } }).values.tokens === true;
  } catch (fault) {
    process.stderr.write(`${(fault as Error).message}\n\nnpm run sandbox [-- --tokens]\n`);
    process.exit(2);
  }
}
