import { describe, expect, it } from 'vitest';
import type { DeletionId } from '../../src/deletion/ledger.ts';
import { type Bench, claimAs, LEASE_MS, newId, SHORT_MS, wait } from './ledger-suite.ts';

/** What a release, a lost answer and a settlement leave, and who may write them. */
export function describeOwners(bench: Bench): void {
  describe('a release', () => {
    it('of the only attempt leaves nothing', async () => {
      const [claimed, sent] = [newId(), newId()];
      await claimAs(bench.ledger, claimed, 'a');
      expect(await bench.ledger.release(claimed, 'a', 1)).toBe(true);
      await bench.dispatched(sent, 'a');
      expect(await bench.ledger.release(sent, 'a', 1)).toBe(true);
      for (const id of [claimed, sent]) {
        expect(await bench.ledger.read(id)).toBeNull();
        expect(await bench.ledger.release(id, 'a', 1)).toBe(false);
        expect(await claimAs(bench.ledger, id, 'b')).toMatchObject({
          won: true,
          record: { state: 'claimed', attempts: 0 },
        });
      }
    });

    it('after a lost answer undoes its own attempt only', async () => {
      const id = newId();
      await bench.dispatched(id, 'a');
      await bench.ledger.lose(id, 'a');
      await wait(bench.store, 50);
      await claimAs(bench.ledger, id, 'b');
      const second = await bench.ledger.dispatch(id, 'b', 2);
      expect(second?.sinceFirstDispatchMs).toBeGreaterThan(second?.sinceLastDispatchMs ?? Infinity);
      await claimAs(bench.ledger, id, 'b'); // repeated: it changes nothing
      expect(await bench.ledger.release(id, 'b', 2)).toBe(true);
      const record = await bench.ledger.read(id);
      expect(record).toMatchObject({ state: 'dispatched', attempts: 1, leaseLeftMs: 0 });
      expect(record?.sinceLastDispatchMs).toBe(record?.sinceFirstDispatchMs);
      expect(await claimAs(bench.ledger, id, 'c')).toMatchObject({ won: true, record: { attempts: 1 } });
    });

    it('of an attempt that never landed leaves the earlier one', async () => {
      const id = newId();
      await bench.dispatched(id, 'a');
      expect(await bench.ledger.release(id, 'a', 2)).toBe(true);
      expect(await bench.ledger.read(id)).toMatchObject({ state: 'dispatched', attempts: 1, leaseLeftMs: 0 });
    });
  });

  describe('an owner', () => {
    it('may settle after the lease while nobody has taken over', async () => {
      const id = newId();
      await bench.dispatched(id, 'a', SHORT_MS);
      await bench.leaseOver(id);
      expect(await bench.ledger.settle(id, 'a', 'sealed', LEASE_MS)).toBe(true);
      expect(await bench.ledger.read(id)).toMatchObject({ state: 'settled', settlement: 'sealed', leaseLeftMs: 0 });
    });

    it('writes nothing once somebody has taken over', async () => {
      const id = newId();
      await bench.dispatched(id, 'a', SHORT_MS);
      await bench.leaseOver(id);
      expect((await claimAs(bench.ledger, id, 'b')).won).toBe(true);
      expect(await bench.ledger.dispatch(id, 'a', 2)).toBeNull();
      expect(await bench.ledger.release(id, 'a', 1)).toBe(false);
      expect(await bench.ledger.settle(id, 'a', 'wrong', LEASE_MS)).toBe(false);
      await bench.ledger.lose(id, 'a');
      expect(await bench.ledger.read(id)).toMatchObject({ state: 'dispatched', attempts: 1, settlement: null });
      expect(await bench.ledger.dispatch(id, 'b', 2)).toMatchObject({ attempts: 2 });
    });

    it('who loses the answer leaves the dispatch to anybody', async () => {
      const id = newId();
      await bench.dispatched(id, 'a');
      await bench.ledger.lose(id, 'b');
      expect((await bench.ledger.read(id))?.leaseLeftMs).toBeGreaterThan(0);
      await bench.ledger.lose(id, 'a');
      expect(await bench.ledger.read(id)).toMatchObject({ state: 'dispatched', attempts: 1, leaseLeftMs: 0 });
      expect(await bench.ledger.settle(id, 'a', 'late', LEASE_MS)).toBe(false);
      expect(await claimAs(bench.ledger, id, 'b')).toMatchObject({ won: true, record: { state: 'dispatched' } });
    });

    it('settles only what was dispatched', async () => {
      const id = newId();
      await claimAs(bench.ledger, id, 'a');
      expect(await bench.ledger.settle(id, 'a', 'sealed', LEASE_MS)).toBe(false);
      await bench.ledger.lose(id, 'a');
      expect(await bench.ledger.read(id)).toMatchObject({ state: 'claimed' });
      expect(await bench.ledger.dispatch(id, 'a', 1)).not.toBeNull();
    });
  });

  async function settled(id: DeletionId, ttlMs = LEASE_MS): Promise<void> {
    await bench.dispatched(id, 'a');
    expect(await bench.ledger.settle(id, 'a', 'sealed', ttlMs)).toBe(true);
  }

  describe('a settled record', () => {
    it('never changes', async () => {
      const id = newId();
      await settled(id);
      expect(await bench.ledger.dispatch(id, 'a', 2)).toBeNull();
      expect(await bench.ledger.release(id, 'a', 1)).toBe(false);
      expect(await bench.ledger.settle(id, 'a', 'other', 10 * LEASE_MS)).toBe(false);
      await bench.ledger.lose(id, 'a');
      for (const owner of ['a', 'b']) {
        const { won, record } = await claimAs(bench.ledger, id, owner);
        expect({ won, ...record }).toMatchObject({ won: false, state: 'settled', settlement: 'sealed', attempts: 1 });
        expect(record.expiresInMs).toBeLessThanOrEqual(LEASE_MS);
      }
    });

    it('is absent after its time', async () => {
      const id = newId();
      await settled(id, SHORT_MS);
      expect(await bench.ledger.read(id)).toMatchObject({ state: 'settled' });
      await bench.until(async () => (await bench.ledger.read(id)) === null);
      const { won, record } = await claimAs(bench.ledger, id, 'b');
      expect({ won, ...record }).toMatchObject({ won: true, state: 'claimed', attempts: 0, settlement: null });
      expect(record.sinceFirstDispatchMs).toBeNull();
    });

    it('gives a long settlement back unchanged', async () => {
      const id = newId();
      const long = 'ä\u{1f600}"\\\'\n'.repeat(30_000);
      await bench.dispatched(id, 'a');
      expect(await bench.ledger.settle(id, 'a', long, LEASE_MS)).toBe(true);
      expect((await bench.ledger.read(id))?.settlement === long).toBe(true);
    });
  });
}
