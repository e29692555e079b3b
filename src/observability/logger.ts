import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { LedgerUnavailableError, UnreadableRecordError } from '../deletion/ledger.ts';

export type { Logger };

const SECRETS = ['authorization', 'credential', 'idempotencyKey'];
const CENSOR = '[redacted]';

/**
 * JSON lines in ASCII. Only named, harmless fields are ever logged; the redaction is the second lock on the door, for
 * whatever a future line might bring along.
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
 * The same JSON with every other character escaped. Ids are the callers': letters that are written from right to left,
 * and characters that nobody sees, would change how the rest of a line reads.
 */
function inAscii(line: string): string {
  return /[^\x20-\x7e\n]/.test(line) ? line.replace(/[^\x20-\x7e\n]/g, escapeUnit) : line;
}

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** For lines that are written whatever `LOG_LEVEL` says: the audit, and that it is ready. */
export const atEveryLevel = (log: Logger): Logger => log.child({}, { level: 'info' });

/** The same for lines without anything nested, in a quarter of the time: to look into every field is what takes long. */
export const forAuditLines = (log: Logger): Logger =>
  log.child({}, { level: 'info', redact: { paths: SECRETS, censor: CENSOR } });

const OWN_FAULTS = [LedgerUnavailableError, UnreadableRecordError];

/**
 * What a log says of a fault: its names, codes and places in the code. Messages and other fields of foreign errors may
 * hold what a provider or a caller sent, so of those only our own are written out.
 */
function describeFault(fault: unknown): unknown {
  if (!(fault instanceof Error)) return { name: typeof fault };
  const { name, stack, cause } = fault;
  const code = 'code' in fault ? fault.code : undefined;
  const errcode = 'errcode' in fault ? fault.errcode : undefined; // which of its faults SQLite had
  const message = OWN_FAULTS.some((own) => fault instanceof own) ? fault.message : undefined;
  // A stack begins with the message, and a message may have lines that look like frames.
  const frames = stack
    ?.replace(fault.message, '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8);
  return { name, code, errcode, message, at: frames, cause: cause === undefined ? undefined : describeFault(cause) };
}
