import { setTimeout as sleep } from 'node:timers/promises';
import { ErrorReply } from 'redis';
import { type Ledger, LedgerUnavailableError, type StoredRow } from '../../deletion/ledger.ts';
import { unavailable, withTimeout } from '../unavailable.ts';
import { createRedisConnections, type RedisConnection } from './connection.ts';
import { CHANGE, OPEN, PING, READ, REPAIR, type RedisScript, type ReplyKind } from './scripts.ts';
import { createSettingsCheck } from './settings.ts';

/** A step is executed within this time or not at all, in milliseconds. */
const DEADLINE_MS = 2_000;

/** How often the list of open rows is compared with the rows, in milliseconds. */
const REPAIRS_EVERY_MS = 6 * 60 * 60 * 1000;

const CLUSTER = 'This is a Redis Cluster, and the ledger needs one Redis that has all its keys';

/** A string from the server; null or undefined for none. */
type Text = string | null | undefined;

interface Reply {
  readonly verdict: ReplyKind;
  /** The server's time. */
  readonly now: number;
  readonly rest: readonly Text[];
}

/**
 * The ledger in Redis or Valkey: a row is a hash, every step is one script, and the server removes expired rows itself.
 * Each script also compares the identity, so the next step notices a server that has another one; one that has lost it gets it.
 *
 * @param warn called when the server may evict or lose rows
 * @param prefix of all keys
 */
export function createRedisLedger(url: string, warn: (message: string) => void, prefix = 'accounts-gateway'): Ledger {
  const connections = createRedisConnections(url, createSettingsCheck(warn));
  const keyOf = (name: string) => `${prefix}:deletion:${name}`;
  const pingKey = `${prefix}:ping`;
  const identityKey = `${prefix}:identity`;
  const openKey = `${prefix}:open`;
  const nameOf = (key: Text) => String(key).slice(keyOf('').length);
  let known: string | undefined;
  let repairAt = 0;

  async function step(script: RedisScript, key: string, ...values: readonly (string | number)[]): Promise<Reply> {
    const reply = await run(script, key, known ?? '', values);
    if (reply.verdict !== 'foreign') return reply;
    throw new LedgerUnavailableError('The ledger has another secret than this process', { final: true });
  }

  async function run(script: RedisScript, key: string, identity: string, values: readonly (string | number)[]) {
    const startedAt = performance.now();
    let connection: RedisConnection | undefined;

    async function take(): Promise<Reply> {
      connection = await connections.get();
      const latest = connection.clock.at(startedAt + DEADLINE_MS);
      const texts = [latest, identity, ...values].map(String);
      const [verdict, now, ...rest] = await evaluate(connection, script, [key, identityKey, openKey, ...texts]);
      connection.clock.saw(Number(now), performance.now());
      return { verdict: verdict as ReplyKind, now: Number(now), rest };
    }

    try {
      const reply = await withTimeout(DEADLINE_MS, take());
      if (reply.verdict !== 'late') return reply;
      throw new LedgerUnavailableError('The step came too late and was not taken');
    } catch (fault) {
      // No answer in time, or the server has become a replica: the next step opens a new connection.
      if (fault instanceof LedgerUnavailableError || isReply(fault, 'READONLY')) connection?.cut();
      // Without an answer a change may still arrive: fail only when it is too late for the server to execute it.
      const isOut = script === CHANGE && connection !== undefined && !(fault instanceof ErrorReply);
      if (isOut) await sleep(Math.max(0, startedAt + DEADLINE_MS - performance.now()));
      if (isReply(fault, 'CROSSSLOT') || isReply(fault, 'CLUSTERDOWN')) {
        throw new LedgerUnavailableError(CLUSTER, { final: true });
      }
      throw unavailable(fault);
    }
  }

  async function scanKeys(from: string | null, limit: number) {
    const command = ['SCAN', from ?? '0', 'MATCH', `${keyOf('')}*`, 'COUNT', String(limit)];
    try {
      const { client } = await connections.get();
      const [cursor, keys] = await withTimeout(DEADLINE_MS, client.sendCommand<[string, string[]]>(command));
      return { keys, next: cursor === '0' ? null : cursor };
    } catch (fault) {
      throw unavailable(fault);
    }
  }

  /** The rows count, not the list of open rows: adds to the list what is missing there. */
  async function repair(): Promise<void> {
    repairAt = performance.now() + REPAIRS_EVERY_MS;
    for (let from: string | null = '0'; from !== null; ) {
      const page: Awaited<ReturnType<typeof scanKeys>> = await scanKeys(from, 500);
      await Promise.all(page.keys.map((key) => step(REPAIR, key)));
      from = page.next;
    }
  }

  return {
    async read(name) {
      const { verdict, now, rest } = await step(READ, keyOf(name));
      return verdict === 'none' ? null : { row: rowOf(rest), now, steadySince: 0 };
    },
    async compareAndSet(name, { expected, next, notAfter = '' }) {
      const row = next === null ? [] : [next.version, next.keptForMs, next.body, next.dueInMs ?? ''];
      const standing = expected === null ? '' : `=${expected}`;
      const { verdict, now } = await step(CHANGE, keyOf(name), notAfter, standing, ...row);
      return verdict === 'made' ? now : null;
    },
    expired: async () => [],
    async open(from, limit) {
      if (performance.now() >= repairAt) await repair();
      for (;;) {
        const { now, rest } = await step(OPEN, openKey, from, limit);
        const [found, count] = rest as unknown as readonly [readonly (readonly Text[])[], number];
        const rows = found.map(([key, ...fields]) => ({ name: nameOf(key), row: rowOf(fields) }));
        // All entries of this page were outdated and are removed: the next page may have rows.
        if (rows.length > 0 || count < limit) return { rows, now, steadySince: 0 };
      }
    },
    async scan(from, limit) {
      const { keys, next } = await scanKeys(from, limit);
      const read = async (key: string) => ({ name: nameOf(key), reply: await step(READ, key) });
      const found = await Promise.all(keys.map(read));
      const rows = found.filter(({ reply }) => reply.verdict === 'row');
      return { rows: rows.map(({ name, reply }) => ({ name, row: rowOf(reply.rest) })), next };
    },

    async identity(candidate) {
      if (known !== undefined) {
        await step(PING, pingKey);
        return known;
      }
      const { verdict, rest } = await run(PING, pingKey, candidate, []);
      known ??= verdict === 'foreign' ? String(rest[0]) : candidate;
      return known;
    },
    async ping() {
      await step(PING, pingKey);
    },
    close: connections.close,
  };
}

const rowOf = ([version, writtenAt, expiresAt, body, dueAt]: readonly Text[]): StoredRow => ({
  version,
  writtenAt,
  expiresAt,
  body,
  dueAt: dueAt === '' ? null : dueAt,
});

/** Sends the hash, or the text if the server does not know the script yet. */
async function evaluate({ client }: RedisConnection, script: RedisScript, values: readonly string[]): Promise<Text[]> {
  try {
    return await client.sendCommand<Text[]>(['EVALSHA', script.hash, '3', ...values]);
  } catch (fault) {
    if (!isReply(fault, 'NOSCRIPT')) throw fault;
    return client.sendCommand<Text[]>(['EVAL', script.text, '3', ...values]);
  }
}

/** Old servers have the code of a script error in the middle of the message. */
const isReply = (fault: unknown, code: string): boolean => fault instanceof Error && fault.message.includes(code);
