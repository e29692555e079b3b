import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LedgerUnavailableError } from '../../src/deletion/ledger.ts';
import { createPostgresLedger } from '../../src/ledger/postgres/postgres-ledger.ts';
import { TABLES } from '../../src/ledger/postgres/statements.ts';
import { hasPostgresPrograms, type PostgresServer, startPostgresServer } from '../support/postgres-server.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { change, newName } from './ledger-suite.ts';

const AWAY = { code: 'LEDGER_UNAVAILABLE', final: false };

describe.skipIf(!hasPostgresPrograms)('The PostgreSQL ledger and a standby', () => {
  let primary: PostgresServer;
  beforeEach(async () => {
    primary = await startPostgresServer({ synchronous_standby_names: '*' });
    await primary.query(TABLES);
  });
  afterEach(async () => {
    await primary[Symbol.asyncDispose]();
  });

  it.each([
    ['is cancelled', 'pg_cancel_backend'],
    ['ends with its connection', 'pg_terminate_backend'],
  ])(
    'takes a change for failed when the wait for the synchronous standby %s, though it is acknowledged',
    async (_what, end) => {
      await primary.query('ALTER DATABASE postgres SET client_min_messages = error');
      const ledger = createPostgresLedger(primary.url);
      const [name, other] = [newName(), newName()];
      const changes = [name, other].map((each) => ledger.compareAndSet(each, change(null, 'a.1')));
      const verdicts = Promise.allSettled(changes);
      const ended = async () => primary.query(`SELECT ${end}(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'`);
      await expect.poll(ended, { interval: 10 }).toHaveLength(1);
      for (const verdict of await verdicts) expect(verdict).toMatchObject({ status: 'rejected', reason: AWAY });
      // It is there all the same.
      expect((await ledger.read(name))?.row.version).toBe('a.1');
      await ledger.close();
    },
  );

  it('gives up in time when the synchronous standby does not come', async () => {
    const ledger = createPostgresLedger(primary.url);
    const startedAt = performance.now();
    const steps = [ledger.compareAndSet(newName(), change(null, 'a.1')), ledger.ping()];
    for (const { status } of await Promise.allSettled(steps)) expect(status).toBe('rejected');
    expect(performance.now() - startedAt).toBeLessThan(3_500);
    await primary.query("ALTER SYSTEM SET synchronous_standby_names = ''");
    await primary.query('SELECT pg_reload_conf()');
    await expect.poll(() => ledger.ping().then(() => 'works', String)).toBe('works');
    await ledger.close();
  });

  it('uses another connection when one has got stuck', async () => {
    await primary.query("ALTER SYSTEM SET synchronous_standby_names = ''");
    await primary.query('SELECT pg_reload_conf()');
    const ledger = createPostgresLedger(primary.url);
    await expect.poll(() => ledger.ping().then(() => 'works', String)).toBe('works');
    const [backend] = await primary.query(
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'accounts-gateway'",
    );
    process.kill(Number(backend?.pid), 'SIGSTOP');
    await expect(ledger.read(newName())).rejects.toMatchObject(AWAY);
    expect(await ledger.read(newName())).toBeNull();
    process.kill(Number(backend?.pid), 'SIGCONT');
    await ledger.close();
  });

  it('does not use a standby, and finds everything there once it is promoted', async () => {
    await using standby = await startPostgresServer({ synchronous_standby_names: '' }, primary.url);
    await using line = await startTcpProxy(primary.url);
    const ledger = createPostgresLedger(line.url);
    const names = Array.from({ length: 500 }, newName);
    expect(await ledger.identity('mine')).toBe('mine');
    await Promise.all(names.map((name) => ledger.compareAndSet(name, change(null, 'a.1'))));

    line.leadTo(standby.url);
    await primary.kill();
    await line.cut();
    await line.restore();
    for (const step of [
      () => ledger.read(names[0] ?? ''),
      () => ledger.compareAndSet(newName(), change(null, 'a.1')),
      () => ledger.ping(),
    ]) {
      await expect(step()).rejects.toThrow(LedgerUnavailableError);
    }
    await standby.query('SELECT pg_promote()');
    await ledger.ping();
    expect(await ledger.identity('another')).toBe('mine');
    const found = await Promise.all(names.map((name) => ledger.read(name)));
    expect(new Set(found.map((reading) => reading?.row.version))).toEqual(new Set(['a.1']));
    await ledger.close();
  });
});
