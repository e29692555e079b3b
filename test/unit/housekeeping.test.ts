import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { startHousekeeping } from '../../src/deletion/housekeeping.ts';
import { type Ledger, LedgerUnavailableError } from '../../src/deletion/ledger.ts';
import { after, type Draft } from '../../src/deletion/record.ts';
import { rowOf } from '../../src/deletion/record-row.ts';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.ts';

const HOUR = 3_600_000;

function ledgerAt() {
  const time = { now: 1_700_000_000_000 };
  return { time, ledger: createMemoryLedger(() => time.now) };
}

async function put(ledger: Ledger, keptForMs: number, body?: string, leaseMs?: number): Promise<string> {
  const draft: Draft = {
    ...{ state: 'dispatched', version: `${randomUUID()}.begin`, accountId: 'a', attempts: 1, credential: '' },
    ...{ heldBy: 'caller', looks: 0, lookedAt: null },
    ...{
      startedAt: after(0),
      firstSentAt: after(0),
      leaseUntil: leaseMs === undefined ? null : after(leaseMs),
      quietAt: after(0),
      settlement: null,
      keptForMs,
    },
  };
  const next = rowOf(draft, 0);
  const name = randomUUID();
  await ledger.compareAndSet(name, { expected: null, next: { ...next, body: body ?? next.body } });
  return name;
}

it('Housekeeping removes records whose time has ended, and neither others nor what it cannot understand', async () => {
  const { ledger, time } = ledgerAt();
  // More that cannot be understood than a batch holds: they must not stand in the way of the rest.
  const unreadable = await Promise.all(Array.from({ length: 130 }, () => put(ledger, 1, 'of another version')));
  const ended = await Promise.all(Array.from({ length: 250 }, () => put(ledger, 1_000)));
  const standing = await put(ledger, 2 * HOUR);
  time.now += HOUR;
  const housekeeping = startHousekeeping(ledger, 1);
  const left = async (names: string[]) =>
    (await Promise.all(names.map((name) => ledger.read(name)))).filter((reading) => reading !== null).length;
  await expect.poll(() => left(ended), { timeout: 5_000 }).toBe(0);
  expect(await left(unreadable)).toBe(130);
  expect(await left([standing])).toBe(1);
  housekeeping.stop();
});

it('Housekeeping does not remove a record that somebody owns, whatever the clock says', async () => {
  const { ledger, time } = ledgerAt();
  const owned = await put(ledger, 1_000, undefined, 2 * HOUR);
  const ended = await put(ledger, 1_000, undefined, 30_000);
  time.now += HOUR;
  const housekeeping = startHousekeeping(ledger, 1);
  await expect.poll(() => ledger.read(ended), { timeout: 5_000 }).toBeNull();
  expect(await ledger.read(owned)).not.toBeNull();
  time.now += HOUR;
  await expect.poll(() => ledger.read(owned), { timeout: 5_000 }).toBeNull();
  housekeeping.stop();
});

it('Housekeeping goes on when the ledger is back', async () => {
  const { ledger, time } = ledgerAt();
  const name = await put(ledger, 1_000);
  time.now += HOUR;
  let failures = 0;
  const housekeeping = startHousekeeping(
    {
      ...ledger,
      async expired(from, limit) {
        failures += 1;
        if (failures < 3) throw new LedgerUnavailableError('away');
        return ledger.expired(from, limit);
      },
    },
    1,
  );
  await expect.poll(() => ledger.read(name), { timeout: 5_000 }).toBeNull();
  housekeeping.stop();
});

it('Housekeeping does not remove a record that has changed since it looked', async () => {
  const { ledger, time } = ledgerAt();
  const name = await put(ledger, 1_000);
  time.now += HOUR;
  let looked = 0;
  const housekeeping = startHousekeeping(
    {
      ...ledger,
      async expired(from, limit) {
        const found = await ledger.expired(from, limit);
        for (const { row } of found) {
          const next = { version: 'new', keptForMs: 2 * HOUR, dueInMs: null, body: String(row.body) };
          await ledger.compareAndSet(name, { expected: String(row.version), next });
        }
        looked += 1;
        return found;
      },
    },
    1,
  );
  await expect.poll(() => looked, { timeout: 5_000 }).toBeGreaterThan(1);
  expect((await ledger.read(name))?.row.version).toBe('new');
  housekeeping.stop();
});
