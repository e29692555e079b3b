import { createHash } from 'node:crypto';
import {
  type DeletionId,
  type DeletionRecord,
  type Ledger,
  LedgerUnavailableError,
  nameOf,
  UnreadableRecordError,
} from '../deletion/ledger.ts';
import { createRedisConnections, type RedisConnection } from './redis-connection.ts';
import { REDIS_PING, REDIS_SECRET, REDIS_STEPS, type RedisStep, type Verdict } from './redis-scripts.ts';
import { createSettingsCheck } from './redis-settings.ts';
import { type StoredRecord, toRecord } from './stored-record.ts';
import { within } from './within.ts';

/** A step is taken within this time or not at all, in milliseconds. */
const DEADLINE_MS = 2_000;

interface Reply {
  readonly verdict: Verdict;
  readonly fields: StoredRecord;
}

/**
 * The ledger in Redis or Valkey: every step is one script on one key.
 *
 * @param warn told when the server may evict or forget records
 * @param prefix what the keys start with
 */
export function createRedisLedger(url: string, warn: (message: string) => void, prefix = 'accounts-gateway'): Ledger {
  const connections = createRedisConnections(url, createSettingsCheck(warn));

  async function run(script: string, key: string, values: readonly (string | number)[]): Promise<Reply> {
    const startedAt = performance.now();
    let connection: RedisConnection | undefined;

    async function take(): Promise<Reply> {
      connection = await connections.get();
      const latest = connection.clock.at(startedAt + DEADLINE_MS);
      const [verdict, now, ...stored] = await evaluate(connection, script, key, [latest, ...values].map(String));
      connection.clock.saw(Number(now), performance.now());
      return { verdict: verdict as Verdict, fields: { ...fieldsOf(stored), now } };
    }

    try {
      const reply = await within(DEADLINE_MS, take());
      if (reply.verdict === 'late') throw new LedgerUnavailableError('The step came too late and was not taken');
      if (reply.verdict === 'unreadable')
        throw new UnreadableRecordError('A record in the ledger cannot be understood');
      return reply;
    } catch (fault) {
      if (fault instanceof UnreadableRecordError) throw fault;
      if (isReply(fault, 'WRONGTYPE')) {
        throw new UnreadableRecordError('A record in the ledger is of another type', { cause: fault });
      }
      // No answer in time, or from a server that has become a replica: the next step connects anew.
      if (fault instanceof LedgerUnavailableError || isReply(fault, 'READONLY')) connection?.cut();
      if (fault instanceof LedgerUnavailableError) throw fault;
      throw new LedgerUnavailableError('The ledger could not be used', { cause: fault });
    }
  }

  async function step(name: RedisStep, id: DeletionId, ...values: readonly (string | number)[]) {
    const { verdict, fields } = await run(REDIS_STEPS[name], `${prefix}:{${nameOf(id)}}`, values);
    return { taken: verdict === 'taken', fields };
  }

  async function read(id: DeletionId): Promise<DeletionRecord | null> {
    const { taken, fields } = await step('read', id);
    return taken ? toRecord(fields) : null;
  }

  return {
    async claim(id, { accountId, owner, leaseMs }) {
      const { taken, fields } = await step('claim', id, accountId, owner, leaseMs);
      return { won: taken, record: toRecord(fields) };
    },
    async dispatch(id, owner, attempt) {
      const { taken, fields } = await step('dispatch', id, owner, attempt);
      return taken ? toRecord(fields) : null;
    },
    release: async (id, owner, attempt) => (await step('release', id, owner, attempt)).taken,
    async lose(id, owner) {
      await step('lose', id, owner);
    },
    settle: async (id, owner, settlement, ttlMs) => (await step('settle', id, owner, settlement, ttlMs)).taken,
    read,

    async secret(candidate) {
      const { fields } = await run(REDIS_SECRET, `${prefix}:secret`, [candidate]);
      if (typeof fields.value !== 'string') throw new LedgerUnavailableError('The ledger gave no secret');
      return fields.value;
    },
    async ping() {
      await run(REDIS_PING, `${prefix}:ping`, []);
    },
    close: connections.close,
  };
}

/** By its hash, unless the server does not know the script yet. */
async function evaluate({ client }: RedisConnection, script: string, key: string, values: string[]): Promise<string[]> {
  const rest = ['1', key, ...values];
  try {
    return await client.sendCommand<string[]>(['EVALSHA', hashOf(script), ...rest]);
  } catch (fault) {
    if (!isReply(fault, 'NOSCRIPT')) throw fault;
    return client.sendCommand<string[]>(['EVAL', script, ...rest]);
  }
}

const hashes = new Map<string, string>();

function hashOf(script: string): string {
  const hash = hashes.get(script) ?? createHash('sha1').update(script).digest('hex');
  hashes.set(script, hash);
  return hash;
}

/** A field that holds nothing is left out. */
function fieldsOf(stored: readonly string[]): StoredRecord {
  const fields: Record<string, string> = {};
  for (let n = 0; n < stored.length; n += 2) {
    const [field, value] = [stored[n], stored[n + 1]];
    if (field !== undefined && value !== undefined && value !== '') fields[field] = value;
  }
  return fields;
}

function isReply(fault: unknown, code: string): boolean {
  return fault instanceof Error && fault.message.includes(code);
}
