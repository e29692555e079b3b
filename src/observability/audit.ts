import type { Answer } from '../deletion/answer.ts';
import type { DeleteAccount } from '../deletion/delete-account.ts';
import type { DeleteAccountCommand } from '../deletion/deps.ts';
import { forFlatLines, type Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';

/** The deletion core with one audit line and the metrics of the contract's section 6 for every answer. */
export function audited(deleteAccount: DeleteAccount, log: Logger, metrics: Metrics): DeleteAccount {
  const lines = forFlatLines(log);

  async function withAudit(command: DeleteAccountCommand): Promise<Answer> {
    const { provider } = command.id;
    const startedAt = performance.now();
    metrics.running.inc({ provider });
    try {
      const answer = await deleteAccount(command);
      if (answer.replayed) metrics.replays.inc({ provider });
      else if (!answer.shared) metrics.deletions.inc({ provider, outcome: answer.outcome.code });
      lines.info(auditLine(command, answer, performance.now() - startedAt), 'deletion');
      return answer;
    } finally {
      metrics.running.dec({ provider });
    }
  }
  return Object.assign(withAudit, { idle: deleteAccount.idle });
}

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
