import { describe, expect, it } from 'vitest';
import { after } from '../../src/deletion/record.ts';
import { written } from '../../src/deletion/record-row.ts';
import { readArgs, UsageError } from '../../src/operator/args.ts';
import { type Among, type Found, findAll, findOne, NotFoundError, shortId } from '../../src/operator/find.ts';
import { details, duration, json, table } from '../../src/operator/format.ts';
import { HELP } from '../../src/operator/help.ts';
import { command, createTestCore, exchange } from '../support/core.ts';

describe('the command line', () => {
  it.each([
    ['list', { kind: 'list', json: false, status: null, account: null, olderThanMs: null }],
    ['list --status unknown --older-than 90m --json', { status: 'unknown', olderThanMs: 5_400_000, json: true }],
    ['list --account NUVION:a:b', { account: { provider: 'NUVION', accountId: 'a:b' } }],
    ['show SEQUENCE:0123456789', { kind: 'show', id: 'SEQUENCE:0123456789' }],
    ['recover', { kind: 'recover', id: null, yes: false }],
    ['recover x --yes', { kind: 'recover', id: 'x', yes: true }],
    ['resolve x --gone --reason seen', { kind: 'resolve', resolution: 'gone', reason: 'seen', yes: false }],
    ['resolve x --not-executed --reason seen --yes', { resolution: 'not-executed', yes: true }],
    ['caller', { kind: 'caller', subject: null }],
    ['caller --issuer i --subject s', { subject: { issuer: 'i', subject: 's' } }],
    ['resolve x --help', { kind: 'help' }],
    ['-h', { kind: 'help' }],
  ])('%s', (line, expected) => {
    expect(readArgs(line.split(' '))).toMatchObject(expected);
  });

  it.each([
    '',
    'delete x',
    'toString',
    'list x',
    'list --status lost',
    'list --older-than 1',
    'list --older-than -1h',
    'list --account acc_1',
    'list --account BANK:acc_1',
    'list --account NUVION:',
    'list --yes',
    'list --unknown',
    'show',
    'show x y',
    'recover x y',
    'recover --json',
    'resolve --gone --reason seen',
    'resolve x --reason seen',
    'resolve x --gone --not-executed --reason seen',
    'resolve x --gone',
    'resolve x --gone --reason=',
    `resolve x --gone --reason ${'r'.repeat(501)}`,
    'caller --issuer i',
    'caller --subject s',
  ])('refuses %j', (line) => {
    expect(() => readArgs(line === '' ? [] : line.split(' '))).toThrow(UsageError);
  });

  it('needs a reason that says something', () => {
    expect(() => readArgs(['resolve', 'x', '--gone', '--reason', ' \t'])).toThrow('--reason');
  });

  it('has an example of each command in its help, and each can be read', () => {
    const examples = [...HELP.matchAll(/^ {11}deletions (.+)$/gm)].map(([, example = '']) => example);
    const words = examples.map((example) =>
      [...example.replace(/ < .*/, '').matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''),
    );
    const kinds = words.map((line) => readArgs(line).kind);
    expect(new Set(kinds)).toEqual(new Set(['list', 'show', 'recover', 'resolve', 'caller']));
  });
});

/** A deletion whose answer was lost; its `found`, and the core that it is in. */
async function lost(accountId = 'acc_1') {
  const core = createTestCore();
  core.NUVION.exchanges.push(() => {
    core.clock.advance(25_000);
    return exchange.lost;
  });
  const id = { provider: 'NUVION', caller: 'c'.repeat(43), key: `-${'k'.repeat(42)}` } as const;
  await core.deleteAccount(command('NUVION', { id, accountId, heldBy: 'gateway' }));
  const all = (among: Among = 'all') => findAll(core.ledger, among, () => true);
  const [found] = (await all()).found;
  if (found === undefined) throw new Error('nothing found');
  return { core, id, all, found };
}

describe('finding deletions', () => {
  it('tells unknown, running and settled ones apart, and leaves out those whose time has ended', async () => {
    const { core, all, found } = await lost();
    expect(found).toMatchObject({ status: 'unknown', record: { attempts: 1 } });
    core.SEQUENCE.exchanges.push(async () => {
      expect((await all()).found.map(({ status }) => status)).toEqual(['unknown', 'running']);
      return exchange.deleted;
    });
    await core.deleteAccount(command('SEQUENCE'));
    expect((await all()).found.map(({ status }) => status)).toEqual(['unknown', 'settled']);
    core.clock.advance(31 * 24 * 60 * 60 * 1000);
    expect((await all()).found).toEqual([]);
    await expect(findOne(core.ledger, shortId(found.id), 'all')).rejects.toThrow(NotFoundError);
  });

  it('takes the whole id, the short one, and the key of a log line', async () => {
    const { core, id } = await lost();
    for (const ref of [`NUVION:${id.caller}:${id.key}`, shortId(id), `NUVION:${id.key}`, id.key]) {
      for (const among of ['open', 'all'] as const) {
        expect((await findOne(core.ledger, ref, among)).id, ref).toEqual(id);
      }
    }
    for (const ref of ['NUVION:-kkk', 'SEQUENCE:-kkkkkkkkk', `NUVION:${id.caller}:other`, 'NUVION:otherkey00']) {
      await expect(findOne(core.ledger, ref, 'open'), ref).rejects.toThrow(NotFoundError);
    }
  });

  it('does not choose between two that a short id may mean', async () => {
    const { core, id, found } = await lost();
    const row = (await core.ledger.read(`NUVION:${id.caller}:${id.key}`))?.row;
    const next = { version: 'x.lose', keptForMs: 1e9, dueInMs: null, body: String(row?.body) };
    await core.ledger.compareAndSet(`NUVION:other:${id.key}`, { expected: null, next });
    await expect(findOne(core.ledger, shortId(found.id), 'all')).rejects.toThrow(`NUVION:other:${id.key}`);
  });

  it('names what cannot be read, and goes on', async () => {
    const { core, all } = await lost();
    const next = { version: 'x.begin', keptForMs: 1e9, dueInMs: null, body: 'not ours' };
    await core.ledger.compareAndSet('NUVION:c:broken', { expected: null, next });
    expect(await all()).toMatchObject({ found: [{ status: 'unknown' }], unreadable: ['NUVION:c:broken'] });
  });

  it('reads what is not settled alone, where that is all that was asked for', async () => {
    const { core, all, id } = await lost();
    core.NUVION.exchanges.push(exchange.deleted);
    await core.deleteAccount(command('NUVION', { id: { ...id, key: 'settled-key' } }));
    const noScan = {
      ...core.ledger,
      scan: () => {
        throw new Error('all of it is read');
      },
    };
    expect((await all('open')).found).toMatchObject([{ id, status: 'unknown' }]);
    expect((await findAll(noScan, 'open', () => true)).found).toHaveLength(1);
    expect((await findOne(noScan, id.key, 'open')).id).toEqual(id);
    // A settled one is found all the same, to say so.
    expect(await findOne(core.ledger, 'settled-key', 'open')).toMatchObject({ status: 'settled' });
  });

  it('finds each once in a store that shows some twice, and tells how far it is', async () => {
    const { core } = await lost();
    const { rows } = await core.ledger.scan(null, 1);
    const page = Array.from({ length: 600 }, () => rows[0]).filter((row) => row !== undefined);
    const twice = {
      ...core.ledger,
      scan: async (from: string | null) => ({ rows: page, next: from === null ? 'last' : null }),
    };
    const seen: number[] = [];
    const { found } = await findAll(
      twice,
      'all',
      () => true,
      (count) => seen.push(count),
    );
    expect(found).toHaveLength(1);
    expect(seen).toEqual([500, 1_000]);
  });
});

describe('what people see', () => {
  const now = 1_700_000_000_000;
  const found = (accountId: string): Found => ({
    id: { provider: 'SEQUENCE', caller: 'c'.repeat(43), key: 'k'.repeat(43) },
    status: 'unknown',
    now: now + 3 * 60 * 60 * 1000,
    record: written(
      {
        state: 'dispatched',
        version: 'x.lose',
        accountId,
        attempts: 1,
        credential: 'hash',
        heldBy: 'gateway',
        looks: 2,
        lookedAt: after(0),
        startedAt: now,
        firstSentAt: now,
        leaseUntil: null,
        quietAt: now,
        settlement: null,
        keptForMs: 1e9,
      },
      now,
    ),
  });

  it('fits a terminal, however long an account id is', () => {
    const lines = table([{ found: found('a'.repeat(255)), opened: null }], 80).split('\n');
    expect(lines[0]).toMatch(/^ID +STATUS +AGE +SENT +LOOKS +RESULT +ACCOUNT$/);
    expect(lines[1]).toMatch(/^SEQUENCE:kkkkkkkkkk {2}unknown +3h +1 +2 +– +a+…$/);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('obeys no account id: what a terminal would do with it is shown as its number', () => {
    const evil = found('a\u001b[2Jb\u202ec');
    for (const text of [table([{ found: evil, opened: null }], 200), details(evil, null)]) {
      expect(text).toContain('a\\u001b[2Jb\\u202ec');
    }
    expect(json(evil, null).accountId).toBe('a\u001b[2Jb\u202ec');
  });

  it('tells programs when the gateway looks again, and what it came to', () => {
    const opened = {
      outcome: { code: 'DELETED', evidence: 'ATTESTED', deletion: { type: 'PermanentDeletion', permanent: true } },
    } as const;
    expect(json(found('a'), opened)).toMatchObject({
      id: `SEQUENCE:${'c'.repeat(43)}:${'k'.repeat(43)}`,
      outcome: 'DELETED',
      evidence: 'ATTESTED',
      lastCheckedAt: new Date(now).toISOString(),
      nextCheckAt: new Date(now + 5 * 60_000).toISOString(),
    });
  });

  it.each([
    [-5, '0s'],
    [59_999, '59s'],
    [60_000, '1m'],
    [3_600_000, '1h'],
    [47 * 3_600_000, '47h'],
    [30 * 86_400_000, '30d'],
  ])('%d ms are %s', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });
});
