import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError, loadConfig } from './config/config.ts';
import { configWarnings } from './config/warnings.ts';
import { LedgerUnavailableError } from './deletion/ledger.ts';
import { type Gateway, startGateway } from './gateway.ts';
import type { LandingPage } from './http/page-html.ts';
import { exportTraces } from './observability/export-traces.ts';
import { type LogOutput, openLogOutput } from './observability/log-output.ts';
import { atEveryLevel, createLogger, type Logger } from './observability/logger.ts';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** How long an orderly stop may take after an uncaught fault, in milliseconds. Deletions cut off can be recovered. */
const FAULTY_STOP_MS = 5_000;

/** How long the last log lines may take to be written, in milliseconds. */
const FLUSH_MS = 1_000;

/**
 * The life of a gateway process: configuration, start, the ready line, and on SIGTERM, SIGINT, SIGHUP or an uncaught fault an
 * orderly stop.
 *
 * @param page the content of the landing page
 * @param onStopped closes what else the process has opened
 */
export async function run(
  env: NodeJS.ProcessEnv,
  page: LandingPage,
  onStopped: () => Promise<void> = async () => {},
): Promise<Gateway> {
  const output = openLogOutput();
  try {
    const config = loadConfig(env);
    const log = createLogger(config.LOG_LEVEL, output);
    for (const warning of configWarnings(env, config)) atEveryLevel(log).warn(warning);
    const life = exitOnUncaughtFault(log, output);
    guardProcess(log);
    const stop = (signal: string) => {
      for (const name of SIGNALS) process.removeListener(name, stop).once(name, () => process.exit(1)); // a second signal stops at once
      log.info({ signal }, 'stopping');
      life.stop();
    };
    for (const name of SIGNALS) process.once(name, stop);
    const traces = await exportTraces(env, log);
    const gateway = await startGateway(config, log, page, output.dropped);
    const { url, adminUrl } = gateway;
    atEveryLevel(log).info(adminUrl === null ? { url } : { url, adminUrl }, 'ready');

    life.onStop = () => gateway.stop().then(() => Promise.all([traces.stop(), onStopped()]));
    return gateway;
  } catch (fault) {
    if (fault instanceof ConfigError || fault instanceof LedgerUnavailableError || isListenError(fault)) {
      // On standard error for people, and as a line for the log collector.
      process.stderr.write(`${fault.message}\n`);
      const problems = fault instanceof ConfigError ? fault.problems : [fault.message];
      createLogger('fatal', output).fatal({ problems }, 'not started');
      await output.flush(FLUSH_MS);
      process.exit(1);
    }
    throw fault;
  }
}

/** The port is in use or not permitted, or the host name is unknown. */
const isListenError = (fault: unknown): fault is Error =>
  fault instanceof Error && 'syscall' in fault && ['listen', 'getaddrinfo'].includes(String(fault.syscall));

/** Turns off two defaults of Node: warnings block on standard error, and SIGUSR1 opens a debugger. */
function guardProcess(log: Logger): void {
  process.removeAllListeners('warning').on('warning', (warning) => log.warn({ err: warning }, 'warning'));
  process.on('SIGUSR1', () => {});
}

interface Life {
  /** The orderly stop. */
  onStop: () => Promise<unknown>;
  /** Runs `onStop` once and ends the process: with 0, or with 1 after an uncaught fault. */
  stop(): Promise<void>;
}

/** After an uncaught fault the state of the process is unknown: it logs the fault, and stops soon. */
function exitOnUncaughtFault(log: Logger, output: LogOutput): Life {
  let stopping: Promise<void> | undefined;
  let exitCode = 0;
  const life: Life = {
    onStop: async () => {},
    stop() {
      stopping ??= life
        .onStop()
        .then(() => output.flush(FLUSH_MS))
        .then(() => process.exit(exitCode));
      return stopping;
    },
  };
  // Unhandled rejections too: Node raises them as exceptions.
  process.on('uncaughtException', (fault, origin) => {
    log.fatal({ err: fault, origin }, 'uncaught fault');
    if (exitCode === 1) return; // it is ending
    exitCode = 1;
    Promise.race([life.stop(), sleep(FAULTY_STOP_MS)]).finally(() => process.exit(1));
  });
  return life;
}
