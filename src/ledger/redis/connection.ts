import { createClient } from 'redis';
import { LedgerUnavailableError } from '../../deletion/ledger.ts';
import { createServerClock, type ServerClock } from '../server-clock.ts';
import { withTimeout } from '../unavailable.ts';

/** How long connecting may take (TCP alone, and with the handshake), and the pause after a failure, in milliseconds. */
const TCP_MS = 1_000;
const CONNECT_MS = 2_000;
const PAUSE_MS = 100;

type Client = ReturnType<typeof newClient>;

export interface RedisConnection {
  readonly client: Client;
  readonly clock: ServerClock;
  /** Closes it at once: the next step opens a new one. */
  cut(): void;
}

/**
 * The one connection of a ledger, opened when it is needed and again after any fault. Commands on a broken connection
 * fail at once; none is queued.
 *
 * @param onConnected runs before any step does
 */
export function createRedisConnections(url: string, onConnected: (client: Client) => Promise<void>) {
  let current: Promise<RedisConnection> | undefined;
  let failed: { readonly at: number; readonly fault: unknown } | undefined;
  let closed = false;

  function get(): Promise<RedisConnection> {
    if (closed) return Promise.reject(new LedgerUnavailableError('The ledger is closed'));
    if (failed !== undefined && performance.now() < failed.at + PAUSE_MS) return Promise.reject(failed.fault);
    current ??= connect();
    return current;
  }

  function connect(): Promise<RedisConnection> {
    const client = newClient(url);
    const cut = () => {
      if (current === made) current = undefined;
      if (client.isOpen) client.destroy();
    };
    client.on('error', cut);
    const made = withTimeout(CONNECT_MS, introduce(client)).then(
      (clock) => {
        failed = undefined;
        return { client, clock, cut };
      },
      (fault: unknown) => {
        failed = { at: performance.now(), fault };
        cut();
        throw fault;
      },
    );
    return made;
  }

  async function introduce(client: Client): Promise<ServerClock> {
    await client.connect();
    const [seconds, microseconds] = await client.sendCommand<string[]>(['TIME']);
    const time = Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000);
    const clock = createServerClock(time, performance.now());
    await onConnected(client);
    return clock;
  }

  async function close(): Promise<void> {
    closed = true;
    const last = await current?.catch(() => undefined);
    if (last === undefined) return;
    if (last.client.isOpen) await withTimeout(CONNECT_MS, last.client.close()).catch(() => {});
    last.cut();
  }

  return { get, close };
}

function newClient(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: TCP_MS, reconnectStrategy: false },
  });
}
