import { describe, expect, it } from 'vitest';
import type { Exchange, Sighting } from '../../src/deletion/provider-port.ts';
import { away, breakable, command, createTestCore, exchange, type ScriptedName } from '../support/core.ts';

const present: Sighting = { kind: 'present' };
const unknownFor = (retryAfterMs: number) => ({ outcome: { code: 'OUTCOME_UNKNOWN', retryAfterMs } });

/** What the model finds only seldom, each in its shortest story. */
describe('a lost request, and clocks and processes that differ', () => {
  const nuvion = command('NUVION');
  const sequence = command('SEQUENCE');

  it('has its whole quiescence when the clock is set forward before the record is given up', async () => {
    const core = createTestCore();
    core.NUVION.exchanges.push(exchange.lost);
    core.NUVION.sightings.push(() => {
      core.clock.advance(40_000);
      return present;
    });
    expect(await core.deleteAccount(nuvion)).toMatchObject(unknownFor(30_000));
    core.NUVION.sightings.push(present);
    expect(await core.deleteAccount(nuvion)).toMatchObject(unknownFor(30_000));
    expect(core.NUVION.deletes).toHaveLength(1);
  });

  it.each([
    ['rejected', exchange.rejected],
    ['refused', exchange.unauthorized],
  ])('… or while a duplicate is %s', async (_what, answer) => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(exchange.lost, () => {
      core.clock.advance(40_000);
      return answer;
    });
    core.SEQUENCE.sightings.push(present);
    expect((await core.deleteAccount(sequence)).outcome.code).toBe('OUTCOME_UNKNOWN');
    core.SEQUENCE.exchanges.push(exchange.rejected);
    core.SEQUENCE.sightings.push(present);
    expect(await core.deleteAccount(sequence)).toMatchObject(unknownFor(30_000));
  });

  it('has its own quiescence, though a later one of a process with a shorter one is lost too', async () => {
    const core = createTestCore({ quiescenceMs: 60_000 });
    const hasty = core.anotherProcess({ quiescenceMs: 12_000 });
    const late = () => {
      core.clock.advance(25_000);
      return exchange.lost;
    };
    core.SEQUENCE.exchanges.push(late, late, exchange.rejected);
    core.SEQUENCE.sightings.push(present);
    await core.deleteAccount(sequence);
    await hasty(sequence);
    // The time of a call is not counted: a quiescence passes by the ledger's clock, from call to call.
    expect(await hasty(sequence)).toMatchObject(unknownFor(60_000));
  });

  it.each([
    ['NUVION', nuvion],
    ['SEQUENCE', sequence],
  ] as const)('at %s is forgotten when it would have been, though retries are refused', async (provider, asked) => {
    const core = createTestCore();
    core[provider].exchanges.push(() => {
      core.clock.advance(25_000); // no time to recover
      return exchange.lost;
    });
    await core.deleteAccount(asked);
    const endsAt = Number((await core.record(asked.id))?.expiresAt);
    for (let days = 0; days < 20; days += 10) {
      core.clock.advance(10 * 24 * 60 * 60 * 1000);
      core[provider].sightings.push(present);
      core[provider].exchanges.push(() => {
        core.clock.advance(5_000);
        return exchange.rateLimited;
      });
      expect((await core.deleteAccount(asked)).outcome.code).toBe('OUTCOME_UNKNOWN');
    }
    // Later by what the retries took, and no more.
    expect((await core.record(asked.id))?.expiresAt).toBe(endsAt + 2 * 5_000);
  });

  it('under two credentials that never saw the account is not answered by its absence under either', async () => {
    const core = createTestCore();
    const late = () => {
      core.clock.advance(25_000);
      return exchange.lost;
    };
    core.SEQUENCE.exchanges.push(late, late, exchange.notFound, exchange.notFound);
    await core.deleteAccount(sequence);
    const rotated = command('SEQUENCE', { credential: 'rotated' });
    await core.deleteAccount(rotated);
    expect((await core.deleteAccount(sequence)).outcome.code).toBe('OUTCOME_UNKNOWN');
    expect((await core.deleteAccount(rotated)).outcome.code).toBe('OUTCOME_UNKNOWN');
  });
});

describe('what cannot be recorded, and the lease is over: others may have deleted the account meanwhile', () => {
  it.each<[ScriptedName, string, Exchange]>([
    ['SEQUENCE', 'OUTCOME_UNKNOWN', exchange.rejected],
    ['NUVION', 'OUTCOME_UNKNOWN', exchange.notFound],
    ['NUVION', 'DELETED', exchange.deleted],
  ])('%s: is answered with %s', async (provider, code, answer) => {
    const { broken, wrap } = breakable();
    const core = createTestCore({}, wrap);
    broken.settle = () => {
      delete broken.settle;
      return away();
    };
    core[provider].exchanges.push(() => {
      core.clock.advance(30_000);
      return answer;
    });
    expect((await core.deleteAccount(command(provider))).outcome.code).toBe(code);
    await core.deleteAccount.idle();
  });
});
