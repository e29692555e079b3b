import { createHmac, randomBytes } from 'node:crypto';
import { type Ledger, LedgerUnavailableError } from '../deletion/ledger.ts';

/** How a ledger's identity begins: with a secret that was made for it, or with a check of a given one. */
const MADE = 'made ';
const GIVEN = 'given ';

/**
 * The secret that keys all hashes of a ledger. Two processes with different secrets would record one key as two
 * deletions. So the ledger stores the secret, or a check of it, and a process with another secret cannot use it.
 *
 * @param given `LEDGER_SECRET`; otherwise a secret is made once and kept in the ledger
 * @throws LedgerUnavailableError when the ledger has another secret
 */
export async function openSecret(ledger: Ledger, given: string | undefined): Promise<string> {
  const check =
    given === undefined ? null : createHmac('sha256', given).update('accounts-gateway ledger').digest('base64url');
  const mine = check === null ? `${MADE}${randomBytes(32).toString('base64url')}` : `${GIVEN}${check}`;
  const kept = await ledger.identity(mine);
  if (given === undefined && kept.startsWith(MADE)) return kept.slice(MADE.length);
  if (given !== undefined && kept === mine) return given;
  const problem =
    given === undefined ? 'is missing: this ledger was used with one' : 'is not the secret of this ledger';
  throw new LedgerUnavailableError(`LEDGER_SECRET ${problem}`, { final: true });
}
