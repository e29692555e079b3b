import { type Answer, FINAL, type Intention } from './client.ts';
import { type Entry, MISSING, STUBBORN } from './provider.ts';

/** Answers of the provider that say: nothing was executed. */
const NOT_EXECUTED = new Set(['UNAUTHORIZED', 'FORBIDDEN', 'RATE_LIMITED', 'UNAVAILABLE']);

/** Compares what clients were told with what the provider did. Gives one line for each promise that was broken. */
export function checkBooks({ provider, accountId, key, answers }: Intention, books: Entry): string[] {
  const name = `${provider} ${accountId}`;
  const finals = answers.filter(({ code }) => FINAL.has(code));
  const [final] = finals;
  const isGone = books.effects.length === 1 || accountId.startsWith(MISSING);
  const problems: string[] = [];
  const promise = (kept: boolean, broken: string) => {
    if (!kept) problems.push(`${name}: ${broken}`);
  };

  promise(final !== undefined, `no final answer; the last was ${answers.at(-1)?.code}`);
  promise(new Set(finals.map(({ whole }) => whole)).size <= 1, 'two different final answers');
  promise(books.effects.length <= 1, `deleted ${books.effects.length} times`);
  promise(
    books.requests.every((request) => request.key === key),
    'a request with another key',
  );
  promise(!finals.some(isSuccess) || isGone, 'success, and the account is there');
  promise(finals.every(isSuccess) || books.effects.length === 0, `${final?.code}, and the account is gone`);
  promise(final === undefined || expectedCodes(accountId).includes(final.code), `${final?.code}, against all reason`);

  const effect = books.effects[0];
  if (effect !== undefined) {
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
