import { type Answer, FINAL, type Intention } from './client.ts';
import type { LedgerUnderTorture } from './ledgers.ts';
import { type Entry, MISSING, STUBBORN } from './provider.ts';

/** Answers of the provider that say: nothing was executed. */
const NOT_EXECUTED = new Set(['UNAUTHORIZED', 'FORBIDDEN', 'RATE_LIMITED', 'UNAVAILABLE']);
/** What a request that was carried out must never be told, whatever the ledger has forgotten: its process knows. */
const DENIALS = new Set([...NOT_EXECUTED, 'ACCOUNT_NOT_FOUND', 'DELETION_REJECTED']);

/** How Nuvion refuses to delete twice. */
const TWICE = 'error_account_deleted';

interface Expected {
  /** The key that the provider is sent; by default the client's. */
  readonly sentKey?: string | undefined;
  /** Whether there may be no final answer. */
  readonly mayBeUnknown?: boolean;
}

/**
 * Compares what clients were told with what the provider did. Gives one line for each promise that was broken.
 *
 * - A ledger that forgets makes of a key a new deletion, which may find its account gone.
 * - While a ledger stays away, a run tells what it heard and cannot record it. Should it die, the next one finds out anew, and
 *   may see less of it; only what is recorded is the same for everybody.
 */
export function checkBooks(
  { provider, accountId, key, answers }: Intention,
  books: Entry,
  { forgets = false, staysAway = false }: Pick<LedgerUnderTorture, 'forgets' | 'staysAway'>,
  { sentKey = key, mayBeUnknown = false }: Expected = {},
): string[] {
  const name = `${provider} ${accountId}`;
  const finals = answers.filter(({ code }) => FINAL.has(code));
  const [final] = finals;
  const isGone = books.effects.length === 1 || accountId.startsWith(MISSING);
  const isRepeat = ({ whole }: Answer) => forgets && whole.includes(TWICE);
  const problems: string[] = [];
  const promise = (kept: boolean, broken: string) => {
    if (!kept) problems.push(`${name}: ${broken}`);
  };

  promise(final !== undefined || mayBeUnknown, `no final answer; the last was ${answers.at(-1)?.code}`);
  const lasting = finals.filter(({ replayed }) => replayed || !staysAway);
  promise(forgets || new Set(lasting.map(({ whole }) => whole)).size <= 1, 'two different final answers');
  promise(books.effects.length <= 1, `deleted ${books.effects.length} times`);
  promise(
    books.requests.every((request) => request.key === sentKey),
    'a request with another key',
  );
  promise(!finals.some(isSuccess) || isGone, 'success, and the account is there');
  const failures = finals.filter((answer) => !isSuccess(answer) && !isRepeat(answer));
  promise(failures.length === 0 || books.effects.length === 0, `${failures[0]?.code}, and the account is gone`);
  const strays = finals.filter((answer) => !expectedCodes(accountId).includes(answer.code) && !isRepeat(answer));
  promise(strays.length === 0, `${strays[0]?.code}, against all reason`);

  const effect = books.effects[0];
  const own = answers.find(({ requestId }) => requestId === effect?.requestId);
  promise(own === undefined || !DENIALS.has(own.code), `${own?.code} for the request that deleted it`);
  if (effect !== undefined && !forgets) {
    const lies = answers.filter(
      ({ code, source, askedAt }) => NOT_EXECUTED.has(code) && source === 'PROVIDER' && askedAt > effect.at,
    );
    promise(lies.length === 0, `${lies[0]?.code} after it was deleted`);
  }
  return problems;
}

const isSuccess = ({ code }: Answer) => code === 'DELETED';

function expectedCodes(accountId: string): readonly string[] {
  // After a lost answer "not found" is what a deletion leaves behind, and all that was asked for.
  if (accountId.startsWith(MISSING)) return ['ACCOUNT_NOT_FOUND', 'DELETED'];
  return accountId.startsWith(STUBBORN) ? ['DELETION_REJECTED'] : ['DELETED'];
}

/**
 * Deletes at Nuvion that came when the account was gone. They are allowed when it could not be read after the
 * quiescence, and do nothing; many of them would show that the reading is left out.
 */
export function idleDeletes({ provider }: Intention, { requests, effects: [effect] }: Entry): number {
  if (provider !== 'NUVION' || effect === undefined) return 0;
  return requests.filter(({ at }) => at > effect.at).length;
}
