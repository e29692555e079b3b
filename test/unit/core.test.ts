import { describe, expect, it } from 'vitest';
import { createDeleteAccount } from '../../src/deletion/delete-account.ts';
import { type Ledger, nameOf, UnreadableRecordError } from '../../src/deletion/ledger.ts';
import { createVault } from '../../src/settlements/vault.ts';
import { away, breakable, command, createTestCore, exchange, replyLost } from '../support/core.ts';

const first = command('SEQUENCE');
const otherAccount = { ...first, accountId: 'acc_2' };
const UNAVAILABLE = { code: 'UNAVAILABLE', source: 'GATEWAY' };
describe('duplicates in one process', () => {
  it('50 at once share one run: one delete, fifty equal answers, none of them a replay', async () => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(exchange.deleted);
    const answers = await Promise.all(Array.from({ length: 50 }, () => core.deleteAccount(first)));
    expect(core.SEQUENCE.deletes).toHaveLength(1);
    expect(answers.filter(({ shared }) => !shared)).toHaveLength(1);
    expect(new Set(answers.map((answer) => JSON.stringify([answer.outcome, answer.replayed])))).toEqual(
      new Set([
        JSON.stringify([
          { code: 'DELETED', evidence: 'RESPONSE', deletion: { type: 'PermanentDeletion', permanent: true } },
          false,
        ]),
      ]),
    );
  });

  it('one for another account does not share it', async () => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(exchange.deleted);
    const [one, other] = await Promise.all([core.deleteAccount(first), core.deleteAccount(otherAccount)]);
    expect([one.outcome.code, other.outcome.code]).toEqual(['DELETED', 'IDEMPOTENCY_KEY_REUSED']);
    expect(core.SEQUENCE.deletes).toHaveLength(1);
  });

  it('another caller, another provider, another key: another deletion', async () => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(exchange.deleted, exchange.deleted, exchange.deleted);
    core.NUVION.exchanges.push(exchange.deleted);
    await Promise.all([
      core.deleteAccount(first),
      core.deleteAccount({ ...first, id: { ...first.id, caller: 'another' } }),
      core.deleteAccount({ ...first, id: { ...first.id, key: 'another' } }),
      core.deleteAccount(command('NUVION')),
    ]);
    expect([core.SEQUENCE.deletes.length, core.NUVION.deletes.length]).toEqual([3, 1]);
  });
});

describe('a settled key', () => {
  it.each(['deleted', 'notFound', 'rejected'] as const)('gives its answer again: %s', async (kind) => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(exchange[kind]);
    const answer = await core.deleteAccount(first);
    const again = await core.deleteAccount(first);
    core.cached.clear();
    const fromLedger = await core.deleteAccount(first);
    expect(answer.replayed).toBe(false);
    for (const replayed of [again, fromLedger]) expect(replayed).toEqual({ ...answer, replayed: true });
    expect(core.SEQUENCE.deletes).toHaveLength(1);
  });

  it.each(['cache', 'ledger'])('belongs to one account, also by the %s', async (from) => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(exchange.deleted);
    await core.deleteAccount(first);
    if (from === 'ledger') core.cached.clear();
    const { outcome } = await core.deleteAccount(otherAccount);
    expect(outcome).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', source: 'GATEWAY' });
    expect(core.SEQUENCE.deletes).toHaveLength(1);
  });

  it.each([
    ['its replay time', 'NUVION', 1_000],
    ['25 h where the provider still knows the key', 'SEQUENCE', 25 * 60 * 60 * 1000],
  ] as const)('is forgotten after %s, and not before', async (_what, provider, keptForMs) => {
    const core = createTestCore({ replayTtlMs: 1_000 });
    const one = command(provider);
    core[provider].exchanges.push(exchange.notFound, exchange.deleted);
    await core.deleteAccount(one);
    core.cached.clear();
    core.clock.advance(keptForMs - 1);
    const another = await core.deleteAccount({ ...one, accountId: 'acc_2' });
    expect(another.outcome.code).toBe('IDEMPOTENCY_KEY_REUSED');
    core.clock.advance(1);
    expect((await core.deleteAccount({ ...one, accountId: 'acc_2' })).outcome.code).toBe('DELETED');
  });

  it.each([
    ['broken', 'm1.AAAA.{"accountId":"acc_1","attempts":1,"outcome":{"code":"ACCOUNT_NOT_FOUND"}}'],
    ['empty', ''],
  ])('a cache that gives back something %s is not believed', async (_what, entry) => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(exchange.deleted);
    await core.deleteAccount(first);
    core.cached.set(first.id.key, entry);
    expect(await core.deleteAccount(first)).toMatchObject({ outcome: { code: 'DELETED' }, replayed: true });
    expect(core.faults).toHaveLength(1);
  });

  it('a record that cannot be read is not absent: outcome unknown, nothing sent', async () => {
    const core = createTestCore();
    const name = nameOf(first.id);
    await core.ledger.compareAndSet(name, {
      expected: null,
      next: { version: 'x', keptForMs: 1, dueInMs: null, body: 'of another version' },
    });
    core.clock.advance(1_000); // its time has ended, as far as that can be known
    expect((await core.deleteAccount(first)).outcome).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect((await core.ledger.read(name))?.row.body).toBe('of another version');
    expect(core.SEQUENCE.deletes).toHaveLength(0);
  });

  it('a settlement that cannot be opened is not absent either', async () => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(exchange.deleted);
    await core.deleteAccount(first);
    core.cached.clear();
    const reading = await core.ledger.read(nameOf(first.id));
    const body = String(reading?.row.body).replace(/\n.*/, '\ne1.from another secret');
    const next = { version: 'x.y', keptForMs: 60_000, dueInMs: null, body };
    await core.ledger.compareAndSet(nameOf(first.id), { expected: String(reading?.row.version), next });
    expect((await core.deleteAccount(first)).outcome.code).toBe('OUTCOME_UNKNOWN');
    expect(core.SEQUENCE.deletes).toHaveLength(1);
  });
});

describe('duplicates elsewhere', () => {
  it('wait, and get the answer of the one that runs', async () => {
    const core = createTestCore();
    const elsewhere = core.anotherProcess();
    let waiting: Promise<unknown> | undefined;
    core.SEQUENCE.exchanges.push(async () => {
      waiting = elsewhere(first);
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
      return exchange.deleted;
    });
    await core.deleteAccount(first);
    expect(await waiting).toMatchObject({ outcome: { code: 'DELETED' }, replayed: true });
    expect(core.SEQUENCE.deletes).toHaveLength(1);
  });

  it('get DELETION_IN_PROGRESS with the rest of the lease once they have waited', async () => {
    const core = createTestCore();
    const elsewhere = core.anotherProcess();
    let answer: unknown;
    core.SEQUENCE.exchanges.push(async () => {
      answer = await elsewhere(first);
      return exchange.deleted;
    });
    await core.deleteAccount(first);
    expect(answer).toMatchObject({
      outcome: { code: 'DELETION_IN_PROGRESS', source: 'GATEWAY', retryAfterMs: 28_000 },
    });
    expect(core.SEQUENCE.deletes).toHaveLength(1);
  });

  it('are told at once when the key belongs to another account', async () => {
    const core = createTestCore();
    const elsewhere = core.anotherProcess();
    let answer: unknown;
    core.SEQUENCE.exchanges.push(async () => {
      const before = core.clock.now();
      answer = [await elsewhere(otherAccount), core.clock.now() - before];
      return exchange.deleted;
    });
    await core.deleteAccount(first);
    expect(answer).toMatchObject([{ outcome: { code: 'IDEMPOTENCY_KEY_REUSED' } }, 0]);
  });
});

/** The next read fails, and the ones after it do not. */
function awayOnce(ledger: Ledger): void {
  const { read } = ledger;
  Object.assign(ledger, {
    read: () => {
      Object.assign(ledger, { read });
      return away();
    },
  });
}

describe('the ledger is away', () => {
  it.each([
    ['not written', away],
    ['written, its reply lost', replyLost],
  ])(
    'at the beginning (%s): UNAVAILABLE by the gateway, nothing sent, and the key is free soon',
    async (_what, fault) => {
      const { broken, wrap } = breakable();
      const core = createTestCore({}, wrap);
      broken.begin = fault;
      // The repeated beginning would recognise itself, so what recognises it is away too.
      const { read } = core.ledger;
      Object.assign(core.ledger, { read: away });
      const { outcome } = await core.deleteAccount(first);
      expect(outcome).toMatchObject(UNAVAILABLE);
      expect(outcome).toHaveProperty('message', expect.stringMatching(/this request executed nothing.*earlier/));
      expect(core.SEQUENCE.deletes).toHaveLength(0);
      Object.assign(core.ledger, { read });
      delete broken.begin;
      await expect.poll(() => core.record(first.id)).toBeNull();
      core.SEQUENCE.exchanges.push(exchange.notFound);
      // Nothing was sent for it, so this is a first attempt: not found, not gone.
      expect((await core.deleteAccount(first)).outcome.code).toBe('ACCOUNT_NOT_FOUND');
    },
  );

  it('a beginning whose reply was lost is made again, recognises itself, and sends once', async () => {
    const { broken, wrap } = breakable();
    const core = createTestCore({}, wrap);
    broken.begin = (change, make) => {
      delete broken.begin;
      return replyLost(change, make);
    };
    core.SEQUENCE.exchanges.push(exchange.notFound);
    expect(await core.deleteAccount(first)).toMatchObject({ outcome: { code: 'ACCOUNT_NOT_FOUND' }, attempts: 1 });
    expect(core.SEQUENCE.deletes).toHaveLength(1);
  });

  it.each([
    ['not written', away],
    ['written, its reply lost', replyLost],
  ])('before a lost answer is asked for again (%s): outcome unknown, nothing sent', async (_what, fault) => {
    const { broken, wrap } = breakable();
    const core = createTestCore({}, wrap);
    core.SEQUENCE.exchanges.push(exchange.lost);
    broken['dispatch-2'] = fault;
    expect(await core.deleteAccount(first)).toMatchObject({ outcome: { code: 'OUTCOME_UNKNOWN' }, attempts: 1 });
    expect(core.SEQUENCE.deletes).toHaveLength(1);
    delete broken['dispatch-2'];
    await expect.poll(() => core.record(first.id)).toMatchObject({ leaseLeftMs: 0, attempts: 1 });
    core.SEQUENCE.exchanges.push(exchange.notFound);
    expect((await core.deleteAccount(first)).outcome).toMatchObject({ code: 'DELETED', evidence: 'ABSENT' });
  });

  it('a lost answer that was taken over in vain is still a lost answer', async () => {
    const { broken, wrap } = breakable();
    const core = createTestCore({}, wrap);
    core.NUVION.exchanges.push(exchange.lost);
    core.NUVION.sightings.push({ kind: 'present' });
    await core.deleteAccount(command('NUVION'));
    broken['take-over'] = (change, make) => {
      delete broken['take-over'];
      awayOnce(core.ledger);
      return replyLost(change, make);
    };
    expect((await core.deleteAccount(command('NUVION'))).outcome).toMatchObject(UNAVAILABLE);
    await expect.poll(() => core.record(command('NUVION').id)).toMatchObject({ leaseLeftMs: 0, attempts: 1 });
    core.NUVION.sightings.push({ kind: 'absent' });
    expect((await core.deleteAccount(command('NUVION'))).outcome).toMatchObject({ evidence: 'ABSENT' });
  });

  it('after the provider answered: the true answer, settled as soon as the ledger is back', async () => {
    const { broken, wrap } = breakable();
    const core = createTestCore({}, wrap);
    let tries = 0;
    broken.settle = async () => {
      tries += 1;
      if (tries === 5) delete broken.settle;
      return away();
    };
    core.SEQUENCE.exchanges.push(exchange.deleted);
    expect(await core.deleteAccount(first)).toMatchObject({ outcome: { code: 'DELETED' }, replayed: false });
    await core.deleteAccount.idle();
    expect(tries).toBe(5);
    expect((await core.record(first.id))?.state).toBe('settled');
    expect(await core.deleteAccount(first)).toMatchObject({ outcome: { code: 'DELETED' }, replayed: true });
    expect(core.SEQUENCE.deletes).toHaveLength(1);
  });

  it('until then a duplicate in the same process shares the true answer', async () => {
    const { broken, wrap } = breakable();
    const core = createTestCore({}, wrap);
    broken.settle = away;
    core.SEQUENCE.exchanges.push(exchange.deleted);
    await core.deleteAccount(first);
    expect(await core.deleteAccount(first)).toMatchObject({
      outcome: { code: 'DELETED' },
      replayed: false,
      shared: true,
    });
    delete broken.settle;
    await core.deleteAccount.idle();
    expect(core.SEQUENCE.deletes).toHaveLength(1);
  });
});

describe('a ledger that forgets while a run waits', () => {
  const nuvion = command('NUVION');
  const forget = async (core: ReturnType<typeof createTestCore>, { id } = first) => {
    const version = (await core.record(id))?.version ?? '';
    await core.ledger.compareAndSet(nameOf(id), { expected: version, next: null });
  };

  it('is told what the provider answered', async () => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(async () => {
      await forget(core);
      return exchange.deleted;
    });
    expect((await core.deleteAccount(first)).outcome).toMatchObject({ code: 'DELETED', evidence: 'RESPONSE' });
    expect(await core.record(first.id)).toMatchObject({ state: 'settled', attempts: 1, accountId: 'acc_1' });
  });

  it('is told so too when another request was told otherwise meanwhile', async () => {
    const core = createTestCore();
    const elsewhere = core.anotherProcess();
    core.SEQUENCE.exchanges.push(async () => {
      await forget(core);
      expect((await elsewhere(first)).outcome.code).toBe('DELETION_REJECTED');
      return exchange.deleted;
    }, exchange.rejected);
    expect(await core.deleteAccount(first)).toMatchObject({ outcome: { code: 'DELETED' }, replayed: false });
  });

  it('is told so too while another request of the key is under way', async () => {
    const core = createTestCore();
    const elsewhere = core.anotherProcess();
    let other: ReturnType<typeof elsewhere> | undefined;
    const answered = Promise.withResolvers<void>();
    core.NUVION.exchanges.push(
      () =>
        new Promise((resolve) => {
          core.NUVION.exchanges.push(async () => {
            resolve(exchange.deleted);
            await answered.promise;
            return exchange.notFound;
          });
          core.clock.advance(1);
          forget(core, nuvion).then(() => {
            other = elsewhere(nuvion);
          });
        }),
    );
    expect(await core.deleteAccount(nuvion)).toMatchObject({ outcome: { code: 'DELETED' }, replayed: false });
    answered.resolve();
    expect((await other)?.outcome.code).toBe('ACCOUNT_NOT_FOUND');
  });

  it('is told so too when what another request has recorded meanwhile cannot be read', async () => {
    const core = createTestCore();
    const elsewhere = createDeleteAccount({ ...core.deps, vault: createVault('another secret', false) });
    core.SEQUENCE.exchanges.push(async () => {
      await forget(core);
      expect((await elsewhere(first)).outcome.code).toBe('DELETION_REJECTED');
      return exchange.deleted;
    }, exchange.rejected);
    expect(await core.deleteAccount(first)).toMatchObject({ outcome: { code: 'DELETED' }, replayed: false });
  });

  it.each([
    ['deleted', 'DELETED', 0],
    ['rejected', 'DELETION_REJECTED', 0],
    ['rateLimited', 'RATE_LIMITED', 0],
    ['lost', 'OUTCOME_UNKNOWN', 0],
    ['rejected', 'OUTCOME_UNKNOWN', 30_000],
  ] as const)('is told so too when the key has been used for another account meanwhile: %s', async (kind, code, ms) => {
    const core = createTestCore();
    const elsewhere = core.anotherProcess();
    core.NUVION.exchanges.push(async () => {
      core.clock.advance(ms);
      await forget(core, nuvion);
      expect((await elsewhere({ ...nuvion, accountId: 'acc_2' })).outcome.code).toBe('DELETED');
      return exchange[kind];
    }, exchange.deleted);
    expect(await core.deleteAccount(nuvion)).toMatchObject({ outcome: { code }, replayed: false });
    expect(await core.record(nuvion.id)).toMatchObject({ accountId: 'acc_2' });
  });

  it('is told so too when the account that it has deleted was missing for another request', async () => {
    const core = createTestCore();
    const elsewhere = core.anotherProcess();
    core.SEQUENCE.exchanges.push(
      exchange.lost,
      async () => {
        await forget(core);
        expect((await elsewhere(first)).outcome.code).toBe('ACCOUNT_NOT_FOUND');
        return exchange.notFound;
      },
      exchange.notFound,
    );
    expect(await core.deleteAccount(first)).toMatchObject({
      outcome: { code: 'DELETED', evidence: 'ABSENT' },
      replayed: false,
    });
  });

  it('learns again that an answer is lost, and nobody says that nothing was sent', async () => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(async () => {
      await forget(core);
      core.clock.advance(25_000); // no time to recover
      return exchange.lost;
    });
    expect((await core.deleteAccount(first)).outcome.code).toBe('OUTCOME_UNKNOWN');
    expect(await core.record(first.id)).toMatchObject({ state: 'dispatched', attempts: 1, leaseLeftMs: 0 });
  });

  it('sends nothing more for a lost answer that the ledger has forgotten', async () => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(async () => {
      await forget(core);
      return exchange.lost;
    });
    expect((await core.deleteAccount(first)).outcome.code).toBe('OUTCOME_UNKNOWN');
    expect(core.SEQUENCE.deletes).toHaveLength(1);
    await expect.poll(() => core.record(first.id)).toMatchObject({ state: 'dispatched', attempts: 1 });
  });
});

describe('a process that slept through its lease', () => {
  it('may send only while the lease lasts, by its own monotonic clock', async () => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(({ maySend }) => {
      expect(maySend()).toBe(true);
      core.clock.advance(30_000);
      expect(maySend()).toBe(false);
      return exchange.notSent;
    });
    await core.deleteAccount(first);
    expect(core.SEQUENCE.deletes).toHaveLength(1);
  });

  it('nor after the deadline of its call', async () => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(({ maySend }) => {
      core.clock.advance(25_000);
      expect(maySend()).toBe(false);
      return exchange.notSent;
    });
    expect((await core.deleteAccount(first)).outcome.code).toBe('UNAVAILABLE');
  });

  it('settles late while nobody has taken over', async () => {
    const core = createTestCore();
    core.SEQUENCE.exchanges.push(() => {
      core.clock.advance(60_000);
      return exchange.deleted;
    });
    expect((await core.deleteAccount(first)).outcome.code).toBe('DELETED');
    expect((await core.record(first.id))?.state).toBe('settled');
  });

  it.each(['rejected', 'notFound', 'rateLimited'] as const)(
    'does not say that nothing was executed while the ledger is unavailable: %s',
    async (kind) => {
      const { broken, wrap } = breakable();
      const core = createTestCore({}, wrap);
      core.SEQUENCE.exchanges.push(() => {
        broken.any = away;
        core.clock.advance(31_000); // another process may own the record by now, and delete the account
        return exchange[kind];
      });
      const { outcome } = await core.deleteAccount(first);
      delete broken.any;
      await core.deleteAccount.idle();
      expect(outcome.code).toBe('OUTCOME_UNKNOWN');
    },
  );

  it('does not say that the account is gone either because it could not see it: another credential may', async () => {
    const { broken, wrap } = breakable();
    const core = createTestCore({}, wrap);
    core.SEQUENCE.exchanges.push(exchange.lost, () => {
      broken.any = away;
      core.clock.advance(31_000);
      return exchange.notFound;
    });
    const { outcome } = await core.deleteAccount(first);
    delete broken.any;
    await core.deleteAccount.idle();
    expect(outcome.code).toBe('OUTCOME_UNKNOWN');
  });

  it('answers with the record of whoever has seen the account that its own credential does not see', async () => {
    const core = createTestCore();
    const elsewhere = core.anotherProcess();
    const seesNothing = command('NUVION', { credential: 'sees no account' });
    core.NUVION.exchanges.push(exchange.lost, exchange.rejected);
    core.NUVION.sightings.push(
      async () => {
        core.clock.advance(61_000);
        expect((await elsewhere(command('NUVION'))).outcome.code).toBe('DELETION_REJECTED');
        return { kind: 'absent' };
      },
      { kind: 'present' },
      { kind: 'present' },
    );
    expect(await core.deleteAccount(seesNothing)).toMatchObject({
      outcome: { code: 'DELETION_REJECTED' },
      replayed: true,
    });
  });

  it('writes nothing once somebody has taken over, and answers with the record', async () => {
    const core = createTestCore();
    const elsewhere = core.anotherProcess();
    core.SEQUENCE.exchanges.push(async () => {
      core.clock.advance(31_000);
      expect((await elsewhere(first)).outcome).toMatchObject({ code: 'DELETED', evidence: 'ABSENT' });
      return exchange.deleted;
    }, exchange.notFound);
    expect(await core.deleteAccount(first)).toMatchObject({
      outcome: { code: 'DELETED', evidence: 'ABSENT' },
      replayed: true,
    });
  });

  it('sends nothing more once somebody has taken over, though there is time left', async () => {
    const core = createTestCore({ deleteDeadlineMs: 90_000 });
    const elsewhere = core.anotherProcess();
    core.SEQUENCE.exchanges.push(async () => {
      core.clock.advance(31_000);
      expect((await elsewhere(first)).outcome).toMatchObject({ code: 'DELETED' });
      return exchange.lost;
    }, exchange.deleted);
    expect(await core.deleteAccount(first)).toMatchObject({ outcome: { code: 'DELETED' }, replayed: true });
    expect(core.SEQUENCE.deletes).toHaveLength(2);
  });

  it('finds that somebody has settled it meanwhile, and does not say that nobody knows', async () => {
    const core = createTestCore();
    const elsewhere = core.anotherProcess();
    core.NUVION.exchanges.push(async () => {
      core.clock.advance(31_000);
      core.NUVION.sightings.push({ kind: 'absent' });
      expect((await elsewhere(command('NUVION'))).outcome).toMatchObject({ code: 'DELETED' });
      return exchange.lost;
    });
    expect(await core.deleteAccount(command('NUVION'))).toMatchObject({ outcome: { code: 'DELETED' }, replayed: true });
  });

  it('a release that comes too late leaves the new owner alone', async () => {
    const core = createTestCore();
    const elsewhere = core.anotherProcess();
    let other: unknown;
    core.SEQUENCE.exchanges.push(
      async () => {
        core.clock.advance(31_000);
        other = elsewhere(first);
        for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
        return exchange.rateLimited;
      },
      async () => {
        for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
        return exchange.deleted;
      },
    );
    // Somebody else runs it now: no answer may say that nothing was executed.
    expect((await core.deleteAccount(first)).outcome.code).toMatch(/DELETION_IN_PROGRESS|DELETED/);
    expect(await other).toMatchObject({ outcome: { code: 'DELETED' } });
  });
});

describe('too many deletions at once', () => {
  it('are refused before anything is written or sent, at that provider only, and replays are not', async () => {
    const core = createTestCore({ maxRunning: 2 });
    const replayed = command('SEQUENCE', { id: { caller: 'caller', provider: 'SEQUENCE', key: 'earlier' } });
    core.SEQUENCE.exchanges.push(exchange.deleted);
    await core.deleteAccount(replayed);

    const end = Promise.withResolvers<typeof exchange.deleted>();
    core.SEQUENCE.exchanges.push(
      () => end.promise,
      () => end.promise,
      exchange.deleted,
    );
    core.NUVION.exchanges.push(exchange.deleted);
    const withKey = (key: string) => command('SEQUENCE', { id: { caller: 'caller', provider: 'SEQUENCE', key } });
    const running = [core.deleteAccount(withKey('one')), core.deleteAccount(withKey('two'))];
    const third = await core.deleteAccount(withKey('three'));
    expect(third.outcome).toMatchObject({ ...UNAVAILABLE, retryAfterMs: 1_000 });
    expect(await core.record(withKey('three').id)).toBeNull();
    expect((await core.deleteAccount(command('NUVION'))).outcome.code).toBe('DELETED');
    expect(await core.deleteAccount(replayed)).toMatchObject({ replayed: true, outcome: { code: 'DELETED' } });

    end.resolve(exchange.deleted);
    await Promise.all(running);
    expect((await core.deleteAccount(withKey('three'))).outcome.code).toBe('DELETED');
  });
});

describe('faults of our own', () => {
  it('at a provider are a lost answer: nobody is left waiting for the lease', async () => {
    const core = createTestCore();
    expect((await core.deleteAccount(first)).outcome.code).toBe('OUTCOME_UNKNOWN');
    expect(core.faults[0]).toMatchObject({ message: expect.stringContaining('more often than the script') });
    core.SEQUENCE.exchanges.push(exchange.deleted);
    expect((await core.deleteAccount(first)).outcome.code).toBe('DELETED');
  });

  it('at reading back are an account that cannot be read', async () => {
    const core = createTestCore();
    core.NUVION.exchanges.push(exchange.lost);
    expect((await core.deleteAccount(command('NUVION'))).outcome.code).toBe('OUTCOME_UNKNOWN');
    expect(core.faults).toHaveLength(1);
  });

  it('a record that cannot be read any more does not change the answer of the provider', async () => {
    const core = createTestCore();
    const another = command('SEQUENCE', { id: { caller: 'caller', provider: 'SEQUENCE', key: 'another' } });
    const spoil = async ({ id }: typeof first) => {
      const expected = (await core.record(id))?.version ?? '';
      await core.ledger.compareAndSet(nameOf(id), {
        expected,
        next: { version: 'x', keptForMs: 1, dueInMs: null, body: '?' },
      });
    };
    core.SEQUENCE.exchanges.push(
      () => spoil(first).then(() => exchange.deleted),
      () => spoil(another).then(() => exchange.forbidden),
    );
    expect((await core.deleteAccount(first)).outcome.code).toBe('DELETED');
    expect((await core.deleteAccount(another)).outcome.code).toBe('FORBIDDEN');
    expect(core.faults[0]).toBeInstanceOf(UnreadableRecordError);
    expect((await core.ledger.read(nameOf(first.id)))?.row.body).toBe('?');
  });

  it('no time to send is not an unknown outcome, and frees the key', async () => {
    const { broken, wrap } = breakable();
    const core = createTestCore({}, wrap);
    broken.begin = async (_change, make) => {
      core.clock.advance(25_000);
      return make();
    };
    expect(await core.deleteAccount(first)).toMatchObject({ outcome: UNAVAILABLE, attempts: 0 });
    expect(await core.record(first.id)).toBeNull();
    expect(core.SEQUENCE.deletes).toHaveLength(0);
  });
});
