import { ConfigError, loadConfig } from '../config/config.ts';
import { LedgerUnavailableError, UnreadableRecordError } from '../deletion/ledger.ts';
import { createLogger } from '../observability/logger.ts';
import { type Command, readArgs, UsageError } from './args.ts';
import { caller } from './caller.ts';
import { RefusedError } from './change.ts';
import { NotFoundError } from './find.ts';
import { HELP } from './help.ts';
import { list, show } from './look-up.ts';
import { openTools, type Tools } from './open.ts';
import { recover } from './recover.ts';
import { resolveByHand } from './resolve.ts';
import type { Terminal } from './terminal.ts';

/** Public: exit codes. */
const DONE = 0;
const FAILED = 1;
const WRONG_USAGE = 2;

/** Errors that are printed as one line, without a stack. */
const FAILURES = [LedgerUnavailableError, UnreadableRecordError, NotFoundError, RefusedError];

/**
 * The operator's command. The result goes to standard output; everything else, including audit lines, to standard error.
 *
 * @param args the command line, without the names of program and script
 * @returns the exit code
 */
export async function operate(args: readonly string[], env: NodeJS.ProcessEnv, terminal: Terminal): Promise<number> {
  try {
    const command = readArgs(args);
    if (command.kind === 'help') {
      terminal.print(HELP);
      return DONE;
    }
    const config = loadConfig(env, { answersCallers: false });
    const log = createLogger('error', { write: (line) => terminal.note(line.trimEnd()) });
    const tools = await openTools(config, log, { onlyLooks: command.kind === 'list' || command.kind === 'show' });
    if (!tools.hasSecret) terminal.note("LEDGER_SECRET is not this ledger's secret: answers cannot be read.");
    try {
      await run(tools, terminal, command);
    } finally {
      await tools.close();
    }
    return DONE;
  } catch (fault) {
    if (fault instanceof UsageError) terminal.note(`${fault.message} --help has examples.`);
    else if (fault instanceof ConfigError) terminal.note(fault.message);
    if (fault instanceof UsageError || fault instanceof ConfigError) return WRONG_USAGE;
    if (!(fault instanceof Error) || !FAILURES.some((own) => fault instanceof own)) throw fault;
    terminal.note(fault.message);
    return FAILED;
  }
}

function run(tools: Tools, terminal: Terminal, command: Exclude<Command, { readonly kind: 'help' }>): Promise<void> {
  switch (command.kind) {
    case 'list':
      return list(tools, terminal, command);
    case 'show':
      return show(tools, terminal, command);
    case 'recover':
      return recover(tools, terminal, command);
    case 'resolve':
      return resolveByHand(tools, terminal, command);
    case 'caller':
      return caller(tools, terminal, command);
  }
}
