import { describe, expect, it } from 'vitest';
import type { Sighting } from '../../src/deletion/provider.ts';
import { command, createTestCore, exchange } from '../support/core.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const present: Sighting = { kind: 'present' };
const absent: Sighting = { kind: 'absent' };
const gone: Sighting = { kind: 'deleted', deletion: { permanent: true } };
const unreadable: Sighting = { kind: 'unreadable' };

const deleted = (evidence: string) => ({ outcome: { code: 'DELETED', evidence } });
const unknown = { outcome: { code: 'OUTCOME_UNKNOWN', source: 'PROVIDER' } };

describe('Sequence: a lost answer', () => {
  const first = command('SEQUENCE');

  it('is asked for again with the same key, and that answer counts', async () => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(exchange.lost, exchange.deleted);
    expect(await core.deleteAccount(first)).toMatchObject({ ...deleted('RESPONSE'), attempts: 2 });
    expect(core.SEQUENCE.deletes.map((call) => call.idempotencyKey)).toEqual(['key', 'key']);
    expect(core.SEQUENCE.reads).toBe(0);
  });

  it('is asked for twice more in one call, with growing pauses, and then left for the next', async () => {
    const core = createTestCore();
    const sentAt: number[] = [];
    const lost = () => {
      sentAt.push(core.clock.now());
      return exchange.lost;
    };
    core.SEQUENCE.exchanges.push(lost, lost, lost);
    expect(await core.deleteAccount(first)).toMatchObject({ ...unknown, attempts: 3 });
    const pauses = sentAt.slice(1).map((at, n) => at - (sentAt[n] ?? 0));
    expect(pauses).toEqual([150, 300]);
    expect((await core.ledger.read(first.id))?.state).toBe('dispatched');

    core.SEQUENCE.exchanges.push(exchange.deleted);
    expect(await core.deleteAccount(first)).toMatchObject({ ...deleted('RESPONSE'), attempts: 4 });
  });

  it('a call that only recovers sends twice at most', async () => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(exchange.lost, exchange.lost, exchange.lost);
    await core.deleteAccount(first);
    core.SEQUENCE.exchanges.push(exchange.lost, exchange.lost);
    expect(await core.deleteAccount(first)).toMatchObject({ ...unknown, attempts: 5 });
  });

  it('is not asked for again after the deadline', async () => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(() => {
      core.clock.advance(25_000);
      return exchange.lost;
    });
    expect(await core.deleteAccount(first)).toMatchObject({ ...unknown, attempts: 1 });
  });

  it('the time of each exchange ends with the deadline', async () => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(() => {
      core.clock.advance(20_000);
      return exchange.lost;
    }, exchange.deleted);
    await core.deleteAccount(first);
    expect(core.SEQUENCE.deletes.map((call) => call.timeoutMs)).toEqual([10_000, 25_000 - 20_000 - 150]);
  });

  it.each([
    ['just before 23 h, the key is sent again', 23 * HOUR - 1, 1],
    ['from 23 h on, it is not', 23 * HOUR, 0],
  ])('%s', async (_what, after, resends) => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(exchange.lost, exchange.lost, exchange.lost);
    await core.deleteAccount(first);
    const spent = core.clock.now() - 1_700_000_000_000;
    core.clock.advance(after - spent);
    core.SEQUENCE.exchanges.push(exchange.deleted);
    core.SEQUENCE.sightings.push(absent);
    await core.deleteAccount(first);
    expect(core.SEQUENCE.deletes).toHaveLength(3 + resends);
  });

  it.each([
    ['absent', absent, deleted('ABSENT')],
    ['still there', present, unknown],
    ['unreadable', unreadable, unknown],
  ])('after 23 h the account is read back: %s', async (_what, sighting, expected) => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(exchange.lost, exchange.lost, exchange.lost);
    await core.deleteAccount(first);
    core.clock.advance(24 * HOUR);
    core.SEQUENCE.sightings.push(sighting);
    expect(await core.deleteAccount(first)).toMatchObject(expected);
    expect(core.SEQUENCE.deletes).toHaveLength(3);
  });

  it('has no time after which to ask again', async () => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(exchange.lost, exchange.lost, exchange.lost);
    const { outcome } = await core.deleteAccount(first);
    expect(outcome).not.toHaveProperty('retryAfterMs', expect.any(Number));
  });
});

describe('Nuvion: a lost answer', () => {
  const first = command('NUVION');

  it('is not sent again when the clock of the ledger was set back: no time has passed then', async () => {
    const core = createTestCore();
    core.NUVION.exchanges.push(exchange.lost);
    core.NUVION.sightings.push(present);
    await core.deleteAccount(first);
    core.clock.advance(-5_000);
    core.NUVION.sightings.push(present);
    const { outcome } = await core.deleteAccount(first);
    expect(outcome).toMatchObject({ code: 'OUTCOME_UNKNOWN', retryAfterMs: 30_000 });
    expect(core.NUVION.deletes).toHaveLength(1);
  });

  it.each([
    ['gone', gone, deleted('OBSERVED')],
    ['absent', absent, deleted('ABSENT')],
    ['still there', present, { outcome: { code: 'OUTCOME_UNKNOWN', retryAfterMs: 30_000 } }],
    ['unreadable', unreadable, { outcome: { code: 'OUTCOME_UNKNOWN', retryAfterMs: 30_000 } }],
  ])('the account is read back: %s', async (_what, sighting, expected) => {
    const core = createTestCore();
    core.NUVION.exchanges.push(exchange.lost);
    core.NUVION.sightings.push(sighting);
    expect(await core.deleteAccount(first)).toMatchObject({ ...expected, attempts: 1 });
    expect(core.NUVION.deletes).toHaveLength(1);
  });

  it('within the quiescence a retry reads and does not send', async () => {
    const core = createTestCore();
    core.NUVION.exchanges.push(exchange.lost);
    core.NUVION.sightings.push(present, present);
    await core.deleteAccount(first);
    core.clock.advance(29_999);
    expect(await core.deleteAccount(first)).toMatchObject({ outcome: { code: 'OUTCOME_UNKNOWN', retryAfterMs: 1 } });
    expect(core.NUVION).toMatchObject({ reads: 2, deletes: { length: 1 } });
  });

  it.each([
    ['still there', present],
    ['unreadable', unreadable],
  ])('after the quiescence a retry reads first (%s) and sends the delete again', async (_what, sighting) => {
    const core = createTestCore();
    core.NUVION.exchanges.push(exchange.lost);
    core.NUVION.sightings.push(sighting, sighting);
    await core.deleteAccount(first);
    core.clock.advance(30_000);
    core.NUVION.exchanges.push(exchange.deleted);
    expect(await core.deleteAccount(first)).toMatchObject({ ...deleted('RESPONSE'), attempts: 2 });
    expect(core.NUVION.reads).toBe(2);
  });

  it('after the quiescence a retry that finds it gone does not send', async () => {
    const core = createTestCore();
    core.NUVION.exchanges.push(exchange.lost);
    core.NUVION.sightings.push(present, gone);
    await core.deleteAccount(first);
    core.clock.advance(30_000);
    expect(await core.deleteAccount(first)).toMatchObject({ ...deleted('OBSERVED'), attempts: 1 });
  });

  it('a delete that is lost again starts a new quiescence, and one call sends one delete', async () => {
    const core = createTestCore({ quiescenceMs: 0 });
    core.NUVION.exchanges.push(exchange.lost);
    core.NUVION.sightings.push(present);
    await core.deleteAccount(first);
    core.NUVION.exchanges.push(exchange.lost);
    core.NUVION.sightings.push(present, present);
    expect(await core.deleteAccount(first)).toMatchObject({ ...unknown, attempts: 2 });
    expect(core.NUVION.reads).toBe(3);
  });
});

describe.each(['SEQUENCE', 'NUVION'] as const)('%s: a refusal after a lost answer', (provider) => {
  const first = command(provider);

  /** A record whose first answer was lost; the next call sends the delete again. */
  async function withLostAnswer() {
    const core = createTestCore();
    const lost = () => {
      core.clock.advance(25_000); // the deadline: this call does not recover
      return exchange.lost;
    };
    core[provider].exchanges.push(lost);
    expect(await core.deleteAccount(first)).toMatchObject(unknown);
    core.clock.advance(30_000);
    if (provider === 'NUVION') core.NUVION.sightings.push(present);
    return core;
  }

  it("the provider's own 404 is a success", async () => {
    const core = await withLostAnswer();
    core[provider].exchanges.push(exchange.notFound);
    expect(await core.deleteAccount(first)).toMatchObject({ ...deleted('ABSENT'), attempts: 2 });
  });

  it.each([
    ['gone', gone, deleted('OBSERVED'), 'settled'],
    ['absent', absent, deleted('ABSENT'), 'settled'],
    ['still there', present, { outcome: { code: 'DELETION_REJECTED' } }, 'settled'],
    ['unreadable', unreadable, { outcome: { code: 'OUTCOME_UNKNOWN', providerCode: 'no' } }, 'dispatched'],
  ])('a rejection is read back first: %s', async (_what, sighting, expected, state) => {
    const core = await withLostAnswer();
    core[provider].exchanges.push(exchange.rejected);
    core[provider].sightings.push(sighting);
    expect(await core.deleteAccount(first)).toMatchObject(expected);
    expect((await core.ledger.read(first.id))?.state).toBe(state);
  });

  it.each(['unauthorized', 'forbidden', 'rateLimited', 'noRoute', 'notSent'] as const)(
    '%s says nothing about the account: the outcome stays unknown, the record dispatched',
    async (kind) => {
      const core = await withLostAnswer();
      core[provider].exchanges.push(exchange[kind]);
      const { outcome } = await core.deleteAccount(first);
      expect(outcome).toMatchObject({ code: 'OUTCOME_UNKNOWN', providerCode: 'no' });
      if (kind === 'rateLimited') expect(outcome).toMatchObject({ retryAfterMs: 7_000 });
      expect(await core.ledger.read(first.id)).toMatchObject({ state: 'dispatched', leaseLeftMs: 0, attempts: 1 });
    },
  );
});
