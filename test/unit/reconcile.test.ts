import { describe, expect, it } from 'vitest';
import { type Ledger, nameOf } from '../../src/deletion/ledger.ts';
import { openRows } from '../../src/deletion/open-rows.ts';
import { chooseDue, look, type ReconcileDeps } from '../../src/deletion/reconcile.ts';
import { countUnknown } from '../../src/deletion/unknown.ts';
import { command, createTestCore, exchange, type ScriptedName } from '../support/core.ts';

const DAY = 24 * 60 * 60 * 1000;
const managed = command('NUVION', { heldBy: 'gateway' });
const gone = { kind: 'deleted', deletion: { type: 'PermanentDeletion', permanent: true } } as const;

/** A deletion at Nuvion that was sent under the gateway's own credential, and its answer lost. */
async function lost(first = managed) {
  const core = createTestCore();
  const provider = core[first.id.provider as ScriptedName];
  provider.exchanges.push(() => {
    core.clock.advance(25_000); // no time to recover
    return exchange.lost;
  });
  await core.deleteAccount(first);
  const deps: ReconcileDeps = { ...core.deps, newRequestId: () => 'a request of the gateway' };
  const due = async () => {
    const found = await chooseDue(deps, first.id.provider, 0);
    return 'nextInMs' in found ? found.nextInMs : found;
  };
  const looks = async (credential = 'credential') => {
    const found = await due();
    if (found === null || typeof found === 'number') throw new Error(`Nothing is due: ${found}`);
    return look(deps, found, credential);
  };
  return { core, provider, deps, due, looks };
}

describe('the gateway by itself', () => {
  it('looks after the quiescence, settles what is gone, and sends nothing', async () => {
    const { core, due, looks } = await lost();
    expect(await due()).toBe(30_000);
    core.clock.advance(30_000);
    core.NUVION.sightings.push(gone);
    expect(await looks()).toMatchObject({ result: 'deleted', evidence: 'OBSERVED', accountId: 'acc_1' });
    expect(core.NUVION.deletes).toHaveLength(1);
    expect(await due()).toBeNull();
    expect(await core.deleteAccount(managed)).toMatchObject({ outcome: { evidence: 'OBSERVED' }, replayed: true });
  });

  it('keeps what it settles for as long as the record would have been', async () => {
    const { core, looks } = await lost();
    core.clock.advance(30_000);
    core.NUVION.sightings.push({ kind: 'absent' });
    expect(await looks()).toMatchObject({ result: 'deleted', evidence: 'ABSENT' });
    core.cached.clear();
    core.clock.advance(29 * DAY);
    expect(await core.deleteAccount(managed)).toMatchObject({ outcome: { evidence: 'ABSENT' }, replayed: true });
  });

  it('changes nothing for an account that is still there, and looks less and less often', async () => {
    const { core, due, looks } = await lost();
    core.clock.advance(30_000);
    const pauses: unknown[] = [];
    const endsAt = (await core.record(managed.id))?.expiresAt;
    for (let n = 0; n < 7; n += 1) {
      core.NUVION.sightings.push({ kind: 'present' });
      expect(await looks()).toMatchObject({ result: 'present', evidence: null });
      const pause = await due();
      pauses.push(pause);
      core.clock.advance(Number(pause));
    }
    const minutes = pauses.map((ms) => Number(ms) / 60_000);
    expect(minutes).toEqual([1, 5, 15, 60, 360, 360, 360]);
    expect(await core.record(managed.id)).toMatchObject({
      state: 'dispatched',
      attempts: 1,
      looks: 7,
      expiresAt: endsAt,
    });
    expect(core.NUVION.deletes).toHaveLength(1);
  });

  it('takes a missing account for no evidence under another credential, and a deleted one for evidence', async () => {
    const { core, due, looks } = await lost();
    core.clock.advance(30_000);
    core.NUVION.sightings.push({ kind: 'absent' });
    expect(await looks('rotated')).toMatchObject({ result: 'other-credential', evidence: null });
    expect(await core.record(managed.id)).toMatchObject({ state: 'dispatched' });
    core.clock.advance(Number(await due()));
    core.NUVION.sightings.push(gone);
    expect(await looks('rotated')).toMatchObject({ result: 'deleted', evidence: 'OBSERVED' });
  });

  it('never looks into what was sent under the credential of a caller, and counts it', async () => {
    const { core, due } = await lost(command('NUVION'));
    core.clock.advance(DAY);
    expect(await due()).not.toHaveProperty('id');
    expect((await countUnknown(core.ledger)).get('NUVION')).toEqual({ count: 1, oldestStartedAt: 1_700_000_000_000 });
    expect(core.NUVION.reads).toBe(0);
  });

  it('goes by whose credential it was, also where a row says that it is due', async () => {
    const { core, due } = await lost(command('NUVION'));
    const name = nameOf(managed.id);
    const reading = await core.ledger.read(name);
    const next = { version: 'other.1', keptForMs: DAY, dueInMs: 0, body: String(reading?.row.body) };
    const expected = String(reading?.row.version);
    expect(await core.ledger.compareAndSet(name, { expected, next })).not.toBeNull();
    core.clock.advance(60_000);
    expect(await due()).toBeNull();
  });

  it('chooses by chance among those that are due, so that several processes seldom choose the same', async () => {
    const { core, deps } = await lost();
    const { row } = (await core.ledger.read(nameOf(managed.id))) ?? {};
    for (let n = 0; n < 30; n += 1) {
      const name = nameOf({ ...managed.id, key: `key ${n}` });
      const next = { version: 'v', keptForMs: DAY, dueInMs: n, body: String(row?.body) };
      await core.ledger.compareAndSet(name, { expected: null, next });
    }
    core.clock.advance(60_000);
    const chosen = await Promise.all([0, 0.25, 0.5, 0.75, 0.999].map((random) => chooseDue(deps, 'NUVION', random)));
    const keys = chosen.map((one) => ('id' in one ? one.id.key : null));
    expect(keys).toEqual(['key 0', 'key 5', 'key 10', 'key 15', 'key 19']); // the longest due first
  });

  it('waits until it has watched the quiescence pass, where the clock of a ledger may be set', async () => {
    const { core, deps } = await lost();
    core.clock.advance(30_000);
    const startedAt = core.clock.now() - 10_000; // the process, which has not seen more of the clock
    const ledger: Ledger = {
      ...core.ledger,
      open: async (from, limit) => ({ ...(await core.ledger.open(from, limit)), steadySince: startedAt }),
    };
    const choose = () => chooseDue({ ...deps, ledger }, 'NUVION', 0);
    expect(await choose()).toEqual({ nextInMs: 20_000 });
    core.clock.advance(20_000);
    expect(await choose()).toMatchObject({ id: managed.id });
  });

  it('does not read what another process has chosen at the same moment', async () => {
    const { core, deps, due, looks } = await lost();
    core.clock.advance(30_000);
    const same = await due();
    if (same === null || typeof same === 'number') throw new Error('Nothing is due');
    core.NUVION.sightings.push({ kind: 'present' });
    await looks();
    expect(await look(deps, same, 'credential')).toMatchObject({ result: 'overtaken' });
    expect(core.NUVION.reads).toBe(1);
  });

  it('is overtaken by a caller who asks again, and writes nothing then', async () => {
    const { core, looks } = await lost();
    core.clock.advance(30_000);
    core.NUVION.sightings.push(async () => {
      core.NUVION.sightings.push({ kind: 'present' });
      core.NUVION.exchanges.push(exchange.notFound);
      expect(await core.deleteAccount(managed)).toMatchObject({ outcome: { evidence: 'ABSENT' } });
      return gone;
    });
    expect(await looks()).toMatchObject({ result: 'overtaken', evidence: null });
    expect(await core.deleteAccount(managed)).toMatchObject({ outcome: { evidence: 'ABSENT' }, replayed: true });
  });

  it('does not make a caller wait who asks while it looks', async () => {
    const { core, looks } = await lost();
    core.clock.advance(30_000);
    let waited: number | undefined;
    core.NUVION.sightings.push(async () => {
      const before = core.clock.now();
      core.NUVION.sightings.push(gone);
      await core.deleteAccount(managed);
      waited = core.clock.now() - before;
      return { kind: 'unreadable' };
    });
    await looks();
    expect(waited).toBe(0);
  });

  it('leaves a record alone that somebody runs', async () => {
    const { core, due } = await lost();
    core.clock.advance(30_000);
    let seen: unknown;
    core.NUVION.sightings.push(async () => {
      seen = await due();
      return gone;
    });
    await core.deleteAccount(managed);
    expect(seen).not.toHaveProperty('id');
  });

  it('says that it was refused, and how long the provider asks to wait', async () => {
    const { core, looks } = await lost();
    core.clock.advance(30_000);
    core.NUVION.sightings.push({ kind: 'unreadable', refused: true, retryAfterMs: 9_000 });
    expect(await looks()).toMatchObject({ result: 'refused', retryAfterMs: 9_000 });
  });

  it('does not read the rows of another provider again and again', async () => {
    const { core, deps } = await lost();
    const { row } = (await core.ledger.read(nameOf(managed.id))) ?? {};
    for (let n = 0; n < 1_100; n += 1) {
      const name = nameOf({ ...managed.id, provider: 'SEQUENCE', key: `key ${n}` });
      const next = { version: 'v', keptForMs: DAY, dueInMs: Math.floor(n / 300), body: String(row?.body) };
      await core.ledger.compareAndSet(name, { expected: null, next });
    }
    core.clock.advance(120_000);
    let read = 0;
    const ledger: Ledger = {
      ...core.ledger,
      async open(from, limit) {
        const found = await core.ledger.open(from, limit);
        read += found.rows.length;
        return found;
      },
    };
    const bookmark = { from: 0 };
    const choose = () => chooseDue({ ...deps, ledger }, 'NUVION', 0, bookmark);
    expect(await choose()).toMatchObject({ id: managed.id });
    expect(read).toBeGreaterThan(1_100);
    read = 0;
    expect(await choose()).toMatchObject({ id: managed.id });
    expect(read).toBe(1);
    // What is lost later comes due later, and is found.
    core.NUVION.sightings.push(gone);
    const due = await choose();
    if ('nextInMs' in due) throw new Error('Nothing is due');
    await look(deps, due, 'credential');
    expect(await choose()).toEqual({ nextInMs: null });
    core.NUVION.exchanges.push(exchange.lost);
    core.NUVION.sightings.push({ kind: 'unreadable' });
    const later = { ...managed, id: { ...managed.id, key: 'later' } };
    await core.deleteAccount(later);
    expect(await choose()).toMatchObject({ nextInMs: expect.any(Number) });
    core.clock.advance(60_000);
    expect(await choose()).toMatchObject({ id: later.id });
  });

  it('finds each of many once, also where more than a page come due at the same moment', async () => {
    const { core } = await lost();
    const { row } = (await core.ledger.read(nameOf(managed.id))) ?? {};
    for (let n = 0; n < 70; n += 1) {
      const name = nameOf({ ...managed.id, key: `key ${n}` });
      const next = { version: 'v', keptForMs: DAY, dueInMs: n < 35 ? 1 : n, body: String(row?.body) };
      await core.ledger.compareAndSet(name, { expected: null, next });
    }
    const names: string[] = [];
    for await (const { name } of openRows(core.ledger, 0, 10)) names.push(name);
    expect(names).toHaveLength(71);
    expect(new Set(names).size).toBe(71);
  });

  it('counts each of many once, also where several come due at the same moment', async () => {
    const { core } = await lost();
    const { row } = (await core.ledger.read(nameOf(managed.id))) ?? {};
    for (let n = 0; n < 1_100; n += 1) {
      const name = nameOf({ ...managed.id, key: `key ${n}` });
      const next = { version: 'v', keptForMs: DAY, dueInMs: Math.floor(n / 7), body: String(row?.body) };
      await core.ledger.compareAndSet(name, { expected: null, next });
    }
    expect((await countUnknown(core.ledger)).get('NUVION')).toMatchObject({ count: 1_101 });
  });

  it('counts what is unknown, and neither what runs nor what is settled or has ended', async () => {
    const { core } = await lost();
    core.NUVION.exchanges.push(exchange.deleted);
    await core.deleteAccount(command('NUVION', { id: { ...managed.id, key: 'settled' } }));
    let during: unknown;
    core.NUVION.exchanges.push(async () => {
      during = (await countUnknown(core.ledger)).get('NUVION');
      return exchange.deleted;
    });
    await core.deleteAccount(command('NUVION', { id: { ...managed.id, key: 'running' } }));
    expect(during).toMatchObject({ count: 1 });
    expect((await countUnknown(core.ledger)).get('NUVION')).toMatchObject({ count: 1 });
    expect((await countUnknown(core.ledger)).get('SEQUENCE')).toBeUndefined();
    core.clock.advance(31 * DAY);
    expect((await countUnknown(core.ledger)).get('NUVION')).toBeUndefined();
  });
});
