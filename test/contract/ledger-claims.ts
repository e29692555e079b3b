import { describe, expect, it } from 'vitest';
import { DISPATCHED_KEPT_MS } from '../../src/deletion/ledger.ts';
import { ACCOUNT, type Bench, claimAs, LEASE_MS, newId, SHORT_MS } from './ledger-suite.ts';

/** What a claim and a dispatch win, and what they are refused. */
export function describeClaims(bench: Bench): void {
  describe('a claim', () => {
    it('wins what is absent, and the record is claimed', async () => {
      const id = newId();
      expect(await bench.ledger.read(id)).toBeNull();
      const { won, record } = await claimAs(bench.ledger, id, 'a');
      expect(won).toBe(true);
      expect(record).toMatchObject({ state: 'claimed', accountId: ACCOUNT, attempts: 0, settlement: null });
      expect(record).toMatchObject({ sinceFirstDispatchMs: null, sinceLastDispatchMs: null });
      expect(record.leaseLeftMs).toBe(record.expiresInMs);
      expect(record.leaseLeftMs).toSatisfy((ms: number) => ms > LEASE_MS / 2 && ms <= LEASE_MS);
      expect(new Date(record.startedAt).getUTCFullYear()).toBeGreaterThanOrEqual(2026);
      expect(await bench.ledger.read(id)).toMatchObject({ state: 'claimed', startedAt: record.startedAt });
    });

    it('has one winner among 300 at once, and the losers see the record', async () => {
      const id = newId();
      const others = [bench.ledger, ...(!bench.store.durable ? [] : [bench.store.open(), bench.store.open()])];
      const ledgers = Array.from({ length: 300 }, (_, n) => others[n % others.length] ?? bench.ledger);
      const claims = await Promise.all(ledgers.map((each, n) => claimAs(each, id, `owner-${n}`)));
      expect(claims.filter(({ won }) => won)).toHaveLength(1);
      for (const { record } of claims) expect(record).toMatchObject({ state: 'claimed', accountId: ACCOUNT });
      for (const other of others.slice(1)) await other.close();
    });

    it('is refused while somebody else owns the record', async () => {
      const id = newId();
      await claimAs(bench.ledger, id, 'a');
      expect(await claimAs(bench.ledger, id, 'b')).toMatchObject({ won: false, record: { state: 'claimed' } });
      await bench.ledger.dispatch(id, 'a', 1);
      expect(await claimAs(bench.ledger, id, 'b')).toMatchObject({ won: false, record: { state: 'dispatched' } });
      expect(await bench.ledger.settle(id, 'a', 'sealed', LEASE_MS)).toBe(true);
    });

    it('never takes over the record of another account', async () => {
      const id = newId();
      await bench.dispatched(id, 'a');
      await bench.ledger.lose(id, 'a');
      const claim = await claimAs(bench.ledger, id, 'b', LEASE_MS, 'acc-2');
      expect(claim).toMatchObject({ won: false, record: { accountId: ACCOUNT, state: 'dispatched' } });
      expect(await claimAs(bench.ledger, id, 'c')).toMatchObject({ won: true });
    });

    it('recognises itself when it is repeated, without a longer lease', async () => {
      const id = newId();
      await claimAs(bench.ledger, id, 'a');
      const again = await claimAs(bench.ledger, id, 'a', 10 * LEASE_MS);
      expect(again).toMatchObject({ won: true, record: { state: 'claimed', attempts: 0 } });
      expect(again.record.leaseLeftMs).toBeLessThanOrEqual(LEASE_MS);
      await bench.ledger.dispatch(id, 'a', 1);
      expect(await claimAs(bench.ledger, id, 'a')).toMatchObject({
        won: true,
        record: { state: 'dispatched', attempts: 1 },
      });
    });

    it('finds nothing where a lease ended before the dispatch', async () => {
      const id = newId();
      await claimAs(bench.ledger, id, 'a', SHORT_MS);
      await bench.until(async () => (await bench.ledger.read(id)) === null);
      expect(await bench.ledger.dispatch(id, 'a', 1)).toBeNull();
      const claim = await claimAs(bench.ledger, id, 'b', LEASE_MS, 'acc-2');
      expect(claim).toMatchObject({ won: true, record: { state: 'claimed', accountId: 'acc-2', attempts: 0 } });
    });

    it('takes over what was dispatched once the lease is over, with its dates', async () => {
      const id = newId();
      const first = await bench.dispatched(id, 'a', SHORT_MS);
      expect((await claimAs(bench.ledger, id, 'b')).won).toBe(false);
      await bench.leaseOver(id);
      const { won, record } = await claimAs(bench.ledger, id, 'b');
      expect(won).toBe(true);
      expect(record).toMatchObject({ state: 'dispatched', attempts: 1, startedAt: first.startedAt });
      expect(record.leaseLeftMs).toBeGreaterThan(SHORT_MS);
      expect(record.sinceFirstDispatchMs).toBeGreaterThan(0);
      expect(record.sinceLastDispatchMs).toBe(record.sinceFirstDispatchMs);
    });
  });

  describe('a dispatch', () => {
    it('is taken from the owner only, and as the next attempt only', async () => {
      const id = newId();
      expect(await bench.ledger.dispatch(id, 'a', 1)).toBeNull();
      await claimAs(bench.ledger, id, 'a');
      expect(await bench.ledger.dispatch(id, 'b', 1)).toBeNull();
      expect(await bench.ledger.dispatch(id, 'a', 2)).toBeNull();
      expect(await bench.ledger.dispatch(id, 'a', 1)).toMatchObject({ state: 'dispatched', attempts: 1 });
      expect(await bench.ledger.dispatch(id, 'a', 1)).toBeNull();
      expect(await bench.ledger.dispatch(id, 'a', 2)).toMatchObject({ attempts: 2 });
    });

    it('is kept for 30 days, with its ages', async () => {
      const id = newId();
      const record = await bench.dispatched(id, 'a');
      expect(record.sinceLastDispatchMs).toSatisfy((ms: number) => ms >= 0 && ms < 10_000);
      expect(record.expiresInMs).toSatisfy(
        (ms: number) => ms > DISPATCHED_KEPT_MS - 10_000 && ms <= DISPATCHED_KEPT_MS,
      );
      expect(record.leaseLeftMs).toSatisfy((ms: number) => ms > 0 && ms <= LEASE_MS);
      if (bench.store.pass === undefined) return;
      bench.store.pass(DISPATCHED_KEPT_MS - 1_000);
      expect(await bench.ledger.read(id)).toMatchObject({ state: 'dispatched', leaseLeftMs: 0 });
      bench.store.pass(1_000);
      expect(await bench.ledger.read(id)).toBeNull();
    });

    it('is refused once the lease is over, though nobody has taken over', async () => {
      const id = newId();
      await bench.dispatched(id, 'a', SHORT_MS);
      await bench.leaseOver(id);
      expect(await bench.ledger.dispatch(id, 'a', 2)).toBeNull();
      expect(await bench.ledger.read(id)).toMatchObject({ attempts: 1 });
    });
  });
}
