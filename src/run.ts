import { ConfigError, loadConfig } from './config.ts';
import { LedgerUnavailableError } from './deletion/ledger.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { type LandingPage, READY_MADE_QUERY } from './http/landing-page.ts';
import { createLogger } from './observability/logger.ts';

/**
 * The life of a gateway process: configuration, start, the ready line, and on SIGTERM or SIGINT an orderly stop.
 *
 * @param page the variables and headers that the landing page opens with
 * @param onStopped what else to close at the end
 */
export async function run(
  env: NodeJS.ProcessEnv,
  page: Pick<LandingPage, 'variables' | 'headers'>,
  onStopped: () => Promise<void> = async () => {},
): Promise<Gateway> {
  try {
    const config = loadConfig(env);
    const log = createLogger(config.LOG_LEVEL);
    const gateway = await startGateway(config, log, { query: READY_MADE_QUERY, ...page });
    log.info({ url: gateway.url }, 'ready');

    const stop = (signal: string) => {
      process.once(signal, () => process.exit(1)); // asked twice: now
      log.info({ signal }, 'stopping');
      gateway
        .stop()
        .then(onStopped)
        .then(() => process.exit(0));
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    return gateway;
  } catch (fault) {
    if (fault instanceof ConfigError || fault instanceof LedgerUnavailableError || isListenError(fault)) {
      process.stderr.write(`${fault.message}\n`);
      process.exit(1);
    }
    throw fault;
  }
}

/** The port is in use, or not ours to take. */
const isListenError = (fault: unknown): fault is Error =>
  fault instanceof Error && 'syscall' in fault && ['listen', 'getaddrinfo'].includes(String(fault.syscall));
