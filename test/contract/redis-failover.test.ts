import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/deletion/ledger.ts';
import { createRedisLedger } from '../../src/ledger/redis/redis-ledger.ts';
import { type RedisServer, redisProgram, startRedisServer } from '../support/redis-server.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { change, newName } from './ledger-suite.ts';

const AWAY = { code: 'LEDGER_UNAVAILABLE', final: false };
const OTHER_SECRET = { final: true, message: 'The ledger has another secret than this process' };

const WAIT = { timeout: 10_000 };

const open = (url: string): Ledger => createRedisLedger(url, () => {});
const works = (ledger: Ledger) => expect.poll(() => ledger.ping().then(() => 'works', String)).toBe('works');

describe.skipIf(redisProgram === undefined)('The Redis ledger, when its server fails', () => {
  it('has forgotten nothing when one with a log on the disk is killed and started again', async () => {
    await using server = await startRedisServer('--appendonly yes --appendfsync always');
    const ledger = open(server.url);
    const names = Array.from({ length: 200 }, newName);
    await ledger.identity('mine');
    await Promise.all(names.map((name) => ledger.compareAndSet(name, change(null, 'a.1'))));
    await server.kill();
    await expect(ledger.read(names[0] ?? '')).rejects.toMatchObject(AWAY);
    await server.start();
    await works(ledger);
    const found = await Promise.all(names.map((name) => ledger.read(name)));
    expect(new Set(found.map((reading) => reading?.row.version))).toEqual(new Set(['a.1']));
    expect(await identityAt(server)).toBe('mine');
    await ledger.close();
  });

  it('has forgotten everything when one without a log is, and gives it back the identity', async () => {
    await using server = await startRedisServer('--appendonly no');
    const [ledger, late] = [open(server.url), open(server.url)];
    const name = newName();
    await ledger.identity('mine');
    await ledger.compareAndSet(name, change(null, 'a.1'));
    await server.kill();
    await expect(ledger.ping()).rejects.toMatchObject(AWAY);
    await server.start();
    await works(ledger);
    expect(await ledger.read(name)).toBeNull();
    expect(await ledger.compareAndSet(name, change('a.1', 'a.2'))).toBeNull();
    expect(await ledger.compareAndSet(name, change(null, 'a.3'))).not.toBeNull();
    expect(await late.identity('another')).toBe('mine');
    for (const each of [ledger, late]) await each.close();
  });

  it('cannot be used by a process that kept the secret when a new one was there first', async () => {
    await using server = await startRedisServer('--appendonly no');
    const [old, fresh] = [open(server.url), open(server.url)];
    const name = newName();
    await old.identity('old');
    await server.kill();
    await server.start();
    expect(await fresh.identity('new')).toBe('new');
    await expect.poll(() => old.ping().catch((fault: unknown) => fault), WAIT).toMatchObject(OTHER_SECRET);
    await expect(old.compareAndSet(name, change(null, 'a.1'))).rejects.toMatchObject(OTHER_SECRET);
    await expect(old.read(name)).rejects.toMatchObject(OTHER_SECRET);
    expect(await fresh.compareAndSet(name, change(null, 'b.1'))).not.toBeNull();
    for (const each of [old, fresh]) await each.close();
  });

  it('has forgotten what a promoted replica had not got, and says so by what stands there', async () => {
    await using primary = await startRedisServer('--appendonly yes');
    await using replica = await startRedisServer(`--appendonly yes --replicaof 127.0.0.1 ${primary.port}`);
    await using line = await startTcpProxy(primary.url);
    const ledger = open(line.url);
    const [kept, changed, lost] = [newName(), newName(), newName()];
    await ledger.identity('mine');
    for (const name of [kept, changed]) await ledger.compareAndSet(name, change(null, 'a.1'));
    await expect.poll(() => replica.command('EXISTS', keyOf(kept), keyOf(changed)), WAIT).toBe(2);

    await replica.command('REPLICAOF', 'NO', 'ONE'); // from now on it gets nothing more
    await ledger.compareAndSet(changed, change('a.1', 'a.2'));
    await ledger.compareAndSet(lost, change(null, 'a.1'));
    await primary.kill();
    line.leadTo(replica.url);
    await works(ledger);
    expect((await ledger.read(kept))?.row.version).toBe('a.1');
    expect((await ledger.read(changed))?.row.version).toBe('a.1');
    expect(await ledger.compareAndSet(changed, change('a.2', 'a.3'))).toBeNull();
    expect(await ledger.read(lost)).toBeNull();
    expect(await ledger.compareAndSet(lost, change('a.1', 'a.2'))).toBeNull();
    expect(await identityAt(replica)).toBe('mine');
    await ledger.close();
  });

  it('cannot be used while its server is a replica, and works on once it is promoted', async () => {
    await using primary = await startRedisServer();
    await using replica = await startRedisServer(`--replicaof 127.0.0.1 ${primary.port}`);
    const [ledger, other] = [open(primary.url), open(replica.url)];
    const name = newName();
    await ledger.compareAndSet(name, change(null, 'a.1'));
    await expect.poll(() => replica.command('EXISTS', keyOf(name)), WAIT).toBe(1);
    await expect(other.ping()).rejects.toMatchObject(AWAY);
    await expect(other.identity('other')).rejects.toMatchObject(AWAY);
    await expect(other.compareAndSet(name, change('a.1', 'b.1'))).rejects.toMatchObject(AWAY);
    await replica.command('REPLICAOF', 'NO', 'ONE');
    expect(await other.compareAndSet(name, change('a.1', 'b.1'))).not.toBeNull();
    for (const each of [ledger, other]) await each.close();
  });

  it.each([
    ['has become a replica', (old: RedisServer, promoted: RedisServer) => replicate(old, promoted)],
    ['says nothing any more', async (old: RedisServer) => old.freeze()],
  ])('leaves a server that %s, when its address leads to another', async (_what, retire) => {
    await using primary = await startRedisServer();
    await using replica = await startRedisServer(`--replicaof 127.0.0.1 ${primary.port}`);
    await using line = await startTcpProxy(primary.url);
    const ledger = open(line.url);
    const name = newName();
    await ledger.compareAndSet(name, change(null, 'a.1'));
    await expect.poll(() => replica.command('EXISTS', keyOf(name)), WAIT).toBe(1);
    await replica.command('REPLICAOF', 'NO', 'ONE');
    line.leadTo(replica.url);
    await retire(primary, replica);
    await expect(ledger.compareAndSet(name, change('a.1', 'a.2'))).rejects.toMatchObject(AWAY);
    await works(ledger);
    expect(await ledger.compareAndSet(name, change('a.1', 'a.2'))).not.toBeNull();
    expect(await replica.command('HGET', keyOf(name), 'version')).toBe('a.2');
    await ledger.close();
  });
});

const replicate = async (server: RedisServer, { port }: RedisServer) => {
  await server.command('REPLICAOF', '127.0.0.1', String(port));
};
const keyOf = (name: string) => `accounts-gateway:deletion:${name}`;
const identityAt = (server: RedisServer) => server.command('GET', 'accounts-gateway:identity');
