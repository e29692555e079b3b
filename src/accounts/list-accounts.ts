import type { ProviderName } from '../deletion/deletion.ts';
import type { Account } from './account.ts';
import type { AccountReads } from './account-reads.ts';
import { type AccountPage, type Read, read, refused } from './account-source.ts';
import { decodeCursor, encodeCursor, type Place } from './cursor.ts';

const DEFAULT_FIRST = 20;
const MAX_FIRST = 100;

export interface ListRequest {
  readonly provider: ProviderName;
  /** How many accounts at most; 20 when null. */
  readonly first: number | null;
  readonly after: string | null;
}

/** A part of a provider's list. */
export interface AccountList {
  readonly edges: readonly AccountEdge[];
  readonly hasNext: boolean;
}

export interface AccountEdge {
  readonly cursor: string;
  readonly node: Account;
}

/**
 * Lists accounts, from as many pages of the provider as needed. Where a provider has no pages, its whole list is one page.
 */
export async function listAccounts(
  reads: Pick<AccountReads, 'page'>,
  { provider, first, after }: ListRequest,
): Promise<Read<AccountList>> {
  const wanted = first ?? DEFAULT_FIRST;
  if (wanted < 1 || wanted > MAX_FIRST) return refused('BAD_USER_INPUT', `first must be from 1 to ${MAX_FIRST}.`);
  const start = after === null ? { provider, page: null, after: null, before: null } : decodeCursor(after);
  if (start?.provider !== provider) return refused('BAD_USER_INPUT', `after is not a cursor of ${provider}.`);

  const edges: AccountEdge[] = [];
  const pages = new Set<string | null>();
  let next = start.page;
  do {
    const answer = await reads.page(provider, next);
    if (answer.kind === 'refused') return answer;
    const from = pages.size === 0 ? indexOf(start, answer.value) : 0;
    if (from === -1) {
      return refused('BAD_USER_INPUT', 'The accounts at this cursor are deleted: start again without `after`.');
    }
    // One more than wanted, to know whether there are more. A page may hold a hundred thousand.
    edges.push(...edgesOf(provider, next, answer.value, from, from + wanted + 1 - edges.length));
    pages.add(next);
    next = answer.value.next;
    // A page that leads back to one that was read would lead there again and again.
  } while (edges.length < wanted && next !== null && !pages.has(next));
  return read({ edges: edges.slice(0, wanted), hasNext: edges.length > wanted || (next !== null && !pages.has(next)) });
}

/** The index of a place in its page; -1 when neither of the accounts that mark it is there any more. */
function indexOf({ after, before }: Place, { accounts }: AccountPage): number {
  if (after === null) return 0;
  const index = (id: string | null) => accounts.findIndex(({ accountId }) => accountId === id);
  const front = index(after);
  return front === -1 ? index(before) : front + 1;
}

/** The cursor of a page's last account is the beginning of the next page, which the provider's own cursor names. */
function edgesOf(
  provider: ProviderName,
  page: string | null,
  { accounts, next }: AccountPage,
  from: number,
  to: number,
): AccountEdge[] {
  return accounts.slice(from, to).map((node, index) => {
    const behind = accounts[from + index + 1]?.accountId ?? null;
    const place =
      behind === null && next !== null
        ? { provider, page: next, after: null, before: null }
        : { provider, page, after: node.accountId, before: behind };
    return { node, cursor: encodeCursor(place) };
  });
}
