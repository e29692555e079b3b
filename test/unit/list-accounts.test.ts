import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/accounts/account.ts';
import { type AccountPage, read, refused } from '../../src/accounts/account-source.ts';
import { decodeCursor, encodeCursor } from '../../src/accounts/cursor.ts';
import { type AccountList, listAccounts } from '../../src/accounts/list-accounts.ts';

const account = (accountId: string): Account => ({ provider: 'NUVION', accountId });

/** Pages by cursor: `''` is the first; each leads to the cursor behind the arrow. */
function reads(pages: Readonly<Record<string, readonly [ids: string, next: string | null]>>) {
  const asked: (string | null)[] = [];
  const page = async (_provider: unknown, cursor: string | null) => {
    asked.push(cursor);
    const found = pages[cursor ?? ''];
    if (found === undefined) return refused('BAD_USER_INPUT', 'no such page');
    return read<AccountPage>({ accounts: [...found[0]].map(account), next: found[1] });
  };
  return { asked, page };
}

async function list(from: ReturnType<typeof reads>, first: number | null = null, after: string | null = null) {
  const answer = await listAccounts(from, { provider: 'NUVION', first, after });
  if (answer.kind === 'refused') return answer.code;
  return answer.value;
}

const idsOf = (found: AccountList | string) =>
  typeof found === 'string' ? found : found.edges.map(({ node }) => node.accountId).join('');
const endOf = (found: AccountList | string) =>
  typeof found === 'string' ? null : (found.edges.at(-1)?.cursor ?? null);

describe('a list of accounts', () => {
  const PAGES = { '': ['abc', 'x'], x: ['', 'y'], y: ['de', null] } as const;

  it('reads no page more than it takes', async () => {
    for (const [first, asked, ids, hasNext] of [
      [2, [null], 'ab', true],
      [3, [null], 'abc', true],
      [4, [null, 'x', 'y'], 'abcd', true],
      [5, [null, 'x', 'y'], 'abcde', false],
    ] as const) {
      const from = reads(PAGES);
      const found = await list(from, first);
      expect([idsOf(found), found]).toMatchObject([ids, { hasNext }]);
      expect(from.asked).toEqual(asked);
    }
  });

  it.each([...'abcde'].map((id, index) => [id, index]))('goes on behind %s', async (_id, index) => {
    const all = (await list(reads(PAGES))) as AccountList;
    const cursor = all.edges[index as number]?.cursor ?? '';
    expect(idsOf(await list(reads(PAGES), null, cursor))).toBe('abcde'.slice((index as number) + 1));
  });

  it('takes what is wanted of a page that holds very many', async () => {
    const accounts = Array.from({ length: 125_000 }, (_, index) => account(`a${index}`));
    const page = async () => read<AccountPage>({ accounts, next: null });
    const found = await listAccounts({ page }, { provider: 'NUVION', first: 2, after: null });
    expect(found).toMatchObject({ value: { edges: [{ node: accounts[0] }, { node: accounts[1] }], hasNext: true } });
  });

  it('goes on at the next page where one ended, whatever became of the last account', async () => {
    const cursor = endOf(await list(reads({ '': ['abc', 'x'] }), 3));
    const from = reads({ x: ['de', null] });
    expect(idsOf(await list(from, null, cursor))).toBe('de');
    expect(from.asked).toEqual(['x']);
  });

  it('goes on behind an account that is gone, or in front of the next; with neither it is refused', async () => {
    const cursor = endOf(await list(reads({ '': ['abcde', null] }), 2));
    const goOn = async (ids: string) => idsOf(await list(reads({ '': [ids, null] }), null, cursor));
    expect(await goOn('abXcde')).toBe('Xcde');
    expect(await goOn('acde')).toBe('cde');
    expect(await goOn('cde')).toBe('cde');
    expect(await goOn('abde')).toBe('de');
    expect(await goOn('ade')).toBe('BAD_USER_INPUT');
  });

  it('ends where pages lead in a circle', async () => {
    const from = reads({ '': ['a', 'x'], x: ['b', 'y'], y: ['c', 'x'] });
    expect(await list(from)).toMatchObject({ hasNext: false });
    expect(from.asked).toEqual([null, 'x', 'y']);
  });

  it('hands on what a page is refused with', async () => {
    expect(await list(reads({ '': ['a', 'nowhere'] }))).toBe('BAD_USER_INPUT');
  });
});

describe('a cursor', () => {
  const place = { provider: 'NUVION', page: 'p', after: 'ünï "\n', before: null } as const;

  it('comes back as it was', () => {
    expect(decodeCursor(encodeCursor(place))).toEqual(place);
  });

  const raw = (text: string) => Buffer.from(text).toString('base64url');
  it.each([
    ['', ''],
    ['no JSON', raw('[')],
    ['no list', raw('{}')],
    ['no provider', raw('[null,null,null,null]')],
    ['numbers', raw('["NUVION",1,null,null]')],
    ['too few', raw('["NUVION",null]')],
    ['too many', raw('["NUVION",null,null,null,null]')],
    ['spaces', raw('["NUVION", null,null,null]')],
    ['padding', `${encodeCursor(place)}=`],
    ['base64', Buffer.from('["NUVION","??>",null,null]').toString('base64')],
  ])('that was not made here is none: %s', (_what, cursor) => {
    expect(decodeCursor(cursor)).toBeNull();
  });
});
