import { describe, expect, it } from 'vitest';
import { command, createTestCore, exchange, type ScriptedName } from '../support/core.ts';

/** What an exchange does to the record, and what the caller is told. */
const TABLE: readonly (readonly [keyof typeof exchange, 'settled' | 'absent', string])[] = [
  ['deleted', 'settled', 'DELETED'],
  ['notFound', 'settled', 'ACCOUNT_NOT_FOUND'],
  ['rejected', 'settled', 'DELETION_REJECTED'],
  ['unauthorized', 'absent', 'UNAUTHORIZED'],
  ['forbidden', 'absent', 'FORBIDDEN'],
  ['rateLimited', 'absent', 'RATE_LIMITED'],
  ['noRoute', 'absent', 'UNAVAILABLE'],
  ['notSent', 'absent', 'UNAVAILABLE'],
];

describe.each<ScriptedName>(['SEQUENCE', 'NUVION'])('%s: the first answer', (provider) => {
  it.each(TABLE)('%s → the record is %s, the answer %s', async (kind, state, code) => {
    const core = createTestCore();
    core[provider].exchanges.push(exchange[kind]);
    const answer = await core.deleteAccount(command(provider));
    expect(answer).toMatchObject({ outcome: { code }, replayed: false, attempts: kind === 'notSent' ? 0 : 1 });
    expect((await core.record(command(provider).id))?.state ?? 'absent').toBe(state);
  });

  it.each(TABLE.filter(([, state]) => state === 'settled'))(
    '%s is replayed, from the cache and without it',
    async (kind, _state, code) => {
      const core = createTestCore();
      core[provider].exchanges.push(exchange[kind]);
      const first = await core.deleteAccount(command(provider));
      const again = await core.deleteAccount(command(provider));
      const elsewhere = await core.anotherProcess()(command(provider));
      expect(first.outcome.code).toBe(code);
      expect(again).toMatchObject({ outcome: first.outcome, replayed: true, attempts: 1 });
      expect(elsewhere).toMatchObject({ outcome: first.outcome, replayed: true, attempts: 1 });
      expect(core[provider].deletes).toHaveLength(1);
    },
  );

  it.each(TABLE.filter(([, state]) => state === 'absent'))('after %s the same key is tried again', async (kind) => {
    const core = createTestCore();
    core[provider].exchanges.push(exchange[kind], exchange.deleted);
    await core.deleteAccount(command(provider));
    expect(await core.deleteAccount(command(provider))).toMatchObject({
      outcome: { code: 'DELETED' },
      replayed: false,
    });
  });

  it('a settled answer is forgotten after its replay time, counted from its settlement', async () => {
    const core = createTestCore({ replayTtlMs: 1_000 });
    core[provider].exchanges.push(exchange.deleted, exchange.notFound);
    const elsewhere = core.anotherProcess();
    await elsewhere(command(provider));
    // Sequence would still know the key then, and answer it for another account too.
    const keptForMs = provider === 'SEQUENCE' ? 25 * 60 * 60 * 1000 : 1_000;
    core.clock.advance(keptForMs - 1);
    expect((await elsewhere(command(provider))).replayed).toBe(true);
    core.clock.advance(1);
    expect(await elsewhere(command(provider))).toMatchObject({
      outcome: { code: 'ACCOUNT_NOT_FOUND' },
      replayed: false,
    });
  });
});
