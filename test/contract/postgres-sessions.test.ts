import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Ledger } from '../../src/deletion/ledger.ts';
import { createPostgresLedger } from '../../src/ledger/postgres/postgres-ledger.ts';
import { OPEN_SESSION } from '../../src/ledger/postgres/statements.ts';
import { openDatabase, withClient } from '../support/postgres-database.ts';
import { change, newName } from './ledger-suite.ts';

const server = inject('postgresUrl');
const AWAY = { code: 'LEDGER_UNAVAILABLE', final: false };

describe.skipIf(server === null)('The PostgreSQL ledger and what it finds on the server', () => {
  let store: Awaited<ReturnType<typeof openDatabase>>;
  let ledger: Ledger;
  beforeEach(async () => {
    store = await openDatabase(server ?? '');
    ledger = store.open();
    await ledger.ping();
  });
  afterEach(async () => {
    await ledger.close();
    await store.close();
  });

  const begin = (name: string) => ledger.compareAndSet(name, change(null, 'a.1'));

  it('waits for the disk, though the database would not', async () => {
    await store.query(`ALTER DATABASE ${store.name} SET synchronous_commit = off`);
    await store.dropConnections();
    await ledger.ping();
    const before = await store.query('SELECT pg_current_wal_insert_lsn() AS at');
    await begin(newName());
    const flushed = await store.query(`SELECT pg_current_wal_flush_lsn() > '${before[0]?.at}'::pg_lsn AS yes`);
    expect(flushed[0]?.yes).toBe(true);
  });

  it.each([
    ['synchronous_commit', 'off', 'on'],
    ['synchronous_commit', 'remote_apply', 'remote_apply'],
    ['default_transaction_isolation', 'serializable', 'read committed'],
    ['statement_timeout', '0', '1s'],
    ['client_min_messages', 'error', 'warning'],
    ['enable_seqscan', 'on', 'off'],
    ['plan_cache_mode', 'force_custom_plan', 'force_generic_plan'],
  ])('has its own %s where the database has %s', async (name, theirs, own) => {
    await store.query(`ALTER DATABASE ${store.name} SET ${name} = '${theirs}'`);
    await withClient(store.url, async (client) => {
      await client.query(OPEN_SESSION);
      expect((await client.query(`SHOW ${name}`)).rows).toEqual([{ [name]: own }]);
    });
  });

  it('works for a role that may not create tables', async () => {
    const role = `reader_${randomUUID().replaceAll('-', '')}`;
    await store.query(`CREATE ROLE ${role} LOGIN`);
    await store.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`);
    const url = new URL(store.url);
    url.username = role;
    const restricted = createPostgresLedger(url.href);
    await expect(restricted.ping()).resolves.toBeUndefined();
    expect(await restricted.compareAndSet(newName(), change(null, 'a.1'))).not.toBeNull();
    await restricted.close();
    await store.query(`DROP OWNED BY ${role}`);
    await store.query(`DROP ROLE ${role}`);
  });

  it.each([['1'], ['3'], [null]])(
    'does not use tables of version %s, and says that waiting is of no use',
    async (version) => {
      await store.query("DELETE FROM accounts_gateway_meta WHERE name = 'schema'");
      if (version !== null) await store.query("INSERT INTO accounts_gateway_meta VALUES ('schema', $1)", [version]);
      const late = store.open();
      const message = `The tables of the ledger have version ${version}; this program needs version 2`;
      for (const step of [() => late.ping(), () => late.read(newName()), () => late.identity('mine')]) {
        await expect(step()).rejects.toMatchObject({ ...AWAY, final: true, message });
      }
      expect(await store.query("SELECT FROM accounts_gateway_meta WHERE name = 'identity'")).toEqual([]);
      await late.close();
    },
  );

  it('is away while the database is read-only', async () => {
    await store.query(`ALTER DATABASE ${store.name} SET default_transaction_read_only = on`);
    await store.dropConnections();
    for (const step of [() => ledger.ping(), () => begin(newName()), () => ledger.read(newName())]) {
      await expect(step()).rejects.toMatchObject(AWAY);
    }
    await store.query('SET default_transaction_read_only = off');
    await store.query(`ALTER DATABASE ${store.name} RESET default_transaction_read_only`);
    await expect(ledger.ping()).resolves.toBeUndefined();
  });

  it('compares the identity on all its connections anew once one has found another', async () => {
    await ledger.identity('mine');
    await Promise.all([ledger.ping(), ledger.read(newName()), begin(newName())]); // each on a connection of its own
    await store.setIdentity('of somebody else');
    const other = { ...AWAY, final: true, message: 'The ledger has another secret than this process' };
    await expect(ledger.ping()).rejects.toMatchObject(other);
    await expect(ledger.read(newName())).rejects.toMatchObject(other);
    await store.setIdentity('mine');
    expect(await ledger.read(newName())).toBeNull();
  });
});
