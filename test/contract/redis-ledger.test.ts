import { randomUUID } from 'node:crypto';
import { createClient } from 'redis';
import { describe, expect, inject, it } from 'vitest';
import { type DeletionId, nameOf, UnreadableRecordError } from '../../src/deletion/ledger.ts';
import { createRedisLedger } from '../../src/ledger/redis.ts';
import { createSettingsCheck } from '../../src/ledger/redis-settings.ts';
import { describeNetwork } from './ledger-network-suite.ts';
import { describeDurable, type RawRecord } from './ledger-store-suite.ts';
import { claimAs, describeLedger, LEASE_MS, newId } from './ledger-suite.ts';

const server = inject('redisUrl');

describe.skipIf(server === null)('On a real server', () => {
  describeLedger('Redis', openStore);
  describeDurable('Redis', openStore);
  describeNetwork('Redis', openStore);

  it('The Redis ledger never takes a key of another type, or digits that are none, for absent', async () => {
    const store = await openStore();
    const ledger = store.open();
    const [list, words] = [newId(), newId()];
    await store.client.lPush(store.keyOf(list), 'x');
    await claimAs(ledger, words, 'a');
    await store.client.hSet(store.keyOf(words), 'attempts', '0x1');
    for (const id of [list, words]) {
      await expect(ledger.read(id)).rejects.toThrow(UnreadableRecordError);
      await expect(claimAs(ledger, id, 'b')).rejects.toThrow(UnreadableRecordError);
    }
    expect(await store.client.hGet(store.keyOf(words), 'owner')).toBe('a');
    await ledger.close();
    await store.close();
  });

  it('The Redis ledger keeps each record as long as it stands, and the secret for good', async () => {
    const store = await openStore();
    const ledger = store.open();
    const id = newId();
    const left = async () => {
      const key = store.keyOf(id);
      return Number(await store.client.hGet(key, 'expiresAt')) - (await store.client.pExpireTime(key));
    };
    await claimAs(ledger, id, 'a');
    expect(await left()).toBe(0);
    await ledger.dispatch(id, 'a', 1);
    expect(await left()).toBe(0);
    await ledger.settle(id, 'a', 'sealed', LEASE_MS);
    expect(await left()).toBe(0);
    await ledger.secret('kept');
    expect(await store.client.pExpireTime(`${store.prefix}:secret`)).toBe(-1);
    await ledger.close();
    await store.close();
  });

  it('The Redis ledger survives a server that forgets its scripts', async () => {
    const store = await openStore();
    const ledger = store.open();
    await ledger.ping();
    await store.client.scriptFlush();
    expect(await claimAs(ledger, newId(), 'a')).toMatchObject({ won: true });
    await ledger.close();
    await store.close();
  });
});

describe('What the Redis ledger warns of', () => {
  const SAFE = 'maxmemory_policy:noeviction\r\naof_enabled:1\r\n';
  it.each([
    ['nothing, when nothing can be lost', SAFE, 'always', []],
    ['eviction', SAFE.replace('noeviction', 'allkeys-lru'), 'always', [/may evict .*allkeys-lru/]],
    [
      'a restart that forgets',
      SAFE.replace('aof_enabled:1', 'aof_enabled:0'),
      'always',
      [/restarts \(appendonly no\)/],
    ],
    ['a last second', SAFE, 'everysec', [/appendfsync everysec/]],
    ['settings that it may not read', null, null, [/Could not check/]],
    ['nothing more, when only CONFIG is forbidden', SAFE, null, []],
  ])('%s', async (_what, info, appendfsync, expected) => {
    const said: string[] = [];
    const check = createSettingsCheck((message) => said.push(message));
    const client = {
      sendCommand: async () => info ?? Promise.reject(new Error('NOPERM')),
      configGet: async () => (appendfsync === null ? Promise.reject(new Error('NOPERM')) : { appendfsync }),
    };
    await check(client as never);
    await check(client as never); // a second connection
    expect(said).toHaveLength(expected.length);
    expected.forEach((pattern, n) => {
      expect(said[n]).toMatch(pattern);
    });
  });
});

/** Keys of its own. */
async function openStore() {
  const prefix = `gateway-test-${randomUUID()}`;
  const url = server ?? '';
  const client = createClient({ url });
  await client.connect();
  const keyOf = (id: DeletionId) => `${prefix}:{${nameOf(id)}}`;
  const openAt = (elsewhere: string) => createRedisLedger(elsewhere, () => {}, prefix);

  return {
    url,
    prefix,
    client,
    durable: true,
    keyOf,
    open: () => openAt(url),
    openTidy: () => openAt(url),
    openAt,
    async put(id: DeletionId, record: RawRecord) {
      const fields = Object.entries(record).map(([field, value]) => [field, String(value ?? '')] as const);
      await client.hSet(keyOf(id), Object.fromEntries(fields));
      // As the ledger does it, which leaves no expired record behind; what it cannot read may be of any age.
      if (record.state === 'dispatched' && record.expiresAt > Date.now()) {
        await client.pExpireAt(keyOf(id), record.expiresAt);
      }
    },
    async get(id: DeletionId) {
      const fields = await client.hGetAll(keyOf(id));
      return Object.keys(fields).length === 0 ? null : { ...fields };
    },
    async close() {
      for await (const keys of client.scanIterator({ MATCH: `${prefix}:*`, COUNT: 1_000 })) {
        if (keys.length > 0) await client.unlink(keys);
      }
      await client.close();
    },
  };
}
