import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Ledger, LedgerUnavailableError } from '../../src/deletion/ledger.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { change, type LedgerStore, newName } from './ledger-suite.ts';

/** A step is given up after 2 s; the rest is for a slow machine. */
const GIVEN_UP_MS = 3_500;

/** What a ledger does behind a network that fails. */
export function describeNetwork(
  name: string,
  openStore: () => Promise<LedgerStore & { readonly url: string; openAt(url: string): Ledger }>,
): void {
  describe(`The ${name} ledger, behind a network`, () => {
    let store: Awaited<ReturnType<typeof openStore>>;
    let proxy: TcpProxy;
    let ledger: Ledger;
    /** Sees what really is in the store. */
    let witness: Ledger;
    beforeAll(async () => {
      store = await openStore();
      proxy = await startTcpProxy(store.url);
      ledger = store.openAt(proxy.url);
      witness = store.open();
      await ledger.ping();
    });
    afterEach(async () => {
      await proxy.restore();
    });
    afterAll(async () => {
      await ledger.close();
      await witness.close();
      await proxy[Symbol.asyncDispose]();
      await store.close();
    });

    async function away(step: Promise<unknown>): Promise<void> {
      const startedAt = performance.now();
      await expect(step).rejects.toThrow(LedgerUnavailableError);
      expect(performance.now() - startedAt).toBeLessThan(GIVEN_UP_MS);
    }

    async function back(): Promise<void> {
      for (const giveUpAt = performance.now() + 5_000; ; await sleep(50)) {
        const works = await ledger.ping().then(
          () => true,
          () => false,
        );
        if (works) return;
        if (performance.now() > giveUpAt) throw new Error('It did not come back');
      }
    }

    it('says in time that the server is away, and works again when it is back', async () => {
      const row = newName();
      await ledger.compareAndSet(row, change(null, 'a.1'));
      await proxy.cut();
      await away(ledger.compareAndSet(row, change('a.1', 'a.2')));
      await away(ledger.read(row));
      await away(ledger.ping());
      await proxy.restore();
      await back();
      expect(await ledger.compareAndSet(row, change('a.1', 'a.2'))).not.toBeNull();
    });

    it('opens while the server is away', async () => {
      await proxy.cut();
      const early = store.openAt(proxy.url);
      await away(early.ping());
      await proxy.restore();
      await sleep(200);
      await expect(early.ping()).resolves.toBeUndefined();
      await early.close();
    });

    it('does not hang on a server that says nothing, and works again when it does', async () => {
      await back();
      proxy.stall();
      const other = store.openAt(proxy.url);
      await Promise.all([away(ledger.ping()), away(ledger.read(newName())), away(other.ping())]);
      await proxy.restore();
      await back();
      await other.close();
    });

    it('never makes a change that its caller has given up', async () => {
      const [fresh, changed, removed] = [newName(), newName(), newName()];
      for (const row of [changed, removed]) await ledger.compareAndSet(row, change(null, 'a.1'));
      await Promise.all(Array.from({ length: 10 }, () => ledger.ping())); // opens what connections it wants
      proxy.stall();
      await Promise.all([
        away(ledger.compareAndSet(fresh, change(null, 'a.1'))),
        away(ledger.compareAndSet(changed, change('a.1', 'a.2'))),
        away(ledger.compareAndSet(removed, change('a.1', null))),
      ]);
      await proxy.restore();
      await back();
      await sleep(300);
      expect(await witness.read(fresh)).toBeNull();
      for (const row of [changed, removed]) expect((await witness.read(row))?.row.version).toBe('a.1');
    });

    it('says that it is away when the reply is lost, though the change was made', async () => {
      const row = newName();
      await back();
      proxy.loseNextReply();
      await away(ledger.compareAndSet(row, change(null, 'a.1')));
      expect((await witness.read(row))?.row.version).toBe('a.1');
      await back();
      expect(await ledger.compareAndSet(row, change('a.1', 'a.2'))).not.toBeNull();
    });

    it('closes though the server is away', async () => {
      const other = store.openAt(proxy.url);
      await other.ping();
      proxy.stall();
      const startedAt = performance.now();
      await other.close();
      expect(performance.now() - startedAt).toBeLessThan(GIVEN_UP_MS);
    });
  });
}
