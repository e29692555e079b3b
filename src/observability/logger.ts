import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { LedgerUnavailableError, UnreadableRecordError } from '../deletion/ledger.ts';

export type { Logger };

const SECRETS = ['authorization', 'credential', 'idempotencyKey'];
const CENSOR = '[redacted]';

/**
 * JSON lines in ASCII. The code logs named fields without secrets; the redaction is a second protection, for lines that
 * are added later.
 */
export function createLogger(level: string, destination: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeFault },
    redact: { paths: [...SECRETS, ...SECRETS.map((name) => `*.${name}`)], censor: CENSOR },
  };
  return pino(options, { write: (line) => destination.write(inAscii(line)) });
}

/**
 * Escapes every character that is not ASCII. Ids come from callers: right-to-left letters and invisible characters would
 * change how the rest of a line reads.
 */
function inAscii(line: string): string {
  return /[^\x20-\x7e\n]/.test(line) ? line.replace(/[^\x20-\x7e\n]/g, escapeUnit) : line;
}

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** For lines that are written at every `LOG_LEVEL`: audit lines and the ready line. */
export const atEveryLevel = (log: Logger): Logger => log.child({}, { level: 'info' });

/** The same for flat lines, in a quarter of the time: it does not search nested fields for secrets. */
export const forAuditLines = (log: Logger): Logger =>
  log.child({}, { level: 'info', redact: { paths: SECRETS, censor: CENSOR } });

const OWN_FAULTS = [LedgerUnavailableError, UnreadableRecordError];

/**
 * What is logged of a fault: names, codes and stack frames. Messages and other fields of foreign errors may contain data
 * of providers or callers, so only the messages of our own errors are logged.
 */
function describeFault(fault: unknown): unknown {
  if (!(fault instanceof Error)) return { name: typeof fault };
  const { name, stack, cause } = fault;
  const code = 'code' in fault ? fault.code : undefined;
  const errcode = 'errcode' in fault ? fault.errcode : undefined; // SQLite's result code
  const message = OWN_FAULTS.some((own) => fault instanceof own) ? fault.message : undefined;
  // The stack begins with the message, whose lines may look like frames.
  const frames = stack
    ?.replace(fault.message, '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8);
  return { name, code, errcode, message, at: frames, cause: cause === undefined ? undefined : describeFault(cause) };
}
