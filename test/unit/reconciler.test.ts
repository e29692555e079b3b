import { describe, expect, it } from 'vitest';
import { type Ledger, LedgerUnavailableError } from '../../src/deletion/ledger.ts';
import type { Sighting } from '../../src/deletion/provider-port.ts';
import type { Look } from '../../src/deletion/reconcile.ts';
import { startReconciler } from '../../src/deletion/reconciler.ts';
import type { Unknown } from '../../src/deletion/unknown.ts';
import { command, createTestCore, exchange, type ScriptedName } from '../support/core.ts';
import { createSteppedClock } from '../support/stepped-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const GONE: Sighting = { kind: 'deleted', deletion: { type: 'PermanentDeletion', permanent: true } };
const OWN = new Map([
  ['SEQUENCE', 'credential'],
  ['NUVION', 'credential'],
]);

interface Process {
  readonly credentials?: ReadonlyMap<string, string>;
  readonly random?: number;
  readonly wrap?: (ledger: Ledger) => Ledger;
}

/** Lost answers, of which each has had its time, and processes that look for them. */
async function setUp(lost: Readonly<Partial<Record<ScriptedName, number>>>) {
  const core = createTestCore();
  const clock = createSteppedClock(core.clock);
  const of = (provider: ScriptedName, n: number) =>
    command(provider, {
      heldBy: 'gateway',
      id: { caller: 'caller', provider, key: `key ${n}` },
      accountId: `acc_${n}`,
    });
  for (const [name, count] of Object.entries(lost)) {
    const provider = name as ScriptedName;
    for (let n = 0; n < count; n += 1) {
      core[provider].exchanges.push(() => {
        core.clock.advance(25_000); // no time to recover
        return exchange.lost;
      });
      await core.deleteAccount(of(provider, n));
    }
  }
  core.clock.advance(MINUTE);
  const sent = core.SEQUENCE.deletes.length + core.NUVION.deletes.length;
  const readAt: Record<ScriptedName, number[]> = { SEQUENCE: [], NUVION: [] };
  /** What a provider shows, again and again. */
  const shows = (provider: ScriptedName, sighting: Sighting) => {
    core[provider].sightings.splice(0);
    for (let n = 0; n < 2_000; n += 1) {
      core[provider].sightings.push(() => {
        readAt[provider].push(clock.now());
        return sighting;
      });
    }
  };
  return {
    core,
    clock,
    readAt,
    shows,
    start({ credentials = OWN, random = 0, wrap = (ledger) => ledger }: Process = {}) {
      const looks: Look[] = [];
      const counts: ReadonlyMap<string, Unknown>[] = [];
      const reconciler = startReconciler({
        deps: { ...core.deps, clock, ledger: wrap(core.ledger), newRequestId: () => 'request' },
        random: () => random,
        credentials,
        onLook: (look) => looks.push(look),
        onCount: (found) => counts.push(found),
      });
      return { ...reconciler, looks, counts };
    },
    state: async (provider: ScriptedName, n: number) => (await core.record(of(provider, n).id))?.state,
    /** Delete requests that were sent since. */
    deletes: () => core.SEQUENCE.deletes.length + core.NUVION.deletes.length - sent,
  };
}

const pauses = (moments: readonly number[]) => moments.slice(1).map((moment, n) => moment - (moments[n] ?? 0));

describe('the reconciler', () => {
  it('settles everything that is gone, at one read a second and provider, and sends nothing', async () => {
    const { start, clock, shows, readAt, state, deletes } = await setUp({ NUVION: 30, SEQUENCE: 30 });
    shows('NUVION', GONE);
    shows('SEQUENCE', { kind: 'absent' });
    const { stop, looks, counts } = start();
    await clock.pass(31_000);
    for (const provider of ['NUVION', 'SEQUENCE'] as const) {
      expect(readAt[provider]).toHaveLength(30);
      expect(Math.min(...pauses(readAt[provider]))).toBeGreaterThanOrEqual(1_000);
      for (let n = 0; n < 30; n += 1) expect(await state(provider, n)).toBe('settled');
    }
    expect(looks.map(({ result }) => result)).toEqual(Array(60).fill('deleted'));
    await clock.pass(MINUTE);
    expect(counts.at(-1)).toEqual(new Map());
    expect(deletes()).toBe(0);
    await stop();
  });

  it('does not look at the same moment as others', async () => {
    const { start, clock, shows, readAt } = await setUp({ NUVION: 5 });
    shows('NUVION', GONE);
    const { stop } = start({ random: 0.8 });
    await clock.pass(10_000);
    expect(pauses(readAt.NUVION)).toEqual([1_200, 1_200, 1_200, 1_200]);
    await stop();
  });

  it('finds within half a minute what others have lost', async () => {
    const { start, clock, shows, core, readAt } = await setUp({});
    const { stop } = start();
    await clock.pass(10 * MINUTE);
    core.NUVION.exchanges.push(exchange.lost);
    core.NUVION.sightings.push({ kind: 'unreadable' });
    await core.deleteAccount(command('NUVION', { heldBy: 'gateway' }));
    shows('NUVION', GONE);
    const lostAt = clock.now();
    await clock.pass(62_000);
    expect(readAt.NUVION).toHaveLength(1);
    expect(Number(readAt.NUVION[0]) - lostAt).toBeGreaterThanOrEqual(30_000);
    await stop();
  });

  it.each([
    ['for five minutes', undefined, 5 * MINUTE],
    ['for as long as it asks', 42_000, 42_000],
    ['for a second at least', 0, 1_000],
    ['for six hours at most', 2_147_483_647, 6 * HOUR],
  ])('leaves a provider alone that refuses, %s, and not the other', async (_what, retryAfterMs, pauseMs) => {
    const { start, clock, shows, readAt } = await setUp({ NUVION: 3, SEQUENCE: 3 });
    shows('NUVION', { kind: 'unreadable', refused: true, retryAfterMs });
    shows('SEQUENCE', GONE);
    const { stop, looks } = start();
    await clock.pass(4_000 + pauseMs);
    expect(readAt.SEQUENCE).toHaveLength(3);
    expect(pauses(readAt.NUVION)[0]).toBe(pauseMs);
    expect(looks.filter(({ result }) => result === 'refused').length).toBe(readAt.NUVION.length);
    await stop();
  });

  it('goes on at its pace where an account cannot be read', async () => {
    const { start, clock, shows, readAt } = await setUp({ NUVION: 3 });
    shows('NUVION', { kind: 'unreadable' });
    const { stop } = start();
    await clock.pass(3_500);
    expect(pauses(readAt.NUVION)).toEqual([1_000, 1_000]);
    await stop();
  });

  it('reads nothing where it has no credential of its own, and counts', async () => {
    const { start, clock, shows, readAt } = await setUp({ NUVION: 2, SEQUENCE: 1 });
    shows('SEQUENCE', GONE);
    shows('NUVION', GONE);
    const { stop, counts } = start({ credentials: new Map([['SEQUENCE', 'credential']]) });
    await clock.pass(HOUR);
    expect(readAt).toMatchObject({ SEQUENCE: [expect.any(Number)], NUVION: [] });
    expect(counts.at(-1)?.get('NUVION')).toMatchObject({ count: 2 });
    expect(counts.at(-1)?.has('SEQUENCE')).toBe(false);
    await stop();
  });

  it('shares the work with other processes, without a leader', async () => {
    const { start, clock, shows, readAt, state } = await setUp({ NUVION: 30 });
    shows('NUVION', GONE);
    const fleet = [0, 0.4, 0.8].map((random) => start({ random }));
    await clock.pass(15_000);
    for (let n = 0; n < 30; n += 1) expect(await state('NUVION', n)).toBe('settled');
    expect(readAt.NUVION).toHaveLength(30);
    for (const { looks } of fleet) expect(looks.length).toBeGreaterThanOrEqual(8);
    await Promise.all(fleet.map(({ stop }) => stop()));
  });

  it('finds within ten minutes what has come among the rows that it has passed', async () => {
    const { start, clock, shows, core, state } = await setUp({ NUVION: 1 });
    shows('NUVION', GONE);
    let hidden = true; // as by a clock that was set back, or a hint of a store that was repaired
    const { stop } = start({
      wrap: (ledger) => ({
        ...ledger,
        async open(from, limit) {
          const found = await ledger.open(from, limit);
          const rows = found.rows.filter(({ name }) => !hidden || !name.endsWith(':key 0'));
          return { ...found, rows };
        },
      }),
    });
    core.NUVION.exchanges.push(() => {
      core.clock.advance(25_000);
      return exchange.lost;
    });
    await core.deleteAccount(command('NUVION', { id: { caller: 'caller', provider: 'NUVION', key: 'other' } }));
    await clock.pass(5 * MINUTE);
    hidden = false;
    await clock.pass(10 * MINUTE);
    expect(await state('NUVION', 0)).toBe('settled');
    await stop();
  });

  it('goes on when the ledger is back', async () => {
    const { start, clock, shows, core, state } = await setUp({ NUVION: 1 });
    shows('NUVION', GONE);
    let away = true;
    const { stop } = start({
      wrap: (ledger) => ({
        ...ledger,
        async open(from, limit) {
          if (away) throw new LedgerUnavailableError('away');
          return ledger.open(from, limit);
        },
      }),
    });
    await clock.pass(10 * MINUTE);
    expect(core.faults).not.toEqual([]);
    away = false;
    await clock.pass(MINUTE);
    expect(await state('NUVION', 0)).toBe('settled');
    await stop();
  });

  it('reads nothing once it is to stop', async () => {
    const { start, clock, shows, readAt } = await setUp({ NUVION: 3 });
    shows('NUVION', GONE);
    const { stop } = start();
    await clock.pass(1_500);
    await stop();
    await clock.pass(HOUR);
    expect(readAt.NUVION).toHaveLength(1);
  });

  it('reads nothing either when it is to stop while it asks the ledger', async () => {
    const { start, clock, shows, readAt } = await setUp({ NUVION: 1 });
    shows('NUVION', GONE);
    const asked = Promise.withResolvers<void>();
    const { stop } = start({
      wrap: (ledger) => ({
        ...ledger,
        async open(from, limit) {
          await asked.promise;
          return ledger.open(from, limit);
        },
      }),
    });
    await clock.pass(1_500);
    const stopped = stop();
    asked.resolve();
    await stopped;
    expect(readAt.NUVION).toEqual([]);
  });

  it('stops when the look that it has begun is settled', async () => {
    const { start, clock, core, state } = await setUp({ NUVION: 1 });
    const answered = Promise.withResolvers<Sighting>();
    core.NUVION.sightings.push(() => answered.promise);
    const { stop } = start();
    await clock.pass(1_500);
    let isStopped = false;
    const stopped = stop().then(() => {
      isStopped = true;
    });
    await clock.pass(1_500);
    expect(isStopped).toBe(false);
    answered.resolve(GONE);
    await stopped;
    expect(await state('NUVION', 0)).toBe('settled');
  });
});
