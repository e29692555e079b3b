import { alwaysTrue, remove, replace } from './change.ts';
import type { Mutant } from './mutants.ts';

const AT_AUDIT = ['test/integration/audit.test.ts'];

/** Mistakes in what is written down and counted. */
export const auditMutants: readonly Mutant[] = [
  {
    id: 'refused-unseen',
    breaks: 'what was refused is audited',
    change: remove('createDeleteAccountResolver.refused', 'audit.refused(…'),
    tests: AT_AUDIT,
  },
  {
    id: 'read-unseen',
    breaks: 'what was read is audited',
    change: remove('createAccountReads.askProvider', 'audit.read(…'),
    tests: AT_AUDIT,
  },
  {
    id: 'refused-without-end',
    breaks: 'one request writes a bounded number of lines',
    change: alwaysTrue('createOpenAudit.refused', 'refusals <= MAX_REFUSED_LINES'),
    tests: AT_AUDIT,
  },
  {
    id: 'audited-as-another-caller',
    breaks: 'each line of the audit names its own caller',
    change: replace('createOpenAudit.hashOf', 'JSON.stringify([provider, ...caller])', 'provider'),
    tests: ['test/unit/audit.test.ts'],
  },
  {
    id: 'metrics-by-any-path',
    breaks: 'no caller makes metrics grow: routes are of a fixed list',
    change: replace('createHttpServer', "deps.routes.has(path) ? path : 'other'", 'deps.path'),
    tests: AT_AUDIT,
  },
  {
    id: 'too-long-unseen',
    breaks: 'a request that is too long to be read is audited',
    change: replace('createHttpServer.answer', 'fault.reason !== null', 'fault.reason === undefined'),
    tests: AT_AUDIT,
  },
  {
    id: 'fault-not-counted',
    breaks: 'a fault that no answer shows is counted',
    change: remove('startGateway.onFault', 'metrics.faults.inc()'),
    tests: AT_AUDIT,
  },
  {
    id: 'audit-silenced',
    breaks: '`LOG_LEVEL` does not silence the audit',
    change: remove('forAuditLines', "level: 'info'"),
    tests: ['test/unit/logger.test.ts', 'test/unit/audit.test.ts'],
  },
  {
    id: 'foreign-words-in-the-log',
    breaks: 'no log line holds anything that a provider echoed',
    change: replace('describeFault', 'OWN_FAULTS.some((own) => fault instanceof own)', 'OWN_FAULTS.length > 0'),
    tests: ['test/unit/logger.test.ts'],
  },
  {
    id: 'credential-in-the-log',
    breaks: 'no log line holds a credential or a key in the clear',
    change: replace('createLogger', '[...SECRETS, ...SECRETS.map((name) => `*.${name}`)]', "['nothing']"),
    tests: ['test/unit/logger.test.ts'],
  },
  {
    id: 'credential-in-a-flat-line',
    breaks: 'no log line holds a credential or a key in the clear',
    change: replace('forAuditLines', 'SECRETS', "['nothing']"),
    tests: ['test/unit/logger.test.ts'],
  },
];
