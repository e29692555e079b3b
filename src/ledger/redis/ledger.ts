import { setTimeout as sleep } from 'node:timers/promises';
import { ErrorReply } from 'redis';
import { type Ledger, LedgerUnavailableError } from '../../deletion/ledger.ts';
import { within } from '../within.ts';
import { createRedisConnections, type RedisConnection } from './connection.ts';
import { CHANGE, PING, READ, type RedisScript, type Verdict } from './scripts.ts';
import { createSettingsCheck } from './settings.ts';

/** A step is taken within this time or not at all, in milliseconds. */
const DEADLINE_MS = 2_000;

const CLUSTER = 'This is a Redis Cluster, and the ledger needs one Redis that has all its keys';

/** A text that the server gave; null or missing: there is none. */
type Text = string | null | undefined;

interface Reply {
  readonly verdict: Verdict;
  /** The server's time. */
  readonly now: number;
  readonly rest: readonly Text[];
}

/**
 * The ledger in Redis or Valkey: a row is a hash, every step is one script, and the server lets go of rows itself. Each
 * script compares the identity too, so a server that has forgotten it, or has another one, is found out by the next step.
 *
 * @param warn told when the server may evict or forget rows
 * @param prefix what the keys start with
 */
export function createRedisLedger(url: string, warn: (message: string) => void, prefix = 'accounts-gateway'): Ledger {
  const connections = createRedisConnections(url, createSettingsCheck(warn));
  const keyOf = (name: string) => `${prefix}:deletion:${name}`;
  const pingKey = `${prefix}:ping`;
  const identityKey = `${prefix}:identity`;
  let known: string | undefined;

  /** A step as this process, which knows the identity or none yet. */
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
      const [verdict, now, ...rest] = await evaluate(connection, script, [key, identityKey, ...texts]);
      connection.clock.saw(Number(now), performance.now());
      return { verdict: verdict as Verdict, now: Number(now), rest };
    }

    try {
      const reply = await within(DEADLINE_MS, take());
      if (reply.verdict !== 'late') return reply;
      throw new LedgerUnavailableError('The step came too late and was not taken');
    } catch (fault) {
      // No answer in time, or from a server that has become a replica: the next step connects anew.
      if (fault instanceof LedgerUnavailableError || isReply(fault, 'READONLY')) connection?.cut();
      // A change may still be on its way when the connection is gone: it is given up when it can be made no more.
      const isOut = script === CHANGE && connection !== undefined && !(fault instanceof ErrorReply);
      if (isOut) await sleep(Math.max(0, startedAt + DEADLINE_MS - performance.now()));
      if (fault instanceof LedgerUnavailableError) throw fault;
      if (isReply(fault, 'CROSSSLOT') || isReply(fault, 'CLUSTERDOWN')) {
        throw new LedgerUnavailableError(CLUSTER, { final: true });
      }
      throw new LedgerUnavailableError('The ledger could not be used', { cause: fault });
    }
  }

  return {
    async read(name) {
      const { verdict, now, rest } = await step(READ, keyOf(name));
      const [version, writtenAt, expiresAt, body] = rest;
      return verdict === 'none' ? null : { row: { version, writtenAt, expiresAt, body }, now, steadySince: 0 };
    },
    async compareAndSet(name, { expected, next, notAfter = '' }) {
      const row = next === null ? [] : [next.version, next.keptForMs, next.body];
      const standing = expected === null ? '' : `=${expected}`;
      const { verdict, now } = await step(CHANGE, keyOf(name), notAfter, standing, ...row);
      return verdict === 'made' ? now : null;
    },
    expired: async () => [],

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

/** By its hash, unless the server does not know the script yet. */
async function evaluate({ client }: RedisConnection, script: RedisScript, values: readonly string[]): Promise<Text[]> {
  try {
    return await client.sendCommand<Text[]>(['EVALSHA', script.hash, '2', ...values]);
  } catch (fault) {
    if (!isReply(fault, 'NOSCRIPT')) throw fault;
    return client.sendCommand<Text[]>(['EVAL', script.text, '2', ...values]);
  }
}

/** Old servers put the code of an error in a script into the middle of their message. */
const isReply = (fault: unknown, code: string): boolean => fault instanceof Error && fault.message.includes(code);
