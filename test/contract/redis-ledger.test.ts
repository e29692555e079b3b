import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';
import { describe, expect, inject, it } from 'vitest';
import { createRedisLedger } from '../../src/ledger/redis/redis-ledger.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { describeNetwork } from './ledger-network-suite.ts';
import { describeDurable } from './ledger-store-suite.ts';
import { change, describeLedger, newName } from './ledger-suite.ts';

const server = inject('redisUrl');

describe.skipIf(server === null)('On a real server', () => {
  describeLedger('Redis', openStore);
  describeDurable('Redis', openStore);
  describeNetwork('Redis', openStore);

  it('The Redis ledger takes nothing else for an empty place, and never writes over it', async () => {
    await using store = await openStore();
    const ledger = store.open();
    const [list, empty, words] = [newName(), newName(), newName()];
    await store.client.lPush(store.keyOf(list), 'x');
    await store.client.hSet(store.keyOf(empty), 'state', 'claimed');
    await store.client.hSet(store.keyOf(words), { version: 'a.1', writtenAt: 'x', expiresAt: '-1' });
    for (const name of [list, empty]) {
      expect((await ledger.read(name))?.row.version ?? null).toBeNull();
      for (const expected of [null, '', 'a.1']) {
        expect(await ledger.compareAndSet(name, change(expected, 'b.1'))).toBeNull();
        expect(await ledger.compareAndSet(name, change(expected, null))).toBeNull();
      }
    }
    expect((await ledger.read(words))?.row).toEqual({
      version: 'a.1',
      writtenAt: 'x',
      expiresAt: '-1',
      dueAt: null,
      body: null,
    });
    expect(await store.client.lRange(store.keyOf(list), 0, -1)).toEqual(['x']);
    await ledger.close();
  });

  it('The Redis ledger has each row let go by the server when its time has ended, and the identity never', async () => {
    await using store = await openStore();
    const ledger = store.open();
    const [name, short] = [newName(), newName()];
    const left = async () => {
      const key = store.keyOf(name);
      return Number(await store.client.hGet(key, 'expiresAt')) - (await store.client.pExpireTime(key));
    };
    await ledger.compareAndSet(name, change(null, 'a.1'));
    expect(await left()).toBe(0);
    await ledger.compareAndSet(name, {
      expected: 'a.1',
      next: { version: 'a.2', keptForMs: 5_000, dueInMs: null, body: '' },
    });
    expect(await left()).toBe(0);
    await ledger.compareAndSet(short, {
      expected: null,
      next: { version: 'a.1', keptForMs: 30, dueInMs: null, body: '' },
    });
    await expect.poll(() => ledger.read(short)).toBeNull();
    expect(await ledger.compareAndSet(short, change(null, 'b.1'))).not.toBeNull();
    expect(await ledger.expired(0, 10)).toEqual([]);
    await ledger.identity('kept');
    expect(await store.client.pExpireTime(`${store.prefix}:identity`)).toBe(-1);
    await ledger.close();
  });

  it('The Redis ledger survives a server that forgets its scripts', async () => {
    await using store = await openStore();
    const ledger = store.open();
    await ledger.ping();
    await store.client.scriptFlush();
    const name = newName();
    const verdicts = await Promise.all([
      ledger.compareAndSet(name, change(null, 'a.1')),
      ledger.compareAndSet(name, change('a.1', 'a.2')),
      ledger.read(name),
    ]);
    expect(verdicts).toMatchObject([expect.any(Number), expect.any(Number), { row: { version: 'a.2' } }]);
    await ledger.close();
  });

  it('The Redis ledger gives no change up while it can still be made, though its connection is cut', async () => {
    await using store = await openStore();
    await using line = await startTcpProxy(store.url);
    const ledger = store.openAt(line.url);
    const [early, late] = [newName(), newName()];
    await ledger.ping();
    line.stall();
    const first = ledger.compareAndSet(early, change(null, 'a.1')).catch(() => 'given up');
    await sleep(1_000);
    const second = ledger.compareAndSet(late, change(null, 'a.1')).catch(() => 'given up');
    expect(await first).toBe('given up'); // and with it the connection of both
    setTimeout(() => line.restore(), 100);
    expect(await second).toBe('given up');
    const found = await store.client.exists(store.keyOf(late));
    await sleep(1_000);
    expect(await store.client.exists(store.keyOf(late))).toBe(found);
    expect(await store.client.exists(store.keyOf(early))).toBe(0);
    await ledger.close();
  });

  it('The Redis ledger finds another identity with the very next step, on the same connection', async () => {
    await using store = await openStore();
    const ledger = store.open();
    const name = newName();
    const mine = await ledger.identity('mine');
    await ledger.compareAndSet(name, change(null, 'a.1'));
    await store.setIdentity('of somebody else');
    const refused = { final: true, message: 'The ledger has another secret than this process' };
    await expect(ledger.compareAndSet(name, change('a.1', 'a.2'))).rejects.toMatchObject(refused);
    await expect(ledger.compareAndSet(newName(), change(null, 'a.1'))).rejects.toMatchObject(refused);
    await expect(ledger.read(name)).rejects.toMatchObject(refused);
    await expect(ledger.identity('another')).rejects.toMatchObject(refused);
    await store.setIdentity(mine);
    expect((await ledger.read(name))?.row.version).toBe('a.1');
    await store.setIdentity(null);
    await ledger.compareAndSet(name, change('a.1', 'a.2'));
    expect(await store.client.get(`${store.prefix}:identity`)).toBe(mine);
    await ledger.close();
  });
});

/** Keys of its own, and a line of its own, as others use the server too. */
async function openStore() {
  const prefix = `gateway-test-${randomUUID()}`;
  const url = server ?? '';
  const client = createClient({ url });
  await client.connect();
  const line = await startTcpProxy(url);
  const openAt = (elsewhere: string) => createRedisLedger(elsewhere, () => {}, prefix);

  async function close() {
    for await (const keys of client.scanIterator({ MATCH: `${prefix}:*`, COUNT: 1_000 })) {
      if (keys.length > 0) await client.unlink(keys);
    }
    await client.close();
    await line[Symbol.asyncDispose]();
  }
  return {
    url,
    prefix,
    client,
    durable: true,
    forgets: true,
    keyOf: (name: string) => `${prefix}:deletion:${name}`,
    open: () => openAt(line.url),
    openAt,
    async setIdentity(identity: string | null) {
      if (identity === null) await client.del(`${prefix}:identity`);
      else await client.set(`${prefix}:identity`, identity);
    },
    async dropConnections() {
      await line.cut();
      await line.restore();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
