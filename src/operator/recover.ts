import { API_KEY_SETTINGS, apiKeySetting } from '../config/provider-settings.ts';
import type { ProviderName } from '../deletion/deletion.ts';
import { type Look, type LookResult, look } from '../deletion/reconcile.ts';
import type { Command } from './args.ts';
import { assertProvider, assertUnknown, RefusedError, standingOf } from './change.ts';
import { type Found, findAll, findOne, shortId } from './find.ts';
import { table, visible } from './format.ts';
import { scanning } from './look-up.ts';
import type { Tools } from './open.ts';
import type { Terminal } from './terminal.ts';

/** The pause between two reads, in milliseconds: at most one read a second, like the gateway. */
const PACE_MS = 1_000;

/** The result of a read in words, and whether it succeeded. */
const SAID: Readonly<Record<LookResult, readonly [done: boolean, words: string]>> = {
  deleted: [true, 'is gone: settled'],
  present: [true, 'is still there: nothing changed'],
  unreadable: [false, 'could not be read: nothing changed'],
  refused: [false, 'may not be read with this key, or not now: nothing changed'],
  'other-credential': [false, 'is not found with this key; the delete was sent with another: nothing changed'],
  overtaken: [false, 'was not read: it is running, or ran a moment ago'],
};

/**
 * Does now what the gateway would do later: reads the accounts of unknown deletions, and settles the deletions whose
 * accounts are gone. Without an id: all that were sent with the keys that are set.
 *
 * @throws LedgerUnavailableError, UnreadableRecordError, NotFoundError, RefusedError
 */
export async function recover(
  tools: Tools,
  terminal: Terminal,
  { id, yes }: Extract<Command, { readonly kind: 'recover' }>,
): Promise<void> {
  const chosen =
    id === null ? await allOf(tools, terminal) : [await findOne(tools.ledger, id, 'open', scanning(terminal))];
  terminal.progress(null);
  const rows = chosen.map((found) => ({ found, opened: null }));
  const [first] = chosen;
  if (first === undefined) return;
  if (id !== null) {
    assertUnknown(first);
    assertProvider(tools, first);
    credentialFor(tools, first);
  }
  if (!yes) {
    terminal.print(table(rows, terminal.columns));
    const answer = await terminal.ask(`Read ${chosen.length} of these at their provider? Type yes: `);
    if (answer === null) terminal.note('Nothing was done. Add --yes to read them, and to settle those that are gone.');
    if (answer === null) return;
    if (answer.trim() !== 'yes') throw new RefusedError('Nothing was done.');
  }

  let failed = 0;
  const refused = new Set<ProviderName>();
  for (const [n, found] of chosen.entries()) {
    if (refused.has(found.id.provider)) {
      failed += 1;
      continue;
    }
    if (n > 0) await tools.deps.clock.sleep(PACE_MS);
    const seen = await lookAt(tools, terminal, found);
    const [done, words] = SAID[seen.result];
    terminal.print(`${shortId(found.id)}  ${visible(seen.accountId)} ${words}\n`);
    if (!done) failed += 1;
    if (seen.result === 'refused') refused.add(found.id.provider); // do not repeat requests to a provider that refuses
  }
  if (failed > 0) throw new RefusedError(`${failed} of ${chosen.length} are still unknown.`);
}

async function lookAt(tools: Tools, terminal: Terminal, found: Found): Promise<Look> {
  const standing = await standingOf(tools, terminal, found.id);
  const { retryAfterMs: _, ...seen } = await look(tools.deps, { id: found.id, standing }, credentialFor(tools, found));
  const { provider, caller, key } = found.id;
  const { accountId, requestId, result, evidence } = seen;
  tools.audit.info({ requestId, provider, accountId, caller, key, result, evidence }, 'reconciled');
  return seen;
}

function credentialFor({ credentials }: Tools, { id: { provider } }: Found): string {
  const credential = credentials.get(provider);
  if (credential === undefined) {
    throw new RefusedError(`${apiKeySetting(provider)} is not set: accounts at ${provider} cannot be read.`);
  }
  return credential;
}

/** The unknown deletions that were sent with the keys that are set. With another key, a missing account proves nothing. */
async function allOf({ deps, ledger, credentials }: Tools, terminal: Terminal): Promise<readonly Found[]> {
  const mine = new Map([...credentials].map(([provider, key]) => [provider, deps.hashCredential(key)]));
  if (mine.size === 0) throw new RefusedError(`${API_KEY_SETTINGS.join(' or ')} must be set to read accounts.`);
  const unknown = (await findAll(ledger, 'open', ({ status }) => status === 'unknown', scanning(terminal))).found;
  const [own, others] = [true, false].map((is) =>
    unknown.filter(({ id, record }) => {
      const isOwn =
        mine.has(id.provider) && (record.heldBy === 'gateway' || record.credential === mine.get(id.provider));
      return isOwn === is;
    }),
  ) as [Found[], Found[]];
  if (own.length === 0) terminal.note('There is nothing to recover with the keys that are set.');
  if (others.length > 0)
    terminal.note(`${others.length} more were sent under other keys: recover ID reads one of them.`);
  return own;
}
