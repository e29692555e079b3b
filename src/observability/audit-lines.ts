import type { Audit, AuditedRequest, OpenAudit } from '../access/audit.ts';
import type { Answer } from '../deletion/answer.ts';
import type { DeleteAccount } from '../deletion/delete-account.ts';
import type { ProviderName } from '../deletion/deletion.ts';
import type { DeleteAccountCommand } from '../deletion/deps.ts';
import type { Identify } from '../deletion/identity.ts';
import { overloaded } from '../deletion/outcome.ts';
import type { Look } from '../deletion/reconcile.ts';
import { forAuditLines, type Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';

/** The most `refused` lines of one request: a list of references can name thousands of accounts. */
const MAX_REFUSED_LINES = 100;

/** The only answer of the core that is given without using the ledger. */
const OVERLOADED = overloaded().message;

/** The deletion core with one audit line and the metrics for every answer. */
export function audited(deleteAccount: DeleteAccount, log: Logger, metrics: Metrics): DeleteAccount {
  const lines = forAuditLines(log);

  async function withAudit(command: DeleteAccountCommand): Promise<Answer> {
    const { provider, caller } = command.id;
    const startedAt = performance.now();
    metrics.running.inc({ provider });
    try {
      const answer = await deleteAccount(command);
      if (answer.replayed) metrics.replays.inc({ provider });
      else if (!answer.shared) metrics.deletions.inc({ provider, outcome: answer.outcome.code });
      if (isOverloaded(answer)) {
        const { requestId, accountId } = command;
        const reason = 'overloaded';
        metrics.refusals.inc({ reason });
        lines.info(
          { requestId, reason, claim: null, operation: 'deleteAccount', provider, accountId, caller },
          'refused',
        );
      } else {
        lines.info(auditLine(command, answer, performance.now() - startedAt), 'deletion');
      }
      return answer;
    } finally {
      metrics.running.dec({ provider });
    }
  }
  return Object.assign(withAudit, { idle: deleteAccount.idle });
}

const isOverloaded = ({ outcome, replayed }: Answer) =>
  !replayed && outcome.code === 'UNAVAILABLE' && outcome.source === 'GATEWAY' && outcome.message === OVERLOADED;

function auditLine({ id, accountId, requestId }: DeleteAccountCommand, answer: Answer, durationMs: number) {
  const { outcome, replayed, attempts } = answer;
  return {
    requestId,
    provider: id.provider,
    accountId,
    caller: id.caller,
    key: id.key,
    outcome: outcome.code,
    evidence: outcome.code === 'DELETED' ? outcome.evidence : null,
    replayed,
    attempts,
    durationMs: Math.round(durationMs),
  };
}

/**
 * The audit lines of refusals and reads, which do not use the ledger. They contain ids and hashes; a caller has the same
 * hash as in the lines of deletions.
 */
export function createOpenAudit(log: Logger, metrics: Pick<Metrics, 'refusals'>, identify: Identify): OpenAudit {
  const lines = forAuditLines(log);

  return (requestId): Audit => {
    const hashes = new Map<string, string>(); // of this request: it may read a hundred accounts
    function hashOf(provider: ProviderName, caller: readonly string[]): string {
      const name = JSON.stringify([provider, ...caller]);
      const hash = hashes.get(name) ?? identify(provider, caller, '').caller;
      hashes.set(name, hash);
      return hash;
    }
    const named = ({ operation, provider, accountId, caller }: AuditedRequest) => ({
      operation,
      provider,
      accountId,
      caller: caller === null || provider === null ? null : hashOf(provider, caller),
    });
    let refusals = 0;
    return {
      refused({ reason, claim = null, ...request }) {
        metrics.refusals.inc({ reason });
        refusals++;
        if (refusals <= MAX_REFUSED_LINES) lines.info({ requestId, reason, claim, ...named(request) }, 'refused');
      },
      read({ outcome, count, ...request }) {
        lines.info({ requestId, ...named(request), outcome, count }, 'read');
      },
    };
  };
}

/** Writes one line `reconciled`, and counts, for each read of the account of an unknown deletion. */
export function auditLooks(log: Logger, metrics: Pick<Metrics, 'reconciliations'>): (look: Look) => void {
  const lines = forAuditLines(log);
  return ({ id: { provider, caller, key }, accountId, requestId, result, evidence }) => {
    metrics.reconciliations.inc({ provider, result });
    lines.info({ requestId, provider, accountId, caller, key, result, evidence }, 'reconciled');
  };
}

/** Logs and counts fetches of token keys, and logs refused tokens. */
export function watchTokens(log: Logger, metrics: Pick<Metrics, 'tokenKeysFetches'>) {
  return {
    /** @param problem why no keys could be fetched; null when they were */
    onKeysFetched(problem: string | null): void {
      metrics.tokenKeysFetches.inc({ result: problem === null ? 'fetched' : 'failed' });
      if (problem !== null) log.warn({ problem }, 'token keys not fetched');
    },
    onRefusedToken: (why: { readonly code: string; readonly claim: string | null }): void =>
      log.debug(why, 'token not accepted'),
  };
}
