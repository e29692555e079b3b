import { describe, expect, it } from 'vitest';
import { openLedger } from '../../src/ledger/open-ledger.ts';
import { createRedisLedger } from '../../src/ledger/redis/redis-ledger.ts';
import { createSettingsCheck } from '../../src/ledger/redis/settings.ts';
import { redisProgram, startRedisServer } from '../support/redis-server.ts';
import { change, newName } from './ledger-suite.ts';

/** What may be lost, as each setting says it, and what is warned of then. */
const SETTINGS = [
  ['nothing, when nothing can be lost', '--appendonly yes --appendfsync always', []],
  ['eviction', '--appendonly yes --appendfsync always --maxmemory-policy allkeys-lru', [/may evict .*allkeys-lru/]],
  ['a restart that forgets', '', [/restarts \(appendonly no\)/]],
  ['a last second', '--appendonly yes', [/its last second .*appendfsync everysec/]],
  [
    'two things at once',
    '--maxmemory 100mb --maxmemory-policy volatile-ttl',
    [/may evict .*volatile-ttl/, /restarts \(appendonly no\)/],
  ],
] as const;

describe.skipIf(redisProgram === undefined)('Of a server that is connected to, the Redis ledger', () => {
  it.each(SETTINGS)('warns of %s', async (_what, options, expected) => {
    await using server = await startRedisServer(options);
    const said: string[] = [];
    const ledger = createRedisLedger(server.url, (message) => said.push(message));
    await ledger.ping();
    await server.command('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    const works = () => ledger.ping().then(() => 'works', String);
    await expect.poll(works, { timeout: 10_000 }).toBe('works');
    expect(said).toHaveLength(expected.length);
    for (const [n, pattern] of expected.entries()) expect(said[n]).toMatch(pattern);
    await ledger.close();
  });

  it.each([
    ['whole, on one node', '16383'],
    ['of which the node has a part', '8000'],
    ['of which the node has nothing', null],
  ])('refuses a Redis Cluster, %s, says why, and writes nothing', async (_what, lastSlot) => {
    await using server = await startRedisServer('--cluster-enabled yes');
    if (lastSlot !== null) await server.command('CLUSTER', 'ADDSLOTSRANGE', '0', lastSlot);
    const opened = openLedger(server.url, { warn() {} }, async () => {}, Infinity); // it waits for what may pass
    await expect(opened).rejects.toThrow('cannot be used: This is a Redis Cluster');
    expect(await server.command('DBSIZE')).toBe(0);
  });

  it('cannot use one whose memory is full, and reads there all the same', async () => {
    await using server = await startRedisServer('--maxmemory 4mb --maxmemory-policy noeviction');
    const ledger = createRedisLedger(server.url, () => {});
    const name = newName();
    await ledger.identity('mine');
    await ledger.compareAndSet(name, change(null, 'a.1'));
    await server.command('CONFIG', 'SET', 'maxmemory', '1');
    await expect(ledger.ping()).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE', final: false });
    await expect(ledger.compareAndSet(name, change('a.1', 'a.2'))).rejects.toThrow('The ledger could not be used');
    expect((await ledger.read(name))?.row.version).toBe('a.1');
    await server.command('CONFIG', 'SET', 'maxmemory', '0');
    expect(await ledger.compareAndSet(name, change('a.1', 'a.2'))).not.toBeNull();
    await ledger.close();
  });
});

describe('Of a server that does not show everything, the Redis ledger', () => {
  const SAFE = 'maxmemory_policy:noeviction\r\naof_enabled:1\r\n';
  it.each([
    ['says that it cannot know, when it sees nothing', null, [/Could not check/]],
    ['says nothing more, when only CONFIG is forbidden', SAFE, []],
  ])('%s', async (_what, info, expected) => {
    const said: string[] = [];
    const check = createSettingsCheck((message) => said.push(message));
    const client = {
      sendCommand: async () => info ?? Promise.reject(new Error('NOPERM')),
      configGet: async () => Promise.reject(new Error('NOPERM')),
    };
    await check(client as never);
    await check(client as never); // a second connection
    expect(said).toHaveLength(expected.length);
    for (const [n, pattern] of expected.entries()) expect(said[n]).toMatch(pattern);
  });
});
