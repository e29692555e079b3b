import { describe, expect, it } from 'vitest';
import type { DeleteAccountCommand } from '../../src/deletion/deps.ts';
import { createFindDeletion } from '../../src/deletion/find-deletion.ts';
import { chooseDue, look } from '../../src/deletion/reconcile.ts';
import { command, createTestCore, exchange, type ScriptedName } from '../support/core.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const managed = command('NUVION', { heldBy: 'gateway' });
const OWN = new Map([
  ['SEQUENCE', 'credential'],
  ['NUVION', 'credential'],
]);

/** A deletion whose answer is lost, and what is told of it. */
async function lost(asked: DeleteAccountCommand, credentials = OWN) {
  const core = createTestCore();
  const provider = core[asked.id.provider as ScriptedName];
  const findDeletion = createFindDeletion({ ...core.deps, credentials });
  provider.exchanges.push(() => {
    core.clock.advance(25_000); // no time to recover
    return exchange.lost;
  });
  await core.deleteAccount(asked);
  const deps = { ...core.deps, newRequestId: () => 'request' };
  return {
    core,
    provider,
    find: () => findDeletion(asked.id),
    async looks() {
      const due = await chooseDue(deps, asked.id.provider, 0);
      if ('nextInMs' in due) throw new Error('Nothing is due');
      return look(deps, due, 'credential');
    },
  };
}

describe('a deletion that is found', () => {
  it('tells of a lost answer when the gateway has looked, when it does next, and when asking again can help', async () => {
    const { core, provider, find, looks } = await lost(managed);
    const lostAt = core.clock.now();
    const open = { status: 'UNKNOWN', outcome: null } as const;
    expect(await find()).toMatchObject({
      ...open,
      lastCheckedAt: null,
      nextCheckAt: lostAt + 30_000,
      retryAfterMs: 30_000,
    });
    core.clock.advance(40_000);
    // It is late, so it is the next thing that the gateway does.
    expect(await find()).toMatchObject({ ...open, nextCheckAt: core.clock.now(), retryAfterMs: 0 });
    provider.sightings.push({ kind: 'present' });
    await looks();
    const lookedAt = core.clock.now();
    expect(await find()).toMatchObject({ ...open, lastCheckedAt: lookedAt, nextCheckAt: lookedAt + MINUTE });
    core.clock.advance(MINUTE);
    provider.sightings.push({ kind: 'absent' });
    await looks();
    expect(await find()).toMatchObject({ status: 'SETTLED', nextCheckAt: null, retryAfterMs: null });
  });

  it.each([
    ['sent under a credential of the caller', command('NUVION'), OWN],
    ['at a provider that this process has no credential for', managed, new Map<string, string>()],
  ] as const)('has no next look where it was %s', async (_what, asked, credentials) => {
    const { find } = await lost(asked, credentials);
    expect(await find()).toMatchObject({ status: 'UNKNOWN', lastCheckedAt: null, nextCheckAt: null });
  });

  it('has no next look once it would be forgotten before', async () => {
    const { core, provider, find, looks } = await lost(managed);
    core.clock.advance(30 * DAY - 25_000 - 6 * HOUR);
    for (let n = 0; n < 5; n += 1) {
      const { nextCheckAt } = (await find()) ?? {};
      expect(nextCheckAt).toEqual(expect.any(Number));
      core.clock.advance(Number(nextCheckAt) - core.clock.now());
      provider.sightings.push({ kind: 'present' });
      await looks();
    }
    expect(await find()).toMatchObject({ status: 'UNKNOWN', nextCheckAt: null });
  });

  it('is running for as long as its owner has a lease, and asking again helps when that is over', async () => {
    const { core, provider, find } = await lost(managed);
    core.clock.advance(30_000);
    let during: unknown;
    provider.sightings.push(async () => {
      core.clock.advance(2_000);
      during = await find();
      return { kind: 'deleted', deletion: { type: 'PermanentDeletion', permanent: true } };
    });
    await core.deleteAccount(managed);
    expect(during).toMatchObject({ status: 'RUNNING', retryAfterMs: 28_000, outcome: null });
  });

  it('says of Sequence how long nothing is sent, and otherwise that nothing is known', async () => {
    const { core, find } = await lost(command('SEQUENCE', { heldBy: 'gateway' }));
    expect(await find()).toMatchObject({ status: 'UNKNOWN', retryAfterMs: null });
    core.clock.advance(24 * HOUR - 25_000);
    expect(await find()).toMatchObject({ status: 'UNKNOWN', retryAfterMs: HOUR });
    core.clock.advance(HOUR);
    expect(await find()).toMatchObject({ status: 'UNKNOWN', retryAfterMs: null });
  });
});
