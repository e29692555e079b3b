import { randomUUID } from 'node:crypto';
import { resolveLostAnswer } from '../deletion/resolve-lost-answer.ts';
import type { Command } from './args.ts';
import { assertProvider, assertUnknown, RefusedError, standingOf, whatStands } from './change.ts';
import { findOne, shortId } from './find.ts';
import { details, visible } from './format.ts';
import { scanning } from './look-up.ts';
import type { Tools } from './open.ts';
import type { Terminal } from './terminal.ts';

const SAID = {
  gone: 'settled as deleted (ATTESTED): a retry with its key gets this answer',
  'not-executed': 'removed: its key is free, and the next request with it deletes the account',
} as const;

/**
 * Ends an unknown deletion by hand, without proof from the provider.
 *
 * @throws LedgerUnavailableError, UnreadableRecordError, NotFoundError, RefusedError
 */
export async function resolveByHand(
  tools: Tools,
  terminal: Terminal,
  { id: ref, resolution, reason, yes }: Extract<Command, { readonly kind: 'resolve' }>,
): Promise<void> {
  const found = await findOne(tools.ledger, ref, 'open', scanning(terminal));
  terminal.progress(null);
  assertUnknown(found);
  if (resolution === 'gone') assertProvider(tools, found); // it says what kind of deletion that is
  const { id } = found;
  const { accountId } = found.record;
  if (!yes) {
    terminal.print(details(found, null));
    terminal.note(`\nIt would be ${SAID[resolution]}.`);
    const answer = await terminal.ask('Type the account id to do it: ');
    if (answer === null) terminal.note('Nothing was done. Add --yes to do it.');
    if (answer === null) return;
    if (answer !== accountId) throw new RefusedError('Nothing was done.');
  }

  const standing = await standingOf(tools, terminal, id);
  const verdict = await resolveLostAnswer(tools.deps, { id, standing }, resolution);
  if (verdict.kind === 'taken-over') throw new RefusedError(`Nothing was done. ${whatStands(verdict.standing)}`);
  if (verdict.kind !== 'done') throw new RefusedError('It may have been done or not: run show.');
  const { provider, caller, key } = id;
  const evidence = resolution === 'gone' ? 'ATTESTED' : null;
  const line = { requestId: randomUUID(), provider, accountId, caller, key, resolution, evidence, reason };
  tools.audit.info(line, 'resolved');
  terminal.print(`${shortId(id)}  ${visible(accountId)} ${SAID[resolution]}\n`);
}
