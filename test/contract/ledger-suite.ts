import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeletionId, DeletionRecord, Ledger } from '../../src/deletion/ledger.ts';
import { describeClaims } from './ledger-claims.ts';
import { describeOwners } from './ledger-owners.ts';

/** A store, and ways around the ledger to look at it. */
export interface LedgerStore {
  /** One more ledger on it, as of another process. */
  open(): Ledger;
  /** Lets time pass; by default it is waited for. */
  pass?(ms: number): void;
  /** Whether a second ledger finds what the first one wrote. */
  readonly durable: boolean;
  close(): Promise<void>;
}

export const LEASE_MS = 60_000;
/** For leases that a test waits for the end of; long enough for the steps before it. */
export const SHORT_MS = 400;
export const ACCOUNT = 'acc-1';

export const newId = (): DeletionId => ({ caller: randomUUID(), provider: 'NUVION', key: randomUUID() });

/** What the tests of a ledger share. */
export interface Bench {
  readonly store: LedgerStore;
  readonly ledger: Ledger;
  /** Waits, or lets the time pass, until something has come true. */
  until(what: () => Promise<boolean>): Promise<void>;
  leaseOver(id: DeletionId): Promise<void>;
  /** A record of attempt 1. */
  dispatched(id: DeletionId, owner: string, leaseMs?: number): Promise<DeletionRecord>;
}

export const claimAs = (ledger: Ledger, id: DeletionId, owner: string, leaseMs = LEASE_MS, accountId = ACCOUNT) =>
  ledger.claim(id, { accountId, owner, leaseMs });

/** Every ledger does the same: this is what. */
export function describeLedger(name: string, openStore: () => Promise<LedgerStore>): void {
  describe(`The ${name} ledger`, () => {
    const bench = {} as { -readonly [part in keyof Bench]: Bench[part] };
    beforeAll(async () => {
      Object.assign(bench, benchOn(await openStore()));
    });
    afterAll(async () => {
      await bench.ledger.close();
      await bench.store.close();
    });

    describeClaims(bench);
    describeOwners(bench);

    it('keeps records with odd names apart', async () => {
      const odd = Array.from({ length: 255 }, (_, n) => `${String.fromCharCode(n + 1)}{}:"'`).concat([
        'é',
        'e\u0301',
        '\u{1f600}',
      ]);
      const ids = odd.map((text): DeletionId => ({ ...newId(), key: `${text}%` }));
      await Promise.all(ids.map((id, n) => claimAs(bench.ledger, id, 'a', LEASE_MS, odd[n])));
      const records = await Promise.all(ids.map((id) => bench.ledger.read(id)));
      expect(records.map((record) => record?.accountId)).toEqual(odd);
      expect(await bench.ledger.read({ ...newId(), key: ids[0]?.key ?? '' })).toBeNull();
    });

    it('keeps the first secret for good', async () => {
      const [first = '', ...rest] = await Promise.all(['one', 'two', 'three'].map((each) => bench.ledger.secret(each)));
      expect(['one', 'two', 'three']).toContain(first);
      for (const secret of rest) expect(secret).toBe(first);
      expect(await bench.ledger.secret('four')).toBe(first);
    });

    it('answers a ping', async () => {
      await expect(bench.ledger.ping()).resolves.toBeUndefined();
    });
  });
}

function benchOn(store: LedgerStore): Bench {
  const ledger = store.open();

  async function until(what: () => Promise<boolean>): Promise<void> {
    for (const giveUpAt = performance.now() + 10_000; !(await what()); await wait(store, 20)) {
      if (performance.now() > giveUpAt) throw new Error('It never came true');
    }
  }

  return {
    store,
    ledger,
    until,
    leaseOver: (id) => until(async () => ((await ledger.read(id))?.leaseLeftMs ?? 0) === 0),
    async dispatched(id, owner, leaseMs = LEASE_MS) {
      await claimAs(ledger, id, owner, leaseMs);
      const record = await ledger.dispatch(id, owner, 1);
      if (record === null) throw new Error('The lease was too short for this machine');
      return record;
    },
  };
}

export async function wait(store: LedgerStore, ms: number): Promise<void> {
  if (store.pass === undefined) await sleep(ms);
  else store.pass(ms);
}
