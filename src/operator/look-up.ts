import type { Command } from './args.ts';
import { type Found, findAll, findOne, type OnProgress } from './find.ts';
import { details, json, type Opened, table } from './format.ts';
import type { Tools } from './open.ts';
import type { Terminal } from './terminal.ts';

type Of<Kind extends Command['kind']> = Extract<Command, { readonly kind: Kind }>;

/** Shows the progress of a long scan. */
export const scanning =
  ({ progress }: Pick<Terminal, 'progress'>): OnProgress =>
  (rows) =>
    progress(`${rows} records read …`);

/** Lists deletions, the oldest first. */
export async function list(tools: Tools, terminal: Terminal, command: Of<'list'>): Promise<void> {
  const { status, account, olderThanMs } = command;
  const isWanted = ({ id, record, now, ...found }: Found) =>
    (status === null || found.status === status) &&
    (account === null || (id.provider === account.provider && record.accountId === account.accountId)) &&
    (olderThanMs === null || now - record.startedAt >= olderThanMs);
  const among = status === 'unknown' || status === 'running' ? 'open' : 'all';
  const { found, unreadable } = await findAll(tools.ledger, among, isWanted, scanning(terminal));
  terminal.progress(null);
  const rows = found.map((one) => ({ found: one, opened: open(tools, one) }));
  if (command.json)
    terminal.print(
      `${JSON.stringify(
        rows.map(({ found, opened }) => json(found, opened)),
        null,
        2,
      )}\n`,
    );
  else if (rows.length > 0) terminal.print(table(rows, terminal.columns));
  else terminal.note('There is no such deletion.');
  if (unreadable.length > 0)
    terminal.note(`${unreadable.length} records cannot be read:\n  ${unreadable.join('\n  ')}`);
}

/** Shows the whole record of one deletion. */
export async function show(tools: Tools, terminal: Terminal, command: Of<'show'>): Promise<void> {
  const found = await findOne(tools.ledger, command.id, 'all', scanning(terminal));
  terminal.progress(null);
  const opened = open(tools, found);
  terminal.print(command.json ? `${JSON.stringify(json(found, opened), null, 2)}\n` : details(found, opened));
}

/** A settlement that cannot be opened is logged; the others are still shown. */
function open({ hasSecret, deps }: Tools, { id, record }: Found): Opened {
  try {
    return record.settlement === null || !hasSecret ? null : deps.vault.open(id, record.settlement);
  } catch (fault) {
    deps.onFault(fault);
    return null;
  }
}
