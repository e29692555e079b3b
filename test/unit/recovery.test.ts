import { describe, expect, it } from 'vitest';
import type { Sighting } from '../../src/deletion/provider-port.ts';
import { command, createTestCore, exchange } from '../support/core.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const present: Sighting = { kind: 'present' };
const absent: Sighting = { kind: 'absent' };
const gone: Sighting = { kind: 'deleted', deletion: { type: 'PermanentDeletion', permanent: true } };
const unreadable: Sighting = { kind: 'unreadable' };

const deleted = (evidence: string) => ({ outcome: { code: 'DELETED', evidence } });
const unknown = { outcome: { code: 'OUTCOME_UNKNOWN', source: 'PROVIDER' } };

describe('Sequence: a lost answer', () => {
  const first = command('SEQUENCE');

  /** A call that ended without an answer, and read the account as still there. */
  async function lostThreeTimes() {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(exchange.lost, exchange.lost, exchange.lost);
    core.SEQUENCE.sightings.push(present);
    await core.deleteAccount(first);
    return core;
  }

  it('is asked for again with the same key, and that answer counts', async () => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(exchange.lost, exchange.deleted);
    expect(await core.deleteAccount(first)).toMatchObject({ ...deleted('RESPONSE'), attempts: 2 });
    expect(core.SEQUENCE.deletes.map((call) => call.idempotencyKey)).toEqual(['key', 'key']);
    expect(core.SEQUENCE.reads).toBe(0);
  });

  it('is asked for twice more in one call, with growing pauses, then the account is read, and the rest is for the next', async () => {
    const core = createTestCore();
    const sentAt: number[] = [];
    const lost = () => {
      sentAt.push(core.clock.now());
      return exchange.lost;
    };
    core.SEQUENCE.exchanges.push(lost, lost, lost);
    core.SEQUENCE.sightings.push(present);
    expect(await core.deleteAccount(first)).toMatchObject({ ...unknown, attempts: 3 });
    const pauses = sentAt.slice(1).map((at, n) => at - (sentAt[n] ?? 0));
    expect(pauses).toEqual([150, 300]);
    expect((await core.record(first.id))?.state).toBe('dispatched');

    core.SEQUENCE.exchanges.push(exchange.deleted);
    expect(await core.deleteAccount(first)).toMatchObject({ ...deleted('RESPONSE'), attempts: 4 });
  });

  it('a call that only recovers sends twice at most', async () => {
    const core = await lostThreeTimes();
    core.SEQUENCE.exchanges.push(exchange.lost, exchange.lost);
    core.SEQUENCE.sightings.push(present);
    expect(await core.deleteAccount(first)).toMatchObject({ ...unknown, attempts: 5 });
  });

  it.each([
    ['gone', absent, deleted('ABSENT')],
    ['still there', present, unknown],
    ['unreadable', unreadable, unknown],
  ])(
    'that stays lost, as of a provider that keeps its error under the key, is looked for: %s',
    async (_what, sighting, expected) => {
      const core = createTestCore();
      core.SEQUENCE.exchanges.push(exchange.lost, exchange.lost, exchange.lost);
      core.SEQUENCE.sightings.push(sighting);
      expect(await core.deleteAccount(first)).toMatchObject(expected);
      expect(core.SEQUENCE.reads).toBe(1);
    },
  );

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
  ])('%s', async (_what, age, resends) => {
    const core = await lostThreeTimes();
    const { firstSentAt = 0 } = (await core.record(first.id)) ?? {};
    core.clock.advance(age - (core.clock.now() - firstSentAt));
    core.SEQUENCE.exchanges.push(exchange.deleted);
    core.SEQUENCE.sightings.push(absent);
    await core.deleteAccount(first);
    expect(core.SEQUENCE.deletes).toHaveLength(3 + resends);
  });

  it.each([
    ['absent', absent, deleted('ABSENT')],
    ['still there', present, { outcome: { code: 'OUTCOME_UNKNOWN', retryAfterMs: HOUR } }],
    ['unreadable', unreadable, { outcome: { code: 'OUTCOME_UNKNOWN', retryAfterMs: HOUR } }],
  ])('from 23 to 25 h nothing is sent, the account is read back: %s', async (_what, sighting, expected) => {
    const core = await lostThreeTimes();
    const { firstSentAt = 0 } = (await core.record(first.id)) ?? {};
    core.clock.advance(24 * HOUR - (core.clock.now() - firstSentAt));
    core.SEQUENCE.sightings.push(sighting);
    expect(await core.deleteAccount(first)).toMatchObject(expected);
    expect(core.SEQUENCE.deletes).toHaveLength(3);
  });

  it('from 25 h on an account that is still there is deleted anew, and the key has new 24 hours', async () => {
    const core = await lostThreeTimes();
    core.clock.advance(25 * HOUR);
    core.SEQUENCE.exchanges.push(exchange.lost, exchange.lost);
    core.SEQUENCE.sightings.push(present, present);
    expect(await core.deleteAccount(first)).toMatchObject({ ...unknown, attempts: 5 });
    core.clock.advance(22 * HOUR);
    core.SEQUENCE.exchanges.push(exchange.deleted);
    expect(await core.deleteAccount(first)).toMatchObject({ ...deleted('RESPONSE'), attempts: 6 });
  });

  it.each([
    ['unreadable', unreadable, unknown],
    ['gone', absent, deleted('ABSENT')],
  ])('from 25 h on nothing is sent for an account that is %s', async (_what, sighting, expected) => {
    const core = await lostThreeTimes();
    core.clock.advance(25 * HOUR);
    core.SEQUENCE.sightings.push(sighting);
    expect(await core.deleteAccount(first)).toMatchObject(expected);
    expect(core.SEQUENCE.deletes).toHaveLength(3);
  });

  it('has no time after which to ask again within 23 h', async () => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(exchange.lost, exchange.lost, exchange.lost);
    core.SEQUENCE.sightings.push(present);
    const { outcome } = await core.deleteAccount(first);
    expect(outcome).not.toHaveProperty('retryAfterMs', expect.any(Number));
  });

  it('is no rejection while the lost request may be at work, and one once that has had its time', async () => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(exchange.lost, exchange.rejected);
    core.SEQUENCE.sightings.push(present);
    const { outcome } = await core.deleteAccount(first);
    expect(outcome).toMatchObject({ code: 'OUTCOME_UNKNOWN', providerCode: 'no', retryAfterMs: 30_000 });
    expect(await core.record(first.id)).toMatchObject({ state: 'dispatched', leaseLeftMs: 0, attempts: 1 });

    core.clock.advance(30_000);
    core.SEQUENCE.exchanges.push(exchange.rejected);
    core.SEQUENCE.sightings.push(present);
    expect(await core.deleteAccount(first)).toMatchObject({ outcome: { code: 'DELETION_REJECTED' } });
  });
});

describe('a crash', () => {
  it.each(['SEQUENCE', 'NUVION'] as const)(
    'at %s leaves a lost answer, at work until its lease and the quiescence end',
    async (provider) => {
      const core = createTestCore();
      core[provider].exchanges.push(() => new Promise(() => {}));
      void core.deleteAccount(command(provider));
      await expect.poll(() => core[provider].deletes.length).toBe(1);
      const elsewhere = core.anotherProcess();
      core.clock.advance(30_000); // its lease
      core[provider].sightings.push(present, present);
      if (provider === 'SEQUENCE') core.SEQUENCE.exchanges.push(exchange.rejected, exchange.rejected);
      const { outcome } = await elsewhere(command(provider));
      expect(outcome).toMatchObject({ code: 'OUTCOME_UNKNOWN', retryAfterMs: 30_000 });
      core.clock.advance(30_000);
      core.NUVION.exchanges.push(exchange.rejected);
      core.NUVION.sightings.push(present);
      expect((await elsewhere(command(provider))).outcome.code).toBe('DELETION_REJECTED');
    },
  );

  it("is judged by the dead sender's quiescence, whoever recovers", async () => {
    const core = createTestCore({ quiescenceMs: 100_000 });
    core.NUVION.exchanges.push(exchange.lost);
    core.NUVION.sightings.push(present, present);
    await core.deleteAccount(command('NUVION'));
    const hasty = core.anotherProcess({ quiescenceMs: 1_000 });
    core.clock.advance(99_000);
    expect((await hasty(command('NUVION'))).outcome).toMatchObject({ code: 'OUTCOME_UNKNOWN', retryAfterMs: 1_000 });
    expect(core.NUVION.deletes).toHaveLength(1);
  });
});

describe.each(['SEQUENCE', 'NUVION'] as const)('%s: a lost answer under another credential', (provider) => {
  const first = command(provider);
  const rotated = command(provider, { credential: 'rotated' });

  async function lost() {
    const core = createTestCore();
    core[provider].exchanges.push(() => {
      core.clock.advance(25_000);
      return exchange.lost;
    });
    await core.deleteAccount(first);
    core.clock.advance(25 * HOUR); // nobody recognises the key any more
    return core;
  }

  it('is not answered by the absence of the account, which this credential may not see', async () => {
    const core = await lost();
    core[provider].sightings.push(absent, absent);
    core[provider].exchanges.push(exchange.notFound);
    expect(await core.deleteAccount(rotated)).toMatchObject(unknown);
    core[provider].sightings.push(absent);
    expect(await core.deleteAccount(first)).toMatchObject(deleted('ABSENT'));
  });

  it('is, once this credential has seen the account and sent the delete itself', async () => {
    const core = await lost();
    core[provider].sightings.push(present, absent);
    core[provider].exchanges.push(exchange.lost, exchange.lost, exchange.lost);
    expect(await core.deleteAccount(rotated)).toMatchObject(deleted('ABSENT'));
  });

  it("is not answered by the provider's own 404 to that credential", async () => {
    const core = createTestCore();
    core[provider].exchanges.push(() => {
      core.clock.advance(25_000);
      return exchange.lost;
    });
    await core.deleteAccount(first);
    core.clock.advance(30_000);
    core[provider].exchanges.push(exchange.notFound);
    core[provider].sightings.push(unreadable);
    expect((await core.deleteAccount(rotated)).outcome).toMatchObject({ code: 'OUTCOME_UNKNOWN', providerCode: 'no' });
    expect(await core.record(first.id)).toMatchObject({ state: 'dispatched', attempts: 1 });
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
    expect(outcome).toMatchObject({ code: 'OUTCOME_UNKNOWN', retryAfterMs: 35_000 });
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

  it('is recorded in whole milliseconds, whatever the clock shows', async () => {
    const core = createTestCore();
    core.NUVION.exchanges.push(() => {
      core.clock.advance(10.5);
      return exchange.lost;
    });
    core.NUVION.sightings.push(present, absent);
    await core.deleteAccount(first);
    core.clock.advance(0.2);
    expect(await core.record(first.id)).toMatchObject({ state: 'dispatched', leaseUntil: null });
    expect(await core.deleteAccount(first)).toMatchObject(deleted('ABSENT'));
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
    expect((await core.record(first.id))?.state).toBe(state);
  });

  it.each(['unauthorized', 'forbidden', 'rateLimited', 'noRoute', 'notSent'] as const)(
    '%s says nothing about the account: the outcome stays unknown, the record dispatched',
    async (kind) => {
      const core = await withLostAnswer();
      core[provider].exchanges.push(exchange[kind]);
      const { outcome } = await core.deleteAccount(first);
      expect(outcome).toMatchObject({ code: 'OUTCOME_UNKNOWN', providerCode: 'no' });
      if (kind === 'rateLimited') expect(outcome).toMatchObject({ retryAfterMs: 7_000 });
      expect(await core.record(first.id)).toMatchObject({ state: 'dispatched', leaseLeftMs: 0, attempts: 1 });
    },
  );
});
