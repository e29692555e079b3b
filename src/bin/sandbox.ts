import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../run.ts';
import { DEMO_CREDENTIALS } from '../sandbox/demo-accounts.ts';
import { describeSandbox } from '../sandbox/describe-sandbox.ts';
import { createSimulatedNuvion } from '../sandbox/simulated-nuvion.ts';
import { createSimulatedSequence } from '../sandbox/simulated-sequence.ts';

/** The gateway in front of two simulated providers on loopback: nothing real is deleted. */
if (process.env.NODE_ENV === 'production') {
  process.stderr.write('The sandbox does not start with NODE_ENV=production: it pretends to delete accounts.\n');
  process.exit(1);
}

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
  no_proxy: '*', // they are on loopback
};
const page = {
  variables: { input: { provider: 'NUVION', accountId: 'acc_checking', idempotencyKey: randomUUID() } },
  headers: {
    Authorization: DEMO_CREDENTIALS.nuvion,
    'X-Sequence-Authorization': DEMO_CREDENTIALS.sequence,
  },
};

const gateway = await run(env, page, async () => {
  await Promise.all([sequence.close(), nuvion.close()]);
  rmSync(folder, { recursive: true, force: true });
});
process.stdout.write(describeSandbox(gateway.url, env));
