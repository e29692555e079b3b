import type { Ledger } from '../deletion/ledger.ts';
import { shareAnswer } from './share-answer.ts';

/** How old an answer of the ledger may be, in milliseconds: each check is a durable write. */
const PROBE_MS = 1_000;

/**
 * Why the gateway cannot serve requests now; null when it can. Public: the texts in the answers of `/health/ready`.
 *
 * @param others reasons other than the ledger
 */
export function createReadiness(ledger: Pick<Ledger, 'ping'>, others: () => string | null) {
  const askLedger = () =>
    ledger.ping().then(
      () => null,
      () => 'ledger unreachable',
    );
  const ledgerProblem = shareAnswer(PROBE_MS, askLedger, () => performance.now());
  return async (): Promise<string | null> => (await ledgerProblem()) ?? others();
}
