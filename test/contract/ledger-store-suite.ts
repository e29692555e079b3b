import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ledger, LedgerUnavailableError } from '../../src/deletion/ledger.ts';
import { change, type LedgerStore, newName } from './ledger-suite.ts';

/** A store that outlives its ledgers, with a way around them. */
export interface DurableStore extends LedgerStore {
  /** Puts another identity where the ledger's is, or none. */
  setIdentity(identity: string | null): Promise<void>;
  /** Ends every connection of the ledgers, so that the next step needs a new one. */
  dropConnections(): Promise<void>;
}

/** What a ledger does that outlives its process. */
export function describeDurable(name: string, openStore: () => Promise<DurableStore>): void {
  describe(`The ${name} ledger, kept`, () => {
    let store: DurableStore;
    let ledger: Ledger;
    beforeAll(async () => {
      store = await openStore();
      ledger = store.open();
    });
    afterAll(async () => {
      await ledger.close();
      await store.close();
    });

    it('remembers everything when it is opened again', async () => {
      const [kept, gone] = [newName(), newName()];
      const before = store.open();
      for (const row of [kept, gone]) await before.compareAndSet(row, change(null, 'a.1'));
      await before.compareAndSet(gone, change('a.1', null));
      const identity = await before.identity('first');
      await before.close();

      const again = store.open();
      expect((await again.read(kept))?.row).toMatchObject({ version: 'a.1', body: 'body of a.1' });
      expect(await again.read(gone)).toBeNull();
      expect(await again.compareAndSet(kept, change('a.1', 'b.1'))).not.toBeNull();
      expect(await again.identity('second')).toBe(identity);
      await again.close();
    });

    it('has one identity, though several start at once', async () => {
      const ledgers = [store.open(), store.open(), store.open()];
      const found = await Promise.all(ledgers.map((each, n) => each.identity(`candidate-${n}`)));
      expect(new Set(found).size).toBe(1);
      for (const each of ledgers) await each.close();
    });

    it('cannot be used by a process that finds another identity on a new connection, until it is the same again', async () => {
      const mine = await ledger.identity('mine');
      const row = newName();
      await ledger.compareAndSet(row, change(null, 'a.1'));
      await store.setIdentity('of somebody else');
      await expect(ledger.ping()).rejects.toThrow(LedgerUnavailableError);
      await store.dropConnections();
      for (const step of [
        () => ledger.read(row),
        () => ledger.compareAndSet(row, change('a.1', 'a.2')),
        () => ledger.compareAndSet(newName(), change(null, 'a.1')),
        () => ledger.ping(),
      ]) {
        await expect(step()).rejects.toThrow(LedgerUnavailableError);
      }
      await store.setIdentity(mine);
      await expect.poll(() => ledger.ping().then(() => 'works', String), { timeout: 5_000 }).toBe('works');
      expect(await ledger.compareAndSet(row, change('a.1', 'a.2'))).not.toBeNull();
    });

    it('gives a store that has forgotten its identity the one that this process knows', async () => {
      const mine = await ledger.identity('mine');
      await store.setIdentity(null);
      await store.dropConnections();
      await expect.poll(() => ledger.ping().then(() => 'works', String), { timeout: 5_000 }).toBe('works');
      const late = store.open();
      expect(await late.identity('another')).toBe(mine);
      await late.close();
    });
  });
}
