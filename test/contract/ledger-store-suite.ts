import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeletionId, type Ledger, UnreadableRecordError } from '../../src/deletion/ledger.ts';
import { ACCOUNT, claimAs, LEASE_MS, type LedgerStore, newId } from './ledger-suite.ts';

/** The fields of a record as every store has them, under names of its own. */
export interface RawRecord {
  readonly format: number;
  readonly state: string;
  readonly accountId: string;
  readonly owner: string | null;
  readonly leaseUntil: number | bigint;
  readonly attempts: number;
  readonly firstDispatchedAt: number | null;
  readonly lastDispatchedAt: number | null;
  readonly lostAt: number | null;
  readonly startedAt: number;
  readonly expiresAt: number;
  readonly settlement: string | null;
}

/** A store that outlives its ledgers, with ways around them. */
export interface DurableStore extends LedgerStore {
  put(id: DeletionId, record: RawRecord): Promise<void>;
  /** What is stored, whatever it is; null when there is nothing. */
  get(id: DeletionId): Promise<unknown>;
  /** A ledger that does its housekeeping every few milliseconds. */
  openTidy(): Ledger;
}

const HOUR_MS = 3_600_000;

function dispatchedRecord(changes: Partial<RawRecord> = {}): RawRecord {
  const now = Date.now();
  return {
    format: 1,
    state: 'dispatched',
    accountId: ACCOUNT,
    owner: null,
    leaseUntil: now,
    attempts: 1,
    firstDispatchedAt: now,
    lastDispatchedAt: now,
    lostAt: null,
    startedAt: now,
    expiresAt: now + HOUR_MS,
    settlement: null,
    ...changes,
  };
}

const expired = () => Date.now() - HOUR_MS;

const UNREADABLE: readonly [string, () => RawRecord][] = [
  ['another format', () => dispatchedRecord({ format: 2 })],
  ['another format, expired', () => dispatchedRecord({ format: 2, expiresAt: expired() })],
  ['another state', () => dispatchedRecord({ state: 'paused' })],
  ['another state, expired', () => dispatchedRecord({ state: 'paused', expiresAt: expired() })],
  ['a settlement without its text', () => dispatchedRecord({ state: 'settled' })],
  ['a settlement without its text, expired', () => dispatchedRecord({ state: 'settled', expiresAt: expired() })],
  ['a dispatch without its date', () => dispatchedRecord({ lastDispatchedAt: null })],
  [
    'a dispatch without its first date, expired',
    () => dispatchedRecord({ firstDispatchedAt: null, expiresAt: expired() }),
  ],
  ['a lease that no number can hold', () => dispatchedRecord({ leaseUntil: 2n ** 60n, owner: 'a' })],
];

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
      const [claimed, sent, settled] = [newId(), newId(), newId()];
      const before = store.open();
      for (const id of [claimed, sent, settled]) await claimAs(before, id, 'a');
      for (const id of [sent, settled]) await before.dispatch(id, 'a', 1);
      await before.settle(settled, 'a', 'sealed', LEASE_MS);
      const secret = await before.secret('first');
      await before.close();

      const after = store.open();
      expect(await after.read(claimed)).toMatchObject({ state: 'claimed', accountId: ACCOUNT });
      expect(await after.read(sent)).toMatchObject({ state: 'dispatched', attempts: 1 });
      expect(await after.read(settled)).toMatchObject({ state: 'settled', settlement: 'sealed' });
      expect(await claimAs(after, claimed, 'b')).toMatchObject({ won: false });
      expect(await claimAs(after, sent, 'a')).toMatchObject({ won: true });
      expect(await after.secret('second')).toBe(secret);
      await after.close();
    });

    it('has no secret but the first one, though several start at once', async () => {
      const ledgers = [store.open(), store.open(), store.open()];
      const secrets = await Promise.all(ledgers.map((each, n) => each.secret(`candidate-${n}`)));
      expect(new Set(secrets).size).toBe(1);
      for (const each of ledgers) await each.close();
    });

    it('reads what it should, put there by hand', async () => {
      const id = newId();
      await store.put(id, dispatchedRecord());
      expect(await ledger.read(id)).toMatchObject({ state: 'dispatched', accountId: ACCOUNT, attempts: 1 });
      expect(await claimAs(ledger, id, 'a')).toMatchObject({ won: true });
    });

    it.each(UNREADABLE)('never takes %s for absent, nor writes over it', async (_what, record) => {
      const id = newId();
      await store.put(id, record());
      const before = await store.get(id);
      expect(before).not.toBeNull();
      for (const step of [
        () => ledger.read(id),
        () => claimAs(ledger, id, 'a'),
        () => ledger.dispatch(id, 'a', 2),
        () => ledger.release(id, 'a', 1),
        () => ledger.lose(id, 'a'),
        () => ledger.settle(id, 'a', 'sealed', LEASE_MS),
      ]) {
        await expect(step()).rejects.toThrow(UnreadableRecordError);
      }
      expect(await store.get(id)).toEqual(before);
    });

    it('lets go of expired records by itself, and of nothing else', async () => {
      const standing = newId();
      const unreadable = newId();
      await store.put(standing, dispatchedRecord());
      await store.put(unreadable, dispatchedRecord({ state: 'paused', expiresAt: expired() }));
      const gone = Array.from({ length: 220 }, newId);
      const soon = Date.now() + 100;
      await Promise.all(gone.map((id) => store.put(id, dispatchedRecord({ expiresAt: soon }))));
      const released = newId();
      await claimAs(ledger, released, 'a');
      await ledger.release(released, 'a', 1);

      const tidy = store.openTidy();
      await tidy.ping();
      for (const id of [...gone, released]) {
        for (const giveUpAt = performance.now() + 10_000; (await store.get(id)) !== null; await sleep(20)) {
          if (performance.now() > giveUpAt) throw new Error('An expired record is still there');
        }
      }
      expect(await store.get(standing)).not.toBeNull();
      expect(await store.get(unreadable)).not.toBeNull();
      await tidy.close();
    });
  });
}
